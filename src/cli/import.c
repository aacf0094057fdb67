#include "app/adopt.h"
#include "app/import_people.h"
#include "app/import_requests.h"
#include "app/judge_snapshot.h"
#include "app/library.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/watch.h"
#include "cli/seal.h"
#include "format/calendar_file.h"

enum { CALENDAR_TEXT_MAX = 16 << 20, MESSAGES_MAX = 1 << 20 };

static result holidays_import(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    str path = str_from(options->operands[1]), division = options->value[OPTION_DIVISION];
    struct calendar_source source;
    const struct calendar *calendar;
    if (division.n)
        path = str_format(ctx->arena, "%.*s#%.*s", STR_ARGS(path), STR_ARGS(division));
    result e = library_calendar_source(ctx, path, &source);
    if (e)
        return e;
    e = calendar_build(ctx, &source, &calendar); // sorts them, and finds what can't be a calendar
    if (e)
        return e;
    struct buffer text = buffer_open(CALENDAR_TEXT_MAX);
    calendar_write(&text, calendar_source(calendar));
    e = buffer_check(ctx, &text);
    if (!e && options->has[OPTION_TO])
        e = file_replace(ctx, str_c(ctx->arena, options->value[OPTION_TO]), buffer_str(&text));
    else if (!e)
        buffer_add(out, buffer_str(&text));
    buffer_close(&text);
    if (!e)
        log_line("%zu holidays, %d to %d", calendar_source(calendar)->holidays.n, source.first_year,
                 source.last_year);
    return e ? e : buffer_check(ctx, out);
}

static void progress_show(int64_t done, int64_t all)
{
    if (!done)
        watch_stage("taking the cases", WATCH_CASES, (uint64_t)all);
    watch_at(WATCH_CASES, (uint64_t)done);
    watch_kept(
        "%lld of %lld cases are in the store, each of them whole; the same command goes on with the rest",
        (long long)done, (long long)all);
}

static void problems_say(const struct requests *requests)
{
    struct buffer messages = buffer_open(MESSAGES_MAX);
    problems_write(&messages, &requests->problems, requests->source, requests->rows,
                   requests_count(requests));
    log_text(buffer_str(&messages));
    buffer_close(&messages);
}

static const char *are(int64_t n)
{
    return n == 1 ? "is" : "are";
}

// What was read, and yet is not in the store.
static void left_out_say(const struct requests_import *import)
{
    if (import->unnumbered)
        log_line(
            "%lld %s no id and %s not taken, for a later file could not be told from them (the first is row %lld)",
            (long long)import->unnumbered, import->unnumbered == 1 ? "row has" : "rows have",
            are(import->unnumbered), (long long)import->first_unnumbered);
    if (import->contradicted)
        log_line(
            "%lld %s %s not taken: the store has another case of the same id, with another service and day of "
            "report (the first is '%.*s'). If two sources share numbers, put a letter before those of one",
            (long long)import->contradicted, import->contradicted == 1 ? "case" : "cases",
            are(import->contradicted), STR_ARGS(import->first_contradicted));
}

// Not into a store: a file of requests as a snapshot, to be judged again and again.
static result snapshot_command(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct judge_options judge = { .requests = str_from(options->operands[1]),
                                   .mapping = options->value[OPTION_MAPPING],
                                   .threads = 2,
                                   .wants_numbers = true };
    struct judge_result judged;
    struct snapshot_made made;
    char *path = str_c(ctx->arena, options->value[OPTION_TO]);
    if (!path)
        return arena_fail(ctx);
    if (options->has[OPTION_AREAS] || options->has[OPTION_STORE])
        return fail_at(ctx, ERR_INPUT, STR("--to"), (struct place){ 0 },
                       "can't go with --areas or --store: a snapshot is a file of its own, without places");
    result e = snapshot_make(ctx, &judge, path, &judged, &made);
    if (judged.requests)
        problems_say(judged.requests);
    judge_release(&judged);
    if (e)
        return e;
    buffer_print(out, "%lld cases in %zu bytes of %s\n", (long long)made.cases, made.bytes, path);
    return buffer_check(ctx, out);
}

