#include "rules/worktime.h"

#include "base/arena.h"

// One opening, and the open seconds of all before it. Real seconds: a span over a change of the clocks is an
// hour longer or shorter.
struct opening {
    int64_t from, until, before;
};

struct worktime {
    struct { struct opening *at; size_t n, room; } openings;
};

// Beyond the years of the calendar only weekends are left out; beyond these years nothing is open.
enum { YEARS_BEFORE = 10, YEARS_AFTER = 50 };

static result opening_add(struct ctx *ctx, struct worktime *w, instant from, instant until)
{
    struct opening *last = w->openings.n ? &w->openings.at[w->openings.n - 1] : NULL;
    if (until.second <= from.second)
        return OK;
    if (last && from.second <= last->until) { // spans that touch or overlap are one
        last->until = until.second > last->until ? until.second : last->until;
        return OK;
    }
    struct opening *o = LIST_PUSH(ctx->arena, &w->openings);
    if (!o)
        return arena_fail(ctx);
    last = w->openings.n > 1 ? o - 1 : NULL;
    *o = (struct opening){ from.second, until.second, last ? last->before + last->until - last->from : 0 };
    return OK;
}

static result day_add(struct ctx *ctx, struct worktime *w, const struct zone *zone, const struct hours *hours, date d)
{
    result e = OK;
    for (size_t i = 0; !e && i < hours->n; i++) {
        const struct open_span *s = &hours->at[i];
        if (!(s->weekdays >> date_weekday(d) & 1) || s->kind == SPAN_CLOSED)
            continue;
        bool is_all_day = s->kind == SPAN_ALL_DAY, is_past_midnight = is_all_day || s->to <= s->from;
        date end = is_past_midnight ? date_add_days(d, 1) : d;
        e = opening_add(ctx, w, zone_instant(zone, d, is_all_day ? 0 : s->from, NULL), zone_instant(zone, end, is_all_day ? 0 : s->to, NULL));
    }
    return e;
}

// Hours may name a Saturday, which is then open; a holiday is closed whatever they name.
static bool is_holiday(const struct calendar *calendar, date d)
{
    str why = calendar_why_not(calendar, d);
    return why.n && !str_equal(why, str_from(weekday_name(date_weekday(d))));
}

result worktime_build(struct ctx *ctx, const struct calendar *calendar, const struct zone *zone, const struct hours *hours,
                      const struct worktime **out)
{
    struct worktime *w = ARENA_NEW(ctx->arena, struct worktime);
    const struct calendar_source *source = calendar_source(calendar);
    if (!w)
        return arena_fail(ctx);
    date d = date_from_civil((struct civil){ source->first_year - YEARS_BEFORE, 1, 1 });
    date last = date_from_civil((struct civil){ source->last_year + YEARS_AFTER, 12, 31 });
    for (; d.day <= last.day; d.day++) {
        result e = is_holiday(calendar, d) ? OK : day_add(ctx, w, zone, hours, d);
        if (e)
            return e;
    }
    if (!w->openings.n)
        return fail(ctx, ERR_RULE, "the opening hours never open");
    *out = w;
    return OK;
}

// The last opening that has begun at or before t; SIZE_MAX before the first.
static size_t opening_at(const struct worktime *w, int64_t t)
{
    size_t low = 0, high = w->openings.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->openings.at[middle].from <= t)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

// Open seconds from the beginning of the table until t.
static int64_t open_until(const struct worktime *w, int64_t t)
{
    size_t i = opening_at(w, t);
    if (i == SIZE_MAX)
        return 0;
    const struct opening *o = &w->openings.at[i];
    return o->before + (t < o->until ? t : o->until) - o->from;
}

int64_t worktime_between(const struct worktime *w, instant from, instant until)
{
    return open_until(w, until.second) - open_until(w, from.second);
}

instant worktime_add(const struct worktime *w, instant from, int64_t seconds)
{
    int64_t wanted = open_until(w, from.second) + seconds;
    size_t low = 0, high = w->openings.n; // the first opening by whose end `wanted` seconds have run
    if (!seconds)
        return from;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct opening *o = &w->openings.at[middle];
        if (o->before + o->until - o->from < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == w->openings.n)
        return (instant){ w->openings.at[low - 1].until };
    return (instant){ w->openings.at[low].from + wanted - w->openings.at[low].before };
}
