#include "gateway/image.h"

#include "base/log.h"
#include "format/picture_file.h"
#include "gateway/image_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define SEND_SMALLER "send it smaller: most phones offer a size when a photograph is shared"

struct image_pool {
    pthread_mutex_t lock;
    pthread_cond_t is_free;
    int running, waiting, waiting_most;
};

struct image_pool *image_pool_open(struct arena *arena, int waiting)
{
    struct image_pool *pool = ARENA_NEW(arena, struct image_pool);
    if (pool) {
        pool->waiting_most = waiting;
        pthread_mutex_init(&pool->lock, NULL);
        pthread_cond_init(&pool->is_free, NULL);
    }
    return pool;
}

void image_pool_close(struct image_pool *pool)
{
    pthread_cond_destroy(&pool->is_free);
    pthread_mutex_destroy(&pool->lock);
}

static bool turn_take(struct image_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    bool has_turn = pool->running < IMAGES_AT_ONCE || pool->waiting < pool->waiting_most;
    pool->waiting += has_turn;
    while (has_turn && pool->running == IMAGES_AT_ONCE)
        pthread_cond_wait(&pool->is_free, &pool->lock);
    pool->waiting -= has_turn;
    pool->running += has_turn;
    pthread_mutex_unlock(&pool->lock);
    return has_turn;
}

static void turn_give(struct image_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->running--;
    pthread_cond_signal(&pool->is_free);
    pthread_mutex_unlock(&pool->lock);
}

struct child {
    pid_t id;
    int socket;
};

// Signals as any program expects them, whatever this thread blocks; what it says beyond its reply goes nowhere.
static int spawn(struct child *child, int end)
{
    char *const words[] = { "wardmote", IMAGE_CHILD_WORD, NULL }, *const nothing[] = { NULL };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    int code = posix_spawn_file_actions_adddup2(&files, end, STDIN_FILENO);
    if (!code)
        code = posix_spawn_file_actions_adddup2(&files, end, STDOUT_FILENO);
    if (!code)
        code = posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (!code)
        code = posix_spawn(&child->id, "/proc/self/exe", &files, &how, words, nothing);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

static result child_start(struct ctx *ctx, struct child *child)
{
    int ends[2];
    int code = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) ? errno : 0;
    if (!code) {
        child->socket = ends[0];
        code = spawn(child, ends[1]);
        close(ends[1]);
        if (code)
            close(ends[0]);
    }
    if (!code)
        return OK;
    log_line("photographs: no process could be started: %s", strerror(code));
    return fail(ctx, ERR_INTERNAL,
                "the photograph could not be looked at just now: send the rest without it, or try again");
}

