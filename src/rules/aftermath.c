#include "rules/aftermath.h"

static bool is_lateness(str subject)
{
    return str_same_name(subject, STR("lateness"));
}

static bool is_achievement(str subject)
{
    return str_same_name(subject, STR("achievement"));
}

bool aftermath_knows(const struct asked *asked, str subject)
{
    if (!asked->after)
        return false;
    return is_achievement(subject) || is_lateness(subject) || str_same_name(subject, STR("time taken"));
}

// When the bound begins or ceases to hold: of days at a midnight, of hours and minutes at a second.
static instant crossing(const struct asked *asked, instant from, enum bound bound, const struct quantity *q)
{
    struct limit limit = { .kind = LIMIT_WITHIN, .length = { .number = q->number } };
    struct timing timing = asked->promise->timing;
    bool is_past = bound == BOUND_MORE_THAN || bound == BOUND_AT_MOST;
    timing.starts_next_working_day = false;
    if (!unit_by_name(q->noun, &limit.length.unit))
        return INSTANT_FAR;
    struct deadline d = deadline_find(&timing, &limit, from, NULL, 0);
    if (d.fault != DEADLINE_OK)
        return INSTANT_FAR;
    if (d.is_day)
        return is_past ? d.until : zone_midnight(timing.zone, d.last);
    return is_past ? d.until : d.due;
}

static enum truth length_holds(const struct asked *asked, const struct test *test, instant from, instant to)
{
    for (int i = 0; i < test->n_bounds; i++) {
        const struct quantity *q = &test->limits[i];
        enum unit unit;
        if (q->kind != QUANTITY_NUMBER || !unit_by_name(q->noun, &unit))
            return TRUTH_UNKNOWN;
        double taken = time_taken(&asked->promise->timing, unit, from, to), limit = decimal_double(q->number);
        bool holds[] = { [BOUND_AT_LEAST] = taken >= limit,
                         [BOUND_AT_MOST] = taken <= limit,
                         [BOUND_MORE_THAN] = taken > limit,
                         [BOUND_UNDER] = taken < limit };
        if (!holds[test->bounds[i]])
            return TRUTH_NO;
    }
    return TRUTH_YES;
}

static enum truth running_holds(struct asked *asked, const struct test *test, instant from)
{
    const struct zone *zone = asked->promise->timing.zone;
    instant now = { asked->as_of.facts_before.second - 1 };
    instant midnight = zone_midnight(zone, date_add_days(zone_date(zone, now, NULL), 1));
    for (int i = 0; i < test->n_bounds; i++) {
        instant at = crossing(asked, from, test->bounds[i], &test->limits[i]);
        if (at.second != INSTANT_FAR.second)
            asked_change_at(asked, at.second > now.second ? at : midnight);
    }
    return length_holds(asked, test, from, now);
}

static enum truth time_bound(struct asked *asked, const struct test *test)
{
    const struct aftermath *a = asked->after;
    bool is_late = is_lateness(test->subject), is_known = is_late || moment_has_first(a->started);
    struct moment from = is_late ? (struct moment){ MOMENT_KNOWN, a->due, a->due } : a->started;
    if (!asked->promise || !is_known || test->times || instant_is_none(a->due) ||
        a->stopped.kind == MOMENT_UNKNOWN)
        return asked_unknown(asked, test->subject);
    bool is_running = a->stopped.kind == MOMENT_NEVER;
    enum truth least = is_running ? running_holds(asked, test, from.last)
                                  : length_holds(asked, test, from.last, a->stopped.first);
    enum truth most = is_running
        ? length_holds(asked, test, from.first, (instant){ asked->as_of.facts_before.second - 1 })
        : length_holds(asked, test, from.first, a->stopped.last);
    return least == most && least != TRUTH_UNKNOWN ? least : asked_unknown(asked, test->subject);
}

static enum truth achievement_bound(struct asked *asked, const struct test *test)
{
    struct ratio value = asked->after->achievement;
    if (!ratio_is(value))
        return asked_unknown(asked, test->subject);
    for (int i = 0; i < test->n_bounds; i++) {
        const struct quantity *q = &test->limits[i];
        struct ratio limit = ratio_of_decimal(q->number);
        if (q->kind == QUANTITY_SHARE)
            limit = ratio_over(limit, ratio_of(100, 1));
        if (!ratio_is(limit))
            return asked_unknown(asked, test->subject);
        if (!ratio_holds(test->bounds[i], value, limit))
            return TRUTH_NO;
    }
    return TRUTH_YES;
}

enum truth aftermath_bound(struct asked *asked, const struct test *test)
{
    return is_achievement(test->subject) ? achievement_bound(asked, test) : time_bound(asked, test);
}

enum truth aftermath_step(struct asked *asked, const struct test *test)
{
    const struct aftermath *a = asked->after;
    for (size_t i = 0; a && i < a->n_steps; i++) {
        const struct step_outcome *s = &a->steps[i];
        if (s->number != test->step)
            continue;
        switch (test->state) {
        case STATE_WORD_DONE:
            return s->is_done;
        case STATE_WORD_OPEN:
            return truth_not(s->is_done);
        case STATE_WORD_KEPT:
            return truth_not(s->is_late);
        case STATE_WORD_LATE:
        case STATE_WORD_MISSED:
        case STATE_WORD_FAILING:
            return s->is_late == TRUTH_UNKNOWN ? asked_unknown(asked, STR("the step")) : s->is_late;
        }
    }
    return asked_unknown(asked, STR("the step"));
}

instant aftermath_since(const struct asked *asked, const struct test *test)
{
    const struct aftermath *a = asked->after;
    bool is_time = test->kind == TEST_BOUND && !test->is_not && aftermath_knows(asked, test->subject) &&
        !is_achievement(test->subject);
    instant since = INSTANT_NONE;
    for (int i = 0; is_time && i < test->n_bounds; i++) {
        bool is_least = test->bounds[i] == BOUND_AT_LEAST || test->bounds[i] == BOUND_MORE_THAN;
        instant from = is_lateness(test->subject) ? a->due : a->started.first;
        instant at = is_least ? crossing(asked, from, test->bounds[i], &test->limits[i]) : INSTANT_NONE;
        if (at.second > since.second)
            since = at;
    }
    return since;
}
