#include "app/adopt_internal.h"

#include "app/directory.h"
#include "app/explain.h"
#include "app/ledger.h"
#include "app/library.h"
#include "app/moved.h"
#include "app/owed.h"
#include "app/packed.h"
#include "app/place_name.h"
#include "app/postcodes.h"
#include "app/publish.h"
#include "app/setting.h"
#include "app/shown.h"
#include "base/watch.h"
#include "format/calendar_file.h"

enum { ADVANCE_MEMORY = 1 << 30 };

result community_ensure(struct ctx *ctx, struct db *db, str name, str zone)
{
    struct community_by_id_out community;
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    bool is_unnamed = !e && is_found && name.n && str_equal(community.name, PLACE_UNNAMED);
    if (is_unnamed)
        return query_community_set(ctx, db, &(struct community_set_in){ COMMUNITY_FIRST, name, zone });
    if (e || is_found)
        return e;
    return query_community_insert(ctx, db, &(struct community_insert_in){ COMMUNITY_FIRST, name, zone });
}

static result derived_at_write(struct ctx *ctx, struct db *db, instant at)
{
    return setting_write(ctx, db, SETTING_DERIVED_AT, str_format(ctx->arena, "%lld", (long long)at.second));
}

static result ledger_now(struct ctx *ctx, struct db *db, instant now, struct ledger **ledger)
{
    struct judge_options options;
    result e = community_time(ctx, db, now, &options);
    return e ? e : ledger_open(ctx, db, &options, ledger);
}

result derived_rebuild(struct ctx *ctx, struct db *db, instant now)
{
    struct ledger *ledger;
    result e = ledger_now(ctx, db, now, &ledger);
    if (!e)
        e = ledger_rebuild(ctx, db, ledger);
    if (!e)
        e = packed_rebuild(ctx, db);
    if (!e)
        e = postcodes_rebuild(ctx, db);
    return e ? e : derived_at_write(ctx, db, ledger->as_of.at);
}

static str today_of(struct ctx *ctx, const struct ledger *ledger)
{
    struct buffer day = buffer_open(32);
    date_write(&day, zone_date(ledger->zone, ledger->as_of.at, NULL));
    str today = str_copy(ctx->arena, buffer_str(&day));
    buffer_done(ctx->arena, &day);
    return today;
}

// What is late within what is allowed is told in the morning. n: how many were.
static result allowed_once_a_day(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n)
{
    int32_t second;
    str last, today = today_of(ctx, ledger);
    (void)zone_date(ledger->zone, ledger->as_of.at, &second);
    result e = setting_read(ctx, db, SETTING_ALLOWED_TO, &last);
    if (e || str_equal(last, today) || second < EXPLAINED_AT)
        return e;
    e = late_allow(ctx, db, ledger, n);
    return e ? e : setting_write(ctx, db, SETTING_ALLOWED_TO, today);
}

// Periods end with days: once a day is often enough. n: how many figures were published.
static result published_once_a_day(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n)
{
    str last, today = today_of(ctx, ledger);
    result e = setting_read(ctx, db, SETTING_PUBLISHED_TO, &last);
    if (e || str_equal(last, today))
        return e;
    e = figures_publish_due(ctx, db, ledger, n);
    return e ? e : setting_write(ctx, db, SETTING_PUBLISHED_TO, today);
}

result derived_ensure(struct ctx *ctx, struct db *db, instant now)
{
    str derived_at;
    result e = setting_read(ctx, db, SETTING_DERIVED_AT, &derived_at);
    return e || derived_at.n ? e : derived_rebuild(ctx, db, now);
}

static result advance(struct ctx *ctx, struct db *db, instant now, int64_t *n)
{
    struct ledger *ledger;
    result e = ledger_now(ctx, db, now, &ledger);
    int64_t told = 0, published = 0;
    if (!e)
        e = ledger_settle(ctx, db, ledger);
    if (!e)
        e = ledger_advance(ctx, db, ledger, n);
    if (!e)
        e = late_explain(ctx, db, ledger, false, &told);
    if (!e)
        e = allowed_once_a_day(ctx, db, ledger, &told);
    if (!e)
        e = published_once_a_day(ctx, db, ledger, &published);
    if (!e && published)
        e = owed_targets_write(ctx, db, ledger, (str){ 0 }, (str){ 0 });
    if (!e)
        e = owed_record(ctx, db, ledger, false, &told);
    return e ? e : derived_at_write(ctx, db, ledger->as_of.at);
}

