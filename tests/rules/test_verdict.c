// The table of verdicts in docs/commands.md, every line of it.
#include "rules/verdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define ASK90                                                                                                \
    {                                                                                                        \
        BOUND_AT_LEAST,                                                                                      \
        {                                                                                                    \
            90, 0                                                                                            \
        }                                                                                                    \
    }
#define EVERY                                                                                                \
    {                                                                                                        \
        BOUND_AT_LEAST,                                                                                      \
        {                                                                                                    \
            100, 0                                                                                           \
        }                                                                                                    \
    }

static const struct {
    struct ask ask;
    struct counts c; // on time, late, not yet due, not known, excluded
    bool is_over;
    enum verdict expected;
    const char *note;
} SHARES[] = {
    // 1. the period is over and there are no cases
    { ASK90, { 0, 0, 0, 0, 0 }, true, VERDICT_NO_CASES, "over, nothing happened" },
    { ASK90, { 0, 0, 0, 0, 7 }, true, VERDICT_NO_CASES, "over, only excluded cases" },
    { EVERY, { 0, 0, 0, 0, 0 }, true, VERDICT_NO_CASES, "over, nothing happened, every case" },
    // 2. nothing is settled
    { ASK90, { 0, 0, 0, 0, 0 }, false, VERDICT_NOT_YET_DUE, "running, nothing happened" },
    { ASK90, { 0, 0, 5, 0, 0 }, false, VERDICT_NOT_YET_DUE, "running, all open in time" },
    { ASK90, { 0, 0, 5, 0, 0 }, true, VERDICT_NOT_YET_DUE, "over, all open in time" },
    // 3. over, kept whatever the open and unknown ones turn out to be
    { ASK90, { 9, 1, 0, 0, 0 }, true, VERDICT_KEPT, "exactly nine of ten" },
    { ASK90, { 90, 9, 1, 0, 0 }, true, VERDICT_KEPT, "kept though the open one were late" },
    { ASK90, { 90, 9, 0, 1, 0 }, true, VERDICT_KEPT, "kept though the unknown one were late" },
    { EVERY, { 5, 0, 0, 0, 3 }, true, VERDICT_KEPT, "every case, excluded ones do not count" },
    // 3. over, missed whatever they turn out to be
    { ASK90, { 8, 2, 0, 0, 0 }, true, VERDICT_MISSED, "eight of ten" },
    { ASK90, { 88, 11, 1, 0, 0 }, true, VERDICT_MISSED, "missed though the open one were in time" },
    { ASK90, { 88, 11, 0, 1, 0 }, true, VERDICT_MISSED, "missed though the unknown one were in time" },
    { EVERY, { 99, 1, 0, 0, 0 }, true, VERDICT_MISSED, "every case, one late" },
    { EVERY, { 0, 1, 0, 0, 0 }, true, VERDICT_MISSED, "every case, the only one late" },
    // 4. over, nothing open, the unknown ones decide
    { ASK90, { 89, 10, 0, 1, 0 }, true, VERDICT_NOT_KNOWN, "the unknown one decides" },
    { ASK90, { 0, 0, 0, 3, 0 }, true, VERDICT_NOT_KNOWN, "all unknown" },
    // 5. over, but open cases can still decide: so far
    { ASK90, { 90, 9, 2, 0, 0 }, true, VERDICT_ON_COURSE, "so far 90 of 99" },
    { ASK90, { 88, 10, 3, 0, 0 }, true, VERDICT_AT_RISK, "so far 88 of 98, could still reach 91 of 101" },
    { ASK90, { 89, 9, 1, 1, 0 }, true, VERDICT_NOT_KNOWN, "89 of 99 fails, 90 of 99 passes" },
    // 5. running: never yet kept or missed
    { ASK90, { 10, 0, 0, 0, 0 }, false, VERDICT_ON_COURSE, "running, all in time" },
    { ASK90, { 9, 1, 4, 0, 0 }, false, VERDICT_ON_COURSE, "running, exactly nine of ten settled" },
    { ASK90, { 8, 2, 40, 0, 0 }, false, VERDICT_AT_RISK, "running, eight of ten settled" },
    { ASK90, { 8, 1, 4, 1, 0 }, false, VERDICT_NOT_KNOWN, "8 of 10 fails, 9 of 10 passes" },
    { ASK90, { 19, 0, 0, 1, 0 }, false, VERDICT_ON_COURSE, "19 of 20 passes though the unknown were late" },
    { EVERY, { 0, 1, 0, 0, 0 }, false, VERDICT_AT_RISK, "running, every case, one late" },
    // whole numbers: no rounding decides
    { { BOUND_AT_LEAST, { 333, 1 } }, { 1, 2, 0, 0, 0 }, true, VERDICT_KEPT, "1 of 3 is at least 33.3%" },
    { { BOUND_AT_LEAST, { 3334, 2 } },
      { 1, 2, 0, 0, 0 },
      true,
      VERDICT_MISSED,
      "1 of 3 is not at least 33.34%" },
    { { BOUND_MORE_THAN, { 90, 0 } },
      { 9, 1, 0, 0, 0 },
      true,
      VERDICT_MISSED,
      "nine of ten is not more than 90%" },
    { ASK90, { 899999999, 100000001, 0, 0, 0 }, true, VERDICT_MISSED, "one in a thousand million short" },
    // "at most": the worst case is the other way round
    { { BOUND_AT_MOST, { 50, 0 } }, { 5, 5, 0, 0, 0 }, true, VERDICT_KEPT, "half is at most half" },
    { { BOUND_AT_MOST, { 50, 0 } },
      { 5, 5, 0, 1, 0 },
      true,
      VERDICT_NOT_KNOWN,
      "5 of 11 passes, 6 of 11 fails" },
    { { BOUND_UNDER, { 50, 0 } }, { 5, 5, 0, 0, 0 }, true, VERDICT_MISSED, "half is not under half" },
};

