// Alerts under a clock that the test moves: what is told, to whom, when, and what never is.
#include "store/world.h"

#include "app/alert.h"
#include "app/message.h"
#include "app/subscription.h"

static const char CHARTER[] =
    "# Charter: Alerts\n\n- Id: alerts\n- Area: Alert ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

struct alerts {
    struct world w;
    struct subscription_wish wish;
    const char *latitude, *longitude;
    bool is_withheld;
    char got[4000];
};

static void run(struct alerts *a, action act)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    must(&ctx, store_write(&ctx, a->w.store, act, a));
    arena_close(ctx.arena);
}

static result want(struct ctx *ctx, struct db *db, void *with)
{
    struct alerts *a = with;
    struct person_row_list people;
    struct subscription_row_list rows;
    result e = subscription_ask(ctx, db, &a->wish);
    if (!e)
        e = query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, a->wish.email },
                                  &people);
    if (!e)
        e = query_subscription_of_person(
            ctx, db, &(struct subscription_of_person_in){ COMMUNITY_FIRST, people.at[0].id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = query_subscription_confirm(
            ctx, db, &(struct subscription_confirm_in){ COMMUNITY_FIRST, rows.at[i].id, a->w.now });
    return e;
}

static result look(struct ctx *ctx, struct db *db, void *with)
{
    struct alerts *a = with;
    const struct zone *zone;
    result e = zone_load(ctx, STR("Europe/London"), &zone);
    return e ? e : alerts_look(ctx, db, zone, a->w.now);
}

static result report_there(struct ctx *ctx, struct db *db, void *with)
{
    struct alerts *a = with;
    struct fact_insert_in fact = fact_new(FACT_OPENED, a->w.now, a->w.now);
    struct private_part place = PRIVATE_NOTHING;
    place.latitude = str_from(a->latitude);
    place.longitude = str_from(a->longitude);
    fact.name = STR("litter");
    fact.value = str_from(a->w.wanted);
    result e = fact_open_at(ctx, db, fact, place, &a->w.case_id);
    struct fact_insert_in hidden = fact_new(FACT_WITHHELD, a->w.now, a->w.now);
    hidden.words = STR("a claim");
    if (!e && a->is_withheld)
        e = fact_of(ctx, db, hidden, a->w.case_id);
    return e ? e : update(ctx, db, &a->w);
}

// What is in the outbox but confirmations, as "message: news|", in the order of making.
static result read_told(struct ctx *ctx, struct db *db, void *with)
{
    struct alerts *a = with;
    struct outbox_row_list rows;
    size_t n = 0;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 50 }, &rows);
    a->got[0] = 0;
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct message m;
        bool is_there;
        if (str_equal(rows.at[i].message, STR("confirm-alerts")))
            continue;
        struct message_asked asked = { &rows.at[i], STR("https://w.example"), a->w.now, true };
        e = message_make(ctx, db, &asked, &m, &is_there);
        if (!e)
            n += (size_t)snprintf(a->got + n, sizeof a->got - n, "%.*s to %.*s: %.*s|",
                                  STR_ARGS(rows.at[i].message), STR_ARGS(m.email),
                                  STR_ARGS(is_there ? m.body : STR("nothing")));
    }
    return e;
}

static struct alerts alerts_open(str kind, str subject, str often)
{
    struct alerts a = {
        .wish = { .kind = kind, .subject = subject, .often = often, .email = STR("ada@example.org") }
    };
    world_open(&a.w, CHARTERS, "2026-02-02T09:00:00");
    a.latitude = a.longitude = "";
    a.wish.at = a.w.now;
    a.w.wanted = "A-1";
    run(&a, look); // what was there before is no news
    return a;
}

static void test_at_once(void **state)
{
    struct alerts a = alerts_open(ABOUT_SERVICE, STR("litter"), OFTEN_AT_ONCE);
    (void)state;
    run(&a, want);
    run(&a, report_there);
    run(&a, look);
    run(&a, look);
    run(&a, read_told);
    a.got[strcspn(a.got, "?")] = 0;
    char *token = strstr(a.got, "/unsubscribe/");
    assert_non_null(token);
    token[strlen("/unsubscribe/")] = 0;
    assert_string_equal(a.got,
                        "alert to ada@example.org: Dear neighbour,\n\nThere is news of reports of one kind: Litter:\n\n"
                        "2 February 2026: Litter (A-1): reported\nhttps://w.example/reports/A-1\n\n"
                        "See it:\nhttps://w.example/reports/A-1\n\n"
                        "You asked to be told. To hear no more of it: https://w.example/unsubscribe/");
    world_close(&a.w);
}

static result ask_only(struct ctx *ctx, struct db *db, void *with)
{
    struct alerts *a = with;
    return subscription_ask(ctx, db, &a->wish);
}

