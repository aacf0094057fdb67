#include "store/readers.h"
#include "store/replica.h"

#include "base/log.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>

enum { STORE_MEMORY = 16 << 20, GROUP_MAX = 128 };
enum { NANOSECONDS = 1000000000, GATHER_MOST = 2000000 };

// Work waiting for the writer; lives on the stack of whoever waits for it.
struct job {
    struct ctx *ctx;
    store_work work;
    void *with;
    result e;
    bool is_done;
    struct job *next;
};

struct store {
    struct arena *arena; // of the connections
    const struct engine *engine;
    char *where;       // path or URL
    struct db *opened; // the first connection
    enum store_mode mode;
    struct store_schema schema;
    struct db *writer;
    struct readers readers;
    struct replica *replica;  // NULL for none
    struct job *first, *last; // waiting
    int n_jobs;               // of them
    struct keepsakes keepsakes;
    pthread_mutex_t lock;
    pthread_cond_t work_came, work_done;
    pthread_t thread;
    bool has_thread, is_closing;
};

// Under a savepoint of its own: work that fails takes only itself back.
static result job_run(struct db *db, struct job *job)
{
    result e = db->engine->part_begin(job->ctx, db);
    if (e)
        return e;
    e = job->work(job->ctx, db, job->with);
    if (!e)
        e = db->engine->settle(job->ctx, db);
    if (!db->engine->is_in_transaction(db))
        return e ? e : fail(job->ctx, ERR_STORE, "the store gave up: nothing of this was kept");
    struct ctx ending = { .arena = job->ctx->arena };
    result ended = db->engine->part_end(&ending, db, !e);
    if (ended) // neither kept nor taken back: nothing of the group may be
        db->engine->rollback(db);
    return e ? e : ended ? fail(job->ctx, ended, "%s", ending.error.text) : OK;
}

// A job that has the transaction to itself needs no part of it.
static result alone_run(struct ctx *ctx, struct db *db, struct job *job)
{
    job->e = job->work(job->ctx, db, job->with);
    if (!job->e)
        job->e = db->engine->settle(job->ctx, db);
    if (!job->e)
        return db->engine->commit(ctx, db);
    db->engine->rollback(db);
    return OK;
}

// The first failure that takes the whole group with it.
static result group_run(struct ctx *ctx, struct db *db, struct job *first)
{
    result e = db->engine->begin(ctx, db, true);
    if (!e && !first->next)
        return alone_run(ctx, db, first);
    for (struct job *job = first; job && !e; job = job->next) {
        job->e = job_run(db, job);
        if (!db->engine->is_in_transaction(db))
            e = fail(ctx, ERR_STORE, "the store gave up: nothing of this was kept");
    }
    return e ? e : db->engine->commit(ctx, db);
}

static void group_commit(struct store *store, struct job *first)
{
    struct db *db = store->writer;
    struct ctx ctx = { .arena = first->ctx->arena };
    result e = group_run(&ctx, db, first);
    if (e)
        db->engine->rollback(db);
    else
        replica_note(&ctx, store->replica, db);
    for (struct job *job = first; job && e; job = job->next)
        if (!job->e)
            job->e = fail(job->ctx, e, "%s", ctx.error.text);
}

static int64_t monotonic_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * NANOSECONDS + now.tv_nsec;
}

// What the writer did last.
struct group {
    struct job *first;
    int n;
    int64_t took; // nanoseconds
};

// Whoever was just answered is likely to come again: a group that goes without them makes them wait for another commit.
// So it waits for as many as last time, half as long as that took at most. The lock is held.
static void group_gather(struct store *store, const struct group *last)
{
    int64_t wait = last->took / 2 < GATHER_MOST ? last->took / 2 : GATHER_MOST, at = monotonic_now() + wait;
    struct timespec end = { at / NANOSECONDS, at % NANOSECONDS };
    while (store->n_jobs < last->n && !store->is_closing)
        if (pthread_cond_timedwait(&store->work_came, &store->lock, &end))
            return;
}

// Takes up to GROUP_MAX jobs off the queue; the lock is held.
static struct group group_take(struct store *store)
{
    struct group group = { .first = store->first, .n = store->first != NULL };
    struct job *last = group.first;
    for (; last && last->next && group.n < GROUP_MAX; group.n++)
        last = last->next;
    store->n_jobs -= group.n;
    store->first = last ? last->next : NULL;
    if (last)
        last->next = NULL;
    if (!store->first)
        store->last = NULL;
    return group;
}

