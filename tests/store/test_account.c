// People who sign in, under a clock that the test moves: by link, code and password, with a second step; wrong ones
// wait; nobody locks anybody out; nothing works twice.
#include "store/world.h"

#include "app/attempt.h"
#include "app/erase.h"
#include "app/invite.h"
#include "app/message.h"
#include "app/password.h"
#include "app/totp.h"

#include <sodium.h>

static const char *const CHARTERS[] = { NULL };

#define EMAIL "ada@example.org"
#define PASSWORD "three words together"
#define SECRET STR("12345678901234567890")

static struct sign_in sign;
static struct link_wish wish;
static char kept[4][100]; // tokens that outlive their arena: a session, a browser, a link, a code

static str keep(int slot, str text)
{
    snprintf(kept[slot], sizeof kept[slot], "%.*s", STR_ARGS(text));
    return str_from(kept[slot]);
}

// Ada, a service officer with a password. Her hash is a quick one, which says so itself: to try it takes no longer.
static result ada_make(struct ctx *ctx, struct db *db, void *with)
{
    char hash[crypto_pwhash_STRBYTES];
    struct world *w = with;
    struct person person = { .name = STR("Ada Example"), .email = STR(EMAIL), .way = STR("email") };
    struct giving giving = { .by = ID_NONE,
                             .at = w->now,
                             .role = { 0, ROLE_OFFICER, STR("the council"), { 0 }, { 0 } } };
    assert_int_equal(crypto_pwhash_str(hash, PASSWORD, strlen(PASSWORD), crypto_pwhash_OPSLIMIT_MIN,
                                       crypto_pwhash_MEMLIMIT_MIN),
                     0);
    result e = person_add(ctx, db, &person);
    if (!e)
        e = account_add(ctx, db,
                        &(struct account_insert_in){ COMMUNITY_FIRST, person.id, ACCOUNT_ACTIVE, w->now },
                        &giving.account);
    if (!e)
        e = password_set(ctx, db, &(struct new_password){ giving.account, str_from(hash) });
    return e ? e : role_give(ctx, db, &giving);
}

static void begin_with_ada(struct world *w)
{
    world_open(w, CHARTERS, "2026-03-02T09:00:00");
    in_store(w, ada_make);
}

// "wrong", "wait 30", "second", "done"
static void sign_end(struct world *w)
{
    static const char *const ends[] = { "wrong", "wait", "second", "done" };
    if (sign.end == SIGN_IN_WAIT)
        snprintf(w->got, sizeof w->got, "wait %lld", (long long)sign.wait);
    else
        snprintf(w->got, sizeof w->got, "%s", ends[sign.end]);
}

static result look(struct ctx *ctx, struct db *db, void *with)
{
    return sign_in_look(ctx, db, with);
}

// All three parts, as a page runs them.
static const char *sign_in(struct world *w, enum sign_in_by by, const char *address, const char *secret,
                           const char *network)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    sign.by = by;
    sign.address = str_from(address);
    sign.secret = str_from(secret);
    sign.network = str_from(network);
    sign.browser = STR("Firefox on Android");
    sign.now = w->now;
    sign.wait = 0;
    sign.is_right = false;
    sign.session = (str){ 0 };
    must(&ctx, store_read(&ctx, w->store, look, &sign));
    must(&ctx, sign_in_prove(&ctx, &sign));
    result e = store_write(&ctx, w->store, sign_in_settle, &sign);
    if (e)
        snprintf(w->got, sizeof w->got, "%s: %s", result_name(e), ctx.error.text);
    else
        sign_end(w);
    if (!e && sign.session.n)
        sign.session = keep(0, sign.session);
    if (!e && sign.known.n)
        sign.known = keep(1, sign.known);
    arena_close(ctx.arena);
    return w->got;
}

#define password(w, secret, network) sign_in(w, BY_PASSWORD, EMAIL, secret, network)

