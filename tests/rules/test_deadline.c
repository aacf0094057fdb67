// Deadlines: one row for each sentence of "How it is read" in docs/language.md, pauses, changes of the clocks, ends of
// months, numbers beyond reason, and working days against a walk from day to day.
#include "rules/deadline.h"

#include "base/arena.h"
#include "document/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_MAX = 64 << 20, TRIALS = 2000, PAUSES_MAX = 8, TITLES = 9 };

static date day(int year, int month, int of_month)
{
    return date_from_civil((struct civil){ year, month, of_month });
}

struct world {
    struct ctx ctx;
    const struct zone *zone;
    const struct calendar *calendar;
    struct timing timing;
};

// England's holidays of 2026 and of Christmas 2025, known for 2025 to 2027; Monday to Friday from 9 to 5.
static struct world world_open(const char *zone)
{
    static const struct {
        struct civil civil;
        str title;
    } rows[TITLES] = {
        { { 2025, 12, 25 }, STR_INIT("Christmas Day") },
        { { 2025, 12, 26 }, STR_INIT("Boxing Day") },
        { { 2026, 1, 1 }, STR_INIT("New Year's Day") },
        { { 2026, 4, 3 }, STR_INIT("Good Friday") },
        { { 2026, 4, 6 }, STR_INIT("Easter Monday") },
        { { 2026, 5, 4 }, STR_INIT("Early May bank holiday") },
        { { 2026, 8, 31 }, STR_INIT("Summer bank holiday") },
        { { 2026, 12, 25 }, STR_INIT("Christmas Day") },
        { { 2026, 12, 28 }, STR_INIT("Boxing Day (substitute day)") },
    };
    struct world w = { .ctx = { .arena = arena_open(ARENA_MAX) } };
    struct holiday holidays[TITLES];
    struct hours hours;
    for (size_t i = 0; i < TITLES; i++)
        holidays[i] = (struct holiday){ date_from_civil(rows[i].civil), rows[i].title };
    struct calendar_source source = { .id = STR("c"),
                                      .weekend = 1u << SATURDAY | 1u << SUNDAY,
                                      .first_year = 2025,
                                      .last_year = 2027,
                                      .holidays = { holidays, TITLES, TITLES } };
    assert_non_null(w.ctx.arena);
    assert_int_equal(calendar_build(&w.ctx, &source, &w.calendar), OK);
    assert_int_equal(zone_load(&w.ctx, str_from(zone), &w.zone), OK);
    assert_int_equal(hours_parse(&w.ctx, STR("hours"), STR("Monday to Friday 09:00 to 17:00"), &hours), OK);
    w.timing = (struct timing){ .calendar = w.calendar, .zone = w.zone };
    assert_int_equal(worktime_build(&w.ctx, w.calendar, w.zone, &hours, &w.timing.worktime), OK);
    return w;
}

static void world_close(struct world *w)
{
    arena_close(w->ctx.arena);
}

static struct limit limit_of(struct world *w, const char *text)
{
    struct limit limit;
    if (limit_parse(&w->ctx, STR("limit"), str_from(text), &limit))
        fail_msg("'%s': %s", text, w->ctx.error.text);
    return limit;
}

static instant at(const struct world *w, str text)
{
    struct stamp stamp;
    if (!stamp_parse(text, &stamp))
        fail_msg("'%.*s' is no time", STR_ARGS(text));
    return stamp_instant(w->zone, stamp, NULL);
}

// "2026-06-01T10:00/2026-06-02T10:00; ..."
static size_t pauses_of(const struct world *w, const char *text, struct pause pauses[static PAUSES_MAX])
{
    size_t n = 0;
    str rest = str_from(text);
    while (rest.n) {
        str both = str_cut(&rest, ';'), from = str_cut(&both, '/');
        assert_true(n < PAUSES_MAX);
        pauses[n++] = (struct pause){ at(w, str_trim(from)), at(w, str_trim(both)) };
    }
    return n;
}

// The due day, or the due instant of clock units.
static const char *due_of(struct world *w, const struct deadline *d)
{
    struct buffer out = buffer_open(64);
    if (d->is_day)
        date_write(&out, d->last);
    else
        instant_write(&out, w->zone, d->due);
    const char *text = str_c(w->ctx.arena, buffer_str(&out));
    buffer_close(&out);
    return text;
}

// What holds of every deadline.
static void whole_check(const struct world *w, const struct deadline *d, const char *note)
{
    if (d->fault)
        fail_msg("%s: fault %d", note, (int)d->fault);
    if (d->until.second != d->due.second + 1)
        fail_msg("%s: until is not the second after due", note);
    if (zone_date(w->zone, d->due, NULL).day != d->last.day)
        fail_msg("%s: due is not on the last day", note);
    if (d->is_day && d->until.second != zone_midnight(w->zone, (date){ d->last.day + 1 }).second)
        fail_msg("%s: the last day does not end at midnight", note);
}

#define LONDON "Europe/London"
#define NEW_YORK "America/New_York"

