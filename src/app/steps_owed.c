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

struct owing {
    struct ctx *ctx;
    struct db *db;
    const struct steps_asked *asked;
    str body;
    bool has_all; // of the body: nothing of it is left out
    bool counts;  // else rows are wanted
    struct steps_owed *steps;
};

static result step_take(struct owing *o, const struct owed_step *step)
{
    if (!o->has_all && !is_for(o->ctx, o->asked, step, o->body))
        return OK;
    if (!o->has_all) {
        o->steps->n_all++;
        o->steps->n_late += step->state == STEP_OVERDUE;
    }
    struct owed_step *slot = o->counts ? NULL : LIST_PUSH(o->ctx->arena, o->steps);
    if (slot)
        *slot = step_kept(o->ctx->arena, *step);
    return slot || o->counts ? OK : arena_fail(o->ctx);
}

static result dated_read(struct owing *o, enum step_state state, int64_t most)
{
    struct cursor cursor;
    struct owed_step step;
    const struct obligation_owed_by_in asked = { COMMUNITY_FIRST, o->body, state, INSTANT_NONE, most };
    result e = query_obligation_owed_by(o->ctx, o->db, &asked, &cursor);
    while (!e && query_obligation_owed_by_next(o->ctx, &cursor, &step))
        e = step_take(o, &step);
    return e ? e : cursor.failed;
}

static result undated_read(struct owing *o, enum step_state state, int64_t most)
{
    struct cursor cursor;
    struct owed_step step;
    const struct obligation_owed_undated_in asked = { COMMUNITY_FIRST, o->body, state, most };
    result e = query_obligation_owed_undated(o->ctx, o->db, &asked, &cursor);
    while (!e && query_obligation_owed_undated_next(o->ctx, &cursor, &step))
        e = step_take(o, &step);
    return e ? e : cursor.failed;
}

static result rows_read(struct owing *o)
{
    static const enum step_state owed[] = { STEP_OPEN, STEP_OVERDUE };
    int64_t most = o->has_all ? (int64_t)o->asked->most : INT64_MAX;
    result e = OK;
    for (size_t i = 0; i < sizeof owed / sizeof *owed && !e; i++) {
        e = dated_read(o, owed[i], most);
        if (!e)
            e = undated_read(o, owed[i], most);
    }
    return e;
}

static result states_count(struct owing *o, enum step_state one, enum step_state other, int64_t *n)
{
    struct obligation_owed_count_out all = { 0 };
    bool is_found = false;
    result e = query_obligation_owed_count(
        o->ctx, o->db, &(struct obligation_owed_count_in){ COMMUNITY_FIRST, o->body, one, other }, &all,
        &is_found);
    *n += all.n;
    return e;
}

// Whoever may work everywhere in the body has all of it counted from an index; for others each is looked at.
static result body_read(struct owing *o)
{
    o->has_all = may(o->asked->visitor, DEED_WORK, &(struct about){ .body = o->body });
    if (!o->has_all)
        return rows_read(o);
    result e = states_count(o, STEP_OPEN, STEP_OVERDUE, &o->steps->n_all);
    if (!e)
        e = states_count(o, STEP_OVERDUE, STEP_OVERDUE, &o->steps->n_late);
    return e || o->counts ? e : rows_read(o);
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

static result bodies_read(struct owing *o)
{
    const struct roles_held *roles = &o->asked->visitor->roles;
    result e = OK;
    for (size_t i = 0; i < roles->n && !e; i++) {
        bool is_again = !roles->at[i].body.n;
        for (size_t k = 0; k < i; k++)
            is_again |= str_same_name(roles->at[k].body, roles->at[i].body);
        o->body = roles->at[i].body;
        if (!is_again)
            e = body_read(o);
    }
    return e;
}

result steps_owed_find(struct ctx *ctx, struct db *db, const struct steps_asked *asked,
                       struct steps_owed *steps)
{
    struct owing o = { .ctx = ctx, .db = db, .asked = asked, .steps = steps };
    *steps = (struct steps_owed){ 0 };
    result e = bodies_read(&o);
    if (steps->n)
        qsort(steps->at, steps->n, sizeof *steps->at, by_due);
    steps->n = steps->n < asked->most ? steps->n : asked->most;
    return e;
}

result steps_owed_count(struct ctx *ctx, struct db *db, const struct steps_asked *asked,
                        struct steps_owed *steps)
{
    struct owing o = { .ctx = ctx, .db = db, .asked = asked, .counts = true, .steps = steps };
    *steps = (struct steps_owed){ 0 };
    return bodies_read(&o);
}
