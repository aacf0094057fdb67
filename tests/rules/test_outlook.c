// How a period will come out if it goes on as it began: worked by hand.
#include "rules/outlook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct ask NINETY = { BOUND_AT_LEAST, { 90, 0 } };

static date day(int month, int d)
{
    return date_from_civil((struct civil){ 2026, month, d });
}

// The fourth quarter of 2026 has 92 days; on 15 November half of them are over.
static const struct {
    struct counts c; // on time, late, not yet due
    enum outlook_state state;
    int64_t expected, allowed;
    int month, day; // on which it runs out
} ROWS[] = {
    { { .on_time = 24, .late = 2 }, OUTLOOK_STEADY, 52, 5, 0, 0 },
    { { .on_time = 20, .late = 4, .not_yet_due = 2 },
      OUTLOOK_RUNS_OUT,
      52,
      5,
      12,
      8 },                                                             // 6 x 46 / 4 = 69th day
    { { .on_time = 21, .late = 5 }, OUTLOOK_RUNS_OUT, 52, 5, 11, 25 }, // 6 x 46 / 5 = 55.2
    { { .on_time = 20, .late = 6 }, OUTLOOK_OVER, 52, 5, 0, 0 },
    { { .on_time = 4 }, OUTLOOK_FULL, 8, 0, 0, 0 }, // of eight none may be late, and none is
    { { .on_time = 26 }, OUTLOOK_STEADY, 52, 5, 0, 0 },
    { { .excluded = 3 }, OUTLOOK_NONE, 0, 0, 0, 0 },
};

static void test_by_hand(void **state)
{
    (void)state;
    struct span quarter = { day(10, 1), day(12, 31) };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct outlook o = outlook_of(NINETY, &ROWS[i].c, quarter, day(11, 15));
        date wanted = ROWS[i].month ? day(ROWS[i].month, ROWS[i].day) : DATE_NONE;
        if (o.state != ROWS[i].state || o.expected != ROWS[i].expected || o.allowed != ROWS[i].allowed ||
            o.runs_out.day != wanted.day)
            fail_msg("row %zu: state %d, %lld of %lld, day %d", i, (int)o.state, (long long)o.allowed,
                     (long long)o.expected, (int)(o.runs_out.day - quarter.from.day + 1));
    }
}

static void test_edges(void **state)
{
    (void)state;
    struct span quarter = { day(10, 1), day(12, 31) };
    struct counts c = { .on_time = 9, .late = 1 };
    const struct ask every = ASK_EVERY_CASE, at_most = { BOUND_AT_MOST, { 10, 0 } };
    assert_int_equal(outlook_of(NINETY, &c, quarter, day(12, 31)).state, OUTLOOK_NONE);
    assert_int_equal(outlook_of(NINETY, &c, quarter, day(9, 30)).state, OUTLOOK_NONE);
    assert_int_equal(outlook_of(at_most, &c, quarter, day(11, 15)).state, OUTLOOK_NONE);
    assert_int_equal(outlook_of(every, &c, quarter, day(11, 15)).state, OUTLOOK_OVER);
    c.late = 0;
    assert_int_equal(outlook_of(every, &c, quarter, day(11, 15)).state, OUTLOOK_FULL);
    assert_int_equal(outlook_of(NINETY, &c, (struct span){ day(10, 1), DATE_NONE }, day(11, 15)).state,
                     OUTLOOK_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_by_hand), cmocka_unit_test(test_edges) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
