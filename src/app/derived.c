#include "app/derived.h"

#include "app/adopt.h"
#include "app/packed.h"
#include "app/setting.h"
#include "store/tables.h"

enum { CHECK_MEMORY = 1 << 30 };

// One for each table there is; of one that is kept it is empty.
static result digests_read(struct ctx *ctx, struct db *db, struct digest **digests)
{
    *digests = ARENA_ARRAY(ctx->arena, struct digest, (size_t)STORED_TABLES_COUNT);
    result e = *digests ? OK : arena_fail(ctx);
    for (int i = 0; i < STORED_TABLES_COUNT && !e; i++)
        if (STORED_TABLES[i].is_derived)
            e = table_digest(ctx, db, i, &(*digests)[i]);
    return e;
}

// What time alone changes in them: no fact is written, as the server's clock would.
static result moved_on(struct ctx *ctx, struct db *db, instant now)
{
    struct judge_options options;
    struct ledger *ledger;
    int64_t n;
    bool is_done;
    result e = community_time(ctx, db, now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = ledger_settle(ctx, db, ledger);
    if (!e)
        e = ledger_advance(ctx, db, ledger, &n);
    return e ? e : packed_advance(ctx, db, INT64_MAX, &is_done);
}

static void compare(const struct digest *was, const struct digest *is, struct derived_checking *checking)
{
    for (int i = STORED_TABLES_COUNT - 1; i >= 0; i--)
        if (was[i].rows != is[i].rows || was[i].sum != is[i].sum) {
            checking->table = STORED_TABLES[i].name;
            checking->was = was[i].rows;
            checking->is = is[i].rows;
        }
}

// The clock may have been set back since: what has fallen due stays so.
static result time_of_check(struct ctx *ctx, struct db *db, instant *now, bool *is_made)
{
    str derived_at;
    int64_t at;
    result e = setting_read(ctx, db, SETTING_DERIVED_AT, &derived_at);
    *is_made = !e && str_to_int(derived_at, &at);
    if (*is_made && at > now->second)
        now->second = at;
    return e;
}

static result check(struct ctx *ctx, struct db *db, struct derived_checking *checking)
{
    struct digest *was = NULL, *is = NULL;
    instant now = checking->now;
    bool is_made;
    result e = time_of_check(ctx, db, &now, &is_made);
    if (!e && is_made)
        e = moved_on(ctx, db, now);
    if (!e)
        e = digests_read(ctx, db, &was);
    if (!e)
        e = derived_rebuild(ctx, db, now);
    if (!e)
        e = digests_read(ctx, db, &is);
    if (!e && is_made)
        compare(was, is, checking);
    return e;
}

result derived_check(struct ctx *ctx, struct db *db, struct derived_checking *checking)
{
    struct ctx own = { .arena = arena_open(CHECK_MEMORY) };
    checking->table = NULL;
    result e = own.arena ? check(&own, db, checking) : ERR_LIMIT;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

// Checked, and then taken back by failing.
struct trial {
    struct derived_checking *checking;
    bool is_done;
};

static result trial_work(struct ctx *ctx, struct db *db, void *with)
{
    struct trial *trial = with;
    result e = derived_check(ctx, db, trial->checking);
    trial->is_done = !e;
    return e ? e : fail(ctx, ERR_CONFLICT, "checked");
}

result store_derived_check(struct ctx *ctx, struct store *store, struct derived_checking *checking)
{
    struct trial trial = { .checking = checking };
    struct ctx own = { .arena = ctx->arena };
    result e = store_write(&own, store, trial_work, &trial);
    return trial.is_done ? OK : fail(ctx, e, "%s", own.error.text);
}
