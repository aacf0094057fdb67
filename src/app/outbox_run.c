// The worker: what is due is claimed in one transaction, sent outside of any, and its end written in another.
#include "app/ledger.h"
#include "app/message.h"
#include "app/onward.h"
#include "app/setting.h"
#include "app/sign_link.h"
#include "app/unreachable.h"

#include "base/log.h"

enum { AT_ONCE = 20, MESSAGE_MEMORY = 4 << 20, ONWARD_MEMORY = 96 << 20, ERROR_MAX = 200 };

struct claiming {
    const struct outbox_work *work;
    instant now;
    LIST(struct outbox_row) claimed;
    int64_t dead;
    bool is_demonstration; // nothing goes out of it, and nothing has failed: /demo/mail shows what waits
};

static bool has_sender(const struct outbox_work *work, str way)
{
    for (size_t i = 0; i < work->n; i++)
        if (str_equal(work->senders[i].way, way))
            return true;
    return false;
}

static result claim(struct ctx *ctx, struct db *db, struct claiming *c, const struct outbox_row *row)
{
    struct outbox_row *slot = LIST_PUSH(ctx->arena, &c->claimed);
    if (!slot)
        return arena_fail(ctx);
    *slot = *row;
    slot->attempts++;
    return query_outbox_set(ctx, db,
                            &(struct outbox_set_in){ COMMUNITY_FIRST,
                                                     row->id,
                                                     STATE_SENDING,
                                                     slot->attempts,
                                                     { c->now.second + SENDING_SECONDS },
                                                     row->last_error,
                                                     INSTANT_NONE });
}

static result claim_of_state(struct ctx *ctx, struct db *db, struct claiming *c, str way, str state)
{
    struct outbox_row_list due;
    // Of what may not be sent twice one at a time: it is done before another is taken to have died.
    int64_t room = (c->work->onward ? 1 : AT_ONCE) - (int64_t)c->claimed.n;
    if (room <= 0)
        return OK;
    result e = query_outbox_due(ctx, db, &(struct outbox_due_in){ COMMUNITY_FIRST, way, state, c->now, room },
                                &due);
    for (size_t i = 0; !e && i < due.n; i++)
        e = claim(ctx, db, c, &due.at[i]);
    return e;
}

static result claim_of_way(struct ctx *ctx, struct db *db, struct claiming *c, str way)
{
    result e = claim_of_state(ctx, db, c, way, STATE_WAITING);
    return e ? e : claim_of_state(ctx, db, c, way, STATE_SENDING);
}

// Of a way that nobody sends: what has waited too long.
static result unsent_end(struct ctx *ctx, struct db *db, struct claiming *c, str way)
{
    struct outbox_row_list due;
    instant before = { c->now.second - (int64_t)WAITING_DAYS * DAY_SECONDS };
    result e = query_outbox_due(
        ctx, db, &(struct outbox_due_in){ COMMUNITY_FIRST, way, STATE_WAITING, before, AT_ONCE }, &due);
    for (size_t i = 0; !e && i < due.n; i++, c->dead++)
        e = query_outbox_set(ctx, db,
                             &(struct outbox_set_in){ COMMUNITY_FIRST, due.at[i].id, STATE_DEAD,
                                                      due.at[i].attempts, due.at[i].next_attempt,
                                                      STR("nobody sends messages of this kind here"),
                                                      INSTANT_NONE });
    return e;
}

static result claim_work(struct ctx *ctx, struct db *db, void *with)
{
    static const str ways[] = { STR_INIT("email"), STR_INIT("text"), STR_INIT("letter"),
                                STR_INIT("webhook") };
    struct claiming *c = with;
    result e = OK;
    if (c->work->onward)
        return claim_of_way(ctx, db, c, WAY_OPEN311);
    for (size_t i = 0; !e && i < sizeof ways / sizeof *ways; i++) {
        if (has_sender(c->work, ways[i]))
            e = claim_of_way(ctx, db, c, ways[i]);
        else if (!c->is_demonstration)
            e = unsent_end(ctx, db, c, ways[i]);
    }
    return e;
}

// Whether anything may be due, without a transaction that writes.
static result look_work(struct ctx *ctx, struct db *db, void *with)
{
    static const str states[] = { STR_INIT("waiting"), STR_INIT("sending") };
    struct claiming *c = with;
    struct outbox_row_list some = { 0 };
    str demonstration;
    result e = setting_read(ctx, db, SETTING_DEMONSTRATION, &demonstration);
    c->is_demonstration = !e && str_equal(demonstration, STR("yes"));
    if (e || (c->is_demonstration && !c->work->n && !c->work->onward))
        return e;
    for (size_t i = 0; !e && !some.n && i < sizeof states / sizeof *states; i++)
        e = query_outbox_of_state(ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, states[i], 0, 1 },
                                  &some);
    c->dead = (int64_t)some.n;
    return e;
}

struct sending {
    struct message_asked asked;
    struct message message;
    bool is_there, is_failing;    // is_failing: messages come back from the address
    bool is_unknown;              // it is not there, as its own server says
    struct onward_sending onward; // of a report that goes on to a body's own system
    struct outbox_set_in end;
};