static void test_shares(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SHARES / sizeof *SHARES; i++) {
        enum verdict got = verdict_share(SHARES[i].ask, &SHARES[i].c, SHARES[i].is_over);
        if (got != SHARES[i].expected)
            fail_msg("%s: %s, expected %s", SHARES[i].note, verdict_code(got),
                     verdict_code(SHARES[i].expected));
    }
}

// The words of the table, taken literally: every way the open and the unknown ones may turn out is tried.
struct tries {
    int passes, fails;
};

static bool naive_passes(enum bound bound, int percent, int part, int whole)
{
    int left = part * 100, right = percent * whole;
    switch (bound) {
    case BOUND_AT_LEAST:
        return left >= right;
    case BOUND_AT_MOST:
        return left <= right;
    case BOUND_MORE_THAN:
        return left > right;
    default:
        return left < right;
    }
}

// With `open` cases and `unknown` ones, each of which may be on time or late.
static struct tries naive_try(struct ask ask, const struct counts *c, int open)
{
    struct tries t = { 0, 0 };
    int percent = (int)ask.number.digits, k = (int)c->on_time, u = (int)c->not_known;
    int whole = k + (int)c->late + open + u;
    for (unsigned way = 0; way < 1u << (open + u); way++)
        if (naive_passes(ask.bound, percent, k + __builtin_popcount(way), whole))
            t.passes++;
        else
            t.fails++;
    return t;
}

static enum verdict naive_share(struct ask ask, const struct counts *c, bool is_over)
{
    int o = (int)c->not_yet_due;
    if (is_over && c->on_time == 0 && c->late == 0 && o == 0 && c->not_known == 0)
        return VERDICT_NO_CASES;
    if (c->on_time == 0 && c->late == 0 && c->not_known == 0)
        return VERDICT_NOT_YET_DUE;
    if (is_over) {
        struct tries all = naive_try(ask, c, o);
        if (!all.fails)
            return VERDICT_KEPT;
        if (!all.passes)
            return VERDICT_MISSED;
        if (o == 0)
            return VERDICT_NOT_KNOWN;
    }
    struct tries so_far = naive_try(ask, c, 0);
    return !so_far.fails ? VERDICT_ON_COURSE : !so_far.passes ? VERDICT_AT_RISK : VERDICT_NOT_KNOWN;
}

static void share_against_naive(struct ask ask, const struct counts *c)
{
    for (int over = 0; over < 2; over++) {
        enum verdict got = verdict_share(ask, c, over), expected = naive_share(ask, c, over);
        if (got != expected)
            fail_msg("%s %lld%%, %lld on time, %lld late, %lld open, %lld unknown, %s: %s, expected %s",
                     bound_name(ask.bound), (long long)ask.number.digits, (long long)c->on_time,
                     (long long)c->late, (long long)c->not_yet_due, (long long)c->not_known,
                     over ? "over" : "running", verdict_code(got), verdict_code(expected));
    }
}

static void test_shares_against_every_outcome(void **state)
{
    static const int percents[] = { 0, 1, 33, 50, 67, 75, 90, 99, 100 };
    static const enum bound bounds[] = { BOUND_AT_LEAST, BOUND_AT_MOST, BOUND_MORE_THAN, BOUND_UNDER };
    (void)state;
    for (int way = 0; way < 7 * 7 * 7 * 7; way++) {
        struct counts c = { way % 7, way / 7 % 7, way / 49 % 7, way / 343, 3 };
        for (size_t b = 0; b < sizeof bounds / sizeof *bounds; b++)
            for (size_t p = 0; p < sizeof percents / sizeof *percents; p++)
                share_against_naive((struct ask){ bounds[b], { percents[p], 0 } }, &c);
    }
}

