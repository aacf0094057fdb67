#include "app/deed_holders.h"

#include "app/ledger.h"

static bool is_there(const struct deed_holders *holders, int64_t account)
{
    for (size_t i = 0; i < holders->n; i++)
        if (holders->at[i].id == account)
            return true;
    return false;
}

static result account_add_holder(struct ctx *ctx, struct db *db, int64_t account,
                                 struct deed_holders *holders)
{
    struct account_row row;
    struct visitor visitor;
    bool is_found;
    result e = query_account_by_id(ctx, db, &(struct account_by_id_in){ COMMUNITY_FIRST, account }, &row,
                                   &is_found);
    if (e || !is_found || !str_equal(row.state, ACCOUNT_ACTIVE))
        return e;
    e = visitor_read(ctx, db, account, &visitor);
    struct visitor *slot = e ? NULL : LIST_PUSH(ctx->arena, holders);
    if (!slot)
        return e ? e : arena_fail(ctx);
    visitor.owes_totp = false;
    *slot = visitor;
    return OK;
}

static result accounts_of_role(struct ctx *ctx, struct db *db, enum role role, struct deed_holders *holders)
{
    struct account_role_row_list held;
    result e = query_account_role_of_role(
        ctx, db, &(struct account_role_of_role_in){ COMMUNITY_FIRST, role_name(role) }, &held);
    for (size_t i = 0; i < held.n && !e; i++)
        if (!is_there(holders, held.at[i].account))
            e = account_add_holder(ctx, db, held.at[i].account, holders);
    return e;
}

result role_holders_find(struct ctx *ctx, struct db *db, enum role role, struct deed_holders *holders)
{
    result e = accounts_of_role(ctx, db, role, holders);
    for (size_t i = 0; i < holders->n; i++) {
        struct roles_held *roles = &holders->at[i].roles;
        size_t n = 0;
        for (size_t r = 0; r < roles->n; r++)
            if (roles->at[r].role == role)
                roles->at[n++] = roles->at[r];
        roles->n = n;
    }
    return e;
}

result deed_holders_find(struct ctx *ctx, struct db *db, enum deed deed, struct deed_holders *holders)
{
    result e = OK;
    for (int role = 0; role < ROLE_COUNT && !e; role++)
        if (permission_of((enum role)role, deed) != MAY_NOT)
            e = accounts_of_role(ctx, db, (enum role)role, holders);
    return e;
}
