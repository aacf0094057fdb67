#include "app/unreachable.h"

#include "app/ledger.h"

enum { UNREACHABLE_REASON_MAX = 100 };

str way_address(str way, const struct person_row *p)
{
    if (str_equal(way, STR("email")))
        return p->email;
    return str_equal(way, STR("text")) ? p->telephone : (str){ 0 };
}

result unreachable_put(struct ctx *ctx, struct db *db, const struct unreachable *u)
{
    if (!u->address.n)
        return OK;
    return query_unreachable_put(
        ctx, db,
        &(struct unreachable_put_in){ COMMUNITY_FIRST, u->way, u->address, u->since,
                                      str_slice(u->reason, 0, UNREACHABLE_REASON_MAX) });
}

result unreachable_find(struct ctx *ctx, struct db *db, struct unreachable *asked, bool *is_failing)
{
    struct unreachable_one_out row;
    *is_failing = false;
    if (!asked->address.n)
        return OK;
    result e = query_unreachable_one(
        ctx, db, &(struct unreachable_one_in){ COMMUNITY_FIRST, asked->way, asked->address }, &row,
        is_failing);
    if (e || !*is_failing)
        return e;
    asked->since = row.since;
    asked->reason = row.reason;
    return OK;
}

result unreachable_forget(struct ctx *ctx, struct db *db, const struct person_row *person)
{
    static const str ways[] = { STR_INIT("email"), STR_INIT("text") };
    result e = OK;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !e; i++)
        if (way_address(ways[i], person).n)
            e = query_unreachable_delete(
                ctx, db,
                &(struct unreachable_delete_in){ COMMUNITY_FIRST, ways[i], way_address(ways[i], person) });
    return e;
}
