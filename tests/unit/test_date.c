// Days and months: civil dates both ways over all years, months that have no such day, names and texts.
#include "base/buffer.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static date day(int year, int month, int of_month)
{
    return date_from_civil((struct civil){ year, month, of_month });
}

// Every day of the ten thousand years in order, against a count kept by hand; each must come back as it went.
static void test_every_day_in_order(void **state)
{
    (void)state;
    int expected = -719162; // 1 January of year 1, 719,162 days before 1970
    for (int year = DATE_YEAR_MIN; year <= DATE_YEAR_MAX; year++)
        for (int month = 1; month <= 12; month++)
            for (int i = 1; i <= month_days(year, month); i++, expected++) {
                date d = day(year, month, i);
                struct civil c = date_civil(d);
                if (d.day != expected || c.year != year || c.month != month || c.day != i)
                    fail_msg("%04d-%02d-%02d is day %d and comes back as %04d-%02d-%02d", year, month, i,
                             d.day, c.year, c.month, c.day);
            }
    assert_int_equal(expected, 2932897); // 1 January of year 10000
}

static void test_weekdays(void **state)
{
    static const struct {
        int year, month, day;
        enum weekday expected;
    } rows[] = {
        { 1970, 1, 1, THURSDAY }, { 1969, 12, 31, WEDNESDAY }, { 2026, 12, 25, FRIDAY },
        { 1, 1, 1, MONDAY },      { 2000, 2, 29, TUESDAY },    { 1752, 9, 14, THURSDAY },
        { 9999, 12, 31, FRIDAY }, { 1900, 1, 1, MONDAY },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(weekday_name(date_weekday(day(rows[i].year, rows[i].month, rows[i].day))),
                            weekday_name(rows[i].expected));
    for (int d = -800000; d < 3000000; d++)
        if ((date_weekday((date){ d }) + 1) % 7 != date_weekday((date){ d + 1 }))
            fail_msg("the day after day %d is not the next of the week", d);
}

static void test_what_is_a_day(void **state)
{
    static const struct {
        struct civil civil;
        bool expected;
    } rows[] = {
        { { 2024, 2, 29 }, true },  { { 2023, 2, 29 }, false }, { { 1900, 2, 29 }, false },
        { { 2000, 2, 29 }, true },  { { 2026, 4, 31 }, false }, { { 2026, 12, 31 }, true },
        { { 2026, 0, 1 }, false },  { { 2026, 13, 1 }, false }, { { 2026, 1, 0 }, false },
        { { 0, 1, 1 }, false },     { { 10000, 1, 1 }, false }, { { 9999, 12, 31 }, true },
        { { 1, 1, 1 }, true },      { { -1, 1, 1 }, false },    { { 2026, 1, 32 }, false },
        { { 2026, -1, 1 }, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (civil_is_valid(rows[i].civil) != rows[i].expected)
            fail_msg("%d-%d-%d", rows[i].civil.year, rows[i].civil.month, rows[i].civil.day);
}

static void test_months(void **state)
{
    static const struct {
        struct civil from;
        int64_t months;
        struct civil expected;
        bool is_clipped;
    } rows[] = {
        { { 1978, 9, 30 }, 4, { 1979, 1, 30 }, false },
        { { 2011, 12, 31 }, 2, { 2012, 2, 29 }, true },
        { { 2010, 12, 31 }, 2, { 2011, 2, 28 }, true },
        { { 2010, 2, 28 }, 1, { 2010, 3, 28 }, false },
        { { 2024, 2, 29 }, 12, { 2025, 2, 28 }, true },
        { { 2024, 2, 29 }, 48, { 2028, 2, 29 }, false },
        { { 2026, 1, 31 }, 1, { 2026, 2, 28 }, true },
        { { 2026, 1, 31 }, 3, { 2026, 4, 30 }, true },
        { { 2026, 3, 31 }, -1, { 2026, 2, 28 }, true },
        { { 2026, 1, 15 }, -1, { 2025, 12, 15 }, false },
        { { 2026, 1, 15 }, -13, { 2024, 12, 15 }, false },
        { { 2026, 5, 31 }, 0, { 2026, 5, 31 }, false },
        { { 9999, 12, 1 }, 1, { 9999, 12, 31 }, false },
        { { 1, 1, 15 }, -1, { 1, 1, 1 }, false },
        { { 2026, 5, 31 }, INT64_MAX, { 9999, 12, 31 }, false },
        { { 2026, 5, 31 }, INT64_MIN, { 1, 1, 1 }, false },
        { { 1, 1, 31 }, 119987, { 9999, 12, 31 }, false },
        { { 9999, 12, 31 }, -119987, { 1, 1, 31 }, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool is_clipped = !rows[i].is_clipped;
        struct civil c = date_civil(
            date_add_months(date_from_civil(rows[i].from), rows[i].months, &is_clipped));
        if (c.year != rows[i].expected.year || c.month != rows[i].expected.month ||
            c.day != rows[i].expected.day || is_clipped != rows[i].is_clipped)
            fail_msg("row %zu: %d-%02d-%02d%s", i, c.year, c.month, c.day, is_clipped ? ", clipped" : "");
    }
    assert_int_equal(date_add_months(day(2026, 1, 31), 1, NULL).day, day(2026, 2, 28).day);
}

static void test_days_are_clipped(void **state)
{
    (void)state;
    assert_int_equal(date_add_days(day(2024, 2, 28), 2).day, day(2024, 3, 1).day);
    assert_int_equal(date_add_days(day(2024, 3, 1), -1).day, day(2024, 2, 29).day);
    assert_int_equal(date_add_days(day(9999, 12, 31), 1).day, day(9999, 12, 31).day);
    assert_int_equal(date_add_days(day(1, 1, 1), -1).day, day(1, 1, 1).day);
    assert_int_equal(date_add_days(day(2026, 1, 1), INT64_MAX).day, day(9999, 12, 31).day);
    assert_int_equal(date_add_days(day(2026, 1, 1), INT64_MIN).day, day(1, 1, 1).day);
    assert_int_equal(date_add_days(day(1960, 1, 1), INT64_MIN).day, day(1, 1, 1).day);
}

static void test_texts_that_are_dates(void **state)
{
    static const char *const good[] = { "2026-12-29", "0001-01-01", "9999-12-31", "2024-02-29" };
    static const char *const bad[] = { "",           "2026-12-2",   "2026-12-290", "2026/12/29", "26-12-2029",
                                       "2026-02-29", "0000-01-01",  "2026-13-01",  "2026-00-10", "+026-01-01",
                                       "2026-1 -01", " 2026-12-29", "2026-12-29 ", "2026-12--1", "29-12-2026",
                                       "20261229" };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct buffer out = buffer_open(64);
        date d;
        assert_true(date_parse(str_from(good[i]), &d));
        date_write(&out, d);
        assert_true(str_equal(buffer_str(&out), str_from(good[i])));
        buffer_close(&out);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        date d = { 4711 };
        if (date_parse(str_from(bad[i]), &d))
            fail_msg("'%s' was taken for a date", bad[i]);
        assert_int_equal(d.day, 4711); // left alone
    }
}

static void test_words(void **state)
{
    struct buffer out = buffer_open(256);
    (void)state;
    date_write_words(&out, day(2026, 12, 9));
    date_write_words(&out, DATE_NONE);
    date_write(&out, DATE_NONE);
    assert_true(str_equal(buffer_str(&out), STR("9 December 2026")));
    buffer_close(&out);
    assert_true(date_is_none(DATE_NONE) && !date_is_none(day(9999, 12, 31)));
    assert_true(instant_is_none(INSTANT_NONE) && !instant_is_none(INSTANT_FAR));
}

static void test_names(void **state)
{
    enum weekday w;
    int month;
    (void)state;
    for (int i = 0; i < WEEKDAY_COUNT; i++) {
        str name = str_from(weekday_name((enum weekday)i));
        assert_true(weekday_parse(name, &w) && (int)w == i);
        assert_true(weekday_parse(str_slice(name, 0, 3), &w) && (int)w == i);
    }
    for (int i = 1; i <= 12; i++) {
        str name = str_from(month_name(i));
        assert_true(month_parse(name, &month) && month == i);
        assert_true(month_parse(str_slice(name, 0, 3), &month) && month == i);
    }
    assert_true(weekday_parse(STR("SUNDAY"), &w) && w == SUNDAY);
    assert_false(weekday_parse(STR("Sund"), &w) || weekday_parse(STR(""), &w) ||
                 weekday_parse(STR("Mo"), &w));
    assert_false(month_parse(STR("Sept"), &month) || month_parse(STR("12"), &month) ||
                 month_parse(STR(""), &month));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day_in_order),
        cmocka_unit_test(test_weekdays),
        cmocka_unit_test(test_what_is_a_day),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_days_are_clipped),
        cmocka_unit_test(test_texts_that_are_dates),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