static const struct {
    const char *zone, *start, *limit, *expected;
    enum deadline_rule rule;
    const char *note;
} RULES[] = {
    // seconds, minutes, hours
    { LONDON, "2026-06-03T16:40", "30 seconds", "2026-06-03T16:40:30+01:00", RULE_HOURS, "seconds" },
    { LONDON, "2026-06-03T16:40", "45 minutes", "2026-06-03T17:25:00+01:00", RULE_HOURS, "minutes" },
    { LONDON, "2026-06-03T16:40:07", "24 hours", "2026-06-04T16:40:07+01:00", RULE_HOURS,
      "hours, to the second" },
    { LONDON, "2026-06-03T16:40", "1.5 hours", "2026-06-03T18:10:00+01:00", RULE_HOURS,
      "an hour and a half" },
    { LONDON, "2026-04-03T16:40", "4 hours", "2026-04-03T20:40:00+01:00", RULE_HOURS,
      "hours run on holidays" },
    { LONDON, "2026-03-28T12:00", "24 hours", "2026-03-29T13:00:00+01:00", RULE_HOURS,
      "the clocks go forward" },
    { LONDON, "2026-10-24T12:00", "24 hours", "2026-10-25T11:00:00+00:00", RULE_HOURS, "the clocks go back" },
    { NEW_YORK, "2026-03-07T12:00", "24 hours", "2026-03-08T13:00:00-04:00", RULE_HOURS,
      "forward in New York" },
    { NEW_YORK, "2026-10-31T12:00", "24 hours", "2026-11-01T11:00:00-05:00", RULE_HOURS, "back in New York" },
    // working hours
    { LONDON, "2026-06-05T15:00", "4 working hours", "2026-06-08T11:00:00+01:00", RULE_WORKING_HOURS,
      "a weekend" },
    { LONDON, "2026-04-02T16:59:59", "2 working hours", "2026-04-07T10:59:59+01:00", RULE_WORKING_HOURS,
      "Easter" },
    // days
    { LONDON, "2026-06-03T16:40", "5 days", "2026-06-08", RULE_DAYS, "the day of the start is day 0" },
    { LONDON, "2026-06-03T00:00", "1 day", "2026-06-04", RULE_DAYS, "at the first second" },
    { LONDON, "2026-06-03T23:59:59", "1 day", "2026-06-04", RULE_DAYS, "at the last second" },
    { LONDON, "2026-06-03T12:00", "0 days", "2026-06-03", RULE_DAYS, "the same day" },
    { LONDON, "2026-03-28T12:00", "1 day", "2026-03-29", RULE_DAYS, "a day of 23 hours" },
    { LONDON, "2026-10-24T12:00", "1 day", "2026-10-25", RULE_DAYS, "a day of 25 hours" },
    { "America/Sao_Paulo", "2017-10-14T12:00", "1 day", "2017-10-15", RULE_DAYS,
      "a day that begins at 01:00" },
    { "America/Sao_Paulo", "2017-10-13T12:00", "1 day", "2017-10-14", RULE_DAYS,
      "the day before it ends there" },
    { "Asia/Beirut", "2024-03-29T12:00", "1 day", "2024-03-30", RULE_DAYS, "midnight is skipped" },
    { "America/Havana", "2024-11-01T12:00", "1 day", "2024-11-02", RULE_DAYS, "midnight comes twice" },
    // weeks
    { LONDON, "2026-06-03T12:00", "2 weeks", "2026-06-17", RULE_DAYS, "weeks" },
    { LONDON, "2026-06-03T12:00", "2 weeks beginning that day", "2026-06-16", RULE_DAYS,
      "weeks with the day itself" },
    // working days
    { LONDON, "2026-12-23T16:40", "2 working days", "2026-12-29", RULE_WORKING_DAYS, "over Christmas" },
    { LONDON, "2026-06-05T12:00", "1 working day", "2026-06-08", RULE_WORKING_DAYS, "a Friday" },
    { LONDON, "2026-06-06T12:00", "1 working day", "2026-06-08", RULE_WORKING_DAYS,
      "a Saturday gives the same" },
    { LONDON, "2026-06-07T12:00", "1 working day", "2026-06-08", RULE_WORKING_DAYS, "and so does a Sunday" },
    { LONDON, "2026-05-04T12:00", "1 working day", "2026-05-05", RULE_WORKING_DAYS,
      "a holiday is day 0 too" },
    { LONDON, "2026-06-06T12:00", "0 working days", "2026-06-06", RULE_WORKING_DAYS, "none: the same day" },
    { LONDON, "2026-06-05T12:00", "1 working day beginning that day", "2026-06-05", RULE_WORKING_DAYS,
      "the first" },
    { LONDON, "2026-06-06T12:00", "1 working day beginning that day", "2026-06-08", RULE_WORKING_DAYS,
      "the first after a Saturday" },
    // clear days
    { LONDON, "2026-06-01T12:00", "2 clear days", "2026-06-04", RULE_CLEAR_DAYS, "neither end counts" },
    { LONDON, "2026-06-01T12:00", "0 clear days", "2026-06-02", RULE_CLEAR_DAYS, "none between" },
    { LONDON, "2026-06-01T12:00", "at least 2 clear days", "2026-06-03", RULE_CLEAR_DAYS,
      "as notice: these are over" },
    // notice
    { LONDON, "2026-06-01T12:00", "at least 2 days", "2026-06-03", RULE_DAYS, "days of notice" },
    { LONDON, "2026-06-01T12:00", "at least 48 hours", "2026-06-03T12:00:00+01:00", RULE_HOURS,
      "hours of notice" },
    // months: the corresponding date
    { LONDON, "1978-09-30", "4 months", "1979-01-30", RULE_MONTHS, "Dodds v Walker" },
    { LONDON, "2011-12-31", "2 months", "2012-02-29", RULE_MONTHS, "none: the last day of February" },
    { LONDON, "2010-12-31", "2 months", "2011-02-28", RULE_MONTHS, "in a common year" },
    { LONDON, "2010-02-28", "1 month", "2010-03-28", RULE_MONTHS, "the end of a month is not kept" },
    { LONDON, "2026-05-31", "1 month", "2026-06-30", RULE_MONTHS, "a month of thirty days" },
    { LONDON, "2024-02-29", "1 year", "2025-02-28", RULE_MONTHS, "a leap day" },
    { LONDON, "2024-02-29", "4 years", "2028-02-29", RULE_MONTHS, "the next leap day" },
    { LONDON, "2026-01-15T12:00", "2 quarters", "2026-07-15", RULE_MONTHS, "quarters" },
    { LONDON, "2026-01-15T12:00", "2 months of receipt", "2026-03-15", RULE_MONTHS, "of an event" },
    // months beginning with
    { LONDON, "2012-01-17", "3 months beginning that day", "2012-04-16", RULE_MONTHS_BEGINNING_WITH,
      "Abu Qatada" },
    { LONDON, "2009-04-01", "2 months beginning with receipt", "2009-05-31", RULE_MONTHS_BEGINNING_WITH,
      "s.21B" },
    { LONDON, "2009-12-31", "2 months beginning that day", "2010-02-28", RULE_MONTHS_BEGINNING_WITH,
      "clipped" },
    { LONDON, "2009-12-29", "2 months beginning that day", "2010-02-28", RULE_MONTHS_BEGINNING_WITH,
      "clipped too" },
    { LONDON, "2009-12-28", "2 months beginning that day", "2010-02-27", RULE_MONTHS_BEGINNING_WITH,
      "not clipped" },
    { LONDON, "2026-03-01", "1 year beginning that day", "2027-02-28", RULE_MONTHS_BEGINNING_WITH, "a year" },
    { LONDON, "2024-02-29", "1 year beginning that day", "2025-02-28", RULE_MONTHS_BEGINNING_WITH,
      "of a leap day" },
    { LONDON, "2026-01-01", "1 quarter beginning that day", "2026-03-31", RULE_MONTHS_BEGINNING_WITH,
      "a quarter" },
    { LONDON, "2026-06-03T12:00", "5 days beginning that day", "2026-06-07", RULE_DAYS,
      "days with the day itself" },
    { LONDON, "2026-06-03T12:00", "1 day beginning that day", "2026-06-03", RULE_DAYS,
      "only the day itself" },
    // by the clock
    { LONDON, "2026-06-03T16:40:07", "5 days, by the clock", "2026-06-08T16:40:07+01:00", RULE_DAYS,
      "the same time" },
    { LONDON, "2026-03-28T12:00", "1 day, by the clock", "2026-03-29T12:00:00+01:00", RULE_DAYS,
      "23 hours later" },
    { LONDON, "2026-10-24T12:00", "1 day, by the clock", "2026-10-25T12:00:00+00:00", RULE_DAYS,
      "25 hours later" },
    { LONDON, "2026-03-28T01:30", "1 day, by the clock", "2026-03-29T02:30:00+01:00", RULE_DAYS,
      "into the gap" },
    { LONDON, "2026-10-24T01:30", "1 day, by the clock", "2026-10-25T01:30:00+01:00", RULE_DAYS,
      "the first of two" },
    { NEW_YORK, "2026-03-07T02:30", "1 day, by the clock", "2026-03-08T03:30:00-04:00", RULE_DAYS,
      "gap, New York" },
    { NEW_YORK, "2026-10-31T01:30", "1 day, by the clock", "2026-11-01T01:30:00-04:00", RULE_DAYS,
      "twice, New York" },
    { LONDON, "2026-06-05T16:40", "1 working day, by the clock", "2026-06-08T16:40:00+01:00",
      RULE_WORKING_DAYS, "working days" },
    { LONDON, "2026-01-31T16:40", "1 month, by the clock", "2026-02-28T16:40:00+00:00", RULE_MONTHS,
      "months" },
    // fixed dates and times
    { LONDON, "2026-06-03T16:40", "by 30 September 2027", "2027-09-30", RULE_BY_DATE, "a date" },
    { LONDON, "2026-06-03T16:40", "by 2027-09-30", "2027-09-30", RULE_BY_DATE, "a date in figures" },
    { LONDON, "2028-06-03T16:40", "by 30 September 2027", "2027-09-30", RULE_BY_DATE, "a date that is past" },
    { LONDON, "2026-06-03T16:40", "by 06:00 on the day of collection", "2026-06-03T06:00:00+01:00",
      RULE_BY_TIME, "a time of the day" },
    { LONDON, "2026-03-29T16:40", "by 01:30 on the day of collection", "2026-03-29T02:30:00+01:00",
      RULE_BY_TIME, "a time that is skipped" },
    { LONDON, "2026-06-03T16:40", "immediately", "2026-06-03T16:40:00+01:00", RULE_IMMEDIATELY,
      "at that second" },
};

