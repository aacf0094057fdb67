// Working hours against the same counted minute by minute: nights, weekends, holidays, changes of the clocks.
#include "rules/worktime.h"

#include "base/arena.h"
#include "document/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ARENA_MAX = 64 << 20, TRIALS = 400 };

struct world {
    struct ctx ctx;
    const struct zone *zone;
    const struct calendar *calendar;
    struct hours hours;
    const struct worktime *worktime;
};

// 2026 with Good Friday, Easter Monday, Christmas, and a holiday on a Saturday.
static struct world world_open(const char *hours, const char *zone)
{
    struct world w = { .ctx = { .arena = arena_open(ARENA_MAX) } };
    struct holiday holidays[] = {
        { date_from_civil((struct civil){ 2026, 4, 3 }), STR_INIT("Good Friday") },
        { date_from_civil((struct civil){ 2026, 4, 6 }), STR_INIT("Easter Monday") },
        { date_from_civil((struct civil){ 2026, 5, 30 }), STR_INIT("Town fair, a Saturday") },
        { date_from_civil((struct civil){ 2026, 12, 25 }), STR_INIT("Christmas Day") },
    };
    struct calendar_source source = { .id = STR("c"),
                                      .weekend = 1u << SATURDAY | 1u << SUNDAY,
                                      .first_year = 2025,
                                      .last_year = 2027,
                                      .holidays = { holidays, 4, 4 } };
    assert_non_null(w.ctx.arena);
    assert_int_equal(calendar_build(&w.ctx, &source, &w.calendar), OK);
    assert_int_equal(zone_load(&w.ctx, str_from(zone), &w.zone), OK);
    if (hours_parse(&w.ctx, STR("hours"), str_from(hours), &w.hours))
        fail_msg("%s: %s", hours, w.ctx.error.text);
    if (worktime_build(&w.ctx, w.calendar, w.zone, &w.hours, &w.worktime))
        fail_msg("%s: %s", hours, w.ctx.error.text);
    return w;
}

static void world_close(struct world *w)
{
    arena_close(w->ctx.arena);
}

static instant at(const struct world *w, const char *text)
{
    struct stamp stamp;
    assert_true(stamp_parse(str_from(text), &stamp));
    return stamp_instant(w->zone, stamp, NULL);
}

