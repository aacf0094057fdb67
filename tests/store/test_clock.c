// What the clock does by itself, under a clock that the test moves: a late case gets its reason and new date, a period
// that is over its figures, a miss its redress; nothing twice, nothing before its time.
#include "store/world.h"

static const char CHARTER[] =
    "# Charter: Clock\n\n- Id: clock\n- Area: Clock ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the provider tells the person who reported the reason and a new date, automatically within 3 working "
    "days\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n"
    "- Step 1: the council writes why, within 20 working days\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

static result declare(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_CAUSE, w->now, w->now);
    fact.document = STR("clock");
    fact.clause = STR("S1");
    fact.name = STR("Storm");
    fact.words = STR("A storm closed the roads.");
    fact.until = (instant){ w->now.second + 7 * DAY_SECONDS };
    return fact_add(ctx, db, &fact);
}

static void test_reason(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-02-02T10:00:00", report); // a Monday: due by the end of Wednesday 4 February
    then(&w, "2026-02-03T08:00:00", declare);
    expect(&w, "2026-02-04T23:00:00", read_reasons, "");
    expect(&w, "2026-02-05T00:30:00", read_reasons, ""); // late, but nobody is told at night
    expect(&w, "2026-02-05T07:01:00", read_reasons,
           "Storm  A storm closed the roads. New date: 9 February 2026|");
    expect(&w, "2026-02-05T08:00:00", read_reasons,
           "Storm  A storm closed the roads. New date: 9 February 2026|");
    w.wanted = "A-2"; // a second one, late by the same cause: it is explained too
    then(&w, "2026-02-05T10:00:00", report);
    expect(&w, "2026-02-10T08:00:00", read_reasons,
           "Storm  A storm closed the roads. New date: 9 February 2026|"
           "Storm  A storm closed the roads. New date: 12 February 2026|");
    w.wanted = "A-3"; // past the cause: no reason is made up
    then(&w, "2026-02-10T10:00:00", report);
    then(&w, "2026-02-20T10:00:00", advance);
    char before[sizeof w.got];
    memcpy(before, w.got, sizeof before);
    in_store(&w, read_reasons);
    assert_string_equal(w.got, before);
    world_close(&w);
}

static void test_cause_told_later(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-02-03T10:00:00", report);
    then(&w, "2026-02-03T11:00:00", declare);
    expect(&w, "2026-02-09T09:00:00", read_reasons,
           "Storm  A storm closed the roads. New date: 11 February 2026|");
    world_close(&w);
}

static void test_published(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-03-02T10:00:00", report);
    then(&w, "2026-03-09T10:00:00", finish);
    expect(&w, "2026-03-31T22:30:00", read_published, ""); // the quarter's last evening
    expect(&w, "2026-03-31T23:30:00", read_published,      // past midnight in London
           "provisional missed 0 of 1. Counted when the period was over.|");
    in_store(&w, read_openings);
    assert_string_equal(w.got, ""); // provisional: nothing follows yet
    expect(&w, "2026-04-10T12:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|");
    // 15 working days after 1 April, with Good Friday and Easter Monday: the end of 24 April
    expect(&w, "2026-04-24T20:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|");
    in_store(&w, read_openings);
    assert_string_equal(w.got, "");
    expect(&w, "2026-04-24T23:10:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|"
           "confirmed missed 0 of 1. Nobody corrected it in 15 working days.|");
    in_store(&w, read_openings);
    assert_string_equal(w.got, "S1 step 1|"); // STEP_OPEN
    expect(&w, "2026-04-25T12:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|"
           "confirmed missed 0 of 1. Nobody corrected it in 15 working days.|");
    then(&w, "2026-06-20T12:00:00", advance);
    in_store(&w, read_openings);
    assert_string_equal(w.got, "S1 step 4|"); // STEP_OVERDUE
    world_close(&w);
}

// Nobody looked for months: even then it is provisional first. What ended before the charter was here binds nobody.
static void test_published_late(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-05-04T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-05-05T10:00:00", report);
    expect(&w, "2026-11-02T09:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|"
           "provisional no_cases 0 of 0. Counted when the period was over.|");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reason),
        cmocka_unit_test(test_cause_told_later),
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_published_late),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
