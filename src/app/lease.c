#include "app/lease.h"

#include "app/ledger.h"

#include <sodium.h>

void lease_holder(char holder[HOLDER_CHARS])
{
    unsigned char bytes[HOLDER_CHARS / 2];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(holder, HOLDER_CHARS, bytes, sizeof bytes);
}

static result lease_write(struct ctx *ctx, struct db *db, const struct lease *lease, instant until)
{
    return query_lease_set(ctx, db,
                           &(struct lease_set_in){ COMMUNITY_FIRST, lease->name, lease->holder, until });
}

result lease_take(struct ctx *ctx, struct db *db, const struct lease *lease, instant now, bool *is_held)
{
    struct lease_by_name_out held;
    bool is_found;
    result e = query_lease_by_name(ctx, db, &(struct lease_by_name_in){ COMMUNITY_FIRST, lease->name }, &held,
                                   &is_found);
    bool is_others = !e && is_found && !str_equal(held.holder, lease->holder) &&
        held.until.second > now.second && held.until.second <= now.second + 2 * lease->seconds;
    *is_held = !e && !is_others;
    return *is_held ? lease_write(ctx, db, lease, (instant){ now.second + lease->seconds }) : e;
}

result lease_give(struct ctx *ctx, struct db *db, const struct lease *lease, instant now)
{
    struct lease_by_name_out held;
    bool is_found;
    result e = query_lease_by_name(ctx, db, &(struct lease_by_name_in){ COMMUNITY_FIRST, lease->name }, &held,
                                   &is_found);
    bool is_ours = !e && is_found && str_equal(held.holder, lease->holder);
    return is_ours ? lease_write(ctx, db, lease, now) : e;
}
