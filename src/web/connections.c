#include "web/connections.h"

#include "base/arena.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    SPARE = 64, // descriptors: for the store, the log, what a library opens
    LOOK_MILLISECONDS = 500,
    HEADERS_SECONDS = 10, // from the beginning of a connection to the end of its first request's headers
    LEFT_MILLISECONDS =
        1000, // how long a request may be on its way behind the news that the other end has left
    CROWDED_MILLISECONDS = 2000, // to ask, where three quarters of the places are taken
};

struct connections {
    struct connection *at;
    struct pollfd *polled; // the thread's own
    size_t most;
    _Atomic size_t used;
    pthread_mutex_t
        lock; // held to add, remove and shut down: a socket that is shut down is still its connection's
    pthread_cond_t ending;
    bool is_ending;
    pthread_t thread;
};

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * (int64_t)1000 + t.tv_nsec / 1000000;
}

size_t connections_room(size_t wanted)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit))
        return wanted;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    if (getrlimit(RLIMIT_NOFILE, &limit))
        return wanted;
    int lowest = dup(STDERR_FILENO); // about as many are open below it
    if (lowest < 0)
        return 0;
    close(lowest);
    size_t taken = (size_t)lowest + SPARE;
    size_t left = limit.rlim_cur > taken ? (size_t)limit.rlim_cur - taken : 0;
    return left < wanted ? left : wanted;
}

static bool is_wanting(const struct connection *c)
{
    return c->is_used && (atomic_load(&c->asking_since) || atomic_load(&c->is_bringing));
}

static bool is_over(const struct connections *all, const struct connection *c, int64_t t)
{
    int64_t since = atomic_load(&c->asking_since);
    bool is_crowded = atomic_load(&all->used) > all->most - all->most / 4;
    bool is_gone = c->left_since && t - c->left_since >= LEFT_MILLISECONDS;
    return t >= atomic_load(&c->due) || (is_gone && is_wanting(c)) ||
        (since && is_crowded && t - since >= CROWDED_MILLISECONDS);
}

// The library does not see that the other end has left if the news comes with the last bytes it sent.
static void look(struct connections *all)
{
    int64_t t = now();
    for (size_t i = 0; i < all->most; i++) {
        int socket = is_wanting(&all->at[i]) ? all->at[i].socket : -1;
        all->polled[i] = (struct pollfd){ .fd = socket, .events = POLLRDHUP };
    }
    bool is_polled = poll(all->polled, all->most, 0) >= 0;
    for (size_t i = 0; i < all->most; i++) {
        struct connection *c = &all->at[i];
        bool has_left = is_polled && (all->polled[i].revents & (POLLRDHUP | POLLHUP | POLLERR));
        c->left_since = !has_left ? 0 : c->left_since ? c->left_since : t;
        if (c->is_used && is_over(all, c, t))
            shutdown(c->socket, SHUT_RDWR);
    }
}

static void *look_main(void *of)
{
    struct connections *all = of;
    pthread_mutex_lock(&all->lock);
    while (!all->is_ending) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_MILLISECONDS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        if (pthread_cond_timedwait(&all->ending, &all->lock, &until) == ETIMEDOUT && atomic_load(&all->used))
            look(all);
    }
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

result connections_open(struct ctx *ctx, size_t most, struct connections **connections)
{
    struct connections *made = ARENA_NEW(ctx->arena, struct connections);
    if (!made)
        return arena_fail(ctx);
    made->at = ARENA_ARRAY(ctx->arena, struct connection, most);
    made->polled = ARENA_ARRAY(ctx->arena, struct pollfd, most);
    made->most = most;
    if (!made->at || !made->polled)
        return arena_fail(ctx);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&made->ending, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&made->lock, NULL);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int code = pthread_create(&made->thread, NULL, look_main, made);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (code)
        return fail(ctx, ERR_LIMIT, "a thread could not be started: %s", strerror(code));
    *connections = made;
    return OK;
}

void connections_close(struct connections *connections)
{
    pthread_mutex_lock(&connections->lock);
    connections->is_ending = true;
    pthread_cond_signal(&connections->ending);
    pthread_mutex_unlock(&connections->lock);
    pthread_join(connections->thread, NULL);
}

struct connection *connection_add(struct connections *connections, int socket)
{
    struct connection *c = NULL;
    pthread_mutex_lock(&connections->lock);
    for (size_t i = 0; i < connections->most && !c; i++)
        c = connections->at[i].is_used ? NULL : &connections->at[i];
    if (c) {
        c->socket = socket;
        c->request = NULL;
        c->left_since = 0;
        connection_asks(c, HEADERS_SECONDS);
        c->is_used = true;
        atomic_fetch_add(&connections->used, 1);
    }
    pthread_mutex_unlock(&connections->lock);
    return c;
}

void connection_remove(struct connections *connections, struct connection *connection)
{
    pthread_mutex_lock(&connections->lock);
    connection->is_used = false;
    atomic_fetch_sub(&connections->used, 1);
    pthread_mutex_unlock(&connections->lock);
}

void connection_asks(struct connection *connection, int seconds)
{
    int64_t t = now();
    atomic_store(&connection->due, t + seconds * (int64_t)1000);
    atomic_store(&connection->asking_since, t);
    atomic_store(&connection->is_bringing, false);
}

void connection_hurry(struct connection *connection, int seconds)
{
    int64_t due = now() + seconds * (int64_t)1000;
    if (due < atomic_load(&connection->due))
        atomic_store(&connection->due, due);
}

static void goes_on(struct connection *connection, int seconds, bool is_bringing)
{
    atomic_store(&connection->due, now() + seconds * (int64_t)1000);
    atomic_store(&connection->asking_since, 0);
    atomic_store(&connection->is_bringing, is_bringing);
}

void connection_brings(struct connection *connection, int seconds)
{
    goes_on(connection, seconds, true);
}

void connection_is_answered(struct connection *connection, int seconds)
{
    goes_on(connection, seconds, false);
}