// Who the browser with the last session is: "Ada Example: service officer at the council", "nobody".
static result read_visitor(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct visitor visitor;
    result e = session_visitor(ctx, db, str_from(kept[0]), w->now, &visitor);
    if (e)
        return e;
    if (!visitor.id)
        snprintf(w->got, sizeof w->got, "nobody");
    else if (!visitor.roles.n)
        snprintf(w->got, sizeof w->got, "%.*s%.*s%s", STR_ARGS(visitor.name), STR_ARGS(visitor.email),
                 visitor.owes_totp ? ", owes the second step" : "");
    else
        snprintf(w->got, sizeof w->got, "%.*s: %.*s at %.*s%s", STR_ARGS(visitor.name),
                 STR_ARGS(role_name(visitor.roles.at[0].role)), STR_ARGS(visitor.roles.at[0].body),
                 visitor.owes_totp ? ", owes the second step" : "");
    return OK;
}

static void visitor_is(struct world *w, const char *now, const char *wanted)
{
    then(w, now, read_visitor);
    assert_string_equal(w->got, wanted);
}

#define TOO_LATE "login: That took too long, or too many codes were wrong. Sign in again."
#define ADA "Ada Example: service officer at the council"

static result totp_begin(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return query_account_totp_set(ctx, db,
                                  &(struct account_totp_set_in){ COMMUNITY_FIRST, 1, SECRET, ID_NONE });
}

static void begin_with_totp(struct world *w)
{
    begin_with_ada(w);
    in_store(w, totp_begin);
}

static const char *code_at(struct world *w, int64_t seconds)
{
    static char text[10];
    snprintf(text, sizeof text, "%06u",
             (unsigned)totp_code(SECRET, totp_step((instant){ w->now.second + seconds }), TOTP_DIGITS));
    return text;
}

static void test_password(void **state)
{
    struct world w;
    (void)state;
    begin_with_ada(&w);
    sign = (struct sign_in){ 0 };
    assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "done");
    visitor_is(&w, "2026-03-02T09:00:10", ADA ", owes the second step");
    assert_string_equal(password(&w, "three words Together", "192.0.2.1"), "wrong");
    assert_string_equal(sign_in(&w, BY_PASSWORD, " ADA@Example.org ", PASSWORD, "192.0.2.1"), "done");
    assert_string_equal(sign_in(&w, BY_PASSWORD, "nobody@example.org", PASSWORD, "192.0.2.1"), "wrong");
    assert_string_equal(sign_in(&w, BY_PASSWORD, "nobody@example.org", "", "192.0.2.1"), "wrong");
    visitor_is(&w, "2026-03-02T20:59:59", ADA ", owes the second step"); // it was not used since nine
    visitor_is(&w, "2026-03-02T21:00:10", "nobody");
    world_close(&w);
}

// Every wrong one counts, whether there is an account or not, and the same.
static void test_waiting(void **state)
{
    static const char *const addresses[] = { EMAIL, "nobody@example.org" };
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        (void)state;
        begin_with_ada(&w);
        sign = (struct sign_in){ 0 };
        for (int n = 0; n < 5; n++)
            assert_string_equal(sign_in(&w, BY_PASSWORD, addresses[i], "wrong", "192.0.2.1"), "wrong");
        assert_string_equal(sign_in(&w, BY_PASSWORD, addresses[i], PASSWORD, "192.0.2.1"), "wait 30");
        w.now.second += 30;
        assert_string_equal(sign_in(&w, BY_PASSWORD, addresses[i], "wrong", "192.0.2.1"), "wrong");
        assert_string_equal(sign_in(&w, BY_PASSWORD, addresses[i], PASSWORD, "192.0.2.1"), "wait 60");
        // from elsewhere it is a first try
        assert_string_equal(sign_in(&w, BY_PASSWORD, addresses[i], "wrong", "192.0.2.2"), "wrong");
        w.now.second += 3600;
        assert_string_equal(sign_in(&w, BY_PASSWORD, addresses[i], PASSWORD, "192.0.2.1"),
                            i ? "wrong" : "done");
        world_close(&w);
    }
}

// Somebody tries Ada's password from her own office's network: her own browser is let in all the same.
static void test_no_lockout(void **state)
{
    struct world w;
    char known[100];
    (void)state;
    begin_with_ada(&w);
    sign = (struct sign_in){ 0 };
    assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "done");
    snprintf(known, sizeof known, "%s", kept[1]);
    for (int n = 0; n < 120; n++) {
        sign.asked_known = (str){ 0 };
        password(&w, "wrong", n % 2 ? "192.0.2.1" : "192.0.2.2");
        w.now.second += n == 119 ? 0 : 1200;
    }
    assert_string_equal(password(&w, PASSWORD, "192.0.2.3"), "wait 1200"); // from anywhere
    sign.asked_known = str_from(known);
    assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "done");
    for (int n = 0; n < 10; n++)
        assert_string_equal(password(&w, "wrong", "192.0.2.1"), "wrong");
    assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "wait 30"); // a known browser that was stolen
    world_close(&w);
}

