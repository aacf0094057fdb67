#include "rules/deadline.h"

#include "rules/worktime.h"

// A local day that a pause touches, as [first, last] days; pauses are sorted and do not overlap.
struct touched {
    date first, last;
};

static struct touched pause_days(const struct zone *zone, const struct pause *p)
{
    return (struct touched){ zone_date(zone, p->from, NULL), zone_date(zone, (instant){ p->until.second - 1 }, NULL) };
}

static bool pause_runs_on(const struct pause *p)
{
    return p->until.second == INSTANT_FAR.second;
}

// How many counted days in (after, to] a pause touches: working days, or all of them without a calendar.
static int64_t days_touched(const struct timing *timing, bool only_working, date after, date to, const struct pause *pauses, size_t n)
{
    int64_t touched = 0;
    date done = after; // days up to here have been looked at, so that two pauses of one day count it once
    for (size_t i = 0; i < n; i++) {
        struct touched t = pause_days(timing->zone, &pauses[i]);
        if (t.first.day <= done.day)
            t.first.day = done.day + 1;
        if (t.last.day > to.day)
            t.last = to;
        if (t.last.day < t.first.day)
            continue;
        touched += only_working ? calendar_ordinal(timing->calendar, t.last) - calendar_ordinal(timing->calendar, (date){ t.first.day - 1 })
                                : t.last.day - t.first.day + 1;
        done = t.last;
    }
    return touched;
}

// FOIA 2000 s.10(1): the n-th working day following the day of the start, which is day 0 even when it is a
// holiday. A working day that a pause touches is not counted.
static date working_days_end(const struct timing *timing, date start, int64_t n, const struct pause *pauses, size_t n_pauses)
{
    int64_t from = calendar_ordinal(timing->calendar, start), more = 0, touched = 0;
    date last;
    do {
        more = touched;
        last = n + more ? calendar_date_at(timing->calendar, from + n + more) : start;
        touched = days_touched(timing, true, start, last, pauses, n_pauses);
    } while (touched != more);
    return last;
}

// Any end of whole days, moved on by one day for each day before it that a pause touches.
static date days_end(const struct timing *timing, date start, date end, const struct pause *pauses, size_t n_pauses)
{
    int64_t more = 0, touched = 0;
    date last;
    do {
        more = touched;
        last = date_add_days(end, more);
        touched = days_touched(timing, false, start, last, pauses, n_pauses);
    } while (touched != more);
    return last;
}

static bool is_months(enum unit unit)
{
    return unit == UNIT_MONTH || unit == UNIT_QUARTER || unit == UNIT_YEAR;
}

static int64_t months_in(enum unit unit)
{
    return unit == UNIT_YEAR ? 12 : unit == UNIT_QUARTER ? 3 : 1;
}

static int64_t whole(decimal d)
{
    int64_t n = d.digits;
    for (int i = 0; i < d.places; i++)
        n /= 10;
    return n;
}

// Dodds v Walker [1981] 1 WLR 1027: the corresponding date, or the month's last day where there is none.
// "Beginning with" counts the first day, so it ends the day before; on the month's last day where there is none.
static date months_end(date start, int64_t months, bool is_beginning_with, bool *is_clipped)
{
    date end = date_add_months(start, months, is_clipped);
    return is_beginning_with && !*is_clipped ? date_add_days(end, -1) : end;
}

// The last day of a limit in units of a day or longer.
static date last_day(const struct timing *timing, const struct limit *limit, struct deadline *d, const struct pause *pauses, size_t n_pauses)
{
    int64_t n = whole(limit->length.number);
    bool is_beginning = limit->kind == LIMIT_BEGINNING_WITH;
    enum unit unit = limit->length.unit;
    if (is_months(unit)) {
        d->rule = is_beginning ? RULE_MONTHS_BEGINNING_WITH : RULE_MONTHS;
        date end = months_end(d->first, n * months_in(unit), is_beginning, &d->is_clipped);
        return days_end(timing, d->first, end, pauses, n_pauses);
    }
    if (unit == UNIT_WORKING_DAY) {
        d->rule = RULE_WORKING_DAYS;
        date start = is_beginning ? date_add_days(d->first, -1) : d->first; // then the first day is day 1
        return working_days_end(timing, start, n, pauses, n_pauses);
    }
    d->rule = unit == UNIT_CLEAR_DAY ? RULE_CLEAR_DAYS : RULE_DAYS;
    n = unit == UNIT_WEEK ? n * 7 : unit == UNIT_CLEAR_DAY ? n + 1 : n;
    return days_end(timing, d->first, date_add_days(d->first, n - is_beginning), pauses, n_pauses);
}

static struct deadline end_of_day(const struct timing *timing, struct deadline d)
{
    d.is_day = true;
    d.until = zone_midnight(timing->zone, date_add_days(d.last, 1));
    d.due = (instant){ d.until.second - 1 };
    return d;
}

static struct deadline at_instant(const struct timing *timing, struct deadline d, instant due)
{
    d.due = due;
    d.until = (instant){ due.second + 1 };
    d.last = zone_date(timing->zone, due, NULL);
    return d;
}

