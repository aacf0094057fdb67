// The pauses of a case: there may be several of one reason, told apart by when they begin.
#include "app/import_internal.h"

struct held_pauses {
    const struct fact_row **at;
    size_t n;
};

static struct fact_insert_in pause_fact(const struct taking *t, const struct case_pause *p)
{
    struct fact_insert_in fact = fact_new(FACT_PAUSED, p->pause.from, t->in->now);
    fact.name = t->in->requests->shape.pauses.at[p->reason];
    fact.until = same_second(p->pause.until, INSTANT_FAR) ? INSTANT_NONE : p->pause.until;
    return fact;
}

static bool is_mapped_reason(const struct taking *t, str name)
{
    const struct str_list *reasons = &t->in->requests->shape.pauses;
    for (size_t i = 0; i < reasons->n; i++)
        if (str_same_name(reasons->at[i], name))
            return !file_is_lacking(t, str_format(t->ctx->arena, "Pause %.*s", STR_ARGS(name)));
    return false;
}

static result pauses_held(const struct taking *t, struct held_pauses *held)
{
    *held = (struct held_pauses){ ARENA_ARRAY(t->ctx->arena, const struct fact_row *, t->held.n + 1), 0 };
    if (!held->at)
        return arena_fail(t->ctx);
    for (size_t i = 0; i < t->held.n; i++) {
        const struct fact_row *f = &t->held.at[i];
        if (f->kind == FACT_PAUSED && is_mapped_reason(t, f->name) && !fact_is_void(f) &&
            !taking_is_corrected(t, f->id))
            held->at[held->n++] = f;
    }
    return OK;
}

enum likeness { SAME_PAUSE, SAME_BEGINNING, SAME_REASON, LIKENESS_COUNT };

// Takes the first that is as like it out of those held; NULL if there is none.
static const struct fact_row *pause_like(struct held_pauses *held, const struct fact_insert_in *fact,
                                         enum likeness likeness)
{
    for (size_t i = 0; i < held->n; i++) {
        const struct fact_row *f = held->at[i];
        bool is_like = f && str_same_name(f->name, fact->name);
        is_like = is_like && (likeness == SAME_REASON || same_second(f->happened, fact->happened));
        is_like = is_like && (likeness != SAME_PAUSE || fact_is_said(f, fact));
        if (is_like) {
            held->at[i] = NULL;
            return f;
        }
    }
    return NULL;
}

// What is left of those held has no place in the file any more: it ends as it begins.
static result pauses_take_back(struct taking *t, const struct held_pauses *held)
{
    result e = OK;
    for (size_t i = 0; !e && i < held->n; i++) {
        const struct fact_row *f = held->at[i];
        if (!f || !fact_is_ours(f))
            continue;
        struct fact_insert_in fact = fact_new(FACT_PAUSED, f->happened, t->in->now);
        fact.name = f->name;
        fact.until = f->happened;
        e = taking_say(t, f, fact);
    }
    return e;
}

static bool is_empty(const struct case_pause *p)
{
    return p->pause.until.second <= p->pause.from.second;
}

result pauses_settle(struct taking *t)
{
    struct held_pauses held;
    bool is_done[CASE_PAUSES_MAX] = { false };
    result e = pauses_held(t, &held);
    for (int likeness = 0; likeness < LIKENESS_COUNT; likeness++) // the most like first, of all of them
        for (size_t i = 0; !e && i < t->c->n_pauses; i++) {
            if (is_done[i] || is_empty(&t->c->pauses[i]))
                continue;
            struct fact_insert_in fact = pause_fact(t, &t->c->pauses[i]);
            const struct fact_row *before = pause_like(&held, &fact, (enum likeness)likeness);
            is_done[i] = before || likeness == SAME_REASON;
            if (is_done[i])
                e = taking_settle(t, before, fact);
        }
    return e ? e : pauses_take_back(t, &held);
}
