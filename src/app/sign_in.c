#include "app/sign_in.h"

#include "app/attempt.h"
#include "app/ledger.h"
#include "app/password.h"
#include "app/totp.h"

enum { RECOVERY_CODES = 10, RECOVERY_CHARS = 16 };

static result account_row_by_id(struct ctx *ctx, struct db *db, int64_t id, struct account_row *account)
{
    bool is_found;
    result e = query_account_by_id(ctx, db, &(struct account_by_id_in){ COMMUNITY_FIRST, id }, account,
                                   &is_found);
    return e || is_found ? e : fail(ctx, ERR_MISSING, "There is no account %lld.", (long long)id);
}

// What a wrong password counts against. From a browser that is known nobody else's tries matter.
static result password_attempts(struct ctx *ctx, struct db *db, const struct sign_in *s,
                                struct attempts *attempts)
{
    bool is_known = false;
    result e = s->account.id == ID_NONE
        ? OK
        : browser_is_known(ctx, db, &(struct browser_held){ s->account.id, s->asked_known, s->now },
                           &is_known);
    *attempts = (struct attempts){ .n = 0 };
    if (is_known) {
        attempt_add(attempts, ATTEMPT_BROWSER, s->address, s->asked_known);
        return e;
    }
    attempt_add(attempts, ATTEMPT_PAIR, s->address, s->network);
    attempt_add(attempts, ATTEMPT_ADDRESS, s->address, (str){ 0 });
    attempt_add(attempts, ATTEMPT_NETWORK, (str){ 0 },
                s->network); // last: what is right does not take it away
    return e;
}

result sign_in_look(struct ctx *ctx, struct db *db, struct sign_in *s)
{
    struct attempts attempts;
    struct person person = { .email = s->address };
    s->account = (struct account_row){ .id = ID_NONE };
    s->end = SIGN_IN_WRONG;
    if (s->by != BY_PASSWORD)
        return OK;
    result e = person_check(ctx, &person);
    s->address = person.email;
    if (!e)
        e = account_of_address(ctx, db, s->address, &s->account);
    if (!e)
        e = password_attempts(ctx, db, s, &attempts);
    return e ? e : attempts_wait(ctx, db, &attempts, s->now, &s->wait);
}

result sign_in_prove(struct ctx *ctx, struct sign_in *s)
{
    bool may_be = str_equal(s->account.state, ACCOUNT_ACTIVE);
    if (s->by != BY_PASSWORD || s->wait)
        return OK;
    return password_verify(ctx, may_be ? s->account.password : (str){ 0 }, s->secret, &s->is_right);
}

// A session in place of the one that the browser had.
static result open(struct ctx *ctx, struct db *db, struct sign_in *s, bool is_by_link, bool has_second)
{
    bool is_full = has_second || !s->account.totp.n;
    struct session_opening opening = { s->account.id, is_full ? STAGE_FULL : STAGE_SECOND, s->browser,
                                       is_by_link, s->now };
    result e = OK;
    if (s->asked_session.n)
        e = query_session_delete(
            ctx, db, &(struct session_delete_in){ COMMUNITY_FIRST, token_hash(ctx, s->asked_session) });
    if (!e)
        e = session_open(ctx, db, &opening, &s->session);
    s->account_id = s->account.id;
    s->end = is_full ? SIGN_IN_DONE : SIGN_IN_SECOND;
    s->known = s->asked_known;
    return e || !is_full ? e : browser_know(ctx, db, s->account.id, s->now, &s->known);
}

static result wrong(struct ctx *ctx, struct db *db, struct sign_in *s, const struct attempts *attempts)
{
    s->end = SIGN_IN_WRONG;
    return attempts_count(ctx, db, attempts, s->now);
}

static bool must_wait(struct sign_in *s, int64_t wait)
{
    s->wait = wait;
    if (wait)
        s->end = SIGN_IN_WAIT;
    return wait > 0;
}

static result password_settle(struct ctx *ctx, struct db *db, struct sign_in *s)
{
    struct attempts attempts;
    int64_t wait;
    result e = password_attempts(ctx, db, s, &attempts);
    if (!e)
        e = attempts_wait(ctx, db, &attempts, s->now, &wait);
    if (e || must_wait(s, wait))
        return e;
    if (!s->is_right)
        return wrong(ctx, db, s, &attempts);
    attempts.n = attempts.n > 2 ? 2 : attempts.n;
    e = attempts_forget(ctx, db, &attempts);
    if (!e)
        e = account_row_by_id(ctx, db, s->account.id, &s->account); // as it is by now
    if (!e && !str_equal(s->account.state, ACCOUNT_ACTIVE))
        return OK; // ended meanwhile
    return e ? e : open(ctx, db, s, false, false);
}

