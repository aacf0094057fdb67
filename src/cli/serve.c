#include "app/erasures.h"
#include "app/setting.h"
#include "app/tick.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/seal.h"
#include "cli/sending.h"
#include "cli/shelves.h"
#include "cli/shut_in.h"
#include "cli/welcome.h"
#include "gateway/bucket.h"
#include "gateway/image.h"
#include "gateway/print.h"
#include "gateway/print_paper.h"
#include "store/sqlite_file.h"
#include "web/http.h"
#include "web/photographs.h"
#include "web/site.h"
#include "web/tiles.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MEMORY = 64 << 20, ERASURES_MEMORY = 1 << 30 };

// --port changes the port of --listen.
static str address(struct ctx *ctx, const struct options *options)
{
    str listen = options->value[OPTION_LISTEN];
    size_t colon = listen.n;
    if (!options->has[OPTION_PORT])
        return listen;
    while (colon > 0 && listen.at[colon - 1] != ':')
        colon--;
    return str_format(ctx->arena, "%.*s%lld", STR_ARGS(str_slice(listen, 0, colon)),
                      (long long)options_number(options, OPTION_PORT));
}

// Where it is served, with the port it got.
static str listened(struct ctx *ctx, str listen, int port)
{
    size_t colon = listen.n;
    while (colon > 0 && listen.at[colon - 1] != ':')
        colon--;
    return str_format(ctx->arena, "http://%.*s%d", STR_ARGS(str_slice(listen, 0, colon)), port);
}

// What an older copy of the store, put in its place, holds again is erased again; and the list beside it completed.
static void erasures_look(struct store *store, str url)
{
    struct ctx ctx = { .arena = arena_open(ERASURES_MEMORY) };
    struct replayed again = { 0 };
    str path = ctx.arena ? erasures_path(&ctx, url) : (str){ 0 };
    if (path.n && erasures_settle(&ctx, store, path, clock_now(), &again))
        log_line("the list of erasures beside the store could not be followed: %s", ctx.error.text);
    if (again.facts || again.people)
        log_line(
            "an older copy of the store: %lld parts of facts and %lld people were erased again; run `wardmote "
            "person sweep`",
            (long long)again.facts, (long long)again.people);
    arena_close(ctx.arena);
}

// What has come in is sealed; why it can't be is said once, not twice a minute.
static void seal(const struct options *options, struct store *store, bool *was_said)
{
    struct ctx ctx = { .arena = arena_open(TICK_MEMORY) };
    result e = ctx.arena ? record_seal(&ctx, options, store) : OK;
    if (e && !*was_said)
        log_line("What has come in is kept, and not sealed: %s", ctx.error.text);
    *was_said = e != OK;
    arena_close(ctx.arena);
}

static void advance(struct store *store, struct site *site, struct tick *tick, str url)
{
    struct ctx ctx = { .arena = arena_open(TICK_MEMORY) };
    result e = ctx.arena ? tick_run(&ctx, store, tick, clock_now()) : ERR_LIMIT;
    if (e)
        log_line("the clock could not move on: %s", ctx.error.text);
    else
        site_ticked(site);
    arena_close(ctx.arena);
    if (tick->has_erased)
        erasures_look(store, url);
    tick->has_erased = false;
}

static void lease_end(struct store *store, struct tick *tick)
{
    struct ctx ctx = { .arena = arena_open(TICK_MEMORY) };
    if (ctx.arena && tick_end(&ctx, store, tick, clock_now()))
        log_line("the clock could not be handed over: %s", ctx.error.text);
    arena_close(ctx.arena);
}

// Files of photographs that were erased, or never sent.
static void photographs_look(struct store *store, const struct shelf *shelf)
{
    struct ctx ctx = { .arena = arena_open(TICK_MEMORY) };
    int64_t n;
    if (ctx.arena && shelf->kind && photographs_sweep(&ctx, store, shelf, clock_now(), &n))
        log_line("photographs that were erased could not be removed yet: %s", ctx.error.text);
    arena_close(ctx.arena);
}

// What there is to a beat: the clock, by the server that leads, and then what has come in is sealed, by the same.
struct beating {
    const struct options *options;
    struct store *store;
    struct site *site;
    const struct shelf *shelf;
    struct tick tick;
    bool was_said; // why nothing can be sealed
};

static void beat(struct beating *b)
{
    advance(b->store, b->site, &b->tick, b->options->value[OPTION_STORE]);
    if (!b->tick.is_leading)
        return;
    photographs_look(b->store, b->shelf);
    seal(b->options, b->store, &b->was_said);
}

// How often this server beats: four times in the time after which another has taken over, and at the clock's pace.
static unsigned beat_pace(int64_t takeover)
{
    unsigned quarter = (unsigned)takeover / 4;
    return quarter < 1 ? 1 : quarter < SITE_TICK_SECONDS ? quarter : SITE_TICK_SECONDS;
}

// Until a signal says to stop; meanwhile what falls due falls due, and a lease is renewed twice before it ends.
// ERR_STORE if the store is no longer the one that was opened: whoever looks after the program starts it again.
static result wait_for_the_end(struct ctx *ctx, struct beating *b, const sigset_t *ends)
{
    const struct timespec second = { .tv_sec = 1 };
    unsigned pace = beat_pace(options_number(b->options, OPTION_LEASE));
    for (unsigned seconds = 0;; seconds++) {
        if (!store_is_same(b->store))
            return fail(
                ctx, ERR_STORE,
                "the store's file was replaced or removed while it was served: start again to serve what is "
                "there now");
        if (site_erased_take(b->site)) { // from a page: the list follows within a second
            erasures_look(b->store, b->options->value[OPTION_STORE]);
            photographs_look(b->store, b->shelf);
        }
        if (seconds % pace == 0)
            beat(b);
        if (sigtimedwait(ends, NULL, &second) > 0) // else it is over, or the process was stopped and went on
            break;
    }
    lease_end(b->store, &b->tick);
    return OK;
}