#define LEAST25                                                                                              \
    {                                                                                                        \
        BOUND_AT_LEAST,                                                                                      \
        {                                                                                                    \
            25, 0                                                                                            \
        }                                                                                                    \
    }
#define MOST8                                                                                                \
    {                                                                                                        \
        BOUND_AT_MOST,                                                                                       \
        {                                                                                                    \
            8, 0                                                                                             \
        }                                                                                                    \
    }

static const struct {
    struct ask ask;
    int64_t counted, unknown;
    bool is_over;
    enum verdict expected;
    const char *note;
} COUNTS[] = {
    { LEAST25, 25, 0, false, VERDICT_KEPT, "reached: nothing later can change it" },
    { LEAST25, 25, 0, true, VERDICT_KEPT, "reached and over" },
    { LEAST25, 24, 0, true, VERDICT_MISSED, "one short and over" },
    { LEAST25, 24, 1, true, VERDICT_NOT_KNOWN, "the unknown one decides" },
    { LEAST25, 24, 0, false, VERDICT_AT_RISK, "so far short" },
    { LEAST25, 24, 1, false, VERDICT_NOT_KNOWN, "so far short without the unknown one" },
    { LEAST25, 0, 0, false, VERDICT_NOT_YET_DUE, "nothing yet" },
    { LEAST25, 0, 0, true, VERDICT_MISSED, "nothing, and over" },
    { MOST8, 8, 0, false, VERDICT_ON_COURSE, "at the limit, more may come" },
    { MOST8, 8, 0, true, VERDICT_KEPT, "at the limit and over" },
    { MOST8, 9, 0, false, VERDICT_MISSED, "passed: nothing later can change it" },
    { MOST8, 9, 0, true, VERDICT_MISSED, "passed and over" },
    { MOST8, 8, 1, true, VERDICT_NOT_KNOWN, "the unknown one decides" },
    { MOST8, 0, 0, true, VERDICT_KEPT, "none at all is at most eight" },
    { { BOUND_MORE_THAN, { 2, 0 } }, 2, 0, true, VERDICT_MISSED, "two is not more than two" },
    { { BOUND_UNDER, { 2, 0 } }, 2, 0, false, VERDICT_MISSED, "two is not under two" },
};

static void test_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS; i++) {
        enum verdict got = verdict_count(COUNTS[i].ask, COUNTS[i].counted, COUNTS[i].unknown,
                                         COUNTS[i].is_over);
        if (got != COUNTS[i].expected)
            fail_msg("%s: %s, expected %s", COUNTS[i].note, verdict_code(got),
                     verdict_code(COUNTS[i].expected));
    }
}