static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        struct world w = world_open(RULES[i].zone);
        struct limit limit = limit_of(&w, RULES[i].limit);
        struct deadline d = deadline_find(&w.timing, &limit, at(&w, str_from(RULES[i].start)), NULL, 0);
        whole_check(&w, &d, RULES[i].note);
        if (strcmp(due_of(&w, &d), RULES[i].expected) != 0 || d.rule != RULES[i].rule)
            fail_msg("%s, %s from %s: %s, expected %s", RULES[i].note, RULES[i].limit, RULES[i].start,
                     due_of(&w, &d), RULES[i].expected);
        world_close(&w);
    }
}

// The instant a day ends, where its length is unusual.
static void test_midnights(void **state)
{
    static const struct {
        const char *zone, *start, *until;
    } rows[] = {
        { LONDON, "2026-03-28T12:00", "2026-03-30T00:00:00+01:00" },
        { LONDON, "2026-10-24T12:00", "2026-10-26T00:00:00+00:00" },
        { "America/Sao_Paulo", "2017-10-13T12:00", "2017-10-15T01:00:00-02:00" },
        { "Asia/Beirut", "2024-03-29T12:00", "2024-03-31T01:00:00+03:00" },
        { "America/Havana", "2024-11-01T12:00", "2024-11-03T00:00:00-04:00" },
        { "Pacific/Apia", "2011-12-28T12:00", "2011-12-31T00:00:00+14:00" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world w = world_open(rows[i].zone);
        struct limit limit = limit_of(&w, "1 day");
        struct deadline d = deadline_find(&w.timing, &limit, at(&w, str_from(rows[i].start)), NULL, 0);
        d.is_day = false;
        d.due = d.until;
        assert_string_equal(due_of(&w, &d), rows[i].until);
        world_close(&w);
    }
}

static void test_flags(void **state)
{
    static const struct {
        const char *start, *limit;
        bool is_clipped, is_uncovered, is_by_the_clock, is_notice;
        enum local_kind local;
        const char *note;
    } rows[] = {
        { "2026-06-03", "2 working days", false, false, false, false, LOCAL_ONCE, "plain" },
        { "2026-01-31", "1 month", true, false, false, false, LOCAL_ONCE, "clipped" },
        { "2026-01-30", "1 month beginning that day", true, false, false, false, LOCAL_ONCE,
          "clipped, beginning" },
        { "2026-01-28", "1 month", false, false, false, false, LOCAL_ONCE, "not clipped" },
        { "2027-12-30", "2 working days", false, true, false, false, LOCAL_ONCE,
          "ends after the years known" },
        { "2024-12-30", "2 working days", false, true, false, false, LOCAL_ONCE, "starts before them" },
        { "2024-12-30", "2 working hours", false, true, false, false, LOCAL_ONCE, "working hours too" },
        { "2031-12-30", "2 days", false, false, false, false, LOCAL_ONCE, "plain days need no holidays" },
        { "2026-06-03", "1 day, by the clock", false, false, true, false, LOCAL_ONCE, "by the clock" },
        { "2026-03-28T01:30", "1 day, by the clock", false, false, true, false, LOCAL_SKIPPED, "into a gap" },
        { "2026-10-24T01:30", "1 day, by the clock", false, false, true, false, LOCAL_TWICE,
          "into an hour twice" },
        { "2026-06-03", "at least 2 days", false, false, false, true, LOCAL_ONCE, "notice" },
    };
    struct world w = world_open(LONDON);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct limit limit = limit_of(&w, rows[i].limit);
        struct deadline d = deadline_find(&w.timing, &limit, at(&w, str_from(rows[i].start)), NULL, 0);
        if (d.is_clipped != rows[i].is_clipped || d.is_uncovered != rows[i].is_uncovered ||
            d.local != rows[i].local || d.is_by_the_clock != rows[i].is_by_the_clock ||
            d.is_notice != rows[i].is_notice || d.is_moved || d.fault)
            fail_msg("%s", rows[i].note);
    }
    world_close(&w);
}