static void test_second(void **state)
{
    struct world w;
    char early[10];
    (void)state;
    begin_with_totp(&w);
    sign = (struct sign_in){ 0 };
    assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "second");
    visitor_is(&w, "2026-03-02T09:00:10", "nobody");
    sign.asked_session = str_from(kept[0]);
    assert_string_equal(sign_in(&w, BY_SECOND, "", "000000", "192.0.2.1"), "wrong");
    snprintf(early, sizeof early, "%s", code_at(&w, -30));
    assert_string_equal(sign_in(&w, BY_SECOND, "", code_at(&w, 0), "192.0.2.1"), "done");
    visitor_is(&w, "2026-03-02T09:00:20", ADA);
    // The half one is gone; the same code, or an earlier one, is taken no second time.
    assert_string_equal(sign_in(&w, BY_SECOND, "", code_at(&w, 30), "192.0.2.1"), TOO_LATE);
    sign.asked_session = (str){ 0 };
    assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "second");
    sign.asked_session = str_from(kept[0]);
    assert_string_equal(sign_in(&w, BY_SECOND, "", code_at(&w, 0), "192.0.2.1"), "wrong");
    assert_string_equal(sign_in(&w, BY_SECOND, "", early, "192.0.2.1"), "wrong");
    assert_string_equal(sign_in(&w, BY_SECOND, "", code_at(&w, 30), "192.0.2.1"), "done");
    world_close(&w);
}

static void test_second_tries(void **state)
{
    struct world w;
    (void)state;
    begin_with_totp(&w);
    sign = (struct sign_in){ 0 };
    for (int round = 0; round < 2; round++) {
        sign.asked_session = (str){ 0 };
        assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "second");
        sign.asked_session = str_from(kept[0]);
        for (int n = 0; n < 5; n++)
            assert_string_equal(sign_in(&w, BY_SECOND, "", "000000", "192.0.2.1"), "wrong");
        assert_string_equal(sign_in(&w, BY_SECOND, "", "000000", "192.0.2.1"), TOO_LATE);
    }
    sign.asked_session = (str){ 0 };
    assert_string_equal(password(&w, PASSWORD, "192.0.2.9"), "second"); // another network helps nothing
    sign.asked_session = str_from(kept[0]);
    assert_string_equal(sign_in(&w, BY_SECOND, "", "000000", "192.0.2.9"), "wait 60");
    w.now.second += 599;
    assert_string_equal(sign_in(&w, BY_SECOND, "", code_at(&w, 0), "192.0.2.9"), "done");
    world_close(&w);
}

static result step_make(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct second_step step = { .account = 1, .secret = SECRET, .typed = str_from(w->wanted), .now = w->now };
    result e = second_step_set(ctx, db, &step);
    if (e == ERR_INPUT) {
        snprintf(w->got, sizeof w->got, "%s", ctx->error.text);
        return OK;
    }
    snprintf(w->got, sizeof w->got, "%zu codes", step.codes.n);
    keep(3, step.codes.at[4]);
    return e;
}

static void test_recovery(void **state)
{
    struct world w;
    char typed[40];
    (void)state;
    begin_with_ada(&w);
    sign = (struct sign_in){ 0 };
    w.wanted = "123456";
    in_store(&w, step_make);
    assert_string_equal(
        w.got,
        "That is not the code the app shows now. Type the six digits it shows; if it goes on, "
        "see that the clock of your phone is right.");
    w.wanted = code_at(&w, 0);
    in_store(&w, step_make);
    assert_string_equal(w.got, "10 codes");
    snprintf(typed, sizeof typed, " %.4s %.14s ", kept[3], kept[3] + 5); // with other signs between
    for (int n = 0; n < 2; n++) {
        sign.asked_session = (str){ 0 };
        assert_string_equal(password(&w, PASSWORD, "192.0.2.1"), "second");
        sign.asked_session = str_from(kept[0]);
        assert_string_equal(sign_in(&w, BY_SECOND, "", typed, "192.0.2.1"), n ? "wrong" : "done");
    }
    world_close(&w);
}

