// Moments of events, as far as they are known at the time of asking.
#include "rules/judgement.h"

struct as_of as_of_instant(instant t)
{
    return (struct as_of){ t, { t.second + 1 } };
}

struct as_of as_of_day(const struct zone *zone, date d)
{
    instant midnight = zone_midnight(zone, date_add_days(d, 1));
    return (struct as_of){ midnight, midnight };
}

// What is later than as-of has not happened; a day that as-of stands in the middle of can't say.
static struct moment moment_at(struct moment m, struct as_of as_of)
{
    if (m.kind != MOMENT_KNOWN || m.last.second < as_of.facts_before.second)
        return m;
    return (struct moment){ .kind = m.first.second >= as_of.facts_before.second ? MOMENT_NEVER
                                                                                : MOMENT_UNKNOWN };
}

static instant earlier(instant a, instant b)
{
    return a.second < b.second ? a : b;
}

static instant later(instant a, instant b)
{
    return a.second > b.second ? a : b;
}

// Of several events the first: one whose time is not known may have come before those that are.
static struct moment moment_first(struct moment a, struct moment b)
{
    if (a.kind == MOMENT_NEVER || b.kind == MOMENT_NEVER)
        return a.kind == MOMENT_NEVER ? b : a;
    if (a.kind == MOMENT_KNOWN && b.kind == MOMENT_KNOWN)
        return (struct moment){ MOMENT_KNOWN, earlier(a.first, b.first), earlier(a.last, b.last) };
    if (a.kind == MOMENT_UNKNOWN && b.kind == MOMENT_UNKNOWN)
        return a;
    return (struct moment){ MOMENT_KNOWN, INSTANT_ANY, a.kind == MOMENT_KNOWN ? a.last : b.last };
}

static struct moment moment_last(struct moment a, struct moment b)
{
    if (a.kind == MOMENT_KNOWN && b.kind == MOMENT_KNOWN)
        return (struct moment){ MOMENT_KNOWN, later(a.first, b.first), later(a.last, b.last) };
    if (a.kind == MOMENT_NEVER || b.kind == MOMENT_NEVER)
        return (struct moment){ .kind = MOMENT_NEVER };
    return (struct moment){ .kind = MOMENT_UNKNOWN };
}

bool moment_has_first(struct moment m)
{
    return m.kind == MOMENT_KNOWN && m.first.second != INSTANT_ANY.second;
}

struct moment events_moment(const struct event_set *set, const struct case_facts *facts, struct as_of as_of)
{
    // An event the data has no column for may or may not have happened.
    struct moment all = { .kind = set->missing.n ? MOMENT_UNKNOWN
                              : set->is_later    ? MOMENT_KNOWN
                                                 : MOMENT_NEVER };
    all.first = all.last = INSTANT_ANY;
    for (size_t i = 0; i < set->n; i++) {
        struct moment m = moment_at(facts->events[set->at[i]], as_of);
        all = set->is_later ? moment_last(all, m) : moment_first(all, m);
    }
    return all;
}
