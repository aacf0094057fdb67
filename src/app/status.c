#include "app/status.h"

#include "app/ledger.h"
#include "app/setting.h"
#include "store/fact.h"

enum {
    CLOCK_LATE_SECONDS = 300, // the server moves it on every half minute
    BACKUP_OLD_SECONDS = 7 * DAY_SECONDS,
    WAL_LARGE = 256 << 20
};

// Written and looked at.
struct looking {
    struct store_status *status;
    instant now;
};

static void warn(struct store_status *status, str words)
{
    if (words.n && status->n_warnings < STATUS_WARNINGS_MAX)
        status->warnings[status->n_warnings++] = words;
}

static result instant_read(struct ctx *ctx, struct db *db, str name, instant *at)
{
    str text;
    int64_t second;
    result e = setting_read(ctx, db, name, &text);
    *at = !e && str_to_int(text, &second) ? (instant){ second } : INSTANT_NONE;
    return e;
}

static result counts_read(struct ctx *ctx, struct db *db, struct store_status *s)
{
    struct kept_counts_out counts;
    struct fact_recorded_last_out last;
    bool is_found, has_last;
    result e = query_kept_counts(ctx, db, &(struct kept_counts_in){ COMMUNITY_FIRST, CONTENT_DOCUMENT },
                                 &counts, &is_found);
    if (!e)
        e = query_fact_recorded_last(ctx, db, &(struct fact_recorded_last_in){ COMMUNITY_FIRST }, &last,
                                     &has_last);
    if (e)
        return e;
    s->facts = counts.facts;
    s->cases = counts.cases;
    s->documents = counts.documents;
    s->last_fact = has_last ? last.recorded : INSTANT_NONE;
    return OK;
}

static result look(struct ctx *ctx, struct db *db, void *with)
{
    struct store_status *s = ((struct looking *)with)->status;
    struct community_by_id_out community;
    bool is_found;
    str as_of;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    s->community = !e && is_found ? community.name : (str){ 0 };
    if (!e)
        e = counts_read(ctx, db, s);
    if (!e)
        e = instant_read(ctx, db, SETTING_DERIVED_AT, &s->derived_at);
    if (!e)
        e = instant_read(ctx, db, SETTING_BACKED_UP_AT, &s->backed_up_at);
    if (!e)
        e = setting_read(ctx, db, SETTING_UNFINISHED, &s->unfinished);
    if (str_equal(s->unfinished, STR("no")))
        s->unfinished = (str){ 0 };
    if (!e)
        e = setting_read(ctx, db, SETTING_AS_OF, &as_of);
    s->stands_still = !e && as_of.n;
    return e;
}

static void clock_warn(struct ctx *ctx, struct store_status *s, instant now)
{
    int64_t behind = instant_is_none(s->derived_at) ? 0 : now.second - s->derived_at.second;
    if (!s->community.n)
        warn(s, STR("the store is empty: fill it with `wardmote demo` or `wardmote import requests`"));
    else if (instant_is_none(s->derived_at))
        warn(s, STR("the derived tables are not made: run `wardmote rebuild`"));
    else if (!s->stands_still && behind > CLOCK_LATE_SECONDS)
        warn(s, STR("nothing has fallen due since the clock last moved: start `wardmote serve`"));
    else if (!s->stands_still && behind < -CLOCK_LATE_SECONDS)
        warn(s, STR("the clock of this machine is behind the store's: set it right"));
    if (s->unfinished.n)
        warn(s,
             str_format(ctx->arena, "not finished: %.*s: run the same command again",
                        STR_ARGS(s->unfinished)));
}

static void backup_warn(struct ctx *ctx, struct store_status *s, instant now)
{
    int64_t age = now.second - s->backed_up_at.second;
    if (!s->community.n)
        return;
    if (instant_is_none(s->backed_up_at))
        warn(s, STR("there is no backup: make one with `wardmote backup FILE`"));
    else if (age > BACKUP_OLD_SECONDS)
        warn(s,
             str_format(ctx->arena, "the last backup is %lld days old: make one with `wardmote backup FILE`",
                        (long long)(age / DAY_SECONDS)));
}

static void disk_warn(struct ctx *ctx, struct store_status *s)
{
    if (s->file.free_bytes < DISK_LEAST)
        warn(s, STR("the disk is full: make room, or nothing more can be kept"));
    else if (s->file.free_bytes < s->file.bytes)
        warn(s, STR("a backup would not fit on the disk of the store: make room, or write it to another"));
    if (s->file.wal_bytes > WAL_LARGE)
        warn(s,
             str_format(
                 ctx->arena,
                 "its journal has grown to %lld MB: something has been reading for long; find and end it",
                 (long long)(s->file.wal_bytes / 1000000)));
}

static void schema_warn(struct ctx *ctx, struct store_status *s)
{
    if (s->file.schema < s->schema_known)
        warn(s,
             str_format(
                 ctx->arena,
                 "its schema is %lld, this program knows %lld: make a backup, then run `wardmote migrate`",
                 (long long)s->file.schema, (long long)s->schema_known));
    else
        warn(s,
             str_format(ctx->arena,
                        "it was written by a newer Wardmote (schema %lld, this program knows %lld): "
                        "use that one",
                        (long long)s->file.schema, (long long)s->schema_known));
}

static result content_read(struct ctx *ctx, str url, struct looking *looking)
{
    struct store *store;
    result e = store_open(ctx, url, STORE_READ, &store);
    if (e)
        return e;
    e = store_read(ctx, store, look, looking);
    store_close(store);
    return e;
}

result store_status_of(struct ctx *ctx, struct db *db, instant now, struct store_status *s)
{
    struct looking looking = { s, now };
    *s = (struct store_status){ .schema_known = MIGRATIONS_COUNT, .facts = -1, .cases = -1, .documents = -1 };
    s->last_fact = s->derived_at = s->backed_up_at = INSTANT_NONE;
    s->file = (struct sqlite_file){ s->schema_known, -1, -1, -1, STR("the server's") };
    result e = look(ctx, db, &looking);
    if (e)
        return e;
    clock_warn(ctx, s, now);
    backup_warn(ctx, s, now);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// Of a store in a server: what its disk and its journal are like is the server's.
static result server_status(struct ctx *ctx, str url, struct looking *looking)
{
    struct store_status *s = looking->status;
    result e = content_read(ctx, url, looking);
    if (e)
        return e;
    s->file = (struct sqlite_file){ s->schema_known, -1, -1, -1, STR("the server's") };
    clock_warn(ctx, s, looking->now);
    backup_warn(ctx, s, looking->now);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result store_status(struct ctx *ctx, str url, instant now, struct store_status *s)
{
    struct looking looking = { s, now };
    struct ctx reading = { .arena = ctx->arena };
    char *path = str_c(ctx->arena, sqlite_path(url));
    *s = (struct store_status){ .schema_known = MIGRATIONS_COUNT, .facts = -1, .cases = -1, .documents = -1 };
    s->last_fact = s->derived_at = s->backed_up_at = INSTANT_NONE;
    if (!path)
        return arena_fail(ctx);
    if (!path[0])
        return server_status(ctx, url, &looking);
    result e = sqlite_describe(ctx, path, &s->file);
    if (e)
        return e;
    if (s->file.schema != s->schema_known) {
        schema_warn(ctx, s);
    } else if (content_read(&reading, url, &looking)) {
        warn(s, str_copy(ctx->arena, str_from(reading.error.text)));
    } else {
        clock_warn(ctx, s, now);
        backup_warn(ctx, s, now);
    }
    disk_warn(ctx, s);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
