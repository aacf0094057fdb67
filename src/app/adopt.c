#include "app/adopt.h"

#include "app/directory.h"
#include "app/documents.h"
#include "app/explain.h"
#include "app/ledger.h"
#include "app/library.h"
#include "app/moved.h"
#include "app/owed.h"
#include "app/postcodes.h"
#include "app/publish.h"
#include "app/record.h"
#include "app/retention.h"
#include "app/setting.h"
#include "base/file.h"
#include "document/check.h"
#include "document/parse.h"
#include "format/areas.h"
#include "format/calendar_file.h"
#include "format/csv.h"

enum { CONTENT_BYTES_MAX = 16 << 20, ADVANCE_MEMORY = 1 << 30 };

result community_ensure(struct ctx *ctx, struct db *db, str name, str zone)
{
    struct community_by_id_out community;
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
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
        e = postcodes_rebuild(ctx, db);
    return e ? e : derived_at_write(ctx, db, ledger->as_of.at);
}

// Periods end with days: once a day is often enough. n: how many figures were published.
static result published_once_a_day(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n)
{
    struct buffer day = buffer_open(32);
    str last, today;
    date_write(&day, zone_date(ledger->zone, ledger->as_of.at, NULL));
    today = str_copy(ctx->arena, buffer_str(&day));
    buffer_done(ctx->arena, &day);
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
    str demonstration;
    result e = setting_read(ctx, db, SETTING_DEMONSTRATION, &demonstration);
    if (!e && (r->as_of.n || !str_equal(demonstration, STR("yes"))))
        e = setting_write(ctx, db, SETTING_AS_OF, r->as_of);
    return e ? e : derived_rebuild(ctx, db, r->now);
}

result store_rebuild(struct ctx *ctx, struct store *store, const struct rebuilding *rebuilding)
{
    struct rebuilding r = *rebuilding;
    return store_write(ctx, store, rebuild_work, &r);
}

// A file read and found good, on its way into the store.
struct file_adoption {
    struct adopting *adopting;
    struct adoption content;
    str zone;
    struct calendar_source calendar; // of a calendar
};

// A text counts from the first day it speaks of, also for questions about the time before it was recorded.
static void adopted_from(struct file_adoption *file, date first)
{
    instant start = { (int64_t)first.day * DAY_SECONDS };
    if (start.second < file->content.happened.second)
        file->content.happened = start;
}

// Its own, else its calendar's.
static str document_zone(struct ctx *ctx, const struct document *document)
{
    const struct field *zone = field_find(&document->header, KEY_ZONE),
                       *calendar = field_find(&document->header, KEY_CALENDAR);
    struct calendar_source source = { .zone = { 0 } };
    struct ctx looking = { .arena = ctx->arena }; // a calendar that is not there is the checker's to say
    if (zone && !zone->is_bad)
        return zone->text;
    if (calendar && !calendar->is_bad && library_calendar_source(&looking, calendar->text, &source) == OK &&
        source.zone.n)
        return source.zone;
    return STR("UTC");
}

static result document_read(struct ctx *ctx, struct file_adoption *file)
{
    struct adopting *a = file->adopting;
    struct str_list calendars = { 0 };
    struct document *document;
    result e = document_parse(ctx, a->path, file->content.body, &a->diagnostics, &document);
    if (!e)
        e = library_calendars(ctx, &calendars);
    if (e)
        return e;
    document_check_charter(ctx, document, &a->diagnostics);
    document_check(ctx, document, &calendars, &a->diagnostics);
    file->zone = document_zone(ctx, document);
    adopted_from(file, document_in_force(document).from);
    file->content.name = a->name.n ? a->name : document->id;
    return a->diagnostics.errors ? ERR_RULE : OK;
}

// What the first line of a table must be.
static const struct {
    enum content_kind kind;
    str columns, meaning;
} TABLES[] = {
    { CONTENT_POSTCODES, STR_INIT("postcode,areas,latitude,longitude"),
      STR_INIT("areas are names separated by '; ', the smallest first") },
    { CONTENT_CATEGORIES, STR_INIT("service,public,instead"),
      STR_INIT("public is 'counted only' or 'not taken here', instead is whom to ask") },
    { CONTENT_RETENTION, STR_INIT("rule,data,months,done"),
      STR_INIT("months since the case was closed, done is 'erased' or 'kept'") },
};

static result table_check(struct ctx *ctx, const struct file_adoption *file, str columns, str meaning)
{
    struct csv csv;
    result e = csv_open(ctx, file->content.body, ',', &csv);
    bool has_header = !e && csv_next(&csv);
    str rest = columns;
    for (size_t i = 0; has_header && rest.at; i++)
        has_header = i < csv.n && str_equal(csv_field_value(ctx->arena, csv.fields[i]), str_cut(&rest, ','));
    if (!e && !has_header)
        e = fail_at(ctx, ERR_INPUT, file->adopting->path, (struct place){ 1, 1 },
                    "the first line must be '%.*s'; %.*s", STR_ARGS(columns), STR_ARGS(meaning));
    return e;
}