// Unconfirmed, of another thing, of a case whose words are withheld: nothing.
static void test_nothing(void **state)
{
    static const struct {
        const char *service;
        bool is_confirmed, is_withheld;
    } rows[] = { { "litter", false, false }, { "graffiti", true, false }, { "litter", true, true } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct alerts a = alerts_open(ABOUT_SERVICE, str_from(rows[i].service), OFTEN_AT_ONCE);
        a.is_withheld = rows[i].is_withheld;
        run(&a, rows[i].is_confirmed ? want : ask_only);
        run(&a, report_there);
        run(&a, look);
        run(&a, read_told);
        assert_string_equal(a.got, "");
        world_close(&a.w);
    }
}

// A case that is withheld after it was put on the list is not told of when the message is made.
static result withhold(struct ctx *ctx, struct db *db, void *with)
{
    struct alerts *a = with;
    struct fact_insert_in hidden = fact_new(FACT_WITHHELD, a->w.now, a->w.now);
    hidden.words = STR("a claim");
    result e = fact_of(ctx, db, hidden, a->w.case_id);
    return e ? e : update(ctx, db, &a->w);
}

static void test_withheld_meanwhile(void **state)
{
    struct alerts a = alerts_open(ABOUT_SERVICE, STR("litter"), OFTEN_AT_ONCE);
    (void)state;
    run(&a, want);
    run(&a, report_there);
    run(&a, look);
    run(&a, withhold);
    run(&a, read_told);
    assert_string_equal(a.got, "alert to ada@example.org: nothing|");
    world_close(&a.w);
}

// Within the circle as it lies on the grid of a thousandth of a degree, and not outside it.
static void test_place(void **state)
{
    static const struct {
        const char *latitude, *longitude;
        bool is_told;
    } rows[] = {
        { "51.5000", "-1.5000", true },  { "51.5040", "-1.5000", true },
        { "51.5050", "-1.5000", false }, { "51.5000", "-1.5070", true },
        { "51.5000", "-1.5080", false }, { "51.5100", "-1.5000", false },
        { "-51.500", "-1.5000", false }, { "", "", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct alerts a = alerts_open(ABOUT_PLACE, STR("home"), OFTEN_AT_ONCE);
        a.wish.latitude = 51.5;
        a.wish.longitude = -1.5;
        a.wish.metres = 500;
        a.latitude = rows[i].latitude;
        a.longitude = rows[i].longitude;
        run(&a, want);
        run(&a, report_there);
        run(&a, look);
        run(&a, read_told);
        if ((a.got[0] != 0) != rows[i].is_told)
            fail_msg("%s %s: %s", rows[i].latitude, rows[i].longitude, a.got);
        world_close(&a.w);
    }
}

// On Monday morning one message of all, and none where there is no news.
static void test_weekly(void **state)
{
    struct alerts a = alerts_open(ABOUT_SERVICE, STR("litter"), OFTEN_WEEKLY);
    (void)state;
    run(&a, want);
    run(&a, report_there);
    run(&a, look);
    a.w.now = at("2026-02-04T10:00:00");
    a.w.wanted = "A-2";
    run(&a, report_there);
    run(&a, look);
    run(&a, read_told);
    assert_string_equal(a.got, "");
    a.w.now = at("2026-02-09T07:59:59"); // a Monday
    run(&a, look);
    run(&a, read_told);
    assert_string_equal(a.got, "");
    a.w.now = at("2026-02-09T08:00:00");
    run(&a, look);
    run(&a, read_told);
    assert_non_null(
        strstr(a.got,
               "weekly to ada@example.org: Dear neighbour,\n\nThis week there was news of reports of one kind: "
               "Litter:\n\n2 February 2026: Litter (A-1): reported\nhttps://w.example/reports/A-1\n"
               "4 February 2026: Litter (A-2): reported\nhttps://w.example/reports/A-2\n"));
    size_t once = strlen(a.got);
    run(&a, look);
    a.w.now = at("2026-02-16T08:00:00");
    run(&a, look);
    run(&a, read_told);
    assert_int_equal(strlen(a.got), once);
    world_close(&a.w);
}

static result count(struct ctx *ctx, struct db *db, void *with)
{
    struct alerts *a = with;
    struct person_row_list people;
    result e = query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, a->wish.email },
                                     &people);
    snprintf(a->got, sizeof a->got, "%zu", people.n);
    return e;
}

// What nobody confirms goes after a week, and whoever asked with it.
static void test_expired(void **state)
{
    struct alerts a = alerts_open(ABOUT_SERVICE, STR("litter"), OFTEN_AT_ONCE);
    (void)state;
    run(&a, ask_only);
    a.w.now.second += (int64_t)UNCONFIRMED_DAYS * DAY_SECONDS;
    run(&a, look);
    run(&a, count);
    assert_string_equal(a.got, "1");
    a.w.now.second++;
    run(&a, look);
    run(&a, count);
    assert_string_equal(a.got, "0");
    world_close(&a.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_once),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_withheld_meanwhile),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_weekly),
        cmocka_unit_test(test_expired),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
