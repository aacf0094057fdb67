// Whoever may say that something is published hears two weeks before its period ends that it is not there yet: once for
// each period, and not once it is there.
#include "store/people.h"

#include "app/information_due.h"

static const char *const CHARTERS[] = {
    "# Charter: Notices\n\n- Id: notices\n- Area: North\n- Between: the parish; the council; the residents\n"
    "- In force: 1 January 2026 to 30 June 2027\n- Calendar: england-and-wales\n\n"
    "## Information I1: What was spent\n- Provider: the parish\n- Publish: what was spent\n"
    "- Count: at least 1 account each quarter\n\n"
    "## Information I2: The works\n- Provider: the council\n- Publish: the works, 28 days before\n\n"
    "## Commitment C1: We walk\n- By: the residents\n- Count: at least 1 walk each quarter\n",
    NULL
};

static const struct somebody PEOPLE[] = {
    { "Ada", "parish clerk", "the parish", "", "", false, true },
    { "Ben", "service officer", "the council", "", "", false, false },
    { "Cat", "service officer", "the parish", "South", "", false, false },
    { "Dan", "service officer", "the parish", "", "", true, false },
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
    result e = derived_ensure(ctx, db, w->now);
    if (!e)
        e = zone_load(ctx, STR("Europe/London"), &zone);
    return e ? e : information_remind(ctx, db, zone, w->now);
}

static result publish(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_BOUND, w->now, w->now);
    fact.document = STR("notices");
    fact.clause = STR("I1");
    fact.name = STR("notices-I1-1");
    fact.value = STR("1");
    result e = fact_open(ctx, db, fact, &w->case_id);
    return e ? e : update(ctx, db, w);
}

static void tells(struct world *w, const char *now, const char *wanted)
{
    then(w, now, remind);
    in_store(w, told_read);
    assert_string_equal(w->got, wanted);
}

#define ADA(day, figures)                                                                                    \
    "Ada information-due link: /charters/notices/I1/log\nwhat: Notices: I1 What was spent\nparty: the "      \
    "parish\nuntil: " day "\nuntil_figures: " figures "|"

static void test_told(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-01-01T09:00:00");
    in_store(&w, people);
    tells(&w, "2026-03-16T12:00:00", ""); // 15 days before
    tells(&w, "2026-03-17T07:59:00", "");
    tells(&w, "2026-03-17T08:00:00", ADA("31 March 2026", "31/03/2026"));
    tells(&w, "2026-03-17T08:01:00", "");
    tells(&w, "2026-03-18T08:00:00", ""); // once
    then(&w, "2026-04-20T10:00:00", publish);
    tells(&w, "2026-06-17T09:00:00", ""); // it is there
    tells(&w, "2026-09-15T09:00:00", "");
    tells(&w, "2026-09-20T09:00:00",
          ADA("30 September 2026", "30/09/2026")); // the clock stood still for some days
    tells(&w, "2027-09-20T09:00:00", "");          // it is over
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_told) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