static bool all_send(int socket, const void *from, size_t n)
{
    for (const char *at = from; n;) {
        ssize_t put = send(socket, at, n, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        n -= (size_t)put;
    }
    return true;
}

static bool all_receive(int socket, void *to, size_t n)
{
    for (char *at = to; n;) {
        ssize_t got = recv(socket, at, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool asked_send(int socket, const struct picture_asked *asked)
{
    struct image_request head = { IMAGE_MAGIC, (uint32_t)asked->bytes.n, (uint32_t)asked->n_covers };
    return all_send(socket, &head, sizeof head) &&
        all_send(socket, asked->covers, asked->n_covers * sizeof *asked->covers) &&
        all_send(socket, asked->bytes.at, asked->bytes.n);
}

static bool is_side(int32_t pixels, int most)
{
    return pixels > 0 && pixels <= most;
}

// A child that a photograph has taken over may say anything.
static bool is_sound(const struct image_reply *r)
{
    bool is_made = r->answer == IMAGE_MADE;
    if (r->magic != IMAGE_MAGIC || r->answer >= IMAGE_ANSWERS || r->large > IMAGE_OUT_MAX ||
        r->small > IMAGE_OUT_MAX)
        return false;
    return !is_made ||
        (is_side(r->width, PICTURE_LONGEST) && is_side(r->height, PICTURE_LONGEST) &&
         is_side(r->small_width, PICTURE_SMALL_WIDE) && is_side(r->small_height, PICTURE_LONGEST));
}

static bool reply_receive(struct ctx *ctx, int socket, struct image_reply *reply, struct picture *picture)
{
    if (!all_receive(socket, reply, sizeof *reply) || !is_sound(reply))
        return false;
    if (reply->answer != IMAGE_MADE)
        return true;
    char *bytes = arena_alloc(ctx->arena, (size_t)reply->large + reply->small + 1, 1);
    if (!bytes || !all_receive(socket, bytes, (size_t)reply->large + reply->small))
        return false;
    *picture = (struct picture){ { bytes, reply->large },
                                 { bytes + reply->large, reply->small },
                                 reply->width,
                                 reply->height,
                                 reply->small_width,
                                 reply->small_height };
    return jpeg_is_bare(picture->large) && jpeg_is_bare(picture->small);
}

static result refusal(struct ctx *ctx, const struct image_reply *r)
{
    switch (r->answer) {
    case IMAGE_CUT_OFF:
        return fail(ctx, ERR_INPUT, "the photograph is cut off: not all of it has arrived, send it again");
    case IMAGE_TOO_LARGE:
        return fail(
            ctx, ERR_INPUT,
            "the photograph says it has %d by %d pixels, and at most %d million are taken, at most %d on a "
            "side: " SEND_SMALLER,
            r->declared_width, r->declared_height, PICTURE_PIXELS_MAX / 1000000, PICTURE_SIDE_MAX);
    case IMAGE_MOVING:
        return fail(ctx, ERR_INPUT, "this is a moving picture: send one that stands still");
    case IMAGE_UNKNOWN:
        return fail(
            ctx, ERR_INPUT,
            "the photograph is stored in a way that can't be read here: save it as an ordinary JPEG and "
            "send that");
    case IMAGE_NO_MEMORY:
        return fail(ctx, ERR_INPUT, "the photograph is too large to be opened here: " SEND_SMALLER);
    default:
        return fail(
            ctx, ERR_INPUT,
            "the photograph is damaged: open it on your device to see whether it is whole, and send it "
            "again or send another");
    }
}

// It ended without an answer: what killed it is for whoever looks after the program.
static result died(struct ctx *ctx, int status)
{
    int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    if (by)
        log_line("photographs: one ended its process by signal %d (%s)", by, strsignal(by));
    else
        log_line("photographs: a process ended with %d instead of an answer", WEXITSTATUS(status));
    if (by == SIGXCPU || by == SIGALRM || by == SIGKILL)
        return fail(ctx, ERR_INPUT, "the photograph took too long to open: " SEND_SMALLER);
    return fail(
        ctx, ERR_INPUT,
        "the photograph could not be opened: take it again, or save it as an ordinary JPEG and send that");
}

static result child_ask(struct ctx *ctx, const struct picture_asked *asked, struct picture *picture)
{
    struct child child;
    struct image_reply reply;
    int status = 0;
    result e = child_start(ctx, &child);
    if (e)
        return e;
    bool is_answered = asked_send(child.socket, asked) && reply_receive(ctx, child.socket, &reply, picture);
    close(child.socket);
    if (!is_answered)
        kill(child.id, SIGTERM); // has no effect on one that ended by itself
    while (waitpid(child.id, &status, 0) < 0 && errno == EINTR)
        continue;
    if (!is_answered)
        return died(ctx, status);
    return reply.answer == IMAGE_MADE ? OK : refusal(ctx, &reply);
}

result image_make(struct ctx *ctx, void *with, const struct picture_asked *asked, struct picture *picture)
{
    struct image_pool *pool = with;
    const char *words = picture_refusal(picture_kind_of(asked->bytes));
    if (words)
        return fail(ctx, ERR_INPUT, "%s", words);
    if (asked->bytes.n > PICTURE_BYTES_MAX)
        return fail(ctx, ERR_INPUT, "the photograph has %.1f MB, and at most %d are taken: " SEND_SMALLER,
                    (double)asked->bytes.n / (1 << 20), PICTURE_BYTES_MAX >> 20);
    if (asked->n_covers > PICTURE_COVERS_MAX)
        return fail(ctx, ERR_INPUT, "at most %d places of a photograph can be covered", PICTURE_COVERS_MAX);
    if (!turn_take(pool))
        return fail(ctx, ERR_BUSY, "many photographs are being looked at: try again in a minute");
    result e = child_ask(ctx, asked, picture);
    turn_give(pool);
    return e;
}
