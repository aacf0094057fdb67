#include "rules/deadline.h"

#include "rules/worktime.h"

// Longer than all the years there are, so that nothing below overflows.
enum { COUNT_MAX = 4000000 };
#define SECONDS_MAX ((int64_t)COUNT_MAX * DAY_SECONDS)
#define INSTANT_LAST ((instant){ 253402300799 }) // the last second of the year 9999, UTC

// What whole days are counted with.
struct day_count {
    const struct timing *timing;
    bool is_working; // working days only, else every day
    const struct pause *pauses;
    size_t n_pauses;
};

// Counted days up to and including d, and the counted day that has that number.
static int64_t day_number(const struct day_count *c, date d)
{
    return c->is_working ? calendar_ordinal(c->timing->calendar, d) : d.day;
}

static date numbered_day(const struct day_count *c, int64_t number)
{
    return c->is_working ? calendar_date_at(c->timing->calendar, number) : date_add_days((date){ 0 }, number);
}

// The n-th counted day after the start. FOIA 2000 s.10(1): the day of the start is day 0 even when it is a
// holiday. A local day that a pause touches is not counted.
static date days_end(const struct day_count *c, date start, int64_t n)
{
    date passed = start;
    if (n <= 0)
        return c->is_working ? start : date_add_days(start, n);
    for (size_t i = 0; i < c->n_pauses; i++) {
        const struct pause *p = &c->pauses[i];
        date first = zone_date(c->timing->zone, p->from, NULL);
        date last = zone_date(c->timing->zone, (instant){ p->until.second - 1 }, NULL);
        if (p->until.second <= p->from.second || last.day <= passed.day)
            continue;
        int64_t before = first.day > passed.day
            ? day_number(c, (date){ first.day - 1 }) - day_number(c, passed)
            : 0;
        if (before >= n)
            break;
        n -= before;
        passed = last;
    }
    return numbered_day(c, day_number(c, passed) + n);
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
    return n < COUNT_MAX ? n : COUNT_MAX;
}

// Dodds v Walker [1981] 1 WLR 1027: the corresponding date, or the month's last day where there is none.
// "Beginning with" counts the first day, so it ends the day before; on the month's last day where there is none.
static date months_end(date start, int64_t months, bool is_beginning_with, bool *is_clipped)
{
    date end = date_add_months(start, months, is_clipped);
    return is_beginning_with && !*is_clipped ? date_add_days(end, -1) : end;
}

// The last day of a limit in units of a day or longer. With "beginning with" the count starts on the eve.
static date last_day(const struct limit *limit, struct day_count *c, struct deadline *d)
{
    int64_t n = whole(limit->length.number);
    enum unit unit = limit->length.unit;
    date start = d->is_beginning_with ? date_add_days(d->first, -1) : d->first;
    if (is_months(unit)) {
        d->rule = d->is_beginning_with ? RULE_MONTHS_BEGINNING_WITH : RULE_MONTHS;
        date end = months_end(d->first, n * months_in(unit), d->is_beginning_with, &d->is_clipped);
        return days_end(c, start, end.day - start.day);
    }
    c->is_working = unit == UNIT_WORKING_DAY;
    d->rule = c->is_working ? RULE_WORKING_DAYS : unit == UNIT_CLEAR_DAY ? RULE_CLEAR_DAYS : RULE_DAYS;
    // Of notice the clear days themselves must be over; a limit ends with the day after them.
    bool has_one_more = unit == UNIT_CLEAR_DAY && !d->is_notice;
    return days_end(c, start, unit == UNIT_WEEK ? n * 7 : n + has_one_more);
}

static struct deadline end_of_day(const struct timing *timing, struct deadline d)
{
    d.is_day = true;
    d.until = zone_midnight(timing->zone, (date){ d.last.day + 1 });
    d.due = (instant){ d.until.second - 1 };
    return d;
}

static struct deadline at_instant(const struct timing *timing, struct deadline d, instant due)
{
    d.due = due.second < INSTANT_LAST.second ? due : INSTANT_LAST;
    d.until = (instant){ d.due.second + 1 };
    d.last = zone_date(timing->zone, d.due, NULL);
    return d;
}

static struct deadline by_days(const struct limit *limit, struct day_count *c, struct deadline d)
{
    int32_t second;
    d.last = last_day(limit, c, &d);
    if (!limit->is_by_the_clock)
        return end_of_day(c->timing, d);
    d.is_by_the_clock = true;
    (void)zone_date(c->timing->zone, d.start, &second);
    return at_instant(c->timing, d, zone_instant(c->timing->zone, d.last, second, &d.local));
}

static int64_t seconds_of(const struct duration *length)
{
    static const int64_t units[] = {
        [UNIT_SECOND] = 1,
        [UNIT_MINUTE] = 60,
        [UNIT_HOUR] = 3600,
        [UNIT_WORKING_HOUR] = 3600,
    };
    int64_t seconds;
    if (__builtin_mul_overflow(length->number.digits, units[length->unit], &seconds))
        return SECONDS_MAX;
    for (int i = 0; i < length->number.places; i++)
        seconds /= 10;
    return seconds < SECONDS_MAX ? seconds : SECONDS_MAX;
}

