// The demonstration's people who sign in: posts, no persons.
#include "app/demo_internal.h"

#include "app/account.h"
#include "app/ledger.h"
#include "app/sign_in.h"

static result account_read(struct ctx *ctx, const struct demo_table *table, size_t row,
                           struct demo_accounts *accounts)
{
    struct demo_account *slot = LIST_PUSH(ctx->arena, accounts);
    str role = demo_cell(table, row, "role");
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct demo_account){ demo_cell(table, row, "name"),
                                   demo_cell(table, row, "email"),
                                   { .body = demo_cell(table, row, "body"),
                                     .area = demo_cell(table, row, "area"),
                                     .service = demo_cell(table, row, "service") } };
    return role_parse(role, &slot->role.role)
        ? OK
        : fail(ctx, ERR_INPUT, "library/demo/accounts.csv: there is no role '%.*s'", STR_ARGS(role));
}

result demo_accounts_read(struct ctx *ctx, struct demo_accounts *accounts)
{
    struct demo_table table;
    result e = demo_table_read(ctx, "accounts.csv", &table);
    for (size_t i = 0; !e && i < table.rows; i++)
        e = account_read(ctx, &table, i, accounts);
    return e;
}

static result account_make(struct ctx *ctx, struct db *db, const struct demo_filling *f,
                           const struct demo_account *account)
{
    struct person person = { .name = account->name, .email = account->email, .way = STR("none") };
    struct giving giving = { .by = ID_NONE, .role = account->role, .at = f->demo->now };
    result e = person_check(ctx, &person);
    if (!e)
        e = person_add(ctx, db, &person);
    if (!e)
        e = account_add(
            ctx, db, &(struct account_insert_in){ COMMUNITY_FIRST, person.id, ACCOUNT_ACTIVE, f->demo->now },
            &giving.account);
    if (!e)
        e = password_set(ctx, db, &(struct new_password){ giving.account, f->password });
    return e || account->role.role == ROLE_RESIDENT ? e : role_give(ctx, db, &giving);
}

result demo_accounts_make(struct ctx *ctx, struct db *db, const struct demo_filling *f)
{
    struct demo_accounts accounts = { 0 };
    result e = demo_accounts_read(ctx, &accounts);
    for (size_t i = 0; !e && i < accounts.n; i++)
        e = account_make(ctx, db, f, &accounts.at[i]);
    return e;
}
