// What is owed for a late case.
#include "app/owed_internal.h"

enum { DONE_MAX = 64 };

const struct clause *promise_late_redress(const struct promise *promise)
{
    const struct field_list *fields = &promise->clause->fields;
    for (const struct field *f = field_find(fields, KEY_IF); f; f = field_next(fields, KEY_IF, f)) {
        bool is_late = outcome_is_late(f->name) && !f->is_bad && f->outcome.n;
        const struct clause *found = is_late && !f->outcome.at[0].ref.document.n
            ? document_clause(promise->document, f->outcome.at[0].ref.label)
            : NULL;
        if (found && found->kind->key == CLAUSE_REDRESS)
            return found;
    }
    return NULL;
}

void late_note(struct late_list *list, const struct finding *f)
{
    const struct judgement *j = f->judgement;
    const struct promise *promise = f->account->promise;
    bool is_late = j->state == STATE_LATE && j->has_deadline && !f->account->count &&
        !is_on_trial(f->document->document, promise->clause, (struct span){ j->day, j->day });
    const struct clause *clause = is_late && list->n < LATE_PROMISES_MAX ? promise_late_redress(promise)
                                                                         : NULL;
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].promise == promise)
            return;
    if (clause)
        list->at[list->n++] = (struct late_redress){ .document = f->document,
                                                     .promise = promise,
                                                     .clause = clause,
                                                     .line = j->line,
                                                     .facts = f->facts,
                                                     .started = j->started,
                                                     .stopped = j->stopped,
                                                     .day = j->day,
                                                     .due = j->deadline.due,
                                                     .late_from = j->deadline.until };
}

// A payment is made, not told.
int redress_automatic_step(const struct clause *redress)
{
    for (const struct field *f = field_find(&redress->fields, KEY_STEP); f;
         f = field_next(&redress->fields, KEY_STEP, f))
        for (size_t i = 0; !f->is_bad && f->step.verb == STEP_DOES && i < f->step.n; i++)
            if (f->step.parts[i].kind == PART_AUTOMATICALLY)
                return f->step.number;
    return 0;
}

// Which step a reason told by itself does: the first deed that comes automatically, else the first.
static int explained_step(const struct clause *redress)
{
    int automatic = redress_automatic_step(redress);
    for (const struct field *f = field_find(&redress->fields, KEY_STEP); f && !automatic;
         f = field_next(&redress->fields, KEY_STEP, f))
        if (!f->is_bad && f->step.verb == STEP_DOES)
            return f->step.number;
    return automatic;
}

static bool done_of(const struct late_redress *late, const struct fact_row *f, struct step_done *done)
{
    bool is_others = f->document.n && !str_equal(f->document, late->document->document->id);
    if (f->kind == FACT_STEP_DONE && !is_others && step_done_read(f, done)) {
        done->period_from = (date){ 0 }; // of a case there is one opening
        return true;
    }
    int step = f->kind == FACT_EXPLAINED ? explained_step(late->clause) : 0;
    if (step)
        *done = (struct step_done){ .redress = late->clause->label,
                                    .step = step,
                                    .done = f->happened,
                                    .words = f->words,
                                    .said_by = f->said_by };
    return step > 0;
}

static size_t late_done(const struct late_redress *late, const struct fact_row_list *facts,
                        struct step_done *done)
{
    size_t n = 0;
    for (size_t i = 0; i < facts->n && n < DONE_MAX; i++)
        if (!fact_is_corrected(facts->at, facts->n, facts->at[i].id))
            n += done_of(late, &facts->at[i], &done[n]);
    return n;
}

void late_answer(const struct late_redress *late, const struct fact_row_list *facts,
                 struct redress_chain *chain)
{
    struct step_done done[DONE_MAX];
    const struct limit *limit = late->line ? &late->line->field->clock.limit : NULL;
    struct redress_case of_case = { late->facts,   limit,     late->started,
                                    late->stopped, late->due, late->late_from };
    struct redress_question q = { .redress = late->clause,
                                  .timing = &late->promise->timing,
                                  .promise = late->promise,
                                  .of_case = &of_case,
                                  .done = done,
                                  .n_done = late_done(late, facts, done),
                                  .as_of = late->document->as_of };
    *chain = (struct redress_chain){ .n = 0 };
    redress_chain_of_case(&q, late->late_from, chain);
}

static result late_write(struct ctx *ctx, struct db *db, const struct owing *o,
                         const struct late_redress *late, const struct fact_row_list *facts)
{
    struct redress_chain *chain = ARENA_NEW(ctx->arena, struct redress_chain);
    if (!chain)
        return arena_fail(ctx);
    late_answer(late, facts, chain);
    for (size_t i = 0; i < chain->n; i++)
        chain->at[i].answer.period = (struct span){ late->day, late->day };
    return owed_chain_write(ctx, db, o, chain);
}

result owed_case_write(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                       const struct late_list *list, const struct fact_row_list *facts)
{
    int64_t case_id = facts->at[0].case_id;
    result e = query_obligation_delete_of_case(
        ctx, db, &(struct obligation_delete_of_case_in){ COMMUNITY_FIRST, case_id });
    for (size_t i = 0; i < list->n && !e; i++) {
        const struct late_redress *late = &list->at[i];
        struct owing o = { COMMUNITY_FIRST, case_id, late->document->document->id,
                           ledger_content(ledger, late->document), late->promise };
        e = late_write(ctx, db, &o, late, facts);
    }
    return e;
}
