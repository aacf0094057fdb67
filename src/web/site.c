#include "web/site.h"

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

// The board of the state this transaction sees. Held by the request until board_give.
static result board_take(struct site *site, struct request *request)
{
    struct board_key key;
    result e = board_key(request->ctx, request->db, &key);
    if (e)
        return e;
    pthread_mutex_lock(&site->lock);
    struct board *held = site->board;
    if (!held || held->last_fact != key.last_fact || held->derived_at != key.derived_at) {
        struct board *made = NULL;
        e = board_make(request->ctx, request->db, request->now, &made);
        if (!e) {
            if (held && !held->users)
                board_close(held);
            held = site->board = made;
        }
    }
    if (!e) {
        held->users++;
        request->board = held;
    }
    pthread_mutex_unlock(&site->lock);
    return e;
}

static void board_give(struct site *site, struct board *board)
{
    pthread_mutex_lock(&site->lock);
    if (!--board->users && board != site->board)
        board_close(board);
    pthread_mutex_unlock(&site->lock);
}

result site_enter(struct site *site, struct request *request)
{
    result e = store_read_begin(request->ctx, site->store, &request->db);
    if (!e && (e = board_take(site, request)) != OK)
        site_leave(site, request);
    return e;
}

void site_leave(struct site *site, struct request *request)
{
    if (request->board)
        board_give(site, request->board);
    if (request->db)
        store_read_end(site->store, request->db);
    request->board = NULL;
    request->db = NULL;
}
