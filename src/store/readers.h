// Connections for reading: opened as they are needed, READERS_MAX at most, shared by all who ask. Where they lead, the
// store says (store.c), or its replica (replica.c).
#pragma once

#include "store/engine.h"

#include <pthread.h>

enum { READERS_MAX = 8 };

struct readers {
    const struct engine *engine;
    const char *where;           // path or URL
    struct keepsakes *keepsakes; // the store's
    struct db *free[READERS_MAX];
    int n, n_free; // n: all that are open or being opened
    pthread_mutex_t lock;
    pthread_cond_t freed;
};

void readers_open(struct readers *readers, const struct engine *engine, const char *where,
                  struct keepsakes *keepsakes);
void readers_close(struct readers *readers); // nobody reads any more
// A connection that was opened elsewhere, before anybody else asks.
void readers_add(struct readers *readers, struct db *db);

// A free one, a new one, or the next that is given back. Fails as opening does, in words that hold no address.
result readers_take(struct ctx *ctx, struct readers *readers, struct db **db) MUST;
struct db *readers_try(struct readers *readers); // a free one, if there is one at once; else NULL
void readers_give(struct readers *readers, struct db *db);
void readers_drop(struct readers *readers, struct db *db); // one that is of no use any more
