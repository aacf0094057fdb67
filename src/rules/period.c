#include "rules/period.h"

// The clause's own, else the header's, else 1 January.
static struct month_day year_start(const struct promise *promise, struct period period)
{
    const struct field *own = field_find(&promise->clause->fields, KEY_YEAR_STARTS);
    const struct field *f = own ? own : field_find(&promise->document->header, KEY_YEAR_STARTS);
    if (period.kind == PERIOD_FINANCIAL_YEAR)
        return (struct month_day){ 1, 4 };
    return f && !f->is_bad ? f->month_day : (struct month_day){ 1, 1 };
}

static struct period period_of_key(const struct field_list *fields, enum field_key key)
{
    const struct field *f = field_find(fields, key);
    for (; f; f = field_next(fields, key, f)) {
        struct period p = key == KEY_PERIOD ? f->period : f->target.period;
        if (!f->is_bad && p.kind != PERIOD_NONE)
            return p;
    }
    return (struct period){ 0 };
}

struct period clause_period(const struct document *document, const struct clause *clause)
{
    static const enum field_key keys[] = { KEY_TARGET, KEY_COUNT, KEY_PERIOD };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct period p = period_of_key(&clause->fields, keys[i]);
        if (p.kind != PERIOD_NONE)
            return p;
    }
    const struct field *every = field_find(&clause->fields, KEY_EVERY);
    if (every && !every->is_bad && every->duration.kind == DURATION_LENGTH)
        return (struct period){ PERIOD_EACH, (int)every->duration.number.digits, every->duration.unit };
    struct period p = period_of_key(&document->header, KEY_PERIOD);
    return p.kind != PERIOD_NONE ? p : (struct period){ PERIOD_EACH, 1, UNIT_QUARTER };
}

// A row's own unit: rolling periods have one row for each unit of their window.
static struct period period_unit(struct period p)
{
    bool is_rolling = p.kind == PERIOD_IN_ANY || p.kind == PERIOD_OVER_LAST;
    return is_rolling ? (struct period){ PERIOD_EACH, 1, p.unit } : p;
}

static int floor_to(int value, int anchor, int step)
{
    int ahead = (value - anchor) % step;
    return value - (ahead < 0 ? ahead + step : ahead);
}

static date month_first(int index)
{
    return date_from_civil((struct civil){ index / 12, index % 12 + 1, 1 });
}

// The unit of `step` months that holds d.
static struct span months_unit(date d, int step, int anchor)
{
    struct civil c = date_civil(d);
    int first = floor_to(c.year * 12 + c.month - 1, anchor, step);
    return (struct span){ month_first(first), date_add_days(month_first(first + step), -1) };
}

// The unit of `step` years that holds d, counted from the year that holds `in_force`.
static struct span years_unit(date d, int step, struct month_day start, date in_force)
{
    int of[2];
    const date days[2] = { d, in_force };
    for (int i = 0; i < 2; i++) {
        struct civil c = date_civil(days[i]);
        bool is_before = c.month < start.month || (c.month == start.month && c.day < start.day);
        of[i] = c.year - is_before;
    }
    int first = floor_to(of[0], of[1], step);
    struct civil from = { first, start.month, start.day }, to = { first + step, start.month, start.day };
    int longest = month_days(from.year, from.month);
    from.day = from.day > longest ? longest : from.day;
    longest = month_days(to.year, to.month);
    to.day = to.day > longest ? longest : to.day;
    return (struct span){ date_from_civil(from), date_add_days(date_from_civil(to), -1) };
}

static struct span days_unit(date d, int step, date anchor)
{
    int first = floor_to(d.day, anchor.day, step);
    return (struct span){ { first }, date_add_days((date){ first }, step - 1) };
}

// The whole unit that holds d, before it is clipped to the time in force.
static struct span unit_of(const struct promise *promise, struct period p, date d)
{
    struct month_day year = year_start(promise, p);
    struct civil begins = date_civil(promise->from);
    int n = p.number > 0 ? p.number : 1;
    if (p.kind == PERIOD_DOCUMENT)
        return (struct span){ promise->from, promise->to };
    if (p.kind == PERIOD_FINANCIAL_YEAR)
        return years_unit(d, 1, year, promise->from);
    switch (p.unit) {
    case UNIT_YEAR:
        return years_unit(d, n, year, promise->from);
    case UNIT_QUARTER:
        return months_unit(d, 3 * n, n == 1 ? 0 : year.month - 1);
    case UNIT_MONTH:
        return months_unit(d, n, 12 % n == 0 ? year.month - 1 : begins.year * 12 + begins.month - 1);
    case UNIT_WEEK:
        return days_unit(d, 7 * n, (date){ promise->from.day - (int)date_weekday(promise->from) });
    default:
        return days_unit(d, n, promise->from);
    }
}

static size_t window_units(struct period p)
{
    bool is_rolling = p.kind == PERIOD_IN_ANY || p.kind == PERIOD_OVER_LAST;
    return is_rolling && p.number > 1 ? (size_t)p.number : 1;
}

result periods_build(struct ctx *ctx, const struct promise *promise, struct period period, struct as_of as_of,
                     struct periods *periods)
{
    struct period unit = period_unit(period);
    *periods = (struct periods){ .window = window_units(period) };
    bool is_first_whole = true;
    date d = promise->from;
    while (d.day <= promise->to.day && zone_midnight(promise->timing.zone, d).second < as_of.facts_before.second) {
        struct span whole = unit_of(promise, unit, d);
        struct span *span = LIST_PUSH(ctx->arena, &periods->units);
        if (!span)
            return arena_fail(ctx);
        if (periods->units.n > PERIODS_MAX)
            return fail(ctx, ERR_LIMIT, "clause %.*s has more than %d periods: give it a longer period",
                        STR_ARGS(promise->clause->label), PERIODS_MAX);
        *span = (struct span){ d, whole.to.day > promise->to.day ? promise->to : whole.to };
        if (periods->units.n == 1)
            is_first_whole = whole.from.day == d.day;
        if (date_is_none(whole.to))
            break;
        d = date_add_days(whole.to, 1);
    }
    periods->first_row = periods->window - 1;
    if (periods->window > 1 && !is_first_whole)
        periods->first_row++; // a window is full when every unit in it is whole
    return OK;
}

int64_t periods_find(const struct periods *periods, date d)
{
    size_t low = 0, high = periods->units.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (periods->units.at[middle].to.day < d.day)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_in = low < periods->units.n && periods->units.at[low].from.day <= d.day;
    return is_in ? (int64_t)low : -1;
}

struct span periods_row(const struct periods *periods, size_t unit)
{
    return (struct span){ periods->units.at[unit + 1 - periods->window].from, periods->units.at[unit].to };
}

bool span_is_over(const struct zone *zone, struct span span, struct as_of as_of)
{
    return !date_is_none(span.to) && as_of.at.second >= zone_midnight(zone, date_add_days(span.to, 1)).second;
}
