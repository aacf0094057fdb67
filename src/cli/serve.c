#include "app/setting.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/seal.h"
#include "store/sqlite_file.h"
#include "web/http.h"
#include "web/site.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MEMORY = 1 << 20 };

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

static void address_say(str listen, int port)
{
    size_t colon = listen.n;
    while (colon > 0 && listen.at[colon - 1] != ':')
        colon--;
    log_line("Wardmote is at http://%.*s%d/", STR_ARGS(str_slice(listen, 0, colon)), port);
}

static void advance(struct site *site)
{
    struct ctx ctx = { .arena = arena_open(TICK_MEMORY) };
    if (ctx.arena && site_advance(site, &ctx, clock_now()))
        log_line("the clock could not move on: %s", ctx.error.text);
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

// What a tick does, besides moving the clock on.
struct ticking {
    const struct options *options;
    struct store *store;
    struct site *site;
    bool was_said; // why nothing can be sealed
};

static void tick(struct ticking *t)
{
    advance(t->site);
    seal(t->options, t->store, &t->was_said);
}

// Until a signal says to stop; meanwhile what falls due falls due. ERR_STORE if the store is no longer the one that was
// opened: whoever looks after the program starts it again.
static result wait_for_the_end(struct ctx *ctx, struct ticking *ticking, const sigset_t *ends)
{
    const struct timespec second = { .tv_sec = 1 };
    for (unsigned seconds = 0;; seconds++) {
        if (!store_is_same(ticking->store))
            return fail(
                ctx, ERR_STORE,
                "the store's file was replaced or removed while it was served: start again to serve what is "
                "there now");
        if (seconds % SITE_TICK_SECONDS == 0)
            tick(ticking);
        if (sigtimedwait(ends, NULL, &second) > 0) // else it is over, or the process was stopped and went on
            return OK;
    }
}

static result serve(struct ctx *ctx, const struct options *options, struct store *store, const sigset_t *ends)
{
    struct http_options how = { address(ctx, options), (int)options_number(options, OPTION_WORKERS),
                                (int)options_number(options, OPTION_CONNECTIONS), true };
    struct site *site = site_open(store);
    struct http *http;
    char *file = str_c(ctx->arena, sqlite_path(options->value[OPTION_STORE]));
    if (site && file && file[0])
        site_watch(site, file);
    result e = site ? http_start(ctx, &how, &SITE_ROUTES, site, &http) : arena_fail(ctx);
    if (!e) {
        address_say(how.listen, http_port(http));
        struct ticking ticking = { options, store, site, false };
        e = wait_for_the_end(ctx, &ticking, ends);
        log_line("Stopping: what runs is finished first.");
        http_stop(http);
    }
    if (site)
        site_close(site);
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
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_WRITE, &store);
    if (e)
        return e;
    e = store_read(ctx, store, unfinished_say, NULL);
    if (!e)
        e = serve(ctx, options, store, &ends);
    store_close(store);
    return e;
}
