#include "store/replica.h"

#include "base/log.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

enum {
    LOOK_MILLISECONDS = 500, // from one look at both to the next
    PATIENCE_LOOKS = 2,      // how long another state lasts before it is said
    PRIMARY_LOOKS = 10,      // how many looks pass it over that was not there
    REPLICA_LOOKS = 4,       // likewise of the replica, each time twice as many
    REPLICA_LOOKS_MOST = 128,
    WAIT_MOST_MILLISECONDS =
        32, // the last and longest wait for what is on its way; all of them are twice that
    LOOK_MEMORY = 1 << 16
};

struct replica {
    struct arena *arena;
    struct readers readers, *primary;
    _Atomic int64_t known,
        reached; // how far the primary, and the replica, had come when they were asked last
    atomic_int state;
    atomic_bool is_in_doubt; // something may have been kept that `known` does not cover
    _Atomic int64_t reads, passed;
    pthread_t thread;
    bool has_thread, is_closing; // under the lock
    pthread_mutex_t lock;
    pthread_cond_t closing;
};

static const char *const SAID[] = {
    [REPLICA_FOLLOWS] = "pages are read from the replica: it has all that the store has",
    [REPLICA_BEHIND] =
        "pages are read from the store itself: the replica does not have all that was kept yet",
    [REPLICA_GONE] = "pages are read from the store itself: the replica can't be read",
};

static void raise_to(_Atomic int64_t *highest, int64_t position)
{
    int64_t is = atomic_load(highest);
    while (is < position && !atomic_compare_exchange_weak(highest, &is, position))
        ;
}

static void wait_milliseconds(int n)
{
    struct timespec wait = { 0, n * 1000000L };
    nanosleep(&wait, NULL);
}

void replica_note(struct ctx *ctx, struct replica *replica, struct db *db)
{
    struct ctx asking = { .arena = ctx->arena };
    int64_t position;
    if (!replica)
        return;
    if (db->engine->position(&asking, db, &position)) {
        atomic_store(&replica->is_in_doubt, true);
        return;
    }
    raise_to(&replica->known, position);
    atomic_store(&replica->is_in_doubt, false);
}

// What was kept a moment ago is on its way: it is waited for, a little longer each time.
static result come_so_far(struct ctx *ctx, struct db *db, int64_t wanted)
{
    result e = OK;
    for (int wait = 0; db->position < wanted && wait <= WAIT_MOST_MILLISECONDS && !e;
         wait = wait ? 2 * wait : 1) {
        wait_milliseconds(wait);
        e = db->engine->position(ctx, db, &db->position);
    }
    return e;
}

// Whether the transaction sees all that is wanted: the position is that of before, and a connection that was made anew
// meanwhile may lead to another state.
static int state_begin(struct ctx *ctx, const struct replica *replica, struct db *db)
{
    int64_t wanted = atomic_load(&replica->known);
    int opened = db->n_opened;
    if (come_so_far(ctx, db, wanted))
        return REPLICA_GONE;
    if (db->position < wanted)
        return REPLICA_BEHIND;
    if (db->engine->begin(ctx, db, false))
        return REPLICA_GONE;
    if (db->n_opened == opened)
        return REPLICA_FOLLOWS;
    db->engine->rollback(db);
    return REPLICA_GONE;
}

static struct db *passed_over(struct replica *replica)
{
    atomic_fetch_add(&replica->passed, 1);
    return NULL;
}

struct db *replica_begin(struct ctx *ctx, struct replica *replica, int64_t after)
{
    struct ctx trying = { .arena = ctx->arena };
    struct db *db;
    bool is_there = atomic_load(&replica->state) == REPLICA_FOLLOWS && !atomic_load(&replica->is_in_doubt) &&
        after <= atomic_load(&replica->known);
    if (!is_there)
        return passed_over(replica);
    for (int i = 0; i <= READERS_MAX;
         i++) { // those that were lost when it was gone for a while are made anew
        if (readers_take(&trying, &replica->readers, &db))
            break;
        int state = state_begin(&trying, replica, db);
        if (state == REPLICA_GONE) {
            readers_drop(&replica->readers, db);
            continue;
        }
        if (state == REPLICA_FOLLOWS) {
            db->replica = replica;
            atomic_fetch_add(&replica->reads, 1);
            return db;
        }
        readers_give(&replica->readers, db);
        atomic_store(&replica->state, REPLICA_BEHIND);
        return passed_over(replica);
    }
    atomic_store(&replica->state, REPLICA_GONE);
    return passed_over(replica);
}

void replica_end(struct replica *replica, struct db *db)
{
    db->engine->rollback(db);
    readers_give(&replica->readers, db);
}

int64_t replica_known(const struct replica *replica)
{
    return atomic_load(&replica->known);
}