// The jobs are gone from their owners' stacks as soon as they are marked done and the lock is released.
static void *writer_main(void *of)
{
    struct store *store = of;
    struct group group = { 0 };
    pthread_mutex_lock(&store->lock);
    for (;;) {
        while (!store->first && !store->is_closing)
            pthread_cond_wait(&store->work_came, &store->lock);
        group_gather(store, &group);
        group = group_take(store);
        if (!group.n)
            break;
        pthread_mutex_unlock(&store->lock);
        int64_t began = monotonic_now();
        group_commit(store, group.first);
        group.took = monotonic_now() - began;
        pthread_mutex_lock(&store->lock);
        for (struct job *job = group.first, *next; job; job = next) {
            next = job->next;
            job->is_done = true;
        }
        pthread_cond_broadcast(&store->work_done);
    }
    pthread_mutex_unlock(&store->lock);
    return NULL;
}

static const struct {
    str scheme;
    const struct engine *engine;
    bool is_whole; // the engine takes the URL as it is, not what stands behind the scheme
} ENGINES[] = {
    { STR_INIT("sqlite:"), &SQLITE, false },
    { STR_INIT("postgresql://"), &POSTGRES, true },
    { STR_INIT("postgres://"), &POSTGRES, true },
};

static result url_read(struct ctx *ctx, str url, struct store *store)
{
    str where = url;
    for (size_t i = 0; i < sizeof ENGINES / sizeof *ENGINES && !store->engine; i++)
        if (str_starts(url, ENGINES[i].scheme)) {
            store->engine = ENGINES[i].engine;
            where = ENGINES[i].is_whole ? url : str_from_byte(url, ENGINES[i].scheme.n);
        }
    size_t scheme = str_find(url, STR("://"));
    if (!store->engine && scheme < url.n) // only the scheme is said: what follows may hold a password
        return fail(ctx, ERR_STORE,
                    "'%.*s' is no store: write sqlite:PATH or postgresql://USER@HOST/DATABASE",
                    STR_ARGS(str_slice(url, 0, scheme + 3)));
    if (!store->engine)
        store->engine = &SQLITE;
    store->where = str_c(store->arena, where);
    return store->where ? OK : arena_fail(ctx);
}

str store_shown(struct arena *arena, str url)
{
    size_t scheme = str_find(url, STR("://"));
    if (scheme == url.n)
        return url;
    size_t start = scheme + strlen("://");
    str where = str_from_byte(url, start);
    where = str_slice(where, 0, str_find(where, STR("?")));
    size_t at = where.n;
    while (at > 0 && where.at[at - 1] != '@')
        at--;
    str user = str_slice(where, 0, at ? at - 1 : 0);
    user = str_slice(user, 0, str_find(user, STR(":")));
    return str_format(arena, "%.*s%.*s%s%.*s", STR_ARGS(str_slice(url, 0, start)), STR_ARGS(user),
                      at ? "@" : "", STR_ARGS(str_from_byte(where, at)));
}

result schema_check(struct ctx *ctx, int64_t schema, enum store_mode mode)
{
    if (schema > MIGRATIONS_COUNT)
        return fail(
            ctx, ERR_STORE,
            "the store was written by a newer Wardmote (its schema is %d, this program knows %d): use that one",
            (int)schema, MIGRATIONS_COUNT);
    if (schema < MIGRATIONS_COUNT && mode == STORE_READ)
        return fail(ctx, ERR_STORE,
                    "the store was written by an older Wardmote: `wardmote migrate` brings it up to date");
    return OK;
}

static result writer_start(struct ctx *ctx, struct store *store)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int code = pthread_create(&store->thread, NULL, writer_main, store);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    store->has_thread = code == 0;
    return code ? fail(ctx, ERR_STORE, "the store's writer could not be started: %s", strerror(code)) : OK;
}

bool store_is_same(const struct store *store)
{
    return store->engine->is_same(store->opened);
}

result store_open(struct ctx *ctx, str url, enum store_mode mode, struct store **store)
{
    struct arena *arena = arena_open(STORE_MEMORY);
    struct store *made = arena ? ARENA_NEW(arena, struct store) : NULL;
    if (!made) {
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, "the system has no memory left");
    }
    *made = (struct store){
        .arena = arena, .mode = mode, .lock = PTHREAD_MUTEX_INITIALIZER, .work_done = PTHREAD_COND_INITIALIZER
    };
    keepsakes_open(&made->keepsakes);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&made->work_came, &monotonic);
    pthread_condattr_destroy(&monotonic);
    struct ctx opening = { .arena = arena };
    struct db *first = NULL;
    result e = url_read(&opening, url, made);
    if (!e)
        e = made->engine->open(&opening, made->where, mode, &first);
    made->opened = first;
    readers_open(&made->readers, made->engine, made->where, &made->keepsakes);
    if (!e)
        first->keepsakes = &made->keepsakes;
    if (!e)
        made->schema = (struct store_schema){ first->schema, MIGRATIONS_COUNT };
    if (!e && mode == STORE_READ) {
        readers_add(&made->readers, first);
    }
    if (!e && mode != STORE_READ) {
        made->writer = first;
        e = writer_start(&opening, made);
    }
    if (e) {
        e = fail(ctx, e, "%s", opening.error.text);
        store_close(made);
        return e;
    }
    *store = made;
    return OK;
}