// What the outbox would send.
struct postman {
    char way[20], to[100], subject[100], body[1000];
    int calls;
};

static result post(struct ctx *ctx, const struct message *m, void *with)
{
    struct postman *p = with;
    str to = str_equal(m->way, STR("email")) ? m->email
        : str_equal(m->way, STR("text"))     ? m->telephone
                                             : m->address;
    (void)ctx;
    p->calls++;
    snprintf(p->way, sizeof p->way, "%.*s", STR_ARGS(m->way));
    snprintf(p->to, sizeof p->to, "%.*s", STR_ARGS(to));
    snprintf(p->subject, sizeof p->subject, "%.*s", STR_ARGS(m->subject));
    snprintf(p->body, sizeof p->body, "%.*s", STR_ARGS(m->body));
    return p->calls == 1 ? ERR_BUSY : OK; // the first time the mail server is not there
}

static uint32_t no_jitter(void *of)
{
    (void)of;
    return 0;
}

static void run_post(struct world *w, struct postman *p)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    const struct sender senders[] = { { STR("email"), post, p },
                                      { STR("text"), post, p },
                                      { STR("letter"), post, p } };
    struct outbox_done done = { 0 };
    must(&ctx,
         outbox_run(&ctx, w->store, &(struct outbox_work){ senders, 3, no_jitter, NULL, NULL }, w->now, &done));
    arena_close(ctx.arena);
}

static void delivered(struct world *w, struct postman *p)
{
    *p = (struct postman){ 0 };
    run_post(w, p);
    w->now.second += 60;
    run_post(w, p);
    assert_int_equal(p->calls, 2);
}

static result address_set(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return setting_write(ctx, db, SETTING_ADDRESS, STR("https://wardmote.example/"));
}

static const char *ask(struct world *w, const char *way, const char *address, const char *name)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    wish = (struct link_wish){ .way = str_from(way),
                               .address = str_from(address),
                               .name = str_from(name),
                               .browser = STR("the browser that asked, in forty-three char"),
                               .network = STR("192.0.2.1"),
                               .now = w->now };
    result e = store_write(&ctx, w->store, link_wish, &wish);
    if (e)
        snprintf(w->got, sizeof w->got, "%s: %s", result_name(e), ctx.error.text);
    else
        snprintf(w->got, sizeof w->got, "wait %lld", (long long)wish.wait);
    arena_close(ctx.arena);
    return w->got;
}

// The token behind the link's address.
static const char *token_of(const struct postman *p)
{
    const char *at = strstr(p->body, "https://wardmote.example/sign-in/link/");
    assert_non_null(at);
    snprintf(kept[2], sizeof kept[2], "%.43s", at + strlen("https://wardmote.example/sign-in/link/"));
    return kept[2];
}

static void begin_with_post(struct world *w)
{
    begin_with_ada(w);
    in_store(w, address_set);
    sign = (struct sign_in){ 0 };
}

static void test_link(void **state)
{
    struct world w;
    struct postman p;
    char wanted[600];
    (void)state;
    begin_with_post(&w);
    assert_string_equal(ask(&w, "email", "no address", ""), "input: an e-mail address has an @ in it");
    assert_string_equal(ask(&w, "email", "Otto@Example.org", ""), "wait 0");
    delivered(&w, &p);
    assert_string_equal(p.to, "otto@example.org");
    assert_string_equal(p.subject, "Your link to sign in");
    snprintf(
        wanted, sizeof wanted,
        "Dear neighbour,\n\nSomebody asked to sign in to Test with this address, or for the reports made with it. If "
        "it was you:\n\nSign in:\n"
        "https://wardmote.example/sign-in/link/%s\n\nThe link works once, for 30 minutes. If it was not you, do "
        "nothing: without this message nobody can sign in.\n",
        token_of(&p));
    assert_string_equal(p.body, wanted);
    assert_string_equal(sign_in(&w, BY_LINK, "", kept[2], "192.0.2.1"), "done");
    visitor_is(&w, "2026-03-02T09:10:00", "otto@example.org");
    assert_string_equal(sign_in(&w, BY_LINK, "", kept[2], "192.0.2.1"), "wrong"); // once
    assert_string_equal(ask(&w, "email", "otto@example.org", ""), "wait 0");
    delivered(&w, &p);
    token_of(&p);
    w.now.second += 1741; // half an hour after it was asked for
    assert_string_equal(sign_in(&w, BY_LINK, "", kept[2], "192.0.2.1"), "wrong");
    visitor_is(&w, "2026-04-01T09:00:59", "otto@example.org"); // a resident stays signed in for longer
    visitor_is(&w, "2026-04-01T09:10:01", "nobody");
    world_close(&w);
}