// A demonstration's clock stands still for good; any other goes on as soon as no time is asked for.
result derived_advance(struct ctx *ctx, struct db *db, instant now, int64_t *n)
{
    struct ctx own = { .arena = arena_open(ADVANCE_MEMORY) };
    result e = own.arena ? advance(&own, db, now, n) : ERR_LIMIT;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

static result rebuild_work(struct ctx *ctx, struct db *db, void *with)
{
    struct rebuilding *r = with;
    struct fact_last_out last;
    bool is_found;
    str demonstration;
    result e = query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last, &is_found);
    watch_stage("judging every case", WATCH_FACTS, !e && is_found ? (uint64_t)last.last : 0);
    if (!e)
        e = setting_read(ctx, db, SETTING_DEMONSTRATION, &demonstration);
    if (!e && (r->as_of.n || !str_equal(demonstration, STR("yes"))))
        e = setting_write(ctx, db, SETTING_AS_OF, r->as_of);
    return e ? e : derived_rebuild(ctx, db, r->now);
}

result store_rebuild(struct ctx *ctx, struct store *store, const struct rebuilding *rebuilding)
{
    struct rebuilding r = *rebuilding;
    return store_write(ctx, store, rebuild_work, &r);
}

// No figure rests on the directory or on what messages say, and of what can be seen only what its categories show.
static result directory_stands(struct ctx *ctx, struct db *db, const struct file_adoption *file, bool *stands)
{
    enum content_kind kind = file->content.kind;
    struct categories before, after;
    *stands = kind == CONTENT_BODIES || kind == CONTENT_ROUTES || kind == CONTENT_ELECTIONS ||
        kind == CONTENT_MESSAGE;
    if (kind != CONTENT_SERVICES)
        return OK;
    result e = categories_read(ctx, db, &before);
    if (!e)
        e = categories_parse(ctx, file->adopting->path, file->content.body, &after);
    *stands = !e && categories_show_same(&before, &after);
    return e;
}

static result adopt(struct ctx *ctx, struct db *db, const struct file_adoption *file)
{
    bool stands;
    result e = directory_stands(ctx, db, file, &stands);
    if (!e)
        e = content_adopt_by(ctx, db, &file->content, &file->adopting->fact_id);
    if (e)
        return e;
    return stands ? derived_ensure(ctx, db, file->adopting->now)
                  : derived_rebuild(ctx, db, file->adopting->now);
}

// The calendar of that name as it was: the one adopted last, else the library's; NULL if there is none.
static result calendar_before(struct ctx *ctx, struct db *db, str name, struct calendar_source *kept,
                              const struct calendar_source **before)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(
        ctx, db, &(struct content_of_kind_in){ COMMUNITY_FIRST, CONTENT_CALENDAR }, &contents);
    *before = NULL;
    for (size_t i = contents.n; !e && i-- > 0;)
        if (str_equal(contents.at[i].name, name)) {
            *before = kept;
            return calendar_parse(ctx, name, contents.at[i].body, kept);
        }
    struct ctx looking = { .arena = ctx->arena };
    if (!e && library_calendar_source(&looking, name, kept) == OK)
        *before = kept;
    return e;
}

// Open deadlines that it moves say so on their cases.
static result calendar_adopt(struct ctx *ctx, struct db *db, const struct file_adoption *file)
{
    struct finding_running_out_list *dues = &file->adopting->before;
    struct calendar_source kept;
    const struct calendar_source *before;
    const struct zone *zone;
    int64_t n = 0;
    result e = derived_ensure(ctx, db, file->adopting->now);
    if (!e)
        e = dues_read(ctx, db, dues);
    if (!e)
        e = calendar_before(ctx, db, file->content.name, &kept, &before);
    if (!e)
        e = adopt(ctx, db, file);
    if (!e)
        e = zone_load(ctx, file->zone, &zone);
    if (e)
        return e;
    struct ledger *ledger;
    e = ledger_now(ctx, db, file->adopting->now, &ledger);
    if (e)
        return e;
    struct moving moving = { dues, zone, ledger_instant(ledger, file->content.recorded),
                             file->content.recorded,
                             calendar_change_words(ctx->arena, before, &file->calendar) };
    return dues_moved_record(ctx, db, &moving, &n);
}

static result adopt_work(struct ctx *ctx, struct db *db, void *with)
{
    struct file_adoption *file = with;
    result e = community_ensure(ctx, db, file->adopting->community, file->zone);
    if (!e)
        e = record_time(ctx, db, file->content.recorded, &file->content.recorded);
    if (e)
        return e;
    return file->content.kind == CONTENT_CALENDAR ? calendar_adopt(ctx, db, file) : adopt(ctx, db, file);
}

result adoption_make(struct ctx *ctx, struct db *db, struct file_adoption *file)
{
    return adopt_work(ctx, db, file);
}

result file_adopt(struct ctx *ctx, struct store *store, struct adopting *adopting)
{
    struct file_adoption *file;
    result e = store_read(ctx, store, calendars_load, &adopting->calendars);
    if (!e)
        e = adoption_read(ctx, adopting, &file);
    return e ? e : store_write(ctx, store, adopt_work, file);
}