static result prepare_work(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return db->engine->prepare(ctx, db);
}

result store_prepare(struct ctx *ctx, struct store *store)
{
    return store_write(ctx, store, prepare_work, NULL);
}

void store_close(struct store *store)
{
    if (!store)
        return;
    pthread_mutex_lock(&store->lock);
    store->is_closing = true;
    pthread_cond_signal(&store->work_came);
    pthread_mutex_unlock(&store->lock);
    if (store->has_thread)
        pthread_join(store->thread, NULL);
    replica_close(store->replica);
    readers_close(&store->readers);
    if (store->writer)
        store->engine->close(store->writer);
    keepsakes_close(&store->keepsakes);
    arena_close(store->arena);
}

struct keepsakes *store_keepsakes(const struct db *db)
{
    return db->keepsakes;
}

struct store_schema store_schema(const struct store *store)
{
    return store->schema;
}

// A reader's connection to the store itself.
static result reader_take(struct ctx *ctx, struct store *store, struct db **db)
{
    if (!store_is_same(store))
        return fail(ctx, ERR_STORE, "the store's file was replaced while it was open");
    return readers_take(ctx, &store->readers, db);
}

bool store_peek(struct store *store, struct db **db)
{
    bool may_try = store->engine->is_local && store_is_same(store);
    struct db *free = may_try ? readers_try(&store->readers) : NULL;
    *db = free;
    return free;
}

result store_read_begin(struct ctx *ctx, struct store *store, struct db **db)
{
    *db = NULL;
    result e = reader_take(ctx, store, db);
    if (e)
        return e;
    e = (*db)->engine->begin(ctx, *db, false);
    if (e) {
        store_read_end(store, *db);
        *db = NULL;
        return e;
    }
    replica_note(ctx, store->replica, *db); // so that nobody reads an older state from now on
    return OK;
}

result store_read_near(struct ctx *ctx, struct store *store, int64_t after, struct db **db)
{
    *db = store->replica ? replica_begin(ctx, store->replica, after) : NULL;
    return *db ? OK : store_read_begin(ctx, store, db);
}

void store_read_end(struct store *store, struct db *db)
{
    if (db->replica) {
        replica_end(db->replica, db);
        return;
    }
    db->engine->rollback(db);
    readers_give(&store->readers, db);
}

result store_replica(struct ctx *ctx, struct store *store, str url)
{
    struct store other = { .arena = ctx->arena };
    result e = url_read(ctx, url, &other);
    if (!e && (!other.engine->position || other.engine != store->engine))
        e = fail(ctx, ERR_STORE,
                 "a replica to read from is one of PostgreSQL, and so is the store it follows: leave "
                 "--read-url away, or give the URL of one");
    return e ? e : replica_open(ctx, &store->readers, other.where, &store->replica);
}

bool is_of_replica(const struct db *db)
{
    return db->replica != NULL;
}

int64_t store_position(const struct store *store)
{
    return store->replica ? replica_known(store->replica) : 0;
}

bool store_replica_status(const struct store *store, struct replica_status *status)
{
    if (store->replica)
        replica_describe(store->replica, status);
    return store->replica != NULL;
}

void store_peek_end(struct store *store, struct db *db)
{
    readers_give(&store->readers, db);
}

result store_read(struct ctx *ctx, struct store *store, store_work work, void *with)
{
    struct db *db;
    result e = store_read_begin(ctx, store, &db);
    if (e)
        return e;
    e = work(ctx, db, with);
    store_read_end(store, db);
    return e;
}

result store_write(struct ctx *ctx, struct store *store, store_work work, void *with)
{
    struct job job = { .ctx = ctx, .work = work, .with = with };
    if (store->mode == STORE_READ)
        return fail(ctx, ERR_INTERNAL, "the store was opened for reading");
    pthread_mutex_lock(&store->lock);
    if (store->last)
        store->last->next = &job;
    else
        store->first = &job;
    store->last = &job;
    store->n_jobs++;
    pthread_cond_signal(&store->work_came);
    while (!job.is_done)
        pthread_cond_wait(&store->work_done, &store->lock);
    pthread_mutex_unlock(&store->lock);
    return job.e;
}
