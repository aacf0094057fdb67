// Times by format: what is read, what is refused, and what a day without a time is.
#include "format/time_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

// expected: day, second of the day, offset; "" where the value must be refused.
static const struct {
    const char *format, *value, *expected, *note;
} TIMES[] = {
    { "%m/%d/%Y %I:%M:%S %p", "04/12/2018 11:11:26 AM", "2018-04-12 40286", "as Baltimore writes" },
    { "%m/%d/%Y %I:%M:%S %p", "4/2/2018 1:01:06 pm", "2018-04-02 46866", "one digit, small letters" },
    { "%m/%d/%Y %I:%M:%S %p", "01/01/2018 12:00:00 AM", "2018-01-01 0", "twelve in the night" },
    { "%m/%d/%Y %I:%M:%S %p", "01/01/2018 12:00:00 PM", "2018-01-01 43200", "twelve at noon" },
    { "%m/%d/%Y %I:%M:%S %p", "01/01/2018 13:00:00 PM", "", "no thirteenth hour of twelve" },
    { "%m/%d/%Y %I:%M:%S %p", "01/01/2018 00:00:00 AM", "", "no hour nought of twelve" },
    { "%m/%d/%Y %I:%M:%S %p", "01/01/2018 11:00:00", "", "the half is missing" },
    { "%m/%d/%Y %I:%M:%S %p", "01/01/2018 11:00:00 AM!", "", "the whole value must match" },
    { "%m/%d/%Y", "02/31/2018", "", "31 February" },
    { "%m/%d/%Y", "13/01/2018", "", "month 13" },
    { "%m/%d/%Y", "02/29/2018", "", "no leap year" },
    { "%m/%d/%Y", "02/29/2020", "2020-02-29 -", "a date alone" },
    { "%m/%d/%Y", "00/10/2020", "", "month nought" },
    { "%m/%d/%Y", " 02/09/2020 ", "2020-02-09 -", "white space around" },
    { "%d %b %Y", "3 March 2021", "2021-03-03 -", "a whole name where its start is asked" },
    { "%d %B %Y", "03 mar 2021", "2021-03-03 -", "and the other way round" },
    { "%d-%b-%y %H.%M", "03-Dec-68 9.05", "2068-12-03 32700", "%y up to 68" },
    { "%d-%b-%y", "03-Dec.-69", "1969-12-03 -", "%y from 69; a point behind the month" },
    { "%d-%b-%y", "03-Maerz-20", "", "no English month" },
    { "%Y-%m-%dT%H:%M:%S.%f%z", "2020-07-01T10:00:00.123456+0130", "2020-07-01 36000 +5400", "fraction and offset" },
    { "%Y-%m-%dt%H:%M%z", "2020-07-01T10:00Z", "2020-07-01 36000 +0", "Z; T in either case" },
    { "%Y-%m-%d %H:%M%z", "2020-07-01 10:00-05:00", "2020-07-01 36000 -18000", "colon in the offset" },
    { "%Y-%m-%d %H:%M%z", "2020-07-01 10:00-05", "2020-07-01 36000 -18000", "hours only" },
    { "%Y-%m-%d %H:%M%z", "2020-07-01 10:00-24:00", "", "no such offset" },
    { "%e/%m/%Y %H:%M", " 7/12/2020 24:00", "", "hour 24" },
    { "%e/%m/%Y %H:%M", "7/12/2020 23:60", "", "minute 60" },
    { "%H:%M:%S on %d/%m/%Y", "23:59:60 on 31/12/2016", "2016-12-31 86399", "a leap second is the last second" },
    { "%d/%m/%Y  %H:%M", "01/02/2020 \t 10:00", "2020-02-01 36000", "white space for white space" },
    { "%d/%m/%Y %H:%M", "01/02/202010:00", "", "no white space at all" },
    { "%d/%m/%Y", "01/02/20", "", "two digits for %Y" },
    { "100%% %d/%m/%Y", "100% 01/02/2020", "2020-02-01 -", "%%" },
    { "%d/%m/%Y", "", "", "nothing" },
};