// Links to one address, whether it has an account or not, wait after the third.
static void test_link_waits(void **state)
{
    static const char *const addresses[] = { EMAIL, "nobody@example.org" };
    struct world w;
    (void)state;
    begin_with_post(&w);
    for (size_t i = 0; i < 2; i++) {
        for (int n = 0; n < 3; n++)
            assert_string_equal(ask(&w, "email", addresses[i], ""), "wait 0");
        assert_string_equal(ask(&w, "email", addresses[i], ""), "wait 300");
    }
    world_close(&w);
}

static int digits(const char *text)
{
    int64_t number = 0;
    assert_true(str_to_int(str_from(text), &number));
    return (int)number;
}

static void test_text(void **state)
{
    struct world w;
    struct postman p;
    char code[10], wrong[10];
    (void)state;
    begin_with_post(&w);
    assert_string_equal(ask(&w, "text", "07700 900 001", ""), "wait 0");
    delivered(&w, &p);
    assert_string_equal(p.to, "07700900001");
    snprintf(code, sizeof code, "%.6s", p.body);
    snprintf(wrong, sizeof wrong, "%06d", (digits(code) + 1) % 1000000);
    assert_string_equal(p.body + 6, " is your code for Test. Nobody will ask you for it.");
    assert_string_equal(sign_in(&w, BY_CODE, "", code, "192.0.2.1"), "wrong"); // in no browser
    sign.asked_code = STR("another browser than the one that asked ...");
    assert_string_equal(sign_in(&w, BY_CODE, "", code, "192.0.2.1"), "wrong");
    sign.asked_code = STR("the browser that asked, in forty-three char");
    for (int n = 0; n < 4; n++)
        assert_string_equal(sign_in(&w, BY_CODE, "", wrong, "192.0.2.1"), "wrong");
    assert_string_equal(sign_in(&w, BY_CODE, "", code, "192.0.2.1"), "done");
    assert_string_equal(sign_in(&w, BY_CODE, "", code, "192.0.2.1"), "wrong");
    assert_string_equal(ask(&w, "text", "07700 900 001", ""), "wait 0");
    delivered(&w, &p);
    snprintf(code, sizeof code, "%.6s", p.body);
    snprintf(wrong, sizeof wrong, "%06d", (digits(code) + 1) % 1000000);
    for (int n = 0; n < 5; n++)
        assert_string_equal(sign_in(&w, BY_CODE, "", wrong, "192.0.2.1"), "wrong");
    assert_string_equal(sign_in(&w, BY_CODE, "", code, "192.0.2.1"), "wrong"); // five wrong ones: it is gone
    world_close(&w);
}

static result otto_add(struct ctx *ctx, struct db *db, void *with)
{
    struct person person = { .name = STR("Otto Other"),
                             .address = STR("1 Row, Harcaster"),
                             .way = STR("letter") };
    (void)with;
    return person_add(ctx, db, &person);
}

static void test_letter(void **state)
{
    struct world w;
    struct postman p = { 0 };
    char code[40];
    (void)state;
    begin_with_post(&w);
    in_store(&w, otto_add);
    assert_string_equal(ask(&w, "letter", "2 Row, Harcaster", "Otto Other"),
                        "wait 0"); // nobody we know: the same answer
    run_post(&w, &p);
    assert_int_equal(p.calls, 0);
    assert_string_equal(ask(&w, "letter", "1 Row, Harcaster", "Otto Other"), "wait 0");
    delivered(&w, &p);
    assert_string_equal(p.to, "1 Row, Harcaster");
    assert_string_equal(p.subject, "Your code to sign in");
    const char *at = strstr(p.body, "the code:\n\n");
    assert_non_null(at);
    snprintf(code, sizeof code, "%.14s", at + strlen("the code:\n\n"));
    w.now.second += 27 * DAY_SECONDS;
    assert_string_equal(sign_in(&w, BY_CODE, "", code, "192.0.2.1"), "done");
    then(&w, "2026-03-29T10:00:00", read_visitor);
    assert_string_equal(w.got, "Otto Other");
    assert_string_equal(sign_in(&w, BY_CODE, "", code, "192.0.2.1"), "wrong");
    world_close(&w);
}