static struct deadline by_days(const struct timing *timing, const struct limit *limit, struct deadline d, const struct pause *pauses, size_t n_pauses)
{
    int32_t second;
    d.last = last_day(timing, limit, &d, pauses, n_pauses);
    if (!limit->is_by_the_clock)
        return end_of_day(timing, d);
    d.is_by_the_clock = true;
    d.is_day = false;
    (void)zone_date(timing->zone, d.start, &second);
    return at_instant(timing, d, zone_instant(timing->zone, d.last, second, &d.local));
}

// Seconds of the limit, run from the start, standing still in each pause.
static struct deadline by_seconds(const struct timing *timing, const struct limit *limit, struct deadline d, const struct pause *pauses, size_t n_pauses)
{
    static const int64_t seconds[] = { [UNIT_SECOND] = 1, [UNIT_MINUTE] = 60, [UNIT_HOUR] = 3600, [UNIT_WORKING_HOUR] = 3600 };
    bool is_working = limit->length.unit == UNIT_WORKING_HOUR;
    int64_t left = limit->length.number.digits * seconds[limit->length.unit];
    for (int i = 0; i < limit->length.number.places; i++)
        left /= 10;
    d.rule = is_working ? RULE_WORKING_HOURS : RULE_HOURS;
    if (is_working && !timing->worktime) {
        d.fault = DEADLINE_NO_HOURS;
        return d;
    }
    instant t = d.start;
    for (size_t i = 0; i < n_pauses; i++) {
        if (pauses[i].until.second <= t.second)
            continue;
        int64_t ran = pauses[i].from.second <= t.second ? 0
            : is_working ? worktime_between(timing->worktime, t, pauses[i].from) : pauses[i].from.second - t.second;
        if (ran >= left)
            break;
        left -= ran;
        t = pauses[i].until;
    }
    return at_instant(timing, d, is_working ? worktime_add(timing->worktime, t, left) : (instant){ t.second + left });
}

static struct deadline by_length(const struct timing *timing, const struct limit *limit, struct deadline d, const struct pause *pauses, size_t n_pauses)
{
    if (limit->length.kind != DURATION_LENGTH) {
        d.fault = DEADLINE_NO_LIMIT;
        return d;
    }
    for (size_t i = 0; i < n_pauses; i++)
        if (pause_runs_on(&pauses[i])) {
            d.fault = DEADLINE_NEVER;
            return d;
        }
    return unit_is_clock(limit->length.unit) ? by_seconds(timing, limit, d, pauses, n_pauses) : by_days(timing, limit, d, pauses, n_pauses);
}

static struct deadline start_counted(const struct timing *timing, instant start)
{
    struct deadline d = { .start = start, .rule = RULE_NONE };
    d.first = zone_date(timing->zone, start, NULL);
    if (timing->starts_next_working_day && !calendar_is_working(timing->calendar, d.first)) {
        d.is_moved = true;
        d.first = calendar_next_working(timing->calendar, d.first);
        d.start = zone_midnight(timing->zone, d.first);
    }
    return d;
}

struct deadline deadline_find(const struct timing *timing, const struct limit *limit, instant start, const struct pause *pauses, size_t n_pauses)
{
    struct deadline d = start_counted(timing, start);
    switch (limit->kind) {
    case LIMIT_NONE:
        d.fault = DEADLINE_NO_LIMIT;
        break;
    case LIMIT_IMMEDIATELY:
        d.rule = RULE_IMMEDIATELY;
        d = at_instant(timing, d, d.start);
        break;
    case LIMIT_BY_DATE:
        d.rule = RULE_BY_DATE;
        d.last = limit->by;
        d = end_of_day(timing, d);
        break;
    case LIMIT_BY_TIME_ON_DAY:
        d.rule = RULE_BY_TIME;
        d = at_instant(timing, d, zone_instant(timing->zone, d.first, limit->second_of_day, &d.local));
        break;
    case LIMIT_WITHIN:
    case LIMIT_BEGINNING_WITH:
    case LIMIT_AT_LEAST:
        d = by_length(timing, limit, d, pauses, n_pauses);
        break;
    }
    d.is_uncovered = !d.fault && (d.rule == RULE_WORKING_DAYS || d.rule == RULE_WORKING_HOURS) &&
                     !(calendar_covers(timing->calendar, d.first) && calendar_covers(timing->calendar, d.last));
    return d;
}

double time_taken(const struct timing *timing, enum unit unit, instant start, instant stop)
{
    date from = zone_date(timing->zone, start, NULL), to = zone_date(timing->zone, stop, NULL);
    switch (unit) {
    case UNIT_SECOND: return (double)(stop.second - start.second);
    case UNIT_MINUTE: return (double)(stop.second - start.second) / 60;
    case UNIT_HOUR: return (double)(stop.second - start.second) / 3600;
    case UNIT_WORKING_HOUR: return timing->worktime ? (double)worktime_between(timing->worktime, start, stop) / 3600 : 0;
    case UNIT_WORKING_DAY: return (double)(calendar_ordinal(timing->calendar, to) - calendar_ordinal(timing->calendar, from));
    case UNIT_WEEK: return (double)(to.day - from.day) / 7;
    default: return (double)(to.day - from.day);
    }
}
