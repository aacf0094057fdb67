#include "app/work.h"

#include "app/board.h"
#include "app/record.h"

void work_note(struct work_found *found, const struct finding *f)
{
    const struct judgement *j = f->judgement;
    bool runs = j->stopped.kind == MOMENT_NEVER && (j->state == STATE_LATE || j->state == STATE_NOT_YET_DUE);
    if (!found->provider.n)
        found->provider = party_of(f->account->promise->clause);
    if (f->account->count || !runs)
        return;
    found->is_late |= j->state == STATE_LATE;
    found->is_paused |= !instant_is_none(j->paused_until);
    if (j->has_deadline && instant_is_none(j->paused_until) &&
        (instant_is_none(found->due) || j->deadline.due.second < found->due.second))
        found->due = j->deadline.due;
}

static void take(struct work_facts *w, const struct fact_row *f)
{
    switch (f->kind) {
    case FACT_RECEIVED_BY:
        w->body = str_equal(f->name, FACT_NOBODY) ? (str){ 0 } : f->name;
        break;
    case FACT_ASSIGNED:
        w->assigned = f->value;
        break;
    case FACT_STATUS:
        w->ending = f->name;
        break;
    case FACT_DISPUTED:
        w->is_disputed = str_equal(f->value, FACT_VALUE_OPEN);
        break;
    case FACT_EVENT:
        if (str_same_name(f->name, STR("reopened")))
            w->ending = (str){ 0 };
        break;
    default:
        break;
    }
}

struct work_facts work_facts_of(const struct fact_row_list *facts)
{
    struct work_facts w = { .is_disputed = false };
    for (size_t i = 0; i < facts->n; i++)
        if (!fact_is_corrected(facts->at, facts->n, facts->at[i].id))
            take(&w, &facts->at[i]);
    return w;
}

static int64_t state_of(const struct folded *c, const struct work_facts *w, const struct work_found *found)
{
    bool is_open = c->facts.status == CASE_OPEN;
    return (is_open && found->is_late ? WORK_LATE : 0) | (is_open && found->is_paused ? WORK_PAUSED : 0) |
        (w->is_disputed ? WORK_DISPUTED : 0) | (c->visibility == COUNTED_ONLY ? WORK_COUNTED : 0) |
        (c->visibility == VISIBLE_WITHOUT_TEXT ? WORK_WITHHELD : 0) | (is_open ? 0 : WORK_CLOSED);
}

result work_write(struct ctx *ctx, struct db *db, const struct folded *c, const struct fact_row_list *facts,
                  const struct work_found *found)
{
    struct work_facts w = work_facts_of(facts);
    bool is_work = c->is_there && c->service.n && (c->facts.status == CASE_OPEN || w.is_disputed);
    result e = query_work_delete(ctx, db, &(struct work_delete_in){ c->case_id });
    if (e || !is_work)
        return e;
    bool runs = c->facts.status == CASE_OPEN && !instant_is_none(found->due);
    return query_work_insert(ctx, db,
                             &(struct work_insert_in){ c->case_id, COMMUNITY_FIRST, c->reference,
                                                       w.body.n ? w.body : found->provider, c->service,
                                                       c->area, c->opened, runs ? found->due : WORK_DUE_NONE,
                                                       state_of(c, &w, found), w.assigned });
}
