#include "app/steps_owed.h"

#include "app/step_answer.h"
#include "app/work.h"
#include "rules/redress.h"

#include <stdlib.h>

static struct owed_step step_kept(struct arena *arena, struct owed_step step)
{
    str *const texts[] = { &step.document,  &step.promise, &step.redress, &step.what,
                           &step.reference, &step.service, &step.area };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = str_copy(arena, *texts[i]);
    return step;
}

// The promise in the last version that has it.
static const struct promise *promise_of(const struct ledger *ledger, const struct owed_step *step)
{
    const struct judged_documents *documents = &ledger->judged.documents;
    const struct promise *found = NULL;
    for (size_t i = documents->n; i-- > 0 && !found;)
        if (str_equal(documents->at[i].document->id, step->document))
            found = promise_by_label(&documents->at[i].promises, step->promise);
    return found;
}

static bool is_for(struct ctx *ctx, const struct steps_asked *asked, const struct owed_step *step, str body)
{
    const struct about about = { .body = body, .area = step->area, .service = step->service };
    const struct promise *promise = step->case_id ? NULL : promise_of(asked->ledger, step);
    return promise ? may_of_promise(ctx, asked->visitor, DEED_WORK, promise, body)
                   : may(asked->visitor, DEED_WORK, &about);
}

static result body_read(struct ctx *ctx, struct db *db, const struct steps_asked *steps_asked, str body,
                        struct steps_owed *steps)
{
    struct obligation_owed_by_in asked = { COMMUNITY_FIRST, body, STEP_OPEN, STEP_OVERDUE };
    struct cursor cursor;
    struct owed_step step;
    result e = query_obligation_owed_by(ctx, db, &asked, &cursor);
    while (!e && query_obligation_owed_by_next(ctx, &cursor, &step)) {
        if (!is_for(ctx, steps_asked, &step, body))
            continue;
        struct owed_step *slot = LIST_PUSH(ctx->arena, steps);
        if (!slot)
            return arena_fail(ctx);
        *slot = step_kept(ctx->arena, step);
    }
    return e ? e : cursor.failed;
}

// A step without a day comes last.
static int by_due(const void *a, const void *b)
{
    const struct owed_step *x = a, *y = b;
    int64_t due_x = instant_is_none(x->due) ? WORK_DUE_NONE.second : x->due.second,
            due_y = instant_is_none(y->due) ? WORK_DUE_NONE.second : y->due.second;
    return due_x != due_y          ? due_x < due_y ? -1 : 1
        : x->case_id != y->case_id ? x->case_id < y->case_id ? -1 : 1
                                   : (x->step > y->step) - (x->step < y->step);
}

result steps_owed_find(struct ctx *ctx, struct db *db, const struct steps_asked *asked,
                       struct steps_owed *steps)
{
    const struct roles_held *roles = &asked->visitor->roles;
    result e = OK;
    *steps = (struct steps_owed){ 0 };
    for (size_t i = 0; i < roles->n && !e; i++) {
        bool is_again = !roles->at[i].body.n;
        for (size_t k = 0; k < i; k++)
            is_again |= str_same_name(roles->at[k].body, roles->at[i].body);
        if (!is_again)
            e = body_read(ctx, db, asked, roles->at[i].body, steps);
    }
    if (steps->n)
        qsort(steps->at, steps->n, sizeof *steps->at, by_due);
    return e;
}

result steps_owed_count(struct ctx *ctx, struct db *db, const struct steps_asked *asked, int64_t *n)
{
    struct steps_owed steps;
    result e = steps_owed_find(ctx, db, asked, &steps);
    *n = (int64_t)steps.n;
    return e;
}