// `Start: next working day`
static void test_start_rule(void **state)
{
    static const struct {
        const char *start, *limit, *expected;
        bool is_moved;
        const char *note;
    } rows[] = {
        { "2026-06-06T12:00", "1 working day", "2026-06-09", true, "a Saturday is taken as Monday" },
        { "2026-06-08T12:00", "1 working day", "2026-06-09", false, "a Monday is one" },
        { "2026-04-03T12:00", "1 working day", "2026-04-08", true, "Good Friday is taken as the Tuesday" },
        { "2026-06-06T12:00", "4 hours", "2026-06-08T04:00:00+01:00", true, "hours run from 00:00" },
        { "2026-06-06T12:00", "2 days, by the clock", "2026-06-10T00:00:00+01:00", true,
          "the clock's time is 00:00" },
        { "2026-06-07T12:00", "1 month", "2026-07-08", true, "months too" },
        { "2026-06-06T12:00", "immediately", "2026-06-08T00:00:00+01:00", true, "at once" },
        { "2026-06-06T12:00", "by 06:00 on the day of collection", "2026-06-08T06:00:00+01:00", true,
          "a time" },
    };
    struct world w = world_open(LONDON);
    (void)state;
    w.timing.starts_next_working_day = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct limit limit = limit_of(&w, rows[i].limit);
        struct deadline d = deadline_find(&w.timing, &limit, at(&w, str_from(rows[i].start)), NULL, 0);
        whole_check(&w, &d, rows[i].note);
        if (strcmp(due_of(&w, &d), rows[i].expected) != 0 || d.is_moved != rows[i].is_moved)
            fail_msg("%s: %s, expected %s", rows[i].note, due_of(&w, &d), rows[i].expected);
        if (d.is_moved)
            assert_int_equal(d.start.second, zone_midnight(w.zone, d.first).second);
    }
    world_close(&w);
}

