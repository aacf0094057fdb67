// The outbox under a clock, senders and a random that the test moves: a row for each fact that somebody is told of,
// claimed, sent, tried again, given up; nothing twice, nothing lost, nothing by a rebuild.
#include "store/world.h"

#include "app/erase.h"
#include "app/message.h"
#include "app/setting.h"

static const char CHARTER[] =
    "# Charter: Outbox\n\n- Id: outbox\n- Area: Outbox ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the provider tells the person who reported the reason and a new date, automatically within 3 working "
    "days\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

static const struct person ADA = {
    ID_NONE,           STR_INIT("Ada Example"), STR_INIT("ada@example.org"), STR_INIT("07700900001"),
    STR_INIT("1 Row"), STR_INIT("en"),          STR_INIT("email"),           { 0 }
};

static result bind_with(struct ctx *ctx, struct db *db, struct world *w, const char *way, str part)
{
    struct person person = ADA;
    bool is_new;
    person.way = str_from(way);
    result e = person_check(ctx, &person);
    if (!e)
        e = person_add(ctx, db, &person);
    return e ? e
             : person_bind(ctx, db,
                           &(struct case_person_insert_in){ COMMUNITY_FIRST, w->case_id, person.id, part },
                           &is_new);
}

static result bind(struct ctx *ctx, struct db *db, void *with)
{
    return bind_with(ctx, db, with, "email", PART_REPORTER);
}

static result bind_unwilling(struct ctx *ctx, struct db *db, void *with)
{
    return bind_with(ctx, db, with, "none", PART_REPORTER);
}

static result bind_telephone(struct ctx *ctx, struct db *db, void *with)
{
    return bind_with(ctx, db, with, "telephone", PART_REPORTER);
}

static result bind_tenant(struct ctx *ctx, struct db *db, void *with)
{
    return bind_with(ctx, db, with, "email", PART_TENANT);
}

static result declare(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_CAUSE, w->now, w->now);
    fact.document = STR("outbox");
    fact.clause = STR("S1");
    fact.name = STR("Storm");
    fact.words = STR("A storm closed the roads.");
    fact.until = (instant){ w->now.second + 30 * DAY_SECONDS };
    return fact_add(ctx, db, &fact);
}

// Rows as "state attempts next-now error|".
static result read_rows(struct ctx *ctx, struct db *db, void *with)
{
    static const str states[] = { STR_INIT("waiting"), STR_INIT("sending"), STR_INIT("sent"),
                                  STR_INIT("dead") };
    struct world *w = with;
    size_t n = 0;
    result e = OK;
    w->got[0] = 0;
    for (size_t s = 0; s < sizeof states / sizeof *states && !e; s++) {
        struct outbox_row_list rows;
        e = query_outbox_of_state(ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, states[s], 0, 100 },
                                  &rows);
        for (size_t i = 0; i < rows.n && !e; i++)
            n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %lld %lld %.*s|",
                                  STR_ARGS(rows.at[i].state), (long long)rows.at[i].attempts,
                                  (long long)(rows.at[i].next_attempt.second - w->now.second),
                                  STR_ARGS(rows.at[i].last_error));
    }
    return e;
}

static void rows_are(struct world *w, const char *wanted)
{
    in_store(w, read_rows);
    assert_string_equal(w->got, wanted);
}

// One late case with a reporter, told of on Thursday 5 February at 07:01.
static void late_case(struct world *w, action binding)
{
    world_open(w, CHARTERS, "2026-02-02T09:00:00");
    w->wanted = "A-1";
    then(w, "2026-02-02T10:00:00", report);
    in_store(w, binding);
    then(w, "2026-02-03T08:00:00", declare);
    then(w, "2026-02-05T07:01:00", advance);
}

struct postman {
    result answer;
    int calls;
    char keys[40][40];
    char last[2000];
};

static result post(struct ctx *ctx, const struct message *m, void *with)
{
    struct postman *p = with;
    snprintf(p->keys[p->calls++], sizeof p->keys[0], "%.*s", STR_ARGS(m->key));
    snprintf(p->last, sizeof p->last, "%.*s|%.*s|%.*s", STR_ARGS(m->email), STR_ARGS(m->subject),
             STR_ARGS(m->body));
    return p->answer ? (fail)(ctx, p->answer, "the receiver answered 500") : OK;
}

static uint32_t middle(void *of)
{
    return *(uint32_t *)of;
}

static struct outbox_done work(struct world *w, const char *way, struct postman *postman)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    const struct sender sender = { str_from(way), post, postman };
    uint32_t number = 15; // of 31: no jitter in the first wait
    struct outbox_work how = { &sender, 1, middle, &number, NULL };
    struct outbox_done done = { 0 };
    must(&ctx, outbox_run(&ctx, w->store, &how, w->now, &done));
    arena_close(ctx.arena);
    return done;
}