void replica_describe(const struct replica *replica, struct replica_status *status)
{
    int64_t behind = atomic_load(&replica->known) - atomic_load(&replica->reached);
    *status = (struct replica_status){ .state = atomic_load(&replica->state),
                                       .behind_bytes = behind > 0 ? behind : 0,
                                       .reads = atomic_load(&replica->reads),
                                       .passed = atomic_load(&replica->passed) };
}

// What others have written. If the primary is not there, nobody writes: what is known to be kept stays all there is.
static bool primary_look(struct ctx *ctx, struct replica *replica)
{
    struct db *db;
    int64_t position;
    if (readers_take(ctx, replica->primary, &db))
        return false;
    if (db->engine->position(ctx, db, &position)) {
        readers_drop(replica->primary, db);
        return false;
    }
    readers_give(replica->primary, db);
    raise_to(&replica->known, position);
    atomic_store(&replica->is_in_doubt, false);
    return true;
}

static int replica_look(struct ctx *ctx, struct replica *replica, struct db **db)
{
    int64_t wanted = atomic_load(&replica->known);
    if (!*db && replica->readers.engine->open(ctx, replica->readers.where, STORE_READ, db)) {
        log_line("store: the replica: %s", ctx->error.text);
        *db = NULL;
        return REPLICA_GONE;
    }
    if (come_so_far(ctx, *db, wanted)) {
        replica->readers.engine->close(*db);
        *db = NULL;
        return REPLICA_GONE;
    }
    atomic_store(&replica->reached, (*db)->position);
    return (*db)->position < wanted || atomic_load(&replica->is_in_doubt) ? REPLICA_BEHIND : REPLICA_FOLLOWS;
}

// Until the next look; true if there is none.
static bool is_over(struct replica *replica)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += LOOK_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&replica->lock);
    while (!replica->is_closing && pthread_cond_timedwait(&replica->closing, &replica->lock, &until) == 0)
        ;
    bool is_closing = replica->is_closing;
    pthread_mutex_unlock(&replica->lock);
    return is_closing;
}

// What lasts is said, once: behind for a moment it is with every write.
static void state_say(int state, int *said, int *looks)
{
    *looks = state == *said ? 0 : *looks + 1;
    if (*looks < PATIENCE_LOOKS && *said >= 0)
        return;
    *said = state;
    *looks = 0;
    log_line("store: %s", SAID[state]);
}

static void *watch(void *of)
{
    struct replica *replica = of;
    struct db *db = NULL;
    int said = -1, looks = 0, primary_waits = 0, replica_waits = 0, again = REPLICA_LOOKS;
    do {
        struct ctx ctx = { .arena = arena_open(LOOK_MEMORY) };
        if (!ctx.arena)
            continue;
        if (primary_waits > 0)
            primary_waits--;
        else if (!primary_look(&ctx, replica))
            primary_waits = PRIMARY_LOOKS;
        ctx.error = (struct error){ .code = OK };
        if (replica_waits > 0) {
            replica_waits--;
        } else {
            int state = replica_look(&ctx, replica, &db);
            atomic_store(&replica->state, state);
            again = state != REPLICA_GONE ? REPLICA_LOOKS : again < REPLICA_LOOKS_MOST ? 2 * again : again;
            replica_waits = state == REPLICA_GONE ? again : 0;
        }
        state_say(atomic_load(&replica->state), &said, &looks);
        arena_close(ctx.arena);
    } while (!is_over(replica));
    if (db)
        db->engine->close(db);
    return NULL;
}

static result watch_start(struct ctx *ctx, struct replica *replica)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int code = pthread_create(&replica->thread, NULL, watch, replica);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    replica->has_thread = code == 0;
    return code ? fail(ctx, ERR_STORE, "the look at the replica could not be started: %s", strerror(code))
                : OK;
}

result replica_open(struct ctx *ctx, struct readers *primary, const char *where, struct replica **replica)
{
    struct arena *arena = arena_open(1 << 16);
    struct replica *made = arena ? ARENA_NEW(arena, struct replica) : NULL;
    char *url = made ? str_c(arena, str_from(where)) : NULL;
    if (!url) {
        arena_close(arena);
        return arena_fail(ctx);
    }
    *made = (struct replica){ .arena = arena, .primary = primary, .lock = PTHREAD_MUTEX_INITIALIZER };
    atomic_store(&made->state, REPLICA_GONE); // until it was looked at
    readers_open(&made->readers, primary->engine, url, primary->keepsakes);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&made->closing, &monotonic);
    pthread_condattr_destroy(&monotonic);
    result e = watch_start(ctx, made);
    if (e)
        replica_close(made);
    else
        *replica = made;
    return e;
}

void replica_close(struct replica *replica)
{
    if (!replica)
        return;
    pthread_mutex_lock(&replica->lock);
    replica->is_closing = true;
    pthread_cond_signal(&replica->closing);
    pthread_mutex_unlock(&replica->lock);
    if (replica->has_thread)
        pthread_join(replica->thread, NULL);
    readers_close(&replica->readers);
    arena_close(replica->arena);
}