static void stamp_words(char *out, size_t room, struct stamp stamp)
{
    struct civil c = date_civil(stamp.day);
    int n = snprintf(out, room, "%04d-%02d-%02d ", c.year, c.month, c.day);
    if (stamp.has_time)
        n += snprintf(out + n, room - (size_t)n, "%d", stamp.second);
    else
        n += snprintf(out + n, room - (size_t)n, "-");
    if (stamp.has_offset)
        snprintf(out + n, room - (size_t)n, " %+d", stamp.offset);
}

static void test_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TIMES / sizeof TIMES[0]; i++) {
        struct stamp stamp = { 0 };
        char got[64] = "";
        if (time_format_parse(str_from(TIMES[i].format), str_from(TIMES[i].value), &stamp))
            stamp_words(got, sizeof got, stamp);
        if (!str_equal(str_from(got), str_from(TIMES[i].expected)))
            fail_msg("%s: '%s' by '%s' gave '%s', not '%s'", TIMES[i].note, TIMES[i].value, TIMES[i].format, got,
                     TIMES[i].expected);
    }
}

static const struct {
    const char *format, *fault;
} FORMATS[] = {
    { "%m/%d/%Y %I:%M:%S %p", NULL },
    { "%Y-%m-%d", NULL },
    { "%e %B %y %H.%M.%S.%f %z", NULL },
    { "%d/%m/%Q", "the letters known are %Y %y %m %d %e %H %I %M %S %p %b %B %f %z %%" },
    { "%d/%m/%Y %", "the letters known are %Y %y %m %d %e %H %I %M %S %p %b %B %f %z %%" },
    { "%d/%m", "a year (%Y), a month (%m or %b) and a day (%d) are needed" },
    { "%d/%m/%Y %I:%M", "hours from 1 to 12 (%I) and AM or PM (%p) go together" },
    { "%d/%m/%Y %H:%M %p", "hours from 1 to 12 (%I) and AM or PM (%p) go together" },
    { "%d/%m/%Y %H %I %p", "hours are %H or %I, not both" },
    { "%d/%m/%Y :%M", "minutes and seconds need hours (%H, or %I with %p)" },
};

static void test_formats(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FORMATS / sizeof FORMATS[0]; i++) {
        size_t at;
        const char *fault = time_format_fault(str_from(FORMATS[i].format), &at);
        if (!str_equal(str_from(fault), str_from(FORMATS[i].fault)))
            fail_msg("'%s': %s", FORMATS[i].format, fault ? fault : "taken");
    }
}

// A mapping's own formats come first, so that a city's order of day and month wins; then what is always understood.
static void test_order(void **state)
{
    (void)state;
    str formats[] = { STR("%Y-%d-%m"), STR("%d/%m/%Y") };
    struct str_list list = { formats, 2, 2 };
    struct stamp stamp;
    assert_true(time_parse(&list, STR("2020-02-01"), &stamp));
    assert_int_equal(date_civil(stamp.day).month, 1);
    assert_true(time_parse(&list, STR("2020-02-28"), &stamp));
    assert_int_equal(date_civil(stamp.day).month, 2);
    assert_true(time_parse(&list, STR("2020-02-01T10:00:00Z"), &stamp));
    assert_int_equal(date_civil(stamp.day).month, 2);
    assert_false(time_parse(&list, STR("1 February 2020"), &stamp));
}

static void test_moments(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(1 << 22) };
    const struct zone *zone;
    struct stamp stamp;
    assert_int_equal(zone_load(&ctx, STR("Europe/London"), &zone), OK);
    assert_true(time_format_parse(STR("%d/%m/%Y"), STR("29/03/2026"), &stamp));
    struct moment day = time_moment(zone, stamp);
    assert_int_equal(day.kind, MOMENT_KNOWN);
    assert_int_equal(day.first.second, 1774742400);                 // 00:00 GMT
    assert_int_equal(day.last.second, 1774742400 + 23 * 3600 - 1);  // a day of 23 hours
    assert_true(time_format_parse(STR("%d/%m/%Y %H:%M"), STR("30/03/2026 10:00"), &stamp));
    struct moment time = time_moment(zone, stamp);
    assert_int_equal(time.first.second, 1774861200); // 09:00 UTC
    assert_int_equal(time.last.second, time.first.second);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