static void test_told_once(void **state)
{
    struct world w;
    (void)state;
    late_case(&w, bind);
    rows_are(&w, "waiting 0 0 |");
    then(&w, "2026-02-05T08:00:00", advance);
    rows_are(&w, "waiting 0 -3540 |");
    world_close(&w);
}

static void test_told_to_nobody(void **state)
{
    static const action unwilling[] = { bind_unwilling, bind_telephone, bind_tenant };
    (void)state;
    for (size_t i = 0; i < sizeof unwilling / sizeof *unwilling; i++) {
        struct world w;
        late_case(&w, unwilling[i]);
        rows_are(&w, "");
        world_close(&w);
    }
}

static void test_sent(void **state)
{
    struct world w;
    struct postman postman = { .answer = OK };
    (void)state;
    late_case(&w, bind);
    assert_int_equal(work(&w, "letter", &postman).sent, 0); // nobody sends e-mail: it waits
    rows_are(&w, "waiting 0 0 |");
    assert_int_equal(work(&w, "email", &postman).sent, 1);
    rows_are(&w, "sent 1 0 |");
    assert_string_equal(
        postman.last,
        "ada@example.org|Your report A-1 is late|Dear Ada Example,\n\nAbout: Litter, reported on 2 February "
        "2026\n\nAbout your report A-1: it is late. "
        "The reason, and what happens now:\n\n    A storm closed the roads. New date: 9 February 2026\n\n"
        "What was promised:\nStandard S1: Litter\n"
        "It is completed within 2 working days of the report, in at least 90 of every 100 cases each quarter.\n");
    assert_int_equal(work(&w, "email", &postman).sent, 0);
    assert_int_equal(postman.calls, 1);
    world_close(&w);
}

static result withhold(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_WITHHELD, w->now, w->now);
    fact.words = STR("a claim");
    result e = fact_of(ctx, db, fact, w->case_id);
    return e ? e : update(ctx, db, w);
}

static void test_withheld(void **state)
{
    struct world w;
    struct postman postman = { .answer = OK };
    (void)state;
    late_case(&w, bind);
    in_store(&w, withhold);
    work(&w, "email", &postman);
    assert_null(strstr(postman.last, "storm"));
    assert_non_null(strstr(postman.last, "There is news about your report A-1."));
    world_close(&w);
}

// Twice as long each time, the same key each time, dead after the last.
static void test_tried_again(void **state)
{
    static const int64_t waits[] = { 60, 105, 195, 375, 735, 1455, 2895 }; // the jitter takes up to a quarter
    struct world w;
    struct postman postman = { .answer = ERR_BUSY };
    char wanted[100];
    (void)state;
    late_case(&w, bind);
    for (int i = 1; i < ATTEMPTS_MAX; i++) {
        assert_int_equal(work(&w, "email", &postman).failed, 1);
        snprintf(wanted, sizeof wanted, "waiting %d %lld the receiver answered 500|", i,
                 (long long)waits[i - 1]);
        rows_are(&w, wanted);
        w.now.second += waits[i - 1] - 1;
        assert_int_equal(work(&w, "email", &postman).failed, 0); // not before its time
        w.now.second++;
    }
    assert_int_equal(work(&w, "email", &postman).dead, 1);
    rows_are(&w, "dead 8 0 the receiver answered 500|");
    w.now.second += 100 * DAY_SECONDS;
    assert_int_equal(work(&w, "email", &postman).sent, 0);
    for (int i = 1; i < postman.calls; i++)
        assert_string_equal(postman.keys[i], postman.keys[0]);
    assert_int_equal(postman.calls, ATTEMPTS_MAX);
    world_close(&w);
}

static void test_refused(void **state)
{
    struct world w;
    struct postman postman = { .answer = ERR_RULE };
    (void)state;
    late_case(&w, bind);
    assert_int_equal(work(&w, "email", &postman).dead, 1);
    rows_are(&w, "dead 1 0 the receiver answered 500|");
    world_close(&w);
}

static result claim_and_die(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return query_outbox_set(
        ctx, db,
        &(struct outbox_set_in){
            COMMUNITY_FIRST, 1, STATE_SENDING, 1, { w->now.second + SENDING_SECONDS }, { 0 }, INSTANT_NONE });
}

static void test_sender_died(void **state)
{
    struct world w;
    struct postman postman = { .answer = OK };
    (void)state;
    late_case(&w, bind);
    in_store(&w, claim_and_die);
    assert_int_equal(work(&w, "email", &postman).sent, 0);
    w.now.second += SENDING_SECONDS - 1;
    assert_int_equal(work(&w, "email", &postman).sent, 0);
    w.now.second++;
    assert_int_equal(work(&w, "email", &postman).sent, 1);
    rows_are(&w, "sent 2 0 |");
    world_close(&w);
}