static const struct {
    const char *start, *limit, *pauses, *expected, *note;
} PAUSES[] = {
    // hours: to the second
    { "2026-06-01T10:00", "4 hours", "2026-06-01T11:00/2026-06-01T11:00:07", "2026-06-01T14:00:07+01:00",
      "seconds" },
    { "2026-06-01T10:00", "4 hours", "2026-06-01T11:00/2026-06-01T12:00;2026-06-01T13:00/2026-06-01T15:00",
      "2026-06-01T17:00:00+01:00", "several" },
    { "2026-06-01T10:00", "4 hours", "2026-06-01T11:00/2026-06-01T12:00;2026-06-01T12:00/2026-06-01T13:00",
      "2026-06-01T16:00:00+01:00", "touching" },
    { "2026-06-01T10:00", "4 hours", "2026-06-01T09:00/2026-06-01T11:00", "2026-06-01T15:00:00+01:00",
      "one that runs at the start" },
    { "2026-06-01T10:00", "4 hours", "2026-06-01T08:00/2026-06-01T10:00", "2026-06-01T14:00:00+01:00",
      "one before" },
    { "2026-06-01T10:00", "4 hours", "2026-06-01T14:00/2026-06-01T18:00", "2026-06-01T14:00:00+01:00",
      "one that begins the second the time is up" },
    { "2026-06-01T10:00", "4 hours", "2026-06-01T13:59:59/2026-06-01T18:00", "2026-06-01T18:00:01+01:00",
      "one that begins a second before" },
    { "2026-06-01T10:00", "4 hours", "2026-06-01T11:00/2026-06-01T11:00", "2026-06-01T14:00:00+01:00",
      "an empty one" },
    { "2026-03-28T22:00", "4 hours", "2026-03-29T00:00/2026-03-29T03:00", "2026-03-29T05:00:00+01:00",
      "over the change of the clocks" },
    // working hours
    { "2026-06-01T10:00", "4 working hours", "2026-06-01T12:00/2026-06-02T10:00", "2026-06-02T12:00:00+01:00",
      "over a night" },
    { "2026-06-01T10:00", "4 working hours", "2026-06-01T18:00/2026-06-01T19:00", "2026-06-01T14:00:00+01:00",
      "while closed" },
    { "2026-06-05T16:00", "2 working hours", "2026-06-06T00:00/2026-06-08T00:00", "2026-06-08T10:00:00+01:00",
      "over a weekend" },
    // days: a local day that a pause touches is not counted
    { "2026-06-01T10:00", "3 days", "2026-06-02T10:00/2026-06-02T10:01", "2026-06-05",
      "a minute takes the day" },
    { "2026-06-01T10:00", "3 days", "2026-06-02T10:00/2026-06-02T11:00;2026-06-02T15:00/2026-06-02T16:00",
      "2026-06-05", "two in one day take one day" },
    { "2026-06-01T10:00", "3 days", "2026-06-02T10:00/2026-06-03T00:00", "2026-06-05",
      "until midnight: one day" },
    { "2026-06-01T10:00", "3 days", "2026-06-02T10:00/2026-06-03T00:01", "2026-06-06",
      "past midnight: two days" },
    { "2026-06-01T10:00", "3 days", "2026-06-01T11:00/2026-06-01T12:00", "2026-06-04",
      "day 0 counts for nothing" },
    { "2026-06-01T10:00", "3 days", "2026-06-05T11:00/2026-06-05T12:00", "2026-06-04", "after the last day" },
    { "2026-06-01T10:00", "3 days", "2026-06-04T23:59:59/2026-06-05T00:00", "2026-06-05",
      "the last second of it" },
    { "2026-06-01T10:00", "3 days", "2026-06-02T10:00/2026-06-02T11:00;2026-06-05T10:00/2026-06-05T11:00",
      "2026-06-06", "the day it moves to may be paused as well" },
    { "2026-06-01T10:00", "3 days", "2026-06-02T10:00/2026-06-02T10:00", "2026-06-04", "an empty one" },
    { "2026-06-01T10:00", "3 days beginning that day", "2026-06-01T12:00/2026-06-01T13:00", "2026-06-04",
      "the day of the start, where it counts" },
    { "2026-06-01T10:00", "2 days, by the clock", "2026-06-02T10:00/2026-06-02T11:00",
      "2026-06-04T10:00:00+01:00", "by the clock: a day later" },
    // working days
    { "2026-06-01T10:00", "3 working days", "2026-06-02T10:00/2026-06-02T11:00", "2026-06-05", "one day" },
    { "2026-06-04T10:00", "2 working days", "2026-06-05T18:00/2026-06-08T08:00", "2026-06-10",
      "over a weekend: Friday and Monday" },
    { "2026-06-04T10:00", "2 working days", "2026-06-06T00:00/2026-06-08T00:00", "2026-06-08",
      "a weekend alone costs nothing" },
    { "2026-06-01T10:00", "1 working day", "2026-05-20T10:00/2026-06-22T10:00", "2026-06-23",
      "three weeks of it" },
    // months
    { "2026-01-15T10:00", "1 month", "2026-01-20T10:00/2026-01-22T10:00", "2026-02-18", "three days more" },
    { "2026-01-15T10:00", "1 month", "2026-02-16T10:00/2026-02-17T10:00", "2026-02-15", "after it" },
    { "2026-01-15T10:00", "1 month beginning that day", "2026-01-15T12:00/2026-01-15T13:00", "2026-02-15",
      "the first day, which counts" },
};

