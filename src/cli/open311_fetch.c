#include "app/open311_fetch.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/watch.h"
#include "cli/open311.h"
#include "format/time_format.h"

enum { FILE_MAX = 1 << 30, DAYS_USUAL = 90 };

static void progress_show(instant at, int64_t n)
{
    (void)at;
    watch_at(WATCH_CASES, (uint64_t)n);
}

// A day is taken as one in UTC: what a server calls a day nobody knows.
static result since_of(struct ctx *ctx, const struct options *options, instant now, instant *since)
{
    const struct zone *utc;
    struct stamp stamp;
    *since = (instant){ now.second - (int64_t)DAYS_USUAL * DAY_SECONDS };
    if (!options->has[OPTION_SINCE])
        return OK;
    result e = options_time(ctx, options, OPTION_SINCE, &stamp);
    if (!e)
        e = zone_load(ctx, STR("UTC"), &utc);
    if (!e)
        *since = time_moment(utc, stamp).first;
    return e;
}

static void cut_say(struct ctx *ctx, const struct open311_fetching *f)
{
    const struct zone *utc;
    struct buffer at = buffer_open(64);
    if (!zone_load(ctx, STR("UTC"), &utc))
        instant_write(&at, utc, f->first_cut);
    log_line(
        "In %lld hours, the first from %.*s, the server gave a round number of requests and knows no pages: there may "
        "be more that it does not give",
        (long long)f->n_cut, STR_ARGS(buffer_str(&at)));
    buffer_close(&at);
}

result command_open311_fetch(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct buffer bytes = buffer_open(FILE_MAX);
    struct fetch fetch;
    struct open311_server server = open311_server_of(options, &fetch);
    struct open311_fetching f = {
        .server = &server, .until = clock_now(), .out = &bytes, .progress = progress_show
    };
    char *path = str_c(ctx->arena, options->value[OPTION_TO]);
    result e = path ? since_of(ctx, options, f.until, &f.from) : arena_fail(ctx);
    watch_stage("asking for requests", WATCH_CASES, 0);
    watch_kept("nothing was written: the file is made when all is there");
    if (!e)
        e = open311_fetch(ctx, &f);
    if (!e)
        e = file_replace(ctx, path, buffer_str(&bytes));
    buffer_close(&bytes);
    if (e)
        return e;
    if (f.n_cut)
        cut_say(ctx, &f);
    buffer_print(out, "%lld requests in %s\n", (long long)f.n, path);
    return buffer_check(ctx, out);
}
