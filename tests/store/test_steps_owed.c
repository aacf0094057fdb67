// Who owes a step of redress hears of it: once before it is due, once when it is late, in one message a day for all,
// and only whoever may answer for that body.
#include "store/people.h"

#include "app/steps_remind.h"

static const char CHARTER[] =
    "# Charter: Owing\n\n- Id: owing\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the provider gives the reason and a new date, automatically within 3 working days\n"
    "- Step 2: the council apologises, within 5 working days\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n"
    "- Step 1: the council writes why, within 20 working days\n- If not done: call-for-action G1\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

// Of two wards: what is not done for one late report is offered to whoever sits for the ward where it lies.
static const char WARDS[] =
    "# Charter: Two wards\n\n- Id: wards\n- Area: North; South\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the council writes why, within 3 working days\n- If not done: call-for-action G1\n";

static const char *const WARDS_ALONE[] = { WARDS, NULL };

#define REASON "the council gives the reason and a new date, automatically within 3 working days"

static const struct somebody PEOPLE[] = {
    { "Ada", "service officer", "the council", "", "", false, true },
    { "Ben", "service officer", "the council", "", "litter", false, false },
    { "Cat", "service officer", "the council", "", "bins", false, false },
    { "Dan", "service officer", "the council", "South", "", false, false },
    { "Eve", "service officer", "the water company", "", "", false, false },
    { "Fay", "service officer", "the council", "", "", true, false },
    { "Gus", "scrutiny officer", "", "", "", false, false },
    { "Hal", "councillor", "", "North", "", false, false },
    { "Ina", "councillor", "", "South", "", false, false },
    { .name = NULL },
};

static result people(struct ctx *ctx, struct db *db, void *with)
{
    const struct world *w = with;
    return people_put(ctx, db, PEOPLE, w->now);
}

static result remind(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    const struct zone *zone;
    result e = advance(ctx, db, w);
    if (!e)
        e = zone_load(ctx, STR("Europe/London"), &zone);
    return e ? e : steps_remind(ctx, db, zone, w->now);
}

// What is told then, and was not before.
static void tells(struct world *w, const char *now, const char *wanted)
{
    then(w, now, remind);
    in_store(w, told_read);
    assert_string_equal(w->got, wanted);
}

static void report_at(struct world *w, const char *reference, const char *now)
{
    w->wanted = reference;
    then(w, now, report);
}

#define SOON(path, line) "steps-owed link: " path "\ncount: 1\nsoon: - " line "\nlate: |"
#define LATE(path, line) "steps-owed link: " path "\ncount: 1\nsoon: \nlate: - " line "|"

// Two late reports are one line; late on the morning after, with what begins then when its own time comes.
static void test_of_cases(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    in_store(&w, people);
    report_at(&w, "A-1", "2026-02-02T10:00:00"); // a Monday: late on Thursday 5, the step due by Tuesday 10
    report_at(&w, "A-2", "2026-02-02T11:00:00");
    tells(&w, "2026-02-05T09:00:00", "");
    tells(&w, "2026-02-06T07:59:00", ""); // the first hour of work
#define SOON_TWO SOON("/work/steps", "10/02/2026: Owing, S1 Litter: 2 × " REASON)
    tells(&w, "2026-02-06T08:01:00", "Ada " SOON_TWO "Ben " SOON_TWO);
    tells(&w, "2026-02-06T16:00:00", ""); // once a day
    tells(&w, "2026-02-09T08:01:00", ""); // and once for each step
    tells(&w, "2026-02-10T08:01:00", "");
#define LATE_TWO LATE("/work/steps", "10/02/2026: Owing, S1 Litter: 2 × " REASON)
    tells(&w, "2026-02-11T08:01:00", "Ada " LATE_TWO "Ben " LATE_TWO);
    tells(&w, "2026-02-12T08:01:00", "");
    world_close(&w);
}

