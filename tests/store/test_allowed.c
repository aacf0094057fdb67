// A report that is late within what the target allows, and of which nobody said a cause: told so by itself, on the last
// morning of the time that is promised for that; not where too many are late, not where a cause is said first.
#include "store/world.h"

#define CHARTER(share)                                                                                       \
    "# Charter: Room\n\n- Id: room\n- Area: North\n- Between: the council; the residents\n"                  \
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"                      \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                   \
    "- Clock: from report to completion, within 2 working days\n- Target: at least " share                   \
    " each quarter\n- If late: R1\n\n"                                                                       \
    "## Redress R1: One late case\n"                                                                         \
    "- Step 1: the council gives the reason and a new date, automatically within 3 working days\n"

static const char *const HALF[] = { CHARTER("50%"), NULL };
static const char *const MOST[] = { CHARTER("90%"), NULL };

// Of two that are reported on Monday 2 February one is done in time; the other is late from Thursday 5 on, and what is
// promised for that comes by Monday 9.
static void play(struct world *w, const char *const *charters)
{
    world_open(w, charters, "2026-01-05T09:00:00");
    w->wanted = "A-1";
    then(w, "2026-02-02T10:00:00", report);
    then(w, "2026-02-03T10:00:00", finish);
    w->wanted = "A-2";
    then(w, "2026-02-03T11:00:00", report);
}

static result cause_say(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_CAUSE, w->now, w->now);
    fact.name = STR("lorry");
    fact.words = STR("The lorry broke down.");
    result e = fact_of(ctx, db, fact, w->case_id);
    return e ? e : update(ctx, db, w);
}

static result read_steps(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct obligation_row_list rows;
    size_t n = 0;
    result e = query_obligation_of_case(
        ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, w->case_id }, &rows);
    w->got[0] = 0;
    for (size_t i = 0; i < rows.n && !e; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s.%lld %s|", STR_ARGS(rows.at[i].redress),
                              (long long)rows.at[i].step,
                              step_state_words((enum step_state)rows.at[i].state));
    return e;
}

static void test_within(void **state)
{
    static const char told[] =
        "within what is allowed  It is late within what the charter allows: 1 of 2 so far were on time, and at least "
        "50% is promised. Nobody wrote down a cause of its own; ask for it. New date: 13 February 2026|";
    struct world w;
    (void)state;
    play(&w, HALF);
    expect(&w, "2026-02-06T09:00:00", read_reasons,
           ""); // late since midnight: whoever knows the cause says it first
    expect(&w, "2026-02-11T06:30:00", read_reasons,
           ""); // Wednesday 11 is the last day; nobody is told at night
    expect(&w, "2026-02-11T07:30:00", read_reasons, told);
    in_store(&w, read_steps);
    assert_string_equal(w.got, "R1.1 done|");
    expect(&w, "2026-02-12T09:00:00", read_reasons, told);
    world_close(&w);
}

static void test_beyond(void **state)
{
    struct world w;
    (void)state;
    play(&w, MOST);
    expect(&w, "2026-02-11T07:30:00", read_reasons, "");
    expect(&w, "2026-02-16T09:00:00", read_reasons, ""); // somebody has to say why
    in_store(&w, read_steps);
    assert_string_equal(w.got, "R1.1 overdue|");
    world_close(&w);
}

static void test_cause_first(void **state)
{
    struct world w;
    (void)state;
    play(&w, HALF);
    then(&w, "2026-02-09T10:00:00", advance);
    then(&w, "2026-02-09T10:30:00", cause_say);
    expect(&w, "2026-02-11T07:30:00", read_reasons,
           "lorry  The lorry broke down. New date: 13 February 2026|");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_within), cmocka_unit_test(test_beyond),
                                        cmocka_unit_test(test_cause_first) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