// What can be reported is a text with headings, what is never public a table; both are categories to whoever brings
// them.
static void categories_tell_apart(struct file_adoption *file)
{
    str body = file->content.body;
    bool is_text = str_starts(body, STR("#")) || str_starts(body, STR("\xEF\xBB\xBF#"));
    if (file->content.kind == CONTENT_CATEGORIES && is_text)
        file->content.kind = CONTENT_SERVICES;
}

static result directory_check(struct ctx *ctx, const struct file_adoption *file)
{
    str path = file->adopting->path, body = file->content.body;
    switch (file->content.kind) {
    case CONTENT_SERVICES:
        return categories_parse(ctx, path, body, &(struct categories){ .index = NULL });
    case CONTENT_BODIES:
        return bodies_parse(ctx, path, body, &(struct bodies){ .n = 0 });
    case CONTENT_ROUTES:
        return routes_parse(ctx, path, body, &(struct service_routes){ .n = 0 });
    default:
        return OK;
    }
}

static str path_stem(str path)
{
    size_t start = 0;
    for (size_t i = 0; i < path.n; i++)
        start = path.at[i] == '/' ? i + 1 : start;
    str name = str_from_byte(path, start);
    return str_ends(name, STR(".md")) ? str_slice(name, 0, name.n - 3) : name;
}

static result file_read_whole(struct ctx *ctx, struct file_adoption *file)
{
    struct adopting *a = file->adopting;
    char *path = str_c(ctx->arena, a->path);
    result e = path ? file_read(ctx, path, CONTENT_BYTES_MAX, &file->content.body) : arena_fail(ctx);
    file->content.name = a->name.n ? a->name : path_stem(a->path);
    if (!e && a->kind == CONTENT_DOCUMENT)
        e = document_read(ctx, file);
    else if (!e && a->kind == CONTENT_CALENDAR)
        e = calendar_parse(ctx, a->path, file->content.body, &file->calendar);
    categories_tell_apart(file);
    if (!e)
        e = directory_check(ctx, file);
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES && !e; i++)
        if (file->content.kind == TABLES[i].kind)
            e = table_check(ctx, file, TABLES[i].columns, TABLES[i].meaning);
    if (!e && a->kind == CONTENT_POSTCODES)
        e = postcodes_check(ctx, a->path, file->content.body);
    if (!e && a->kind == CONTENT_RETENTION)
        e = retention_parse(ctx, a->path, file->content.body, &(struct retention){ NULL });
    if (!e && a->kind == CONTENT_AREAS)
        e = areas_parse(ctx, a->path, file->content.body, &(struct areas *){ NULL });
    if (!e && a->kind == CONTENT_CALENDAR)
        adopted_from(file, date_from_civil((struct civil){ file->calendar.first_year, 1, 1 }));
    if (file->calendar.zone.n)
        file->zone = file->calendar.zone;
    return e;
}

static result adopt(struct ctx *ctx, struct db *db, const struct file_adoption *file)
{
    enum content_kind kind = file->content.kind;
    bool is_directory = kind == CONTENT_SERVICES || kind == CONTENT_BODIES || kind == CONTENT_ROUTES;
    result e = content_adopt(ctx, db, &file->content);
    if (e)
        return e;
    return is_directory ? derived_ensure(ctx, db, file->adopting->now) // no figure rests on it
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
    struct finding_running_out_list dues;
    struct calendar_source kept;
    const struct calendar_source *before;
    const struct zone *zone;
    int64_t n = 0;
    result e = derived_ensure(ctx, db, file->adopting->now);
    if (!e)
        e = dues_read(ctx, db, &dues);
    if (!e)
        e = calendar_before(ctx, db, file->content.name, &kept, &before);
    if (!e)
        e = adopt(ctx, db, file);
    if (!e)
        e = zone_load(ctx, file->zone, &zone);
    if (e)
        return e;
    struct moving moving = { &dues, zone, file->content.recorded,
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

result file_adopt(struct ctx *ctx, struct store *store, struct adopting *adopting)
{
    struct file_adoption file = { .adopting = adopting };
    file.content.kind = adopting->kind;
    file.content.happened = file.content.recorded = adopting->now;
    file.zone = STR("Europe/London"); // of what says none: areas, postcodes
    result e = file_read_whole(ctx, &file);
    return e ? e : store_write(ctx, store, adopt_work, &file);
}
