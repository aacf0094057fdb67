// A text that is to be adopted, read and checked: what it is called, from when it counts, what is wrong with it.
#include "app/adopt_internal.h"

#include "app/directory.h"
#include "app/documents.h"
#include "app/library.h"
#include "app/message_text.h"
#include "app/postcodes.h"
#include "app/retention.h"
#include "app/unpacked.h"
#include "document/check.h"
#include "document/parse.h"
#include "format/areas.h"
#include "format/calendar_file.h"
#include "format/csv.h"
#include "rules/words.h"

enum { CONTENT_BYTES_MAX = 16 << 20 };

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
    struct document *document;
    result e = document_parse(ctx, a->path, file->content.body, &a->diagnostics, &document);
    if (e)
        return e;
    document_check_charter(ctx, document, &a->diagnostics);
    document_check(ctx, document, &a->calendars, &a->diagnostics);
    file->zone = document_zone(ctx, document);
    if (a->is_signed)
        file->content.happened = a->signed_at;
    else
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

// With the words that lead to them, of which there may be too many.
static result categories_check(struct ctx *ctx, str path, str body)
{
    struct categories categories;
    result e = categories_parse(ctx, path, body, &categories);
    return e ? e : words_index(ctx, &categories);
}

static result directory_check(struct ctx *ctx, const struct file_adoption *file)
{
    str path = file->adopting->path, body = file->content.body;
    switch (file->content.kind) {
    case CONTENT_SERVICES:
        return categories_check(ctx, path, body);
    case CONTENT_BODIES:
        return bodies_parse(ctx, path, body, &(struct bodies){ .n = 0 });
    case CONTENT_ELECTIONS:
        return elections_parse(ctx, path, body, &(struct elections){ .n = 0 });
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

static result table_read(struct ctx *ctx, struct file_adoption *file)
{
    str path = file->adopting->path, body = file->content.body;
    result e = directory_check(ctx, file);
    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES && !e; i++)
        if (file->content.kind == TABLES[i].kind)
            e = table_check(ctx, file, TABLES[i].columns, TABLES[i].meaning);
    if (!e && file->content.kind == CONTENT_POSTCODES)
        e = postcodes_check(ctx, path, body);
    if (!e && file->content.kind == CONTENT_RETENTION)
        e = retention_parse(ctx, path, body, &(struct retention){ NULL });
    return e;
}

static result calendar_read(struct ctx *ctx, struct file_adoption *file)
{
    const struct calendar *calendar;
    result e = calendar_parse(ctx, file->adopting->path, file->content.body, &file->calendar);
    if (!e)
        e = calendar_build(ctx, &file->calendar, &calendar);
    if (e)
        return e;
    adopted_from(file, date_from_civil((struct civil){ file->calendar.first_year, 1, 1 }));
    if (file->calendar.zone.n)
        file->zone = file->calendar.zone;
    return OK;
}

static result text_read(struct ctx *ctx, struct file_adoption *file)
{
    switch (file->adopting->kind) {
    case CONTENT_DOCUMENT:
        return document_read(ctx, file);
    case CONTENT_CALENDAR:
        return calendar_read(ctx, file);
    case CONTENT_MESSAGE:
        return message_text_check(ctx, file->adopting->path, file->content.name, file->content.body);
    case CONTENT_AREAS:
        return areas_parse(ctx, file->adopting->path, file->content.body, &(struct areas *){ NULL });
    default:
        return table_read(ctx, file);
    }
}

static result file_text(struct ctx *ctx, const struct adopting *a, str *body)
{
    char *path = a->text.at ? NULL : str_c(ctx->arena, a->path);
    *body = a->text;
    if (a->text.n > CONTENT_BYTES_MAX)
        return fail_at(ctx, ERR_INPUT, a->path, (struct place){ 0 }, "it is larger than %d MB",
                       CONTENT_BYTES_MAX >> 20);
    if (a->text.at)
        return OK;
    return path ? unpacked_map(ctx, path, CONTENT_BYTES_MAX, body) : arena_fail(ctx);
}

result adoption_read(struct ctx *ctx, struct adopting *a, struct file_adoption **out)
{
    struct file_adoption *file = ARENA_NEW(ctx->arena, struct file_adoption);
    *out = file;
    if (!file)
        return arena_fail(ctx);
    *file = (struct file_adoption){ .adopting = a };
    file->content.kind = a->kind;
    file->content.happened = file->content.recorded = a->now;
    file->content.said_by = a->said_by;
    file->zone = STR("Europe/London"); // of what says none: areas, postcodes
    file->content.name = a->name.n ? a->name : path_stem(a->path);
    result e = file_text(ctx, a, &file->content.body);
    categories_tell_apart(file);
    return e ? e : text_read(ctx, file);
}
