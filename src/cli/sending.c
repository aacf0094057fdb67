#include "cli/sending.h"

#include "base/clock.h"
#include "base/log.h"
#include "gateway/spool.h"
#include "gateway/webhook.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

enum { LOOK_SECONDS = 2, SENDERS_MAX = 4, RUN_MEMORY = 16 << 20 };

struct sending {
    struct store *store;
    struct sender senders[SENDERS_MAX];
    size_t n;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_ending;
};

static result wrong(struct ctx *ctx, const char *what, str given)
{
    return fail_at(ctx, ERR_INPUT, STR("--outbox"), (struct place){ 0 }, "'%.*s' %s", STR_ARGS(given), what);
}

static result sender_read(struct ctx *ctx, struct sending *s, str given)
{
    static const str spool = STR_INIT("spool:");
    str rest = given, way = str_cut(&rest, '=');
    if (!way_is_known(way) || !rest.n)
        return wrong(ctx, "is no WAY=SENDER: the way is email, text, letter or webhook", given);
    for (size_t i = 0; i < s->n; i++)
        if (str_equal(s->senders[i].way, way))
            return wrong(ctx, "is given twice", way);
    bool is_spool = str_starts(rest, spool);
    char *where = str_c(ctx->arena, is_spool ? str_from_byte(rest, spool.n) : rest);
    if (!where)
        return arena_fail(ctx);
    s->senders[s->n++] = (struct sender){ way, is_spool ? spool_send : webhook_send, where };
    return is_spool ? spool_check(ctx, where) : webhook_check(ctx, where);
}

static uint32_t any_number(void *of)
{
    (void)of;
    return randombytes_random();
}

static void look(struct sending *s)
{
    struct ctx ctx = { .arena = arena_open(RUN_MEMORY) };
    struct outbox_work work = { s->senders, s->n, any_number, NULL };
    struct outbox_done done = { 0 };
    if (ctx.arena && outbox_run(&ctx, s->store, &work, clock_now(), &done))
        log_line("the outbox could not be worked through: %s", ctx.error.text);
    if (done.sent || done.failed || done.dead)
        log_line("outbox: %lld sent, %lld to be tried again, %lld dead", (long long)done.sent,
                 (long long)done.failed, (long long)done.dead);
    arena_close(ctx.arena);
}

static void *sending_main(void *of)
{
    struct sending *s = of;
    struct timespec until;
    pthread_mutex_lock(&s->lock);
    while (!s->is_ending) {
        pthread_mutex_unlock(&s->lock);
        look(s);
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += LOOK_SECONDS;
        pthread_mutex_lock(&s->lock);
        while (!s->is_ending && pthread_cond_timedwait(&s->ended, &s->lock, &until) != ETIMEDOUT)
            ;
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

result sending_start(struct ctx *ctx, struct store *store, str list, struct sending **sending)
{
    struct sending *s = ARENA_NEW(ctx->arena, struct sending);
    pthread_condattr_t monotonic;
    result e = s ? OK : arena_fail(ctx);
    *sending = NULL;
    for (str rest = list; !e && rest.n;)
        e = sender_read(ctx, s, str_trim(str_cut(&rest, ',')));
    if (e)
        return e;
    s->store = store;
    webhook_begin();
    pthread_mutex_init(&s->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->ended, &monotonic);
    int code = pthread_create(&s->thread, NULL, sending_main, s);
    if (code)
        return fail(ctx, ERR_STORE, "the outbox's worker could not be started: %s", strerror(code));
    *sending = s;
    return OK;
}

void sending_stop(struct sending *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->is_ending = true;
    pthread_cond_signal(&s->ended);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
}
