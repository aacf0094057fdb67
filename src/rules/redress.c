#include "rules/redress.h"

#include "rules/procedure_redress.h"

const char *step_state_words(enum step_state state)
{
    static const char *const words[STEP_STATE_COUNT] = { "waiting", "open", "done", "done late", "overdue" };
    return words[state];
}

int redress_run(const struct clause *redress)
{
    const struct field *when = field_find(&redress->fields, KEY_WHEN);
    for (size_t r = 0; when && !when->is_bad && r < when->reasons.n; r++)
        for (size_t t = 0; t < when->reasons.at[r].n; t++) {
            const struct test *test = &when->reasons.at[r].tests[t];
            if (test->kind == TEST_TARGET_MISSED && test->times > 1)
                return test->times;
        }
    return 1;
}

static const struct step_done *done_find(const struct redress_question *q, const struct redress_answer *a,
                                         int step)
{
    for (size_t i = 0; i < q->n_done; i++)
        if (q->done[i].step == step && q->done[i].period_from.day == a->period.from.day &&
            q->done[i].done.second < q->as_of.facts_before.second)
            return &q->done[i];
    return NULL;
}

static void change_at(struct redress_answer *a, instant t)
{
    if (t.second < a->next_change.second)
        a->next_change = t;
}

// The state of a stage that has opened; the instant at which it is left, INSTANT_FAR if it is open. is_late: because
// its time was up, and not because it was done.
static instant stage_run(const struct redress_question *q, const struct stage *stage,
                         struct redress_answer *a, struct step_answer *s, bool *is_late)
{
    const struct step_done *done = done_find(q, a, s->field->step.number);
    instant until = INSTANT_FAR;
    if (stage->n_clocks) {
        s->deadline = deadline_find(&stage->timing, &stage->clocks[0].lines[0].clock->limit, s->started, NULL,
                                    0);
        s->has_deadline = s->deadline.fault == DEADLINE_OK;
        until = s->has_deadline ? s->deadline.until : until;
    }
    *is_late = !done || done->done.second >= until.second;
    if (done) {
        s->done = done->done;
        s->words = done->words;
        s->said_by = done->said_by;
        s->state = *is_late ? STEP_DONE_LATE : STEP_DONE;
        return *is_late ? until : done->done;
    }
    bool is_over = until.second <= q->as_of.at.second;
    s->state = is_over ? STEP_OVERDUE : STEP_OPEN;
    if (!is_over)
        change_at(a, until);
    return is_over ? until : INSTANT_FAR;
}

static void steps_wait(const struct procedure *p, struct redress_answer *a)
{
    a->n_steps = p->n;
    for (size_t i = 0; i < p->n; i++)
        a->steps[i] = (struct step_answer){ .field = p->stages[i].step,
                                            .started = INSTANT_NONE,
                                            .done = INSTANT_NONE };
}

void redress_steps(const struct redress_question *q, struct redress_answer *a)
{
    struct redress_form form = { 0 };
    const struct procedure *p = &form.procedure;
    instant start = a->opened;
    redress_compile(NULL, q->redress, q->timing, &form);
    a->next_change = INSTANT_FAR;
    steps_wait(p, a);
    int stage = p->n ? 0 : PROCEDURE_NOWHERE;
    while (stage != PROCEDURE_NOWHERE && start.second < q->as_of.facts_before.second) {
        bool is_late;
        a->steps[stage].started = start;
        start = stage_run(q, &p->stages[stage], a, &a->steps[stage], &is_late);
        stage = redress_next(&p->stages[stage], is_late ? STR("late") : STR("done"));
    }
    a->is_complete = true;
    for (size_t i = 0; i < a->n_steps; i++)
        a->is_complete &= a->steps[i].state == STEP_DONE || a->steps[i].state == STEP_DONE_LATE;
}

static bool lengthens(const struct published *p)
{
    return p->verdict == VERDICT_MISSED && !p->is_trial && !p->is_departed;
}

// What is missed only because of declared departures was kept without them; what is not settled is neither.
static bool breaks(const struct published *p)
{
    return p->verdict == VERDICT_KEPT || (p->verdict == VERDICT_MISSED && p->is_departed);
}

result redress_for_target(struct ctx *ctx, const struct redress_question *q,
                          struct redress_answer_list *answers)
{
    int wanted = redress_run(q->redress), run = 0;
    *answers = (struct redress_answer_list){ 0 };
    for (size_t i = 0; i < q->n_published; i++) {
        const struct published *p = &q->published[i];
        bool is_confirmed = !instant_is_none(p->confirmed) &&
            p->confirmed.second < q->as_of.facts_before.second;
        if (!is_confirmed)
            continue;
        run = breaks(p) ? 0 : run + lengthens(p);
        if (!lengthens(p) || run % wanted)
            continue;
        struct redress_answer *a = LIST_PUSH(ctx->arena, answers);
        if (!a)
            return arena_fail(ctx);
        *a = (struct redress_answer){ .period = p->period, .missed = run, .opened = p->confirmed };
        redress_steps(q, a);
    }
    return OK;
}
