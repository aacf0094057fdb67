#include "store/sqlite.h"

#include "base/file.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

enum { READERS_MAX = 8, STORE_MEMORY = 16 << 20, GROUP_MAX = 128 };

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
    char *path;
    dev_t device; // with `inode`, which file that was when it was opened
    ino_t inode;
    enum store_mode mode;
    struct db *writer;
    struct db *free[READERS_MAX]; // readers that nobody uses now
    int n_readers, n_free;        // n_readers: all that are open or being opened
    struct job *first, *last;     // waiting
    pthread_mutex_t lock;
    pthread_cond_t reader_freed, work_came, work_done;
    pthread_t thread;
    bool has_thread, is_closing;
};

// Under a savepoint of its own: work that fails takes only itself back.
static result job_run(struct db *db, struct job *job)
{
    result e = db_part_begin(job->ctx, db);
    if (e)
        return e;
    e = job->work(job->ctx, db, job->with);
    if (!db_is_in_transaction(db))
        return e ? e : fail(job->ctx, ERR_STORE, "the store gave up: nothing of this was kept");
    struct ctx ending = { .arena = job->ctx->arena };
    result ended = db_part_end(&ending, db, !e);
    if (ended) // neither kept nor taken back: nothing of the group may be
        db_rollback(db);
    return e ? e : ended ? fail(job->ctx, ended, "%s", ending.error.text) : OK;
}

// The first failure that takes the whole group with it.
static result group_run(struct ctx *ctx, struct db *db, struct job *first)
{
    result e = db_begin(ctx, db, true);
    for (struct job *job = first; job && !e; job = job->next) {
        job->e = job_run(db, job);
        if (!db_is_in_transaction(db))
            e = fail(ctx, ERR_STORE, "the store gave up: nothing of this was kept");
    }
    return e ? e : db_commit(ctx, db);
}

static void group_commit(struct db *db, struct job *first)
{
    struct ctx ctx = { .arena = first->ctx->arena };
    result e = group_run(&ctx, db, first);
    if (e)
        db_rollback(db);
    for (struct job *job = first; job && e; job = job->next)
        if (!job->e)
            job->e = fail(job->ctx, e, "%s", ctx.error.text);
}

// Takes up to GROUP_MAX jobs off the queue; the lock is held.
static struct job *group_take(struct store *store)
{
    struct job *first = store->first, *last = first;
    for (int n = 1; last && last->next && n < GROUP_MAX; n++)
        last = last->next;
    store->first = last ? last->next : NULL;
    if (last)
        last->next = NULL;
    if (!store->first)
        store->last = NULL;
    return first;
}

// The jobs are gone from their owners' stacks as soon as they are marked done and the lock is released.
static void *writer_main(void *of)
{
    struct store *store = of;
    pthread_mutex_lock(&store->lock);
    for (;;) {
        while (!store->first && !store->is_closing)
            pthread_cond_wait(&store->work_came, &store->lock);
        struct job *group = group_take(store);
        if (!group)
            break;
        pthread_mutex_unlock(&store->lock);
        group_commit(store->writer, group);
        pthread_mutex_lock(&store->lock);
        for (struct job *job = group, *next; job; job = next) {
            next = job->next;
            job->is_done = true;
        }
        pthread_cond_broadcast(&store->work_done);
    }
    pthread_mutex_unlock(&store->lock);
    return NULL;
}

static str url_path(str url)
{
    return str_starts(url, STR("sqlite:")) ? str_from_byte(url, strlen("sqlite:")) : url;
}

static result url_check(struct ctx *ctx, str url, enum store_mode mode, const char *path)
{
    if (str_starts(url, STR("postgres")))
        return fail(ctx, ERR_STORE, "'%.*s': this Wardmote keeps its store in SQLite: write sqlite:PATH",
                    STR_ARGS(url));
    if (mode != STORE_CREATE && !file_exists(path))
        return fail(ctx, ERR_MISSING,
                    "there is no store '%s': make one with `wardmote demo` or `wardmote import requests`",
                    path);
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
    struct stat now;
    return stat(store->path, &now) == 0 && now.st_dev == store->device && now.st_ino == store->inode;
}

static void store_remember(struct store *store)
{
    struct stat now;
    if (stat(store->path, &now) == 0) {
        store->device = now.st_dev;
        store->inode = now.st_ino;
    }
}

result store_open(struct ctx *ctx, str url, enum store_mode mode, struct store **store)
{
    struct arena *arena = arena_open(STORE_MEMORY);
    struct store *made = arena ? ARENA_NEW(arena, struct store) : NULL;
    if (!made) {
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, "the system has no memory left");
    }
    *made = (struct store){ .arena = arena,
                            .mode = mode,
                            .lock = PTHREAD_MUTEX_INITIALIZER,
                            .reader_freed = PTHREAD_COND_INITIALIZER,
                            .work_came = PTHREAD_COND_INITIALIZER,
                            .work_done = PTHREAD_COND_INITIALIZER };
    made->path = str_c(arena, url_path(url));
    struct ctx opening = { .arena = arena };
    result e = made->path ? url_check(&opening, url, mode, made->path) : arena_fail(&opening);
    if (!e && mode != STORE_READ)
        e = db_open(&opening, made->path, mode, &made->writer);
    if (!e && mode != STORE_READ)
        e = writer_start(&opening, made);
    store_remember(made);
    if (e) {
        e = fail(ctx, e, "%s", opening.error.text);
        store_close(made);
        return e;
    }
    *store = made;
    return OK;
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
    for (int i = 0; i < store->n_free; i++) // nobody reads any more
        db_close(store->free[i]);
    db_close(store->writer);
    arena_close(store->arena);
}

// A reader's connection: a free one, a new one, or the next that is given back.
static result reader_take(struct ctx *ctx, struct store *store, struct db **db)
{
    result e = OK;
    if (!store_is_same(store))
        return fail(ctx, ERR_STORE, "the store's file was replaced while it was open");
    pthread_mutex_lock(&store->lock);
    while (!store->n_free && store->n_readers == READERS_MAX)
        pthread_cond_wait(&store->reader_freed, &store->lock);
    bool is_new = !store->n_free;
    store->n_readers += is_new; // its place is taken while it opens, which may wait for another program
    if (!is_new)
        *db = store->free[--store->n_free];
    pthread_mutex_unlock(&store->lock);
    if (is_new && (e = db_open(ctx, store->path, STORE_READ, db)) != OK) {
        pthread_mutex_lock(&store->lock);
        store->n_readers--;
        pthread_cond_signal(&store->reader_freed);
        pthread_mutex_unlock(&store->lock);
    }
    return e;
}

static void reader_give(struct store *store, struct db *db)
{
    pthread_mutex_lock(&store->lock);
    store->free[store->n_free++] = db;
    pthread_cond_signal(&store->reader_freed);
    pthread_mutex_unlock(&store->lock);
}

result store_read_begin(struct ctx *ctx, struct store *store, struct db **db)
{
    *db = NULL;
    result e = reader_take(ctx, store, db);
    if (e)
        return e;
    e = db_begin(ctx, *db, false);
    if (e) {
        store_read_end(store, *db);
        *db = NULL;
    }
    return e;
}

void store_read_end(struct store *store, struct db *db)
{
    db_rollback(db);
    reader_give(store, db);
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
    pthread_cond_signal(&store->work_came);
    while (!job.is_done)
        pthread_cond_wait(&store->work_done, &store->lock);
    pthread_mutex_unlock(&store->lock);
    return job.e;
}