static result requests_command(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct requests_import import = { .requests = str_from(options->operands[1]),
                                      .mapping = options->value[OPTION_MAPPING],
                                      .areas = options->value[OPTION_AREAS],
                                      .name = options->value[OPTION_NAME],
                                      .now = clock_now(),
                                      .progress = progress_show };
    struct store *store;
    if (!import.mapping.n)
        return fail_at(ctx, ERR_INPUT, STR("--mapping"), (struct place){ 0 }, "must be given with requests");
    if (options->has[OPTION_TO])
        return snapshot_command(ctx, options, out);
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_CREATE, &store);
    if (e)
        return e;
    e = requests_import(ctx, store, &import);
    if (!e)
        record_seal_or_say(ctx, options, store);
    store_close(store);
    if (import.interrupted.n)
        log_line("%.*s", STR_ARGS(import.interrupted));
    if (import.read.requests)
        problems_say(import.read.requests);
    left_out_say(&import);
    if (e)
        return e;
    buffer_print(out, "%lld new cases, %lld changed, %lld as they were\n", (long long)import.opened,
                 (long long)import.changed, (long long)import.same);
    return buffer_check(ctx, out);
}

static result adopt_command(struct ctx *ctx, const struct options *options, enum content_kind kind,
                            struct buffer *out)
{
    struct adopting adopting = { .kind = kind,
                                 .path = str_from(options->operands[1]),
                                 .community = options->value[OPTION_NAME],
                                 .now = clock_now() };
    struct store *store;
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_CREATE, &store);
    if (e)
        return e;
    e = file_adopt(ctx, store, &adopting);
    if (!e)
        record_seal_or_say(ctx, options, store);
    store_close(store);
    if (adopting.diagnostics.n) {
        struct buffer messages = buffer_open(MESSAGES_MAX);
        diagnostics_write(&messages, &adopting.diagnostics);
        log_text(buffer_str(&messages));
        buffer_close(&messages);
    }
    if (!e)
        buffer_print(out, "adopted %.*s\n", STR_ARGS(adopting.path));
    return e ? e : buffer_check(ctx, out);
}

static void lines_say(const struct people_import *import)
{
    for (size_t i = 0; i < import->left_out.n; i++)
        log_line("%.*s:%lld: left out: there is no such report in the store", STR_ARGS(import->path),
                 (long long)import->left_out.at[i]);
}

static result people_command(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct people_import import = { .path = str_from(options->operands[1]) };
    struct store *store;
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_WRITE, &store);
    if (e)
        return e;
    e = people_import(ctx, store, &import);
    store_close(store);
    if (e)
        return e;
    lines_say(&import);
    buffer_print(
        out, "%lld new people, %lld changed, %lld bound to a report, %lld lines as they were, %zu left out\n",
        (long long)import.added, (long long)import.changed, (long long)import.bound, (long long)import.same,
        import.left_out.n);
    return buffer_check(ctx, out);
}

result command_import(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    str kind = str_from(options->operands[0]);
    if (str_equal(kind, STR("holidays")))
        return holidays_import(ctx, options, out);
    if (str_equal(kind, STR("requests")))
        return requests_command(ctx, options, out);
    if (str_equal(kind, STR("document")))
        return adopt_command(ctx, options, CONTENT_DOCUMENT, out);
    if (str_equal(kind, STR("calendar")))
        return adopt_command(ctx, options, CONTENT_CALENDAR, out);
    if (str_equal(kind, STR("areas")))
        return adopt_command(ctx, options, CONTENT_AREAS, out);
    if (str_equal(kind, STR("categories")))
        return adopt_command(ctx, options, CONTENT_CATEGORIES, out);
    if (str_equal(kind, STR("bodies")))
        return adopt_command(ctx, options, CONTENT_BODIES, out);
    if (str_equal(kind, STR("routes")))
        return adopt_command(ctx, options, CONTENT_ROUTES, out);
    if (str_equal(kind, STR("elections")))
        return adopt_command(ctx, options, CONTENT_ELECTIONS, out);
    if (str_equal(kind, STR("people")))
        return people_command(ctx, options, out);
    if (str_equal(kind, STR("retention")))
        return adopt_command(ctx, options, CONTENT_RETENTION, out);
    if (str_equal(kind, STR("postcodes")))
        return adopt_command(ctx, options, CONTENT_POSTCODES, out);
    return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                   "'%.*s' can't be imported: write requests, document, calendar, areas, categories, "
                   "bodies, routes, elections, people, retention, postcodes or holidays",
                   STR_ARGS(kind));
}