static void test_pauses(void **state)
{
    struct world w = world_open(LONDON);
    (void)state;
    for (size_t i = 0; i < sizeof PAUSES / sizeof *PAUSES; i++) {
        struct pause pauses[PAUSES_MAX];
        size_t n = pauses_of(&w, PAUSES[i].pauses, pauses);
        struct limit limit = limit_of(&w, PAUSES[i].limit);
        struct deadline d = deadline_find(&w.timing, &limit, at(&w, str_from(PAUSES[i].start)), pauses, n);
        whole_check(&w, &d, PAUSES[i].note);
        if (strcmp(due_of(&w, &d), PAUSES[i].expected) != 0)
            fail_msg("%s, %s: %s, expected %s", PAUSES[i].limit, PAUSES[i].note, due_of(&w, &d),
                     PAUSES[i].expected);
    }
    world_close(&w);
}

static void test_faults(void **state)
{
    struct world w = world_open(LONDON);
    struct limit hours = limit_of(&w, "2 working hours"), days = limit_of(&w, "2 days");
    struct limit none = { .kind = LIMIT_NONE },
                 set_by = { .kind = LIMIT_WITHIN, .length = { .kind = DURATION_SET_BY } };
    instant start = at(&w, STR("2026-06-01T10:00")), early = at(&w, STR("2014-06-01T10:00"));
    struct pause for_ever = { start, INSTANT_FAR };
    (void)state;
    assert_int_equal(deadline_find(&w.timing, &none, start, NULL, 0).fault, DEADLINE_NO_LIMIT);
    assert_int_equal(deadline_find(&w.timing, &set_by, start, NULL, 0).fault, DEADLINE_NO_LIMIT);
    assert_int_equal(deadline_find(&w.timing, &days, start, &for_ever, 1).fault, DEADLINE_NEVER);
    assert_int_equal(deadline_find(&w.timing, &hours, start, &for_ever, 1).fault, DEADLINE_NEVER);
    assert_int_equal(deadline_find(&w.timing, &hours, early, NULL, 0).fault, DEADLINE_BEYOND);
    w.timing.worktime = NULL;
    assert_int_equal(deadline_find(&w.timing, &hours, start, NULL, 0).fault, DEADLINE_NO_HOURS);
    assert_int_equal(deadline_find(&w.timing, &days, start, NULL, 0).fault, DEADLINE_OK);
    world_close(&w);
}

// No number of any unit overflows; what would end after the year 9999 ends with it.
static void test_numbers_beyond_reason(void **state)
{
    struct world w = world_open(LONDON);
    instant start = at(&w, STR("2026-06-01T10:00"));
    (void)state;
    for (int unit = 0; unit < UNIT_COUNT; unit++)
        for (int kind = LIMIT_WITHIN; kind <= LIMIT_AT_LEAST; kind += LIMIT_AT_LEAST - LIMIT_WITHIN) {
            struct limit limit = { .kind = (enum limit_kind)kind };
            limit.length = (struct duration){ DURATION_LENGTH, { INT64_MAX, 0 }, (enum unit)unit, { 0 } };
            struct deadline d = deadline_find(&w.timing, &limit, start, NULL, 0);
            assert_int_equal(d.fault, unit == UNIT_WORKING_HOUR ? DEADLINE_BEYOND : DEADLINE_OK);
            if (!d.fault)
                assert_int_equal(date_civil(d.last).year, 9999);
            limit.length.number.places = 4;
            (void)deadline_find(&w.timing, &limit, start, NULL, 0);
            limit.is_by_the_clock = true;
            (void)deadline_find(&w.timing, &limit, start, NULL, 0);
        }
    world_close(&w);
}