// What is late since Friday's end is told on Monday; what nobody looked for meanwhile is not lost.
static void test_weekend_and_outage(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-02-02T09:00:00");
    in_store(&w, people);
    report_at(&w, "A-1", "2026-02-05T10:00:00"); // late on Tuesday 10, the step due by Friday 13
    tells(&w, "2026-02-06T09:00:00", "");
#define SOON_ONE SOON("/work/steps", "13/02/2026: Owing, S1 Litter: 1 × " REASON)
    tells(&w, "2026-02-11T09:00:00", "Ada " SOON_ONE "Ben " SOON_ONE);
    tells(&w, "2026-02-14T09:00:00", ""); // a Saturday
    tells(&w, "2026-02-15T09:00:00", "");
#define LATE_ONE LATE("/work/steps", "13/02/2026: Owing, S1 Litter: 1 × " REASON)
    tells(&w, "2026-02-16T09:00:00", "Ada " LATE_ONE "Ben " LATE_ONE);
#define SORRY_ONE                                                                                            \
    LATE("/work/steps", "20/02/2026: Owing, S1 Litter: 1 × the council apologises, within 5 working days")
    // step 2 ran from the 14th to the 20th: nobody looked for a month
    tells(&w, "2026-03-16T09:00:00", "Ada " SORRY_ONE "Ben " SORRY_ONE);
    world_close(&w);
}

// Of a missed target: no number of reports, and the register is where it stands. 25 May is a bank holiday.
static void test_of_target(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-01-05T09:00:00");
    in_store(&w, people);
    report_at(&w, "A-1", "2026-03-02T10:00:00");
    then(&w, "2026-03-09T10:00:00", finish);
    then(&w, "2026-04-01T08:00:00", remind); // the quarter's figure is provisional; of the case all is late
    then(&w, "2026-04-27T08:00:00", remind); // confirmed: 20 working days from here are over with 27 May
    in_store(&w, told_read);
    tells(&w, "2026-05-21T08:00:00", "");
#define OF_TARGET "27/05/2026: Owing, S1 Litter: the council writes why, within 20 working days"
    tells(&w, "2026-05-22T08:00:00",
          "Ada " SOON("/work/steps", OF_TARGET) "Ben " SOON("/work/steps", OF_TARGET));
    tells(&w, "2026-05-26T08:00:00", "");
    tells(
        &w, "2026-05-28T08:00:00",
        "Ada " LATE("/work/steps", OF_TARGET) "Ben " LATE(
            "/work/steps", OF_TARGET) "Hal steps-offered link: /redress\ncount: 1\nsoon: \nlate: - " OF_TARGET
                                      " (call-for-action G1)|"); // of that area
    tells(&w, "2026-05-29T08:00:00", "");
    world_close(&w);
}

// "A-1" in North, all others in South.
static result report_somewhere(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_AREA, w->now, w->now);
    result e = report(ctx, db, with);
    fact.value = str_equal(str_from(w->wanted), STR("A-1")) ? STR("North") : STR("South");
    if (!e)
        e = fact_of(ctx, db, fact, w->case_id);
    return e ? e : update(ctx, db, w);
}

// Three reports late, two of them in South: Ina hears of those, and Hal, who sits for North, of the other.
static void test_offered_where_it_lies(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, WARDS_ALONE, "2026-02-02T09:00:00");
    in_store(&w, people);
    for (size_t i = 0; i < 3; i++) { // late on Thursday 5, the step due by Tuesday 10
        w.wanted = (const char *const[]){ "A-1", "A-2", "A-3" }[i];
        then(&w, "2026-02-02T10:00:00", report_somewhere);
    }
    then(&w, "2026-02-06T08:01:00", remind);
    in_store(&w, told_read);
#define LATE_THREE LATE("/work/steps", "10/02/2026: Two wards, S1 Litter: 3" WRITES)
#define WRITES " × the council writes why, within 3 working days"
#define OFFERED(n)                                                                                           \
    "steps-offered link: /redress\ncount: 1\nsoon: \nlate: - 10/02/2026: Two wards, S1 Litter: " n WRITES    \
    " (call-for-action G1)|"
    tells(&w, "2026-02-11T08:01:00",
          "Ada " LATE_THREE "Ben " LATE_THREE "Hal " OFFERED("1") "Ina " OFFERED("2"));
    tells(&w, "2026-02-12T08:01:00", ""); // once
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_of_cases),
                                        cmocka_unit_test(test_weekend_and_outage),
                                        cmocka_unit_test(test_of_target),
                                        cmocka_unit_test(test_offered_where_it_lies) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