// The clock's seconds between two instants: open ones if there are opening hours, else all.
static int64_t ran(const struct worktime *open, instant from, instant until)
{
    if (until.second <= from.second)
        return 0;
    return open ? worktime_between(open, from, until) : until.second - from.second;
}

// Seconds of the limit, run from the start, standing still in each pause.
static struct deadline by_seconds(const struct limit *limit, const struct day_count *c, struct deadline d)
{
    bool is_working = limit->length.unit == UNIT_WORKING_HOUR;
    const struct worktime *open = is_working ? c->timing->worktime : NULL;
    int64_t left = seconds_of(&limit->length);
    instant t = d.start;
    d.rule = is_working ? RULE_WORKING_HOURS : RULE_HOURS;
    if (is_working && !open) {
        d.fault = DEADLINE_NO_HOURS;
        return d;
    }
    for (size_t i = 0; i < c->n_pauses; i++) {
        const struct pause *p = &c->pauses[i];
        if (p->until.second <= t.second || p->until.second <= p->from.second)
            continue;
        int64_t before = ran(open, t, p->from);
        if (before >= left)
            break;
        left -= before;
        t = p->until;
    }
    instant due = open ? worktime_add(open, t, left) : (instant){ t.second + left };
    if (due.second == INSTANT_FAR.second)
        d.fault = DEADLINE_BEYOND;
    return d.fault ? d : at_instant(c->timing, d, due);
}

static struct deadline by_length(const struct limit *limit, struct day_count *c, struct deadline d)
{
    d.is_beginning_with = limit->kind == LIMIT_BEGINNING_WITH;
    d.is_notice = limit->kind == LIMIT_AT_LEAST;
    if (limit->length.kind != DURATION_LENGTH) {
        d.fault = DEADLINE_NO_LIMIT;
        return d;
    }
    for (size_t i = 0; i < c->n_pauses; i++)
        if (c->pauses[i].until.second == INSTANT_FAR.second) {
            d.fault = DEADLINE_NEVER;
            return d;
        }
    return unit_is_clock(limit->length.unit) ? by_seconds(limit, c, d) : by_days(limit, c, d);
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

static struct deadline by_kind(const struct limit *limit, struct day_count *c, struct deadline d)
{
    switch (limit->kind) {
    case LIMIT_NONE:
        d.fault = DEADLINE_NO_LIMIT;
        break;
    case LIMIT_IMMEDIATELY:
        d.rule = RULE_IMMEDIATELY;
        return at_instant(c->timing, d, d.start);
    case LIMIT_BY_DATE:
        d.rule = RULE_BY_DATE;
        d.last = limit->by;
        return end_of_day(c->timing, d);
    case LIMIT_BY_TIME_ON_DAY:
        d.rule = RULE_BY_TIME;
        return at_instant(c->timing, d,
                          zone_instant(c->timing->zone, d.first, limit->second_of_day, &d.local));
    case LIMIT_WITHIN:
    case LIMIT_BEGINNING_WITH:
    case LIMIT_AT_LEAST:
        return by_length(limit, c, d);
    }
    return d;
}

struct deadline deadline_find(const struct timing *timing, const struct limit *limit, instant start,
                              const struct pause *pauses, size_t n_pauses)
{
    struct day_count count = { .timing = timing, .pauses = pauses, .n_pauses = n_pauses };
    struct deadline d = by_kind(limit, &count, start_counted(timing, start));
    bool uses_calendar = d.is_moved || d.rule == RULE_WORKING_DAYS || d.rule == RULE_WORKING_HOURS;
    d.is_uncovered = !d.fault && uses_calendar &&
        !(calendar_covers(timing->calendar, d.first) && calendar_covers(timing->calendar, d.last));
    return d;
}

// The months that have passed by their corresponding dates, and of the next the part that its days make up.
static double months_taken(date from, date to)
{
    struct civil a = date_civil(from), b = date_civil(to);
    int64_t months = (int64_t)(b.year - a.year) * 12 + b.month - a.month;
    if (date_add_months(from, months, NULL).day > to.day)
        months--;
    date before = date_add_months(from, months, NULL), after = date_add_months(from, months + 1, NULL);
    int32_t length = after.day - before.day;
    return (double)months + (length ? (double)(to.day - before.day) / length : 0);
}

double time_taken(const struct timing *timing, enum unit unit, instant start, instant stop)
{
    const struct calendar *calendar = timing->calendar;
    date from = zone_date(timing->zone, start, NULL), to = zone_date(timing->zone, stop, NULL);
    double seconds = (double)(stop.second - start.second), days = (double)to.day - from.day;
    switch (unit) {
    case UNIT_SECOND:
        return seconds;
    case UNIT_MINUTE:
        return seconds / 60;
    case UNIT_HOUR:
        return seconds / 3600;
    case UNIT_WORKING_HOUR:
        return timing->worktime ? (double)worktime_between(timing->worktime, start, stop) / 3600 : 0;
    case UNIT_WORKING_DAY:
        return (double)(calendar_ordinal(calendar, to) - calendar_ordinal(calendar, from));
    case UNIT_CLEAR_DAY:
        return days > 1 ? days - 1 : 0;
    case UNIT_WEEK:
        return days / 7;
    case UNIT_MONTH:
    case UNIT_QUARTER:
    case UNIT_YEAR:
        return months_taken(from, to) / (double)months_in(unit);
    default:
        return days;
    }
}