static struct unreachable address_of(const struct sending *s)
{
    const struct message *m = &s->message;
    bool is_email = str_equal(m->way, STR("email")), is_text = str_equal(m->way, STR("text"));
    return (struct unreachable){ m->way,
                                 is_email      ? m->email
                                     : is_text ? m->telephone
                                               : (str){ 0 },
                                 STR("refused"), s->asked.at };
}

static result make_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sending *s = with;
    result e = message_make(ctx, db, &s->asked, &s->message, &s->is_there);
    struct unreachable to = address_of(s);
    return e || !s->is_there ? e : unreachable_find(ctx, db, &to, &s->is_failing);
}

static result end_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sending *s = with;
    const struct unreachable to = address_of(s);
    result e = s->is_unknown ? unreachable_put(ctx, db, &to) : OK;
    return e ? e : query_outbox_set(ctx, db, &s->end);
}

static const struct sender *sender_of(const struct outbox_work *work, str way)
{
    for (size_t i = 0; i < work->n; i++)
        if (str_equal(work->senders[i].way, way))
            return &work->senders[i];
    return NULL;
}

// A report is told to nobody else: its server may be away for days.
static int64_t attempts_most(str way)
{
    return str_equal(way, WAY_OPEN311) ? ATTEMPTS_ONWARD : ATTEMPTS_MAX;
}

// How it ended, as the row will have it. failure: OK if it is on its way.
static void end_make(struct sending *s, const struct outbox_work *work, instant now,
                     const struct ctx *failure)
{
    result e = failure->error.code;
    bool is_worth_trying = (e == ERR_BUSY || e == ERR_STORE) &&
        s->asked.row->attempts < attempts_most(s->asked.row->way);
    s->end = (struct outbox_set_in){
        COMMUNITY_FIRST, s->asked.row->id, STATE_SENT, s->asked.row->attempts, now, { 0 }, now
    };
    if (!e)
        return;
    s->end.sent = INSTANT_NONE;
    s->end.last_error = str_from(failure->error.text);
    s->end.last_error.n = s->end.last_error.n > ERROR_MAX ? ERROR_MAX : s->end.last_error.n;
    s->end.state = is_worth_trying ? STATE_WAITING : STATE_DEAD;
    if (is_worth_trying)
        s->end.next_attempt.second += outbox_wait(s->asked.row->attempts, work->random(work->of));
}

static result onward_end_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sending *s = with;
    result e = query_outbox_set(ctx, db, &s->end);
    return e ? e : onward_end(ctx, db, &s->onward, str_equal(s->end.state, STATE_DEAD));
}

static result onward_send_one(struct ctx *ctx, struct store *store, const struct outbox_work *work,
                              instant now, struct sending *s)
{
    struct ctx failure = { .arena = ctx->arena };
    s->onward = (struct onward_sending){ .row = s->asked.row, .now = now, .report = { .id = ID_NONE } };
    result e = onward_send(ctx, store, work->onward, &s->onward, &failure);
    end_make(s, work, now, &failure);
    return e ? e : store_write(ctx, store, onward_end_work, s);
}

static result send_one(struct ctx *ctx, struct store *store, const struct outbox_work *work, instant now,
                       struct sending *s)
{
    const struct sender *sender = sender_of(work, s->asked.row->way);
    struct ctx failure = { .arena = ctx->arena };
    const struct outbox_row *row = s->asked.row;
    // What of it is made now, and kept as a hash.
    bool is_secret = link_is_message(row->message) || str_equal(row->way, STR("letter"));
    result e = is_secret ? store_write(ctx, store, make_work, s) : store_read(ctx, store, make_work, s);
    if (e || !sender)
        return e;
    if (!s->is_there)
        (void)fail(&failure, ERR_MISSING, "whom or what it was about is not there any more");
    else if (s->is_failing)
        (void)fail(&failure, ERR_RULE, "messages come back from this address: ask for another");
    else if ((e = sender->send(&failure, &s->message, sender->with)) != OK && !failure.error.code)
        failure.error.code = e;
    s->is_unknown = s->is_there && failure.error.code == ERR_MISSING &&
        !str_equal(s->asked.row->message, MESSAGE_ERASED); // nothing is noted of whoever was erased
    end_make(s, work, now, &failure);
    return store_write(ctx, store, end_work, s);
}

result outbox_run(struct ctx *ctx, struct store *store, const struct outbox_work *work, instant now,
                  struct outbox_done *done)
{
    struct claiming c = { .work = work, .now = now };
    result e = store_read(ctx, store, look_work, &c);
    if (e || !c.dead)
        return e;
    c.dead = 0;
    e = store_write(ctx, store, claim_work, &c);
    done->dead += c.dead;
    for (size_t i = 0; !e && i < c.claimed.n; i++) {
        bool is_onward = work->onward != NULL;
        struct ctx own = { .arena = arena_open(is_onward ? ONWARD_MEMORY : MESSAGE_MEMORY) };
        struct sending s = { .asked = { .row = &c.claimed.at[i], .at = now, .is_sent = true } };
        e = !own.arena  ? ERR_LIMIT
            : is_onward ? onward_send_one(&own, store, work, now, &s)
                        : send_one(&own, store, work, now, &s);
        if (e)
            e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
        arena_close(own.arena);
        done->sent += !e && str_equal(s.end.state, STATE_SENT);
        done->dead += !e && str_equal(s.end.state, STATE_DEAD);
        done->failed += !e && str_equal(s.end.state, STATE_WAITING);
    }
    return e;
}
