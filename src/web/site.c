#include "web/site.h"

#include "app/adopt.h"
#include "app/setting.h"

#include <pthread.h>
#include <stdlib.h>

struct site {
    struct store *store;
    struct arena *arena;
    pthread_mutex_t lock;
    struct board *board; // the newest; NULL before the first request
};

struct site *site_open(struct store *store)
{
    struct arena *arena = arena_open(1 << 20);
    struct site *site = arena ? ARENA_NEW(arena, struct site) : NULL;
    if (!site)
        return NULL;
    *site = (struct site){ .store = store, .arena = arena };
    pthread_mutex_init(&site->lock, NULL);
    return site;
}

void site_close(struct site *site)
{
    board_close(site->board);
    arena_close(site->arena);
}

// The board of the state this transaction sees. Held by the caller until board_give.
static result board_take(struct site *site, struct ctx *ctx, struct db *db, instant now, struct board **board)
{
    struct board_key key;
    result e = board_key(ctx, db, &key);
    if (e)
        return e;
    pthread_mutex_lock(&site->lock);
    struct board *held = site->board;
    if (!held || held->last_fact != key.last_fact || held->derived_at != key.derived_at) {
        struct board *made = NULL;
        e = board_make(ctx, db, now, &made);
        if (!e) {
            if (held && !held->users)
                board_close(held);
            held = site->board = made;
        }
    }
    if (!e)
        held->users++;
    pthread_mutex_unlock(&site->lock);
    *board = held;
    return e;
}

static void board_give(struct site *site, struct board *board)
{
    pthread_mutex_lock(&site->lock);
    if (!--board->users && board != site->board)
        board_close(board);
    pthread_mutex_unlock(&site->lock);
}

struct reading {
    struct site *site;
    instant now;
    site_work work;
    void *with;
};

static result read_with_board(struct ctx *ctx, struct db *db, void *with)
{
    const struct reading *r = with;
    struct board *board;
    result e = board_take(r->site, ctx, db, r->now, &board);
    if (e)
        return e;
    e = r->work(ctx, db, board, r->with);
    board_give(r->site, board);
    return e;
}

result site_read(struct site *site, struct request *request, site_work work, void *with)
{
    struct reading reading = { site, request->now, work, with };
    return store_read(request->ctx, site->store, read_with_board, &reading);
}

struct advancing {
    instant now;
};

static result advance_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct advancing *a = with;
    struct judge_options options;
    int64_t n;
    result e = community_time(ctx, db, a->now, &options);
    return e || options.has_as_of ? e : derived_advance(ctx, db, a->now, &n);
}

result site_advance(struct site *site, struct ctx *ctx, instant now)
{
    struct advancing advancing = { now };
    return store_write(ctx, site->store, advance_work, &advancing);
}