static result recovery_take(struct ctx *ctx, struct db *db, const struct sign_in *s, bool *is_right)
{
    struct recovery_of_account_out_list codes;
    str hash = token_hash(ctx, code_plain(ctx->arena, s->secret));
    result e = query_recovery_of_account(
        ctx, db, &(struct recovery_of_account_in){ COMMUNITY_FIRST, s->account.id }, &codes);
    for (size_t i = 0; !e && !*is_right && i < codes.n; i++) {
        *is_right = str_equal(codes.at[i].hash, hash);
        if (*is_right)
            e = query_recovery_delete(ctx, db,
                                      &(struct recovery_delete_in){ COMMUNITY_FIRST, s->account.id, hash });
    }
    return e;
}

// A code of the second step, which is not taken again, or one to recover, which is gone.
static result code_take(struct ctx *ctx, struct db *db, struct sign_in *s, bool *is_right)
{
    int64_t last = s->account.totp_step == ID_NONE ? -1 : s->account.totp_step, step = last;
    *is_right = s->account.totp.n && totp_matches(s->account.totp, s->secret, s->now, last, &step);
    if (!*is_right)
        return recovery_take(ctx, db, s, is_right);
    return query_account_totp_set(
        ctx, db, &(struct account_totp_set_in){ COMMUNITY_FIRST, s->account.id, s->account.totp, step });
}

static result second_wrong(struct ctx *ctx, struct db *db, struct sign_in *s, const struct session_row *row,
                           const struct attempts *attempts)
{
    result e = wrong(ctx, db, s, attempts);
    if (e)
        return e;
    if (row->tries + 1 >= SECOND_TRIES)
        return query_session_delete(ctx, db, &(struct session_delete_in){ COMMUNITY_FIRST, row->hash });
    return query_session_tried(ctx, db,
                               &(struct session_tried_in){ COMMUNITY_FIRST, row->hash, row->tries + 1 });
}

static result second_attempts(struct ctx *ctx, struct db *db, const struct sign_in *s,
                              struct attempts *attempts)
{
    bool is_known;
    str who = str_format(ctx->arena, "%lld", (long long)s->account.id);
    result e = browser_is_known(ctx, db, &(struct browser_held){ s->account.id, s->asked_known, s->now },
                                &is_known);
    *attempts = (struct attempts){ .n = 0 };
    attempt_add(attempts, is_known ? ATTEMPT_BROWSER : ATTEMPT_SECOND, who,
                is_known ? s->asked_known : (str){ 0 });
    return e;
}

static result second_settle(struct ctx *ctx, struct db *db, struct sign_in *s)
{
    struct session_row row;
    struct attempts attempts;
    int64_t wait = 0;
    bool is_right;
    result e = session_find(ctx, db, s->asked_session, s->now, &row);
    if (e)
        return e;
    if (!row.hash.n || !str_equal(row.stage, STAGE_SECOND))
        return fail(ctx, ERR_LOGIN, "That took too long, or too many codes were wrong. Sign in again.");
    e = account_row_by_id(ctx, db, row.account, &s->account);
    if (!e)
        e = second_attempts(ctx, db, s, &attempts);
    if (!e)
        e = attempts_wait(ctx, db, &attempts, s->now, &wait);
    if (e || must_wait(s, wait))
        return e;
    e = code_take(ctx, db, s, &is_right);
    if (e)
        return e;
    if (!is_right || !str_equal(s->account.state, ACCOUNT_ACTIVE))
        return second_wrong(ctx, db, s, &row, &attempts);
    e = attempts_forget(ctx, db, &attempts);
    return e ? e : open(ctx, db, s, row.by_link, true);
}

static result link_account(struct ctx *ctx, struct db *db, struct sign_in *s,
                           const struct sign_link_row *link)
{
    int64_t account = link->account;
    result e = OK;
    if (account == ID_NONE)
        e = link->person != ID_NONE ? account_of_person(ctx, db, link->person, s->now, &account)
                                    : account_of_resident(ctx, db, link->address, s->now, &account);
    if (!e)
        e = account_row_by_id(ctx, db, account, &s->account);
    if (!e && !str_equal(s->account.state, ACCOUNT_ACTIVE))
        return fail(ctx, ERR_RULE, "This account was ended. Ask whoever runs this site if that is wrong.");
    return e;
}

static result link_settle(struct ctx *ctx, struct db *db, struct sign_in *s)
{
    struct sign_link_row link;
    struct attempts attempts = { .n = 0 };
    int64_t wait;
    attempt_add(&attempts, ATTEMPT_NETWORK, (str){ 0 }, s->network);
    result e = attempts_wait(ctx, db, &attempts, s->now, &wait);
    if (e || (s->by == BY_CODE && must_wait(s, wait)))
        return e;
    e = s->by == BY_LINK
        ? link_find(ctx, db, s->secret, s->now, &link)
        : code_find(ctx, db, &(struct typed_code){ s->secret, s->asked_code, s->now }, &link);
    bool is_there = !e && link.id != ID_NONE && str_equal(link.purpose, PURPOSE_SIGN_IN);
    if (e || !is_there)
        return e ? e : wrong(ctx, db, s, &attempts);
    e = link_use(ctx, db, &link);
    if (!e)
        e = link_account(ctx, db, s, &link);
    return e ? e : open(ctx, db, s, true, false);
}