static struct inviting inviting;

static result invite_otto(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    inviting = (struct inviting){ .name = STR("Otto Other"),
                                  .email = STR("otto@example.org"),
                                  .by = ID_NONE,
                                  .now = w->now,
                                  .role = { 0, ROLE_CLERK, STR("the parish"), { 0 }, { 0 } } };
    return invite(ctx, db, &inviting);
}

static const char *accept(struct world *w, const char *token, const char *hash)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct accepting accepting = { .sign = { .secret = str_from(token), .now = w->now },
                                   .hash = str_from(hash),
                                   .name = STR("Root"),
                                   .email = STR("root@example.org") };
    result e = store_write(&ctx, w->store, invitation_accept, &accepting);
    sign.end = accepting.sign.end;
    if (e)
        snprintf(w->got, sizeof w->got, "%s: %s", result_name(e), ctx.error.text);
    else
        sign_end(w);
    keep(0, accepting.sign.session);
    arena_close(ctx.arena);
    return w->got;
}

static result end_otto(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return account_end(ctx, db, inviting.account, w->now);
}

static void test_invitation(void **state)
{
    struct world w;
    struct postman p;
    (void)state;
    begin_with_post(&w);
    in_store(&w, invite_otto);
    delivered(&w, &p);
    assert_string_equal(p.to, "otto@example.org");
    assert_string_equal(p.subject, "You are invited to Test");
    token_of(&p);
    assert_string_equal(sign_in(&w, BY_LINK, "", kept[2], "192.0.2.1"),
                        "wrong"); // it asks for a password first
    assert_string_equal(accept(&w, kept[2], "hash"), "done");
    visitor_is(&w, "2026-03-02T09:10:00", "Otto Other: parish clerk at the parish, owes the second step");
    assert_string_equal(accept(&w, kept[2], "hash"), "wrong");
    in_store(&w, end_otto);
    visitor_is(&w, "2026-03-02T09:11:00", "nobody");
    assert_string_equal(ask(&w, "email", "otto@example.org", ""), "wait 0");
    delivered(&w, &p);
    token_of(&p);
    assert_string_equal(sign_in(&w, BY_LINK, "", kept[2], "192.0.2.1"),
                        "rule: This account was ended. Ask whoever runs this site if that is wrong.");
    world_close(&w);
}

static result first(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct first_link link = { .now = w->now };
    result e = first_link(ctx, db, &link);
    keep(2, link.token);
    return e;
}

static result last_taken(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    if (account_end(ctx, db, 2, w->now) == ERR_RULE)
        snprintf(w->got, sizeof w->got, "%s", ctx->error.text);
    return OK;
}

static void test_first(void **state)
{
    struct world w;
    char older[100];
    (void)state;
    begin_with_post(&w);
    in_store(&w, first);
    snprintf(older, sizeof older, "%s", kept[2]);
    in_store(&w, first); // another takes its place
    assert_string_equal(accept(&w, older, "hash"), "wrong");
    assert_string_equal(accept(&w, kept[2], "hash"), "done");
    visitor_is(&w, "2026-03-02T09:10:00", "Root: administrator at , owes the second step");
    in_store(&w, last_taken);
    assert_string_equal(w.got, "That is the last administrator: make somebody else one first.");
    in_store(&w, first);
    assert_string_equal(kept[2], ""); // there is one now
    world_close(&w);
}

static result give_more(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return role_give(ctx, db,
                     &(struct giving){ 1, ID_NONE, { 0, ROLE_REVIEWER, { 0 }, { 0 }, { 0 } }, w->now });
}

static result give_wrong(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct ctx own = { .arena = ctx->arena };
    if (role_give(
            &own, db,
            &(struct giving){ 1,
                              ID_NONE,
                              { 0, w->wanted[0] == 'b' ? ROLE_OFFICER : ROLE_CHAMPION, { 0 }, { 0 }, { 0 } },
                              w->now }) == ERR_INPUT)
        snprintf(w->got, sizeof w->got, "%s", own.error.text);
    return OK;
}