// Of cases asked for an average of at most 5 or of at least 5: how many took how long in all, and the least that those
// overdue and those that are open have taken so far.
static const struct {
    enum bound bound;
    struct counts c;
    int64_t n, done, overdue, open;
    bool is_over;
    enum verdict expected;
    const char *note;
} MEASURES[] = {
    { BOUND_AT_MOST, { 4, 0, 0, 0, 0 }, 4, 20, 0, 0, true, VERDICT_KEPT, "exactly five days" },
    { BOUND_AT_MOST, { 4, 0, 0, 0, 0 }, 4, 21, 0, 0, true, VERDICT_MISSED, "over five days" },
    { BOUND_UNDER, { 4, 0, 0, 0, 0 }, 4, 20, 0, 0, true, VERDICT_MISSED, "five is not under five" },
    { BOUND_AT_MOST, { 4, 0, 1, 0, 0 }, 4, 20, 0, 1, true, VERDICT_ON_COURSE, "over, one still open" },
    { BOUND_AT_MOST,
      { 4, 0, 1, 0, 0 },
      4,
      24,
      0,
      1,
      true,
      VERDICT_AT_RISK,
      "over, 25 of 5 is not yet too much" },
    { BOUND_AT_MOST,
      { 4, 0, 1, 0, 0 },
      4,
      24,
      0,
      2,
      true,
      VERDICT_MISSED,
      "over, 26 of 5 is, whenever it ends" },
    { BOUND_AT_MOST,
      { 0, 0, 1, 0, 0 },
      0,
      0,
      0,
      6,
      true,
      VERDICT_MISSED,
      "over, the only one open too long" },
    { BOUND_AT_MOST,
      { 0, 0, 1, 0, 0 },
      0,
      0,
      0,
      5,
      true,
      VERDICT_NOT_YET_DUE,
      "over, the only one still open" },
    { BOUND_AT_MOST, { 4, 0, 1, 0, 0 }, 4, 24, 0, 9, false, VERDICT_AT_RISK, "running, too slow so far" },
    { BOUND_AT_MOST, { 4, 1, 0, 0, 0 }, 4, 4, 11, 0, true, VERDICT_NOT_KNOWN, "one overdue is not done" },
    { BOUND_AT_MOST, { 4, 1, 0, 0, 0 }, 4, 4, 22, 0, true, VERDICT_MISSED, "one overdue, too long already" },
    { BOUND_AT_MOST, { 4, 1, 0, 0, 0 }, 4, 4, 11, 0, false, VERDICT_NOT_KNOWN, "running, one overdue" },
    { BOUND_AT_MOST,
      { 4, 1, 9, 0, 0 },
      4,
      4,
      22,
      0,
      false,
      VERDICT_AT_RISK,
      "running, one overdue too long" },
    { BOUND_AT_MOST, { 4, 0, 0, 1, 0 }, 4, 16, 0, 0, true, VERDICT_NOT_KNOWN, "one unknown" },
    { BOUND_AT_MOST,
      { 4, 0, 0, 1, 0 },
      4,
      26,
      0,
      0,
      true,
      VERDICT_MISSED,
      "one unknown can't help any more" },
    { BOUND_AT_MOST, { 4, 0, 0, 1, 0 }, 4, 26, 0, 0, false, VERDICT_AT_RISK, "running, likewise" },
    { BOUND_AT_MOST, { 4, 0, 0, 0, 0 }, 3, 15, 0, 0, true, VERDICT_NOT_KNOWN, "done, but nobody knows when" },
    { BOUND_AT_MOST, { 0, 0, 3, 0, 0 }, 0, 0, 0, 6, false, VERDICT_NOT_YET_DUE, "none finished" },
    { BOUND_AT_MOST, { 0, 0, 0, 0, 0 }, 0, 0, 0, 0, true, VERDICT_NO_CASES, "over, none" },
    { BOUND_AT_LEAST, { 1, 0, 0, 0, 0 }, 1, 5, 0, 0, true, VERDICT_KEPT, "at least five" },
    { BOUND_AT_LEAST,
      { 1, 1, 0, 0, 0 },
      1,
      1,
      9,
      0,
      true,
      VERDICT_KEPT,
      "at least five, whenever the other ends" },
    { BOUND_AT_LEAST,
      { 1, 1, 0, 0, 0 },
      1,
      1,
      8,
      0,
      true,
      VERDICT_NOT_KNOWN,
      "the other may yet take long enough" },
    { BOUND_MORE_THAN,
      { 1, 1, 0, 0, 0 },
      1,
      1,
      9,
      0,
      true,
      VERDICT_NOT_KNOWN,
      "ten of two is not more than five" },
    { BOUND_AT_LEAST,
      { 1, 1, 0, 0, 0 },
      1,
      1,
      9,
      0,
      false,
      VERDICT_ON_COURSE,
      "running, at least five so far" },
};

static void test_measures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MEASURES / sizeof *MEASURES; i++) {
        const struct counts *c = &MEASURES[i].c;
        struct ask ask = { MEASURES[i].bound, { 5, 0 } };
        int64_t so_far = MEASURES[i].done + MEASURES[i].overdue;
        struct measure m = { .n = MEASURES[i].n,
                             .done = { MEASURES[i].done, MEASURES[i].n },
                             .so_far = { so_far, c->on_time + c->late + c->not_known },
                             .all = { so_far + MEASURES[i].open, counts_cases(c) } };
        enum verdict got = verdict_measure(ask, &m, c, MEASURES[i].is_over);
        if (got != MEASURES[i].expected)
            fail_msg("%s: %s, expected %s", MEASURES[i].note, verdict_code(got),
                     verdict_code(MEASURES[i].expected));
    }
}

static void test_share_is_rounded_half_up(void **state)
{
    static const struct {
        int64_t on_time, late, expected;
    } rows[] = { { 20, 2, 9091 }, { 1, 2, 3333 }, { 2, 1, 6667 }, { 1, 31, 313 }, { 1, 19999, 1 },
                 { 1, 20001, 0 }, { 0, 0, -1 },   { 0, 4, 0 },    { 4, 0, 10000 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            share_ten_thousandths(&(struct counts){ .on_time = rows[i].on_time, .late = rows[i].late }),
            rows[i].expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_shares_against_every_outcome),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_measures),
        cmocka_unit_test(test_share_is_rounded_half_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
