#include "rules/calendar.h"

#include "base/arena.h"

#include <stdlib.h>

// Prefix sums over the years the holidays are known for, and one look-up back. Outside them whole weeks count.
struct calendar {
    struct calendar_source source;
    date first, last;  // of the table
    int32_t *ordinals; // working days up to and including first + i
    date *working;     // the working day with ordinal i + 1
    int32_t n_working;
    int per_week; // working days in a week without holidays
};

static bool is_weekend(const struct calendar *c, date d)
{
    return c->source.weekend >> date_weekday(d) & 1;
}

// A holiday and its place in the list that was given.
struct numbered {
    struct holiday holiday;
    size_t place;
};

static int by_day(const void *x, const void *y)
{
    const struct numbered *a = x, *b = y;
    if (a->holiday.day.day != b->holiday.day.day)
        return a->holiday.day.day < b->holiday.day.day ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static const struct holiday *holiday_on(const struct calendar *c, date d)
{
    size_t low = 0, high = c->source.holidays.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->source.holidays.at[middle].day.day < d.day)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_found = low < c->source.holidays.n && c->source.holidays.at[low].day.day == d.day;
    return is_found ? &c->source.holidays.at[low] : NULL;
}

// Of holidays outside the years they are known for nothing is said.
static const struct holiday *holiday_known(const struct calendar *c, date d)
{
    return calendar_covers(c, d) ? holiday_on(c, d) : NULL;
}

static result table_build(struct ctx *ctx, struct calendar *c)
{
    size_t n = (size_t)(c->last.day - c->first.day + 1);
    c->ordinals = ARENA_ARRAY(ctx->arena, int32_t, n);
    c->working = ARENA_ARRAY(ctx->arena, date, n);
    if (!c->ordinals || !c->working)
        return arena_fail(ctx);
    for (size_t i = 0; i < n; i++) {
        date d = { c->first.day + (int32_t)i };
        if (!is_weekend(c, d) && !holiday_on(c, d))
            c->working[c->n_working++] = d;
        c->ordinals[i] = c->n_working;
    }
    return OK;
}

// Sorted by day, each day once; the first title that was given for it stays.
static result holidays_sort(struct ctx *ctx, const struct holiday_list *given, struct holiday_list *sorted)
{
    struct numbered *all = ARENA_ARRAY(ctx->arena, struct numbered, given->n + 1);
    struct holiday *days = ARENA_ARRAY(ctx->arena, struct holiday, given->n + 1);
    if (!all || !days)
        return arena_fail(ctx);
    for (size_t i = 0; i < given->n; i++)
        all[i] = (struct numbered){ given->at[i], i };
    qsort(all, given->n, sizeof *all, by_day);
    size_t n = 0;
    for (size_t i = 0; i < given->n; i++) {
        if (n && days[n - 1].day.day == all[i].holiday.day.day)
            continue;
        days[n] = all[i].holiday;
        if (!days[n].title.n)
            days[n].title = STR("holiday"); // an empty reason would be taken for a working day
        n++;
    }
    *sorted = (struct holiday_list){ days, n, n };
    return OK;
}

result calendar_build(struct ctx *ctx, const struct calendar_source *source, const struct calendar **out)
{
    struct calendar *c = ARENA_NEW(ctx->arena, struct calendar);
    if (!c)
        return arena_fail(ctx);
    if ((source->weekend & 127) == 127)
        return fail(ctx, ERR_RULE, "the calendar '%.*s' has no working day in the week",
                    STR_ARGS(source->id));
    if (source->first_year < CALENDAR_YEAR_MIN || source->last_year > CALENDAR_YEAR_MAX ||
        source->last_year < source->first_year)
        return fail(ctx, ERR_RULE,
                    "the calendar '%.*s' is known for the years %d to %d: they must lie from %d to %d",
                    STR_ARGS(source->id), source->first_year, source->last_year, CALENDAR_YEAR_MIN,
                    CALENDAR_YEAR_MAX);
    c->source = *source;
    result e = holidays_sort(ctx, &source->holidays, &c->source.holidays);
    if (e)
        return e;
    for (int day = MONDAY; day <= SUNDAY; day++)
        c->per_week += !(source->weekend >> day & 1);
    c->first = date_from_civil((struct civil){ source->first_year, 1, 1 });
    c->last = date_from_civil((struct civil){ source->last_year, 12, 31 });
    *out = c;
    return table_build(ctx, c);
}

const struct calendar_source *calendar_source(const struct calendar *c)
{
    return &c->source;
}

bool calendar_covers(const struct calendar *c, date d)
{
    return d.day >= c->first.day && d.day <= c->last.day;
}

bool calendar_is_working(const struct calendar *c, date d)
{
    return !is_weekend(c, d) && !holiday_known(c, d);
}

bool calendar_is_holiday(const struct calendar *c, date d)
{
    return holiday_known(c, d) != NULL;
}

str calendar_why_not(const struct calendar *c, date d)
{
    const struct holiday *h = holiday_known(c, d);
    if (h)
        return h->title;
    return is_weekend(c, d) ? str_from(weekday_name(date_weekday(d))) : (str){ 0 };
}

// Working days among the n days from `from` on, counting weekends only.
static int64_t weekdays_in(const struct calendar *c, date from, int64_t n)
{
    int64_t count = n / 7 * c->per_week;
    for (int64_t i = n / 7 * 7; i < n; i++)
        count += !is_weekend(c, (date){ (int32_t)(from.day + i) });
    return count;
}

int64_t calendar_ordinal(const struct calendar *c, date d)
{
    if (d.day < c->first.day)
        return -weekdays_in(c, (date){ d.day + 1 }, (int64_t)c->first.day - 1 - d.day);
    if (d.day > c->last.day)
        return c->n_working + weekdays_in(c, (date){ c->last.day + 1 }, (int64_t)d.day - c->last.day);
    return c->ordinals[d.day - c->first.day];
}

// The n-th day (from 1) that is no weekend, going from `from` on in steps of `step` days.
static date weekday_nth(const struct calendar *c, date from, int64_t n, int step)
{
    int64_t weeks = (n - 1) / c->per_week, left = n - weeks * c->per_week;
    date d = date_add_days(from, weeks * 7 * step);
    for (int i = 0; i < 14; i++, d.day += step)
        if (!is_weekend(c, d) && --left == 0)
            break;
    return date_add_days(d, 0); // clipped to the years there are
}

date calendar_date_at(const struct calendar *c, int64_t ordinal)
{
    if (ordinal >= 1 && ordinal <= c->n_working)
        return c->working[ordinal - 1];
    if (ordinal > c->n_working)
        return weekday_nth(c, (date){ c->last.day + 1 }, ordinal - c->n_working, 1);
    return weekday_nth(c, (date){ c->first.day - 1 }, 1 - ordinal,
                       -1); // ordinal 0 is the last before the table
}

date calendar_next_working(const struct calendar *c, date d)
{
    return calendar_is_working(c, d) ? d : calendar_date_at(c, calendar_ordinal(c, d) + 1);
}
