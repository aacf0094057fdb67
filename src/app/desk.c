#include "app/desk.h"

#include "app/send_on.h"
#include "app/setting.h"
#include "app/telling.h"

static result ledger_again(struct desk *desk, instant now)
{
    struct judge_options options;
    result e = community_time(desk->ctx, desk->db, now, &options);
    return e ? e : ledger_open(desk->ctx, desk->db, &options, &desk->ledger);
}

result desk_open(struct ctx *ctx, struct db *db, instant now, const struct doer *by, struct desk *desk)
{
    *desk = (struct desk){ .ctx = ctx, .db = db, .by = *by, .case_id = ID_NONE };
    result e = record_time(ctx, db, now, &desk->recorded);
    if (!e)
        e = ledger_again(desk, desk->recorded);
    if (!e)
        desk->at = ledger_instant(desk->ledger, desk->recorded);
    return e;
}

result desk_take(struct desk *desk, str reference)
{
    bool is_found;
    result e = query_case_by_reference(desk->ctx, desk->db,
                                       &(struct case_by_reference_in){ COMMUNITY_FIRST, reference },
                                       &desk->row, &is_found);
    if (!e && !is_found)
        return fail(desk->ctx, ERR_MISSING, "there is no report with that reference");
    desk->case_id = desk->row.id;
    if (!e)
        e = query_fact_of_case(desk->ctx, desk->db,
                               &(struct fact_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &desk->facts);
    if (!e)
        desk->work = work_facts_of(&desk->facts);
    return e;
}

struct fact_insert_in desk_fact(const struct desk *desk, enum fact_kind kind)
{
    struct fact_insert_in fact = fact_new(kind, desk->at, desk->recorded);
    fact.voice = desk->by.voice;
    fact.said_by = desk->by.said_by;
    fact.case_id = desk->case_id;
    return fact;
}

result desk_say(struct desk *desk, struct fact_insert_in fact, int64_t *id)
{
    struct private_part part = PRIVATE_NOTHING;
    part.actor = desk->by.person;
    return fact_keep(desk->ctx, desk->db, fact, part, id);
}

result desk_settle(struct desk *desk)
{
    result e = ledger_update(desk->ctx, desk->db, desk->ledger, desk->case_id);
    if (!e && desk->ledger->is_stale) { // a name came that the record had never seen
        e = ledger_again(desk, desk->recorded);
        if (!e)
            e = ledger_update(desk->ctx, desk->db, desk->ledger, desk->case_id);
    }
    if (!e)
        e = ledger_settle(desk->ctx, desk->db, desk->ledger);
    int64_t before = desk->facts.n ? desk->facts.at[desk->facts.n - 1].id : 0;
    if (!e)
        e = case_tell(desk->ctx, desk->db, &(struct case_telling){ desk->case_id, before, desk->recorded });
    return e ? e : case_send_on(desk, before);
}