static void test_sent_by_nobody(void **state)
{
    struct world w;
    struct postman postman = { .answer = OK };
    (void)state;
    late_case(&w, bind);
    w.now.second += WAITING_DAYS * DAY_SECONDS - 1;
    assert_int_equal(work(&w, "letter", &postman).dead, 0);
    w.now.second++;
    assert_int_equal(work(&w, "letter", &postman).dead, 1);
    in_store(&w, read_rows);
    assert_non_null(strstr(w.got, "nobody sends messages of this kind here"));
    world_close(&w);
}

static result demonstration_set(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return setting_write(ctx, db, SETTING_DEMONSTRATION, STR("yes"));
}

// Nothing goes out of one, and nothing has failed.
static void test_demonstration(void **state)
{
    struct world w;
    struct postman postman = { .answer = OK };
    (void)state;
    late_case(&w, bind);
    in_store(&w, demonstration_set);
    w.now.second += 3 * WAITING_DAYS * DAY_SECONDS;
    assert_int_equal(work(&w, "letter", &postman).dead, 0);
    in_store(&w, read_rows);
    assert_memory_equal(w.got, "waiting 0 ", 10);
    assert_int_equal(work(&w, "email", &postman).sent, 1); // a way that is sent is sent
    world_close(&w);
}

static result forget(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct person_row person;
    struct erased out = { 0 };
    struct erasing x = { ctx, db, w->now, STR("on request"), false, false, &out };
    result e = person_asked(
        ctx, db, &(struct person_question){ ID_NONE, STR("ada@example.org"), { 0 }, { 0 } }, &person);
    return e ? e : person_erase(&x, &person, false);
}

static void test_forgotten(void **state)
{
    struct world w;
    struct postman postman = { .answer = OK };
    (void)state;
    late_case(&w, bind);
    in_store(&w, forget);
    rows_are(&w, "");
    assert_int_equal(work(&w, "email", &postman).sent, 0);
    world_close(&w);
}

static result last_fact(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_last_out last;
    bool is_found;
    result e = query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last, &is_found);
    snprintf(w->got, sizeof w->got, "%lld", (long long)last.last);
    return e;
}

static result rebuild(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return derived_rebuild(ctx, db, w->now);
}

// Late, with a cause, and nobody told yet: a rebuild leaves that to the clock.
static void test_rebuild_sends_nothing(void **state)
{
    struct world w;
    char before[sizeof w.got];
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-02-02T10:00:00", report);
    in_store(&w, bind);
    then(&w, "2026-02-03T08:00:00", declare);
    in_store(&w, last_fact);
    memcpy(before, w.got, sizeof before);
    then(&w, "2026-02-09T12:00:00", rebuild);
    in_store(&w, last_fact);
    assert_string_equal(w.got, before);
    rows_are(&w, "");
    in_store(&w, advance);
    rows_are(&w, "waiting 0 0 |");
    in_store(&w, rebuild);
    rows_are(&w, "waiting 0 0 |");
    world_close(&w);
}

static result dues_move(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct finding_running_out_list dues;
    const struct zone *zone;
    int64_t n = 0;
    result e = dues_read(ctx, db, &dues);
    for (size_t i = 0; i < dues.n; i++)
        dues.at[i].due.second -= DAY_SECONDS; // as if they had been a day earlier before
    if (!e)
        e = zone_load(ctx, STR("Europe/London"), &zone);
    struct moving moving = { &dues, zone, w->now, w->now, STR("4 February 2026 is now a holiday (Test)") };
    return e ? e : dues_moved_record(ctx, db, &moving, &n);
}

static void test_moved(void **state)
{
    struct world w;
    struct postman postman = { .answer = OK };
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-02-02T10:00:00", report);
    in_store(&w, bind);
    in_store(&w, dues_move);
    rows_are(&w, "waiting 0 0 |");
    work(&w, "email", &postman);
    assert_non_null(strstr(postman.last, "Due by the end of 4 February 2026 instead of 3 February 2026"));
    world_close(&w);
}

static void test_waits(void **state)
{
    (void)state;
    assert_int_equal(outbox_wait(1, 0), 45);
    assert_int_equal(outbox_wait(1, 30), 75);
    assert_int_equal(outbox_wait(1, 31), 45);
    assert_int_equal(outbox_wait(50, 0), 6 * 3600 - 5400);
    assert_int_equal(outbox_wait(50, UINT32_MAX) <= 6 * 3600 + 5400, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_told_once),     cmocka_unit_test(test_told_to_nobody),
        cmocka_unit_test(test_sent),          cmocka_unit_test(test_withheld),
        cmocka_unit_test(test_tried_again),   cmocka_unit_test(test_refused),
        cmocka_unit_test(test_sender_died),   cmocka_unit_test(test_sent_by_nobody),
        cmocka_unit_test(test_forgotten),     cmocka_unit_test(test_rebuild_sends_nothing),
        cmocka_unit_test(test_moved),         cmocka_unit_test(test_waits),
        cmocka_unit_test(test_demonstration),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