result sign_in_settle(struct ctx *ctx, struct db *db, void *with)
{
    struct sign_in *s = with;
    s->end = SIGN_IN_WRONG;
    switch (s->by) {
    case BY_PASSWORD:
        return password_settle(ctx, db, s);
    case BY_SECOND:
        return second_settle(ctx, db, s);
    case BY_LINK:
    case BY_CODE:
        return link_settle(ctx, db, s);
    }
    return OK;
}

// A letter goes only to where we know somebody of that name to live: it costs money, and nobody should get one unasked.
static result letter_ask(struct ctx *ctx, struct db *db, const struct link_wish *w,
                         struct link_asking *asking)
{
    struct person_row person;
    struct person typed = { .name = w->name, .address = w->address, .way = STR("letter") };
    result e = person_check(ctx, &typed);
    if (!e)
        e = person_find(ctx, db, &typed, &person);
    if (e || person.id == ID_NONE)
        return e;
    asking->person = person.id;
    asking->address = (str){ 0 };
    return link_ask(ctx, db, asking);
}

static result wish_check(struct ctx *ctx, struct link_wish *w)
{
    struct person person = { .way = w->way };
    if (str_equal(w->way, STR("email")))
        person.email = w->address;
    else
        person.telephone = w->address;
    if (str_equal(w->way, STR("letter")))
        return OK;
    result e = person_check(ctx, &person);
    w->address = person.email.n ? person.email : person.telephone;
    return e;
}

result link_wish(struct ctx *ctx, struct db *db, void *with)
{
    struct link_wish *w = with;
    struct attempts attempts = { .n = 0 };
    struct link_asking asking = { PURPOSE_SIGN_IN, w->way,     { 0 },  w->language, ID_NONE,
                                  ID_NONE,         w->browser, w->now, w->next };
    result e = wish_check(ctx, w);
    if (e)
        return e;
    asking.address = w->address;
    attempt_add(&attempts, ATTEMPT_LINK, w->address, (str){ 0 });
    attempt_add(&attempts, ATTEMPT_LINK_NETWORK, (str){ 0 }, w->network);
    e = attempts_wait(ctx, db, &attempts, w->now, &w->wait);
    if (e || w->wait)
        return e;
    e = attempts_count(ctx, db, &attempts, w->now);
    if (e)
        return e;
    return str_equal(w->way, STR("letter")) ? letter_ask(ctx, db, w, &asking) : link_ask(ctx, db, &asking);
}

result password_set(struct ctx *ctx, struct db *db, const struct new_password *p)
{
    return query_account_password_set(
        ctx, db, &(struct account_password_set_in){ COMMUNITY_FIRST, p->account, p->hash });
}

result recovery_codes_make(struct ctx *ctx, struct db *db, int64_t account, struct str_list *codes)
{
    result e = query_recovery_delete_all(ctx, db,
                                         &(struct recovery_delete_all_in){ COMMUNITY_FIRST, account });
    for (int i = 0; !e && i < RECOVERY_CODES; i++) {
        str *slot = LIST_PUSH(ctx->arena, codes);
        if (!slot)
            return arena_fail(ctx);
        *slot = code_letters(ctx->arena, RECOVERY_CHARS);
        e = query_recovery_insert(
            ctx, db,
            &(struct recovery_insert_in){ COMMUNITY_FIRST, account,
                                          token_hash(ctx, code_plain(ctx->arena, *slot)) });
    }
    return e;
}

result second_step_set(struct ctx *ctx, struct db *db, void *with)
{
    struct second_step *s = with;
    int64_t step;
    if (s->secret.n != TOTP_SECRET_BYTES || !totp_matches(s->secret, s->typed, s->now, -1, &step))
        return fail(
            ctx, ERR_INPUT,
            "That is not the code the app shows now. Type the six digits it shows; if it goes on, see that "
            "the clock of your phone is right.");
    result e = query_account_totp_set(
        ctx, db, &(struct account_totp_set_in){ COMMUNITY_FIRST, s->account, s->secret, step });
    return e ? e : recovery_codes_make(ctx, db, s->account, &s->codes);
}

result second_step_drop(struct ctx *ctx, struct db *db, int64_t account)
{
    result e = query_account_totp_set(
        ctx, db, &(struct account_totp_set_in){ COMMUNITY_FIRST, account, (str){ 0 }, ID_NONE });
    return e
        ? e
        : query_recovery_delete_all(ctx, db, &(struct recovery_delete_all_in){ COMMUNITY_FIRST, account });
}
