#include "rules/calendar.h"

#include "base/arena.h"

#include <stdlib.h>

// Prefix sums over the years the holidays are known for, and one look-up back. Outside them whole weeks count.
struct calendar {
    struct calendar_source source;
    date first, last;      // of the table
    int32_t *ordinals;     // working days up to and including first + i
    date *working;         // the working day with ordinal i + 1
    int32_t n_working;
    int per_week;          // working days in a week without holidays
};

static bool is_weekend(const struct calendar *c, date d)
{
    return c->source.weekend >> date_weekday(d) & 1;
}

static int by_day(const void *x, const void *y)
{
    const struct holiday *a = x, *b = y;
    return (a->day.day > b->day.day) - (a->day.day < b->day.day);
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

static result table_build(struct ctx *ctx, struct calendar *c)
{
    size_t n = (size_t)(c->last.day - c->first.day + 1);
    c->ordinals = ARENA_ARRAY(ctx->arena, int32_t, n);
    c->working = ARENA_ARRAY(ctx->arena, date, n);
    if (!c->ordinals || !c->working)
        return arena_fail(ctx);
    size_t h = 0;
    while (h < c->source.holidays.n && c->source.holidays.at[h].day.day < c->first.day)
        h++;
    for (size_t i = 0; i < n; i++) {
        date d = { c->first.day + (int32_t)i };
        bool is_holiday = h < c->source.holidays.n && c->source.holidays.at[h].day.day == d.day;
        h += is_holiday;
        if (!is_holiday && !is_weekend(c, d))
            c->working[c->n_working++] = d;
        c->ordinals[i] = c->n_working;
    }
    return OK;
}

result calendar_build(struct ctx *ctx, const struct calendar_source *source, const struct calendar **out)
{
    struct calendar *c = ARENA_NEW(ctx->arena, struct calendar);
    struct holiday *holidays = ARENA_ARRAY(ctx->arena, struct holiday, source->holidays.n + 1);
    if (!c || !holidays)
        return arena_fail(ctx);
    if ((source->weekend & 127) == 127)
        return fail(ctx, ERR_RULE, "the calendar '%.*s' has no working day in the week", STR_ARGS(source->id));
    c->source = *source;
    for (size_t i = 0; i < source->holidays.n; i++)
        holidays[i] = source->holidays.at[i];
    qsort(holidays, source->holidays.n, sizeof *holidays, by_day);
    size_t n = 0;
    for (size_t i = 0; i < source->holidays.n; i++)
        if (!n || holidays[n - 1].day.day != holidays[i].day.day)
            holidays[n++] = holidays[i];
    c->source.holidays = (struct holiday_list){ holidays, n, n };
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
    return !is_weekend(c, d) && !(calendar_covers(c, d) && holiday_on(c, d));
}

str calendar_why_not(const struct calendar *c, date d)
{
    const struct holiday *h = holiday_on(c, d);
    if (h && calendar_covers(c, d))
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
    return d;
}

date calendar_date_at(const struct calendar *c, int64_t ordinal)
{
    if (ordinal >= 1 && ordinal <= c->n_working)
        return c->working[ordinal - 1];
    if (ordinal > c->n_working)
        return weekday_nth(c, (date){ c->last.day + 1 }, ordinal - c->n_working, 1);
    return weekday_nth(c, (date){ c->first.day - 1 }, 1 - ordinal, -1); // ordinal 0 is the last before the table
}

date calendar_next_working(const struct calendar *c, date d)
{
    return calendar_is_working(c, d) ? d : calendar_date_at(c, calendar_ordinal(c, d) + 1);
}
