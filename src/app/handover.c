#include "app/handover.h"

result case_bodies(struct ctx *ctx, const struct fact_row_list *facts, struct held_by_list *bodies)
{
    *bodies = (struct held_by_list){ 0 };
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind != FACT_RECEIVED_BY || fact_is_corrected(facts->at, facts->n, f->id))
            continue;
        if (bodies->n)
            bodies->at[bodies->n - 1].until = f->happened;
        struct held_by *slot = LIST_PUSH(ctx->arena, bodies);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct held_by){ f->name, f->happened, INSTANT_FAR, str_equal(f->value, FACT_VALUE_SENT) };
    }
    return OK;
}

static result received_say(struct desk *desk, str body, bool is_sent, instant at)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_RECEIVED_BY);
    fact.voice = VOICE_SYSTEM;
    fact.said_by = (str){ 0 };
    fact.happened = fact.happened_last = at;
    fact.name = body;
    fact.value = is_sent ? FACT_VALUE_SENT : (str){ 0 };
    return fact_keep(desk->ctx, desk->db, fact, PRIVATE_NOTHING, NULL);
}

static result passing_say(struct desk *desk, const struct hand_over *h, str from)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_EVENT);
    fact.name = FACT_PASSING_ON;
    fact.value = from;
    fact.words = h->words;
    return desk_say(desk, fact, NULL);
}

// Who has it: on record, else whoever says that they pass it on.
static result holder_find(struct desk *desk, const struct hand_over *h, str *holder)
{
    struct held_by_list bodies;
    result e = case_bodies(desk->ctx, &desk->facts, &bodies);
    if (e)
        return e;
    *holder = bodies.n ? bodies.at[bodies.n - 1].body : h->from;
    if (!holder->n)
        return fail(desk->ctx, ERR_RULE, "nobody is on record as having this report: say who passes it on");
    if (h->from.n && !str_same_name(h->from, *holder))
        return fail(desk->ctx, ERR_RULE, "%.*s has this report, so %.*s can't pass it on", STR_ARGS(*holder),
                    STR_ARGS(h->from));
    return bodies.n ? OK : received_say(desk, *holder, false, desk->row.opened);
}

result case_hand_over(struct desk *desk, const struct hand_over *h)
{
    str to = h->to ? h->to->name : FACT_NOBODY, holder;
    result e = holder_find(desk, h, &holder);
    if (!e && str_same_name(to, holder))
        e = fail(desk->ctx, ERR_RULE, "%.*s has this report already", STR_ARGS(to));
    if (!e)
        e = passing_say(desk, h, holder);
    return e ? e : received_say(desk, to, h->to && !h->to->is_tracked, desk->at);
}
