#include "store/readers.h"

#include "base/log.h"

void readers_open(struct readers *readers, const struct engine *engine, const char *where,
                  struct keepsakes *keepsakes)
{
    *readers = (struct readers){ .engine = engine,
                                 .where = where,
                                 .keepsakes = keepsakes,
                                 .lock = PTHREAD_MUTEX_INITIALIZER,
                                 .freed = PTHREAD_COND_INITIALIZER };
}

void readers_close(struct readers *readers)
{
    for (int i = 0; i < readers->n_free; i++)
        readers->engine->close(readers->free[i]);
    readers->n = readers->n_free = 0;
}

void readers_add(struct readers *readers, struct db *db)
{
    readers->free[readers->n_free++] = db;
    readers->n++;
}

// One more while the store is open. Where its server is and who asks it is for the log, not for a page.
static result reader_open(struct ctx *ctx, struct readers *readers, struct db **db)
{
    struct ctx opening = { .arena = ctx->arena };
    result e = readers->engine->open(&opening, readers->where, STORE_READ, db);
    if (!e) {
        (*db)->keepsakes = readers->keepsakes;
        return OK;
    }
    log_line("store: %s", opening.error.text);
    return fail(ctx, e, WORDS_UNREACHABLE);
}

static void place_free(struct readers *readers)
{
    pthread_mutex_lock(&readers->lock);
    readers->n--;
    pthread_cond_signal(&readers->freed);
    pthread_mutex_unlock(&readers->lock);
}

result readers_take(struct ctx *ctx, struct readers *readers, struct db **db)
{
    pthread_mutex_lock(&readers->lock);
    while (!readers->n_free && readers->n == READERS_MAX)
        pthread_cond_wait(&readers->freed, &readers->lock);
    bool is_new = !readers->n_free;
    readers->n += is_new; // its place is taken while it opens, which may wait for another program
    if (!is_new)
        *db = readers->free[--readers->n_free];
    pthread_mutex_unlock(&readers->lock);
    result e = is_new ? reader_open(ctx, readers, db) : OK;
    if (e)
        place_free(readers);
    return e;
}

struct db *readers_try(struct readers *readers)
{
    struct db *db = NULL;
    if (pthread_mutex_trylock(&readers->lock))
        return NULL;
    if (readers->n_free)
        db = readers->free[--readers->n_free];
    pthread_mutex_unlock(&readers->lock);
    return db;
}

void readers_give(struct readers *readers, struct db *db)
{
    pthread_mutex_lock(&readers->lock);
    readers->free[readers->n_free++] = db;
    pthread_cond_signal(&readers->freed);
    pthread_mutex_unlock(&readers->lock);
}

void readers_drop(struct readers *readers, struct db *db)
{
    readers->engine->close(db);
    place_free(readers);
}
