#include "rules/procedure_answer.h"

#include "rules/procedure_internal.h"

static result run_open(struct ctx *ctx, const struct procedure_question *question,
                       struct procedure_answer *answer, struct run *run)
{
    const struct procedure *p = question->procedure;
    *answer = (struct procedure_answer){ .begun = INSTANT_NONE,
                                         .ended = INSTANT_NONE,
                                         .next_change = INSTANT_FAR };
    *run = (struct run){ .ctx = ctx, .p = p, .q = question, .a = answer };
    if (question->n > RECORDED_MAX)
        return fail(ctx, ERR_LIMIT,
                    "a case has more than %d facts on record: leave out those that change nothing",
                    RECORDED_MAX);
    run->reached = ARENA_ARRAY(ctx->arena, struct threshold_answer, p->n_thresholds + 1);
    for (size_t i = 0; run->reached && i < p->n_thresholds; i++)
        run->reached[i] = (struct threshold_answer){ .clause = p->thresholds[i].clause, .at = INSTANT_NONE };
    return run->reached ? OK : arena_fail(ctx);
}

result procedure_answer(struct ctx *ctx, const struct procedure_question *question,
                        struct procedure_answer *answer)
{
    struct run run;
    result e = run_open(ctx, question, answer, &run);
    if (!e)
        e = run_to(&run);
    if (!e)
        answer_fill(&run);
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}

static void permission_of(const struct procedure_answer *answer, const struct recorded *deed,
                          struct allowed *permission)
{
    *permission = (struct allowed){ .may = TRUTH_YES };
    for (size_t i = 0; i < answer->notes.n; i++) {
        const struct procedure_note *note = &answer->notes.at[i];
        if (note->recorded != deed || note->kind == NOTE_LIMIT)
            continue;
        permission->may = note->kind == NOTE_DOUBT ? TRUTH_UNKNOWN : TRUTH_NO;
        permission->why = note->text;
        if (permission->may == TRUTH_NO)
            return;
    }
}

result procedure_may(struct ctx *ctx, const struct procedure_question *question, const struct recorded *deed,
                     struct allowed *permission)
{
    struct procedure_question q = *question;
    struct procedure_answer answer;
    struct recorded *all = ARENA_ARRAY(ctx->arena, struct recorded, question->n + 1);
    if (!all)
        return arena_fail(ctx);
    for (size_t i = 0; i < question->n; i++)
        all[i] = question->recorded[i];
    all[question->n] = *deed;
    q.recorded = all;
    q.n = question->n + 1;
    q.as_of = as_of_instant(deed->at);
    result e = procedure_answer(ctx, &q, &answer);
    if (!e)
        permission_of(&answer, &all[question->n], permission);
    return e;
}