static void test_rights_change(void **state)
{
    struct world w;
    (void)state;
    begin_with_ada(&w);
    sign = (struct sign_in){ 0 };
    password(&w, PASSWORD, "192.0.2.1");
    visitor_is(&w, "2026-03-02T09:00:10", ADA ", owes the second step");
    in_store(&w, give_more);
    visitor_is(&w, "2026-03-02T09:00:20", "nobody");
    w.wanted = "body";
    in_store(&w, give_wrong);
    assert_string_equal(w.got, "Say for which body: a service officer acts for one.");
    w.wanted = "area";
    in_store(&w, give_wrong);
    assert_string_equal(w.got, "Say for which area: a neighbourhood champion has one.");
    world_close(&w);
}

// Rows of every table that knows an account.
static result read_rows(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct account_row account;
    struct account_role_row_list roles;
    struct session_row_list sessions;
    struct recovery_of_account_out_list codes;
    struct sign_link_row_list links;
    bool is_found;
    result e = query_account_by_id(ctx, db, &(struct account_by_id_in){ COMMUNITY_FIRST, 1 }, &account,
                                   &is_found);
    if (!e)
        e = query_account_role_of_account(ctx, db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, 1 },
                                          &roles);
    if (!e)
        e = query_session_of_account(ctx, db, &(struct session_of_account_in){ COMMUNITY_FIRST, 1 },
                                     &sessions);
    if (!e)
        e = query_recovery_of_account(ctx, db, &(struct recovery_of_account_in){ COMMUNITY_FIRST, 1 },
                                      &codes);
    if (!e)
        e = query_sign_link_of_account(ctx, db, &(struct sign_link_of_account_in){ COMMUNITY_FIRST, 1 },
                                       &links);
    if (!e)
        snprintf(w->got, sizeof w->got, "%d %zu %zu %zu %zu", is_found, roles.n, sessions.n, codes.n,
                 links.n);
    return e;
}

static result again_ada(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return invite_again(ctx, db, 1, w->now);
}

static result erase_ada(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    static struct erased erased;
    struct erasing x = { ctx, db, w->now, STR("on request"), false, false, &erased };
    struct person_row person;
    result e = account_person(ctx, db, 1, &person);
    return e ? e : person_erase(&x, &person, false);
}

static void test_erased(void **state)
{
    struct world w;
    (void)state;
    begin_with_ada(&w);
    sign = (struct sign_in){ 0 };
    password(&w, PASSWORD, "192.0.2.1");
    w.wanted = code_at(&w, 0);
    in_store(&w, step_make);
    in_store(&w, again_ada);
    in_store(&w, read_rows);
    assert_string_equal(w.got, "1 1 1 10 1");
    in_store(&w, erase_ada);
    in_store(&w, read_rows);
    assert_string_equal(w.got, "0 0 0 0 0");
    world_close(&w);
}

static result tidy(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return sessions_tidy(ctx, db, w->now);
}

static void test_tidy(void **state)
{
    struct world w;
    (void)state;
    begin_with_ada(&w);
    sign = (struct sign_in){ 0 };
    password(&w, PASSWORD, "192.0.2.1");
    in_store(&w, again_ada);
    then(&w, "2026-03-09T08:59:59", tidy);
    in_store(&w, read_rows);
    assert_string_equal(w.got, "1 1 1 0 1");
    then(&w, "2026-03-09T09:00:00", tidy); // seven days: the session's, the invitation's
    in_store(&w, read_rows);
    assert_string_equal(w.got, "1 1 0 0 0");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_password),      cmocka_unit_test(test_waiting),
        cmocka_unit_test(test_no_lockout),    cmocka_unit_test(test_second),
        cmocka_unit_test(test_second_tries),  cmocka_unit_test(test_recovery),
        cmocka_unit_test(test_link),          cmocka_unit_test(test_link_waits),
        cmocka_unit_test(test_text),          cmocka_unit_test(test_letter),
        cmocka_unit_test(test_invitation),    cmocka_unit_test(test_first),
        cmocka_unit_test(test_rights_change), cmocka_unit_test(test_erased),
        cmocka_unit_test(test_tidy),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
