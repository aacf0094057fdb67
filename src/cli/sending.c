#include "cli/sending.h"

#include "app/onward.h"
#include "base/clock.h"
#include "base/log.h"
#include "gateway/fetch.h"
#include "gateway/print.h"
#include "gateway/smtp.h"
#include "gateway/spool.h"
#include "gateway/webhook.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

enum { LOOK_SECONDS = 2, SENDERS_MAX = 4, RUN_MEMORY = 16 << 20 };
enum { MESSAGES, ONWARD, LINES }; // each a thread of its own, so that neither waits for the other's receivers

struct line {
    struct sending *of;
    void (*look)(struct sending *sending);
    pthread_t thread;
    bool is_running;
};

struct sending {
    struct store *store;
    struct sender senders[SENDERS_MAX];
    size_t n;
    struct sender_file file;
    struct fetch fetch; // of bodies' own servers
    struct line lines[LINES];
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_ending;
};

static result wrong(struct ctx *ctx, const char *what, str given)
{
    return fail_at(ctx, ERR_INPUT, STR("--outbox"), (struct place){ 0 }, "'%.*s' %s", STR_ARGS(given), what);
}

// What stands behind "WAY=": a folder to write to or to print from, a mail server, an address of the web.
static result sender_make(struct ctx *ctx, struct sending *s, str where, struct sender *sender)
{
    static const str spool = STR_INIT("spool:"), print = STR_INIT("print:");
    bool is_spool = str_starts(where, spool), is_print = str_starts(where, print);
    char *text = str_c(ctx->arena, is_spool || is_print ? str_from_byte(where, spool.n) : where);
    struct webhook *hook = ARENA_NEW(ctx->arena, struct webhook);
    struct smtp *smtp = ARENA_NEW(ctx->arena, struct smtp);
    if (!text || !hook || !smtp)
        return arena_fail(ctx);
    *hook = (struct webhook){ text, &s->file };
    *smtp = (struct smtp){ text, &s->file };
    bool is_mail = smtp_is_url(text), is_email = str_equal(sender->way, STR("email"));
    if (is_mail && !is_email)
        return wrong(ctx, "goes by mail, which is the way email", where);
    if (is_print && !str_equal(sender->way, STR("letter")))
        return wrong(ctx, "is for letters", where);
    sender->send = is_spool ? spool_send : is_print ? print_send : is_mail ? smtp_send : webhook_send;
    sender->with = is_spool || is_print ? (void *)text : is_mail ? (void *)smtp : (void *)hook;
    if (is_mail)
        return smtp_check(ctx, smtp);
    return is_spool || is_print ? spool_check(ctx, text) : webhook_check(ctx, text);
}

static result sender_read(struct ctx *ctx, struct sending *s, str given)
{
    str rest = given, way = str_cut(&rest, '=');
    if (!way_is_known(way) || !rest.n)
        return wrong(ctx, "is no WAY=SENDER: the way is email, text, letter or webhook", given);
    for (size_t i = 0; i < s->n; i++)
        if (str_equal(s->senders[i].way, way))
            return wrong(ctx, "is given twice", way);
    struct sender *sender = &s->senders[s->n++];
    sender->way = way;
    return sender_make(ctx, s, rest, sender);
}

static uint32_t any_number(void *of)
{
    (void)of;
    return randombytes_random();
}

static void run(struct sending *s, const struct outbox_work *work)
{
    struct ctx ctx = { .arena = arena_open(RUN_MEMORY) };
    struct outbox_done done = { 0 };
    if (ctx.arena && outbox_run(&ctx, s->store, work, clock_now(), &done))
        log_line("the outbox could not be worked through: %s", ctx.error.text);
    if (done.sent || done.failed || done.dead)
        log_line("outbox: %lld sent, %lld to be tried again, %lld dead", (long long)done.sent,
                 (long long)done.failed, (long long)done.dead);
    arena_close(ctx.arena);
}

static void messages_look(struct sending *s)
{
    run(s, &(struct outbox_work){ s->senders, s->n, any_number, NULL, NULL });
}

static void onward_go(struct sending *s)
{
    const struct onward_asker asker = { fetch_ask, &s->fetch };
    struct ctx ctx = { .arena = arena_open(RUN_MEMORY) };
    run(s, &(struct outbox_work){ NULL, 0, any_number, NULL, &asker });
    if (ctx.arena && onward_look(&ctx, s->store, &asker, clock_now()))
        log_line("bodies' own systems could not be asked: %s", ctx.error.text);
    arena_close(ctx.arena);
}

static void *sending_main(void *of)
{
    const struct line *line = of;
    struct sending *s = line->of;
    struct timespec until;
    pthread_mutex_lock(&s->lock);
    while (!s->is_ending) {
        pthread_mutex_unlock(&s->lock);
        line->look(s);
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += LOOK_SECONDS;
        pthread_mutex_lock(&s->lock);
        while (!s->is_ending && pthread_cond_timedwait(&s->ended, &s->lock, &until) != ETIMEDOUT)
            ;
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

result sending_open(struct ctx *ctx, struct store *store, const struct sending_how *how,
                    struct sending **sending)
{
    struct sending *s = ARENA_NEW(ctx->arena, struct sending);
    pthread_condattr_t monotonic;
    result e = s ? OK : arena_fail(ctx);
    *sending = NULL;
    if (!e)
        e = sender_file_read(ctx, how->file.n ? str_c(ctx->arena, how->file) : NULL, &s->file);
    for (str rest = how->senders; !e && rest.n;)
        e = sender_read(ctx, s, str_trim(str_cut(&rest, ',')));
    if (e)
        return e;
    s->store = store;
    s->fetch = (struct fetch){ 1, 0, true, how->may_be_private };
    s->lines[MESSAGES] = (struct line){ .of = s, .look = messages_look };
    s->lines[ONWARD] = (struct line){ .of = s, .look = onward_go };
    webhook_begin();
    pthread_mutex_init(&s->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->ended, &monotonic);
    *sending = s;
    return OK;
}

result sending_begin(struct ctx *ctx, struct sending *s)
{
    for (int i = 0; i < LINES; i++) {
        int code = pthread_create(&s->lines[i].thread, NULL, sending_main, &s->lines[i]);
        if (code)
            return fail(ctx, ERR_STORE, "the outbox's worker could not be started: %s", strerror(code));
        s->lines[i].is_running = true;
    }
    return OK;
}

void sending_stop(struct sending *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->is_ending = true;
    pthread_cond_broadcast(&s->ended);
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < LINES; i++)
        if (s->lines[i].is_running)
            pthread_join(s->lines[i].thread, NULL);
}