static const struct printing PRINTING = { print_paper, print_leaflet };

// A bucket that can't be asked is said now, and not when somebody sends the first photograph.
static void shelf_look(struct ctx *ctx, const struct shelf *shelf)
{
    static const char nobodys[] = "0000000000000000000000000000000000000000000000000000000000000000";
    if (shelf->kind && shelf->kind->is_far)
        (void)shelf_has(ctx, shelf, str_from(nobodys));
}

static result photographs_open(struct ctx *ctx, const struct options *options, struct site *site,
                               struct photographs *photographs)
{
    int64_t workers = options_number(options, OPTION_WORKERS), others = IMAGES_AT_ONCE + 1;
    // Those that wait for a photograph leave one worker to everybody else.
    struct image_pool *pool = image_pool_open(ctx->arena, workers > others ? (int)(workers - others) : 0);
    *photographs = (struct photographs){ .maker = { image_make, pool } };
    result e = shelf_of_options(ctx, options, options->value[OPTION_STORE], &photographs->shelf);
    if (!e)
        shelf_look(ctx, &photographs->shelf);
    site_photographs_set(site, photographs);
    site_letters_set(site, print_letter);
    site_printing_set(site, &PRINTING);
    return e ? e : pool ? OK : arena_fail(ctx);
}

static result serve(struct ctx *ctx, const struct options *options, struct store *store, const sigset_t *ends)
{
    struct http_options how = { address(ctx, options), (int)options_number(options, OPTION_WORKERS),
                                (int)options_number(options, OPTION_CONNECTIONS), true, NULL };
    struct site *site = site_open(store);
    struct sending *sending = NULL;
    struct photographs photographs = { .maker = { .make = NULL } };
    struct tiles tiles;
    struct http *http;
    char *file = str_c(ctx->arena, sqlite_path(options->value[OPTION_STORE]));
    if (site && file && file[0])
        site_watch(site, file);
    if (site)
        site_metrics_key_set(site, options->value[OPTION_METRICS_KEY]);
    if (site)
        site_limits_set(site,
                        (struct site_limits){ options_number(options, OPTION_REPORTS_PER_NETWORK),
                                              options_number(options, OPTION_PROGRAM_REPORTS) });
    how.meter = site ? site_meter(site) : NULL;
    erasures_look(store, options->value[OPTION_STORE]); // before anybody can read what is to go again
    const struct sending_how sent = { options->value[OPTION_OUTBOX], options->has[OPTION_PRIVATE_SERVERS],
                                      options->value[OPTION_SENDER] };
    result e = site ? photographs_open(ctx, options, site, &photographs) : arena_fail(ctx);
    if (!e)
        e = tiles_read(ctx, options->value[OPTION_TILES], options->value[OPTION_TILES_BY], &tiles);
    if (!e)
        site_tiles_set(site, &tiles);
    if (!e)
        e = sending_open(ctx, store, &sent, &sending);
    if (!e)
        e = place_ensure(ctx, store);
    if (!e)
        e = http_start(ctx, &how, &SITE_ROUTES, site, &http);
    if (!e) {
        str at = listened(ctx, how.listen, http_port(http));
        log_line("Wardmote is at %.*s/", STR_ARGS(at));
        welcome(options, store, at);
        e = sending_begin(ctx, sending);
        // Who follows looks once a beat: the lease is that much shorter than the time until it has taken over.
        int64_t takeover = options_number(options, OPTION_LEASE);
        struct beating beating = {
            options, store, site, &photographs.shelf, { .lease_seconds = takeover - beat_pace(takeover) },
            false
        };
        lease_holder(beating.tick.holder);
        if (!e)
            e = wait_for_the_end(ctx, &beating, ends);
        log_line("Stopping: what runs is finished first.");
        http_stop(http);
    }
    sending_stop(sending);
    if (site)
        site_close(site);
    bucket_close(&photographs.shelf);
    print_end();
    return e;
}

static result unfinished_say(struct ctx *ctx, struct db *db, void *with)
{
    str words;
    (void)with;
    result e = unfinished_read(ctx, db, &words);
    if (!e && words.n)
        log_line("%.*s", STR_ARGS(words));
    return e;
}

result command_serve(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct store *store;
    sigset_t ends;
    (void)out;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, NULL); // before any thread, so that none of them takes it
    arena_return_blocks();
    log_hurry(); // opens standard error anew
    result e = serve_shut_in(ctx, options);
    if (!e)
        e = store_open(ctx, options->value[OPTION_STORE], STORE_CREATE, &store);
    if (e)
        return e;
    if (!store_schema(store).from)
        log_line("A new, empty store was made: %.*s",
                 STR_ARGS(store_shown(ctx->arena, options->value[OPTION_STORE])));
    e = store_prepare(ctx, store);
    if (!e && options->value[OPTION_READ_URL].n)
        e = store_replica(ctx, store, options->value[OPTION_READ_URL]);
    if (!e)
        e = store_read(ctx, store, unfinished_say, NULL);
    if (!e)
        e = serve(ctx, options, store, &ends);
    store_close(store);
    return e;
}