static const char *text_of(struct world *w, instant t)
{
    struct buffer out = buffer_open(64);
    instant_write(&out, w->zone, t);
    const char *text = str_c(w->ctx.arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

#define OFFICE "Monday to Friday 09:00 to 17:00"
#define LUNCH "Monday to Friday 09:00 to 12:30; Monday to Friday 13:30 to 17:00"
#define LONDON "Europe/London"

static const struct {
    const char *hours, *zone, *from;
    int64_t seconds;
    const char *expected, *note;
} ADDED[] = {
    { OFFICE, LONDON, "2026-06-03T10:00", 4 * 3600, "2026-06-03T14:00:00+01:00", "inside a day" },
    { OFFICE, LONDON, "2026-06-03T15:00", 4 * 3600, "2026-06-04T11:00:00+01:00", "over a night" },
    { OFFICE, LONDON, "2026-06-05T15:00", 4 * 3600, "2026-06-08T11:00:00+01:00", "over a weekend" },
    { OFFICE, LONDON, "2026-04-02T15:00", 4 * 3600, "2026-04-07T11:00:00+01:00", "over Easter" },
    { OFFICE, LONDON, "2026-06-03T07:00", 3600, "2026-06-03T10:00:00+01:00", "before opening" },
    { OFFICE, LONDON, "2026-06-03T09:00", 3600, "2026-06-03T10:00:00+01:00", "at opening" },
    { OFFICE, LONDON, "2026-06-03T17:00", 3600, "2026-06-04T10:00:00+01:00", "at closing" },
    { OFFICE, LONDON, "2026-06-03T20:00", 3600, "2026-06-04T10:00:00+01:00", "after closing" },
    { OFFICE, LONDON, "2026-06-03T09:00", 8 * 3600, "2026-06-03T17:00:00+01:00",
      "a whole day ends at closing" },
    { OFFICE, LONDON, "2026-06-03T09:00", 8 * 3600 + 1, "2026-06-04T09:00:01+01:00", "a second more" },
    { OFFICE, LONDON, "2026-06-06T12:00", 3600, "2026-06-08T10:00:00+01:00", "a start on a Saturday" },
    { OFFICE, LONDON, "2026-12-25T12:00", 3600, "2026-12-28T10:00:00+00:00", "a start on a holiday" },
    { OFFICE, LONDON, "2026-06-06T12:00", 0, "2026-06-06T12:00:00+01:00", "no time at all" },
    { OFFICE, LONDON, "2026-06-03T10:00:30", 29, "2026-06-03T10:00:59+01:00", "to the second" },
    { LUNCH, LONDON, "2026-06-03T12:00", 3600, "2026-06-03T14:00:00+01:00", "over the midday break" },
    { LUNCH, LONDON, "2026-06-03T12:45", 60, "2026-06-03T13:31:00+01:00", "a start in the break" },
    { "Monday 13:30 to 17:00; Monday 09:00 to 12:30", LONDON, "2026-06-01T08:00", 3600,
      "2026-06-01T10:00:00+01:00", "hours out of order" },
    { "Monday 09:00 to 13:00; Monday 12:00 to 17:00", LONDON, "2026-06-01T09:00", 8 * 3600,
      "2026-06-01T17:00:00+01:00", "hours that overlap count once" },
    { OFFICE "; Saturday 09:00 to 12:00", LONDON, "2026-06-05T16:00", 2 * 3600, "2026-06-06T10:00:00+01:00",
      "a Saturday that the hours name" },
    { OFFICE "; Saturday 09:00 to 12:00", LONDON, "2026-05-29T16:00", 2 * 3600, "2026-06-01T10:00:00+01:00",
      "a Saturday that is a holiday" },
    { OFFICE "; Wednesday closed", LONDON, "2026-06-02T16:00", 2 * 3600, "2026-06-04T10:00:00+01:00",
      "a closed day" },
    { "Monday to Sunday all day", LONDON, "2026-06-05T22:00", 4 * 3600, "2026-06-06T02:00:00+01:00",
      "all day" },
    { "Monday to Sunday all day", LONDON, "2026-04-02T23:00", 2 * 3600, "2026-04-04T01:00:00+01:00",
      "all day, but not on a holiday" },
    { "Monday to Friday 22:00 to 06:00", LONDON, "2026-06-03T23:00", 4 * 3600, "2026-06-04T03:00:00+01:00",
      "past midnight" },
    { "Monday to Friday 22:00 to 06:00", LONDON, "2026-06-05T23:00", 8 * 3600, "2026-06-08T23:00:00+01:00",
      "Friday's night ends on Saturday, the next is Monday's" },
    { "Monday to Friday 22:00 to 06:00", LONDON, "2026-04-02T23:00", 8 * 3600, "2026-04-07T23:00:00+01:00",
      "the night belongs to the day it starts" },
    { "Monday to Sunday 22:00 to 06:00", LONDON, "2026-03-28T22:00", 8 * 3600, "2026-03-29T23:00:00+01:00",
      "the night the clocks go forward has seven hours" },
    { "Monday to Sunday 22:00 to 06:00", LONDON, "2026-10-24T22:00", 9 * 3600, "2026-10-25T06:00:00+00:00",
      "the night they go back has nine" },
    { "Monday to Sunday 22:00 to 06:00", "America/New_York", "2026-03-07T22:00", 7 * 3600,
      "2026-03-08T06:00:00-04:00", "forward in New York" },
    { "Monday to Sunday 22:00 to 06:00", "America/New_York", "2026-10-31T22:00", 9 * 3600,
      "2026-11-01T06:00:00-05:00", "back in New York" },
    { "Sunday 01:15 to 01:45; Monday 09:00 to 10:00", LONDON, "2026-03-29T00:00", 1800,
      "2026-03-29T02:45:00+01:00", "hours in the hour that is skipped" },
    { "Sunday 01:30 to 03:00; Sunday 02:00 to 02:15", LONDON, "2026-03-29T00:00", 2700,
      "2026-03-29T03:00:00+01:00", "of hours that the skipped hour puts out of order all count" },
    { "Monday 09:00 to 09:00", LONDON, "2026-06-01T10:00", 20 * 3600, "2026-06-02T06:00:00+01:00",
      "an end at the start is the next day's" },
    { "Monday to Friday 00:00 to 24:00", LONDON, "2026-06-05T23:00", 2 * 3600, "2026-06-08T01:00:00+01:00",
      "until 24:00" },
};

static void test_added(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ADDED / sizeof *ADDED; i++) {
        struct world w = world_open(ADDED[i].hours, ADDED[i].zone);
        instant from = at(&w, ADDED[i].from), due = worktime_add(w.worktime, from, ADDED[i].seconds);
        str got = str_from(text_of(&w, due));
        if (!str_equal(got, str_from(ADDED[i].expected)))
            fail_msg("%s: %.*s, expected %s", ADDED[i].note, STR_ARGS(got), ADDED[i].expected);
        assert_int_equal(worktime_between(w.worktime, from, due), ADDED[i].seconds);
        world_close(&w);
    }
}

// Is that minute open, by the words of the hours alone: a span of today, or of yesterday past midnight.
static bool is_open(const struct world *w, date d, int32_t second)
{
    bool is_closed = calendar_is_holiday(w->calendar, d);
    for (size_t i = 0; i < w->hours.n; i++)
        is_closed |= w->hours.at[i].kind == SPAN_CLOSED && w->hours.at[i].weekdays >> date_weekday(d) & 1;
    for (size_t i = 0; !is_closed && i < w->hours.n; i++) {
        const struct open_span *s = &w->hours.at[i];
        int32_t to = s->to <= s->from ? s->to + DAY_SECONDS : s->to;
        if (s->kind == SPAN_ALL_DAY && s->weekdays >> date_weekday(d) & 1 && second >= 0 &&
            second < DAY_SECONDS)
            return true;
        if (s->kind == SPAN_TIMES && s->weekdays >> date_weekday(d) & 1 && second >= s->from && second < to)
            return true;
    }
    return false;
}

static bool is_open_at(const struct world *w, instant t)
{
    int32_t second;
    date d = zone_date(w->zone, t, &second);
    return is_open(w, d, second) || is_open(w, (date){ d.day - 1 }, second + DAY_SECONDS);
}

static uint64_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

// Open minutes from a random start, counted one by one. The zone has no change of the clocks: where there is one the
// words of the hours and the seconds that pass differ, and the table above says how.
static void minutes_check(const char *hours)
{
    struct world w = world_open(hours, "Asia/Kathmandu");
    uint64_t seed = 42;
    instant first = at(&w, "2026-01-01");
    for (int i = 0; i < TRIALS; i++) {
        instant from = { first.second + (int64_t)(random_next(&seed) % (350 * 1440)) * 60 }, t = from;
        int64_t minutes = (int64_t)(random_next(&seed) % 2000) + 1, open = 0;
        for (; open < minutes; t.second += 60)
            open += is_open_at(&w, t);
        instant got = worktime_add(w.worktime, from, minutes * 60);
        if (got.second != t.second || worktime_between(w.worktime, from, t) != minutes * 60)
            fail_msg("%s: %lld minutes from %s end %s, expected %s", hours, (long long)minutes,
                     text_of(&w, from), text_of(&w, got), text_of(&w, t));
    }
    world_close(&w);
}

static void test_minute_by_minute(void **state)
{
    static const char *const hours[] = {
        OFFICE,
        LUNCH,
        "Monday to Friday 08:45 to 17:15; Saturday 10:00 to 12:00; Wednesday closed",
        "Monday to Sunday 20:00 to 06:00",
        "Friday 22:00 to 03:00; Saturday 01:00 to 05:00; Saturday 12:00 to 00:00",
        "Monday to Sunday all day",
        "Monday to Friday 00:00 to 24:00; Friday 22:00 to 02:00",
    };
    (void)state;
    for (size_t i = 0; i < sizeof hours / sizeof *hours; i++)
        minutes_check(hours[i]);
}

static void test_never_open(void **state)
{
    static const char *const hours[] = { "Monday closed",
                                         "Monday to Friday 09:00 to 17:00; Monday to Sunday closed" };
    (void)state;
    for (size_t i = 0; i < sizeof hours / sizeof *hours; i++) {
        struct world w = world_open(OFFICE, LONDON);
        assert_int_equal(hours_parse(&w.ctx, STR("hours"), str_from(hours[i]), &w.hours), OK);
        assert_int_equal(worktime_build(&w.ctx, w.calendar, w.zone, &w.hours, &w.worktime), ERR_RULE);
        assert_string_equal(w.ctx.error.text, "the opening hours never open");
        world_close(&w);
    }
}

// The years laid out are those of the calendar, 10 before and 50 after; outside there is no answer.
static void test_outside_the_years(void **state)
{
    struct world w = world_open(OFFICE, LONDON);
    (void)state;
    assert_int_equal(worktime_add(w.worktime, at(&w, "2014-12-31T23:59:59"), 1).second, INSTANT_FAR.second);
    assert_string_equal(text_of(&w, worktime_add(w.worktime, at(&w, "2015-01-01"), 3600)),
                        "2015-01-01T10:00:00+00:00");
    assert_string_equal(text_of(&w, worktime_add(w.worktime, at(&w, "2077-12-31T16:00"), 3600)),
                        "2077-12-31T17:00:00+00:00");
    assert_int_equal(worktime_add(w.worktime, at(&w, "2077-12-31T16:00"), 3601).second, INSTANT_FAR.second);
    assert_int_equal(worktime_add(w.worktime, at(&w, "2078-01-01"), 0).second, INSTANT_FAR.second);
    assert_int_equal(worktime_add(w.worktime, at(&w, "2026-01-01"), INT64_MAX / 4).second,
                     INSTANT_FAR.second);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_added),
        cmocka_unit_test(test_minute_by_minute),
        cmocka_unit_test(test_never_open),
        cmocka_unit_test(test_outside_the_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