static uint64_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static bool is_touched(const struct world *w, date d, const struct pause *pauses, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (int64_t t = pauses[i].from.second; t < pauses[i].until.second; t += 1800)
            if (zone_date(w->zone, (instant){ t }, NULL).day == d.day)
                return true;
    return false;
}

// From day to day: a working day that no pause touches is counted, until there are n.
static date walk(const struct world *w, date d, int n, const struct pause *pauses, size_t n_pauses)
{
    while (n) {
        d.day++;
        n -= calendar_is_working(w->calendar, d) && !is_touched(w, d, pauses, n_pauses);
    }
    return d;
}

static void test_working_days_day_by_day(void **state)
{
    struct world w = world_open(LONDON);
    uint64_t seed = 20261123;
    (void)state;
    for (int i = 0; i < TRIALS; i++) {
        struct pause pauses[3];
        date from = { day(2024, 11, 1).day + (int32_t)(random_next(&seed) % 1300) };
        instant start = { zone_midnight(w.zone, from).second + (int64_t)(random_next(&seed) % 82800) };
        int n = (int)(random_next(&seed) % 60);
        int64_t t = start.second - start.second % 1800 - 86400;
        size_t n_pauses = random_next(&seed) % 4;
        for (size_t p = 0; p < n_pauses; p++) { // whole half hours, so that the walk sees every day touched
            pauses[p].from.second = (t += (int64_t)(random_next(&seed) % 1000) * 1800);
            pauses[p].until.second = (t += (int64_t)(random_next(&seed) % 500) * 1800);
        }
        struct limit limit = { .kind = LIMIT_WITHIN,
                               .length = { DURATION_LENGTH, { n, 0 }, UNIT_WORKING_DAY, { 0 } } };
        struct deadline d = deadline_find(&w.timing, &limit, start, pauses, n_pauses);
        date expected = walk(&w, from, n, pauses, n_pauses);
        if (d.last.day != expected.day)
            fail_msg("trial %d: %d working days from day %d with %zu pauses end on %d, expected %d", i, n,
                     from.day, n_pauses, d.last.day, expected.day);
    }
    world_close(&w);
}

static void test_time_taken(void **state)
{
    static const struct {
        enum unit unit;
        const char *start, *stop;
        double expected;
    } rows[] = {
        { UNIT_SECOND, "2026-06-01T10:00", "2026-06-01T10:01:07", 67 },
        { UNIT_MINUTE, "2026-06-01T10:00", "2026-06-01T10:01:30", 1.5 },
        { UNIT_HOUR, "2026-03-28T12:00", "2026-03-29T12:00", 23 },
        { UNIT_WORKING_HOUR, "2026-06-05T16:00", "2026-06-08T09:30", 1.5 },
        { UNIT_DAY, "2026-06-01T23:59", "2026-06-02T00:01", 1 },
        { UNIT_DAY, "2026-06-01T00:00", "2026-06-01T23:59", 0 },
        { UNIT_WORKING_DAY, "2026-12-23T16:40", "2026-12-29T09:00", 2 },
        { UNIT_WORKING_DAY, "2026-06-06T12:00", "2026-06-07T12:00", 0 },
        { UNIT_CLEAR_DAY, "2026-06-01T12:00", "2026-06-04T12:00", 2 },
        { UNIT_CLEAR_DAY, "2026-06-01T12:00", "2026-06-01T13:00", 0 },
        { UNIT_WEEK, "2026-06-01T12:00", "2026-06-22T12:00", 3 },
        { UNIT_MONTH, "2026-01-15T12:00", "2026-03-15T12:00", 2 },
        { UNIT_MONTH, "2026-06-15T12:00", "2026-06-30T12:00", 0.5 },
        { UNIT_MONTH, "2026-01-31T12:00", "2026-02-28T12:00", 1 },
        { UNIT_QUARTER, "2026-01-15T12:00", "2026-07-15T12:00", 2 },
        { UNIT_YEAR, "2024-02-29T12:00", "2026-02-28T12:00", 2 },
        { UNIT_HOUR, "2026-06-01T12:00", "2026-06-01T10:00", -2 },
    };
    struct world w = world_open(LONDON);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double got = time_taken(&w.timing, rows[i].unit, at(&w, str_from(rows[i].start)),
                                at(&w, str_from(rows[i].stop)));
        if (got != rows[i].expected)
            fail_msg("%s from %s to %s: %g, expected %g", unit_name(rows[i].unit, false), rows[i].start,
                     rows[i].stop, got, rows[i].expected);
    }
    world_close(&w);
}

// "counted | skipped with their reasons", for the row's pauses.
static const char *working_of(struct world *w, const char *start, const char *limit, const char *pauses)
{
    struct pause list[PAUSES_MAX];
    size_t n = pauses_of(w, pauses, list);
    struct limit asked = limit_of(w, limit);
    struct deadline d = deadline_find(&w->timing, &asked, at(w, str_from(start)), list, n);
    struct working working;
    struct buffer out = buffer_open(4000);
    assert_int_equal(deadline_working(&w->ctx, &w->timing, &d, (struct pause_list){ list, n }, &working), OK);
    for (size_t i = 0; i < working.counted.n; i++)
        buffer_print(&out, "%s%d", i ? " " : "", date_civil(working.counted.at[i]).day);
    buffer_add(&out, STR(" |"));
    for (size_t i = 0; i < working.skipped.n; i++)
        buffer_print(&out, " %d %.*s", date_civil(working.skipped.at[i].day).day,
                     STR_ARGS(working.skipped.at[i].why));
    const char *text = str_c(w->ctx.arena, buffer_str(&out));
    buffer_close(&out);
    assert_true(working.rule.n > 0 && !working.is_cut && str_ends(working.rule, STR(".")));
    return text;
}

