#include "rules/worktime.h"

#include "base/arena.h"

#include <stdlib.h>

// One opening, and the open seconds of all before it. Real seconds: a span over a change of the clocks is an
// hour longer or shorter.
struct opening {
    int64_t from, until, before;
};

struct worktime {
    struct {
        struct opening *at;
        size_t n, room;
    } openings;
    int64_t from, until; // of the years they are laid out for
};

// What the openings are made of.
struct plan {
    const struct calendar *calendar;
    const struct zone *zone;
    const struct hours *hours;
};

static bool is_closed(const struct plan *plan, date d)
{
    if (calendar_is_holiday(plan->calendar, d))
        return true;
    for (size_t i = 0; i < plan->hours->n; i++)
        if (plan->hours->at[i].kind == SPAN_CLOSED && plan->hours->at[i].weekdays >> date_weekday(d) & 1)
            return true;
    return false;
}

// A local day and where it lies: most are as long as a day is, and need no more looking at the zone.
struct local_day {
    date d;
    int64_t midnight, next; // the first seconds of it and of the day behind
};

static int64_t local_second(const struct plan *plan, const struct local_day *day, date d, int32_t second)
{
    bool is_plain = d.day == day->d.day && day->next - day->midnight == DAY_SECONDS;
    return is_plain ? day->midnight + second : zone_instant(plan->zone, d, second, NULL).second;
}

static result span_add(struct ctx *ctx, struct worktime *w, const struct plan *plan,
                       const struct open_span *s, const struct local_day *day)
{
    date d = day->d;
    bool is_all_day = s->kind == SPAN_ALL_DAY;
    int32_t first = is_all_day ? 0 : s->from, last = is_all_day ? DAY_SECONDS : s->to;
    date end = last <= first ? (date){ d.day + 1 } : d;
    int64_t from = local_second(plan, day, d, first), until = local_second(plan, day, end, last);
    if (until <= from)
        return OK; // inside an hour that the clocks skipped
    struct opening *o = LIST_PUSH(ctx->arena, &w->openings);
    if (!o)
        return arena_fail(ctx);
    *o = (struct opening){ .from = from, .until = until };
    return OK;
}

static result day_add(struct ctx *ctx, struct worktime *w, const struct plan *plan,
                      const struct local_day *day)
{
    result e = OK;
    date d = day->d;
    if (is_closed(plan, d))
        return OK;
    for (size_t i = 0; !e && i < plan->hours->n; i++)
        if (plan->hours->at[i].weekdays >> date_weekday(d) & 1)
            e = span_add(ctx, w, plan, &plan->hours->at[i], day);
    return e;
}

static int by_start(const void *x, const void *y)
{
    const struct opening *a = x, *b = y;
    return (a->from > b->from) - (a->from < b->from);
}

static bool is_sorted(const struct opening *at, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (at[i - 1].from > at[i].from)
            return false;
    return true;
}

// In order, and one where spans touch or overlap.
static void openings_merge(struct worktime *w)
{
    struct opening *at = w->openings.at;
    size_t n = 0;
    if (!is_sorted(at, w->openings.n)) // where a day's spans are written in another order than they come
        qsort(at, w->openings.n, sizeof *at, by_start);
    for (size_t i = 0; i < w->openings.n; i++) {
        struct opening *last = n ? &at[n - 1] : NULL;
        if (last && at[i].from <= last->until) {
            last->until = at[i].until > last->until ? at[i].until : last->until;
            continue;
        }
        at[n] = at[i];
        at[n++].before = last ? last->before + last->until - last->from : 0;
    }
    w->openings.n = n;
}

result worktime_build(struct ctx *ctx, const struct calendar *calendar, const struct zone *zone,
                      const struct hours *hours, const struct worktime **out)
{
    const struct plan plan = { calendar, zone, hours };
    const struct calendar_source *source = calendar_source(calendar);
    struct worktime *w = ARENA_NEW(ctx->arena, struct worktime);
    if (!w)
        return arena_fail(ctx);
    date d = date_from_civil((struct civil){ source->first_year - WORKTIME_YEARS_BEFORE, 1, 1 });
    date end = date_from_civil((struct civil){ source->last_year + WORKTIME_YEARS_AFTER + 1, 1, 1 });
    w->from = zone_midnight(zone, d).second;
    w->until = zone_midnight(zone, end).second;
    struct local_day day = { d, w->from, w->from };
    for (; day.d.day < end.day; day.d.day++) {
        day.midnight = day.next;
        day.next = zone_midnight(zone, (date){ day.d.day + 1 }).second;
        result e = day_add(ctx, w, &plan, &day);
        if (e)
            return e;
    }
    if (!w->openings.n)
        return fail(ctx, ERR_RULE, "the opening hours never open");
    openings_merge(w);
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
    if (from.second < w->from || from.second >= w->until)
        return INSTANT_FAR;
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
        return INSTANT_FAR;
    return (instant){ w->openings.at[low].from + wanted - w->openings.at[low].before };
}