static void test_working(void **state)
{
    static const struct {
        const char *start, *limit, *pauses, *expected;
    } rows[] = {
        { "2026-12-23T16:40", "2 working days", "",
          "24 29 | 25 Christmas Day 26 Saturday 27 Sunday 28 Boxing Day (substitute day)" },
        { "2026-06-01T10:00", "3 days", "2026-06-02T10:00/2026-06-02T11:00",
          "3 4 5 | 2 the clock was paused" },
        { "2026-06-04T10:00", "2 working days", "2026-06-05T18:00/2026-06-08T08:00",
          "9 10 | 5 the clock was paused 6 Saturday 7 Sunday 8 the clock was paused" },
        { "2026-06-01T10:00", "2 clear days", "", "2 3 |" },
        { "2026-06-01T10:00", "at least 2 clear days", "", "2 3 |" },
        { "2026-06-01T10:00", "3 days beginning that day", "", "1 2 3 |" },
        { "2026-06-06T10:00", "1 working day beginning that day", "", "8 | 6 Saturday 7 Sunday" },
        { "2026-06-05T18:00", "9 working hours", "", "8 9 | 5 closed by then 6 Saturday 7 Sunday" },
        { "2026-06-01T16:00", "2 working hours", "2026-06-02T00:00/2026-06-03T00:00",
          "1 3 | 2 the clock was paused" },
        { "2026-06-01T16:00", "2 working hours", "2026-06-02T00:00/2026-06-02T16:00", "1 2 |" },
        { "2026-06-01T16:00", "2 hours", "", " |" },
        { "2026-06-01T16:00", "immediately", "", " |" },
        { "2026-06-01T16:00", "by 2026-06-09", "", " |" },
        { "2026-06-01T16:00", "0 days", "", " |" },
    };
    struct world w = world_open(LONDON);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = working_of(&w, rows[i].start, rows[i].limit, rows[i].pauses);
        if (strcmp(got, rows[i].expected) != 0)
            fail_msg("%s from %s: %s, expected %s", rows[i].limit, rows[i].start, got, rows[i].expected);
    }
    world_close(&w);
}

static void test_working_is_bounded(void **state)
{
    struct world w = world_open(LONDON);
    struct limit limit = limit_of(&w, "4000 days"), longer = limit_of(&w, "4001 days");
    struct working working;
    instant start = at(&w, STR("2026-06-01T10:00"));
    (void)state;
    struct deadline d = deadline_find(&w.timing, &limit, start, NULL, 0);
    assert_int_equal(deadline_working(&w.ctx, &w.timing, &d, (struct pause_list){ 0 }, &working), OK);
    assert_true(working.counted.n == WORKING_DAYS_MAX && !working.is_cut);
    d = deadline_find(&w.timing, &longer, start, NULL, 0);
    assert_int_equal(deadline_working(&w.ctx, &w.timing, &d, (struct pause_list){ 0 }, &working), OK);
    assert_true(working.counted.n == WORKING_DAYS_MAX && working.is_cut);
    world_close(&w);
}

// The sentence says where the count begins and when it ends.
static void test_sentences(void **state)
{
    static const struct {
        const char *limit, *expected;
    } rows[] = {
        { "2 days", "Every day counts, and the day of the start is day 0; the last day ends at midnight." },
        { "2 days beginning that day",
          "Every day counts, and the day of the start is day 1; the last day ends at midnight." },
        { "2 days, by the clock",
          "Every day counts, and the day of the start is day 0; it ends at the time of day at which it began." },
        { "2 working days, by the clock",
          "Only working days count, and the day of the start is day 0, even if it is a day off (as in the Freedom of "
          "Information Act 2000, section 10(1) and (6)); it ends at the time of day at which it began." },
        { "immediately", "It is due at the very second the clock starts." },
    };
    struct world w = world_open(LONDON);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct limit limit = limit_of(&w, rows[i].limit);
        struct deadline d = deadline_find(&w.timing, &limit, at(&w, STR("2026-06-01T10:00")), NULL, 0);
        struct working working;
        assert_int_equal(deadline_working(&w.ctx, &w.timing, &d, (struct pause_list){ 0 }, &working), OK);
        assert_string_equal(str_c(w.ctx.arena, working.rule), rows[i].expected);
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_midnights),
        cmocka_unit_test(test_flags),
        cmocka_unit_test(test_start_rule),
        cmocka_unit_test(test_pauses),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_numbers_beyond_reason),
        cmocka_unit_test(test_working_days_day_by_day),
        cmocka_unit_test(test_time_taken),
        cmocka_unit_test(test_working),
        cmocka_unit_test(test_working_is_bounded),
        cmocka_unit_test(test_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
