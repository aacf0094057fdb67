// A deadline told day by day: what was counted, what was left out and why, and the rule it follows.
#include "rules/deadline.h"

#include "base/arena.h"

static const char *const RULES[RULE_COUNT] = {
    [RULE_IMMEDIATELY] = "Due at the very second the clock starts.",
    [RULE_HOURS] = "Hours and minutes run to the second, day and night; the due second itself is in time.",
    [RULE_WORKING_HOURS] = "Working hours run inside the opening hours, to the second; the due second itself is in time.",
    [RULE_DAYS] = "The day of the start is day 0; every day counts, and the last ends at midnight.",
    [RULE_WORKING_DAYS] = "The day of the start is day 0, even if it is a day off; the last working day ends at midnight "
                          "(as in the Freedom of Information Act 2000, section 10(1) and (6)).",
    [RULE_CLEAR_DAYS] = "Clear days: neither the day of the start nor the last day counts among them.",
    [RULE_MONTHS] = "The corresponding date rule: the same day of the month, or its last day where there is none "
                    "(Dodds v Walker [1981] 1 WLR 1027); the last day ends at midnight.",
    [RULE_MONTHS_BEGINNING_WITH] = "'Beginning with': the first day counts, so the period ends the day before the corresponding "
                                   "date, or on the month's last day where there is none (as in the Local Government Act 2000, "
                                   "sections 21B and 9FE).",
    [RULE_BY_DATE] = "A fixed date; it ends at midnight.",
    [RULE_BY_TIME] = "A fixed time of that day.",
    [RULE_NONE] = "No limit is promised.",
};

static bool is_touched(const struct timing *timing, date d, const struct pause *pauses, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        date first = zone_date(timing->zone, pauses[i].from, NULL);
        date last = zone_date(timing->zone, (instant){ pauses[i].until.second - 1 }, NULL);
        if (d.day >= first.day && d.day <= last.day)
            return true;
    }
    return false;
}

static bool skip_day(struct ctx *ctx, struct working *w, date d, str why)
{
    struct skipped_day *s = LIST_PUSH(ctx->arena, &w->skipped);
    if (s)
        *s = (struct skipped_day){ d, why };
    return s != NULL;
}

static bool count_day(struct ctx *ctx, struct working *w, date d)
{
    date *slot = LIST_PUSH(ctx->arena, &w->counted);
    if (slot)
        *slot = d;
    return slot != NULL;
}

static bool uses_calendar(enum deadline_rule rule)
{
    return rule == RULE_WORKING_DAYS || rule == RULE_WORKING_HOURS;
}

result deadline_working(struct ctx *ctx, const struct timing *timing, const struct limit *limit, const struct deadline *d,
                        const struct pause *pauses, size_t n_pauses, struct working *w)
{
    *w = (struct working){ .rule = str_from(RULES[d->rule]) };
    bool counts_first = d->rule == RULE_WORKING_HOURS || limit->kind == LIMIT_BEGINNING_WITH;
    date day = date_add_days(d->first, counts_first ? 0 : 1);
    if (d->rule == RULE_IMMEDIATELY || d->rule == RULE_HOURS || d->rule == RULE_BY_DATE || d->rule == RULE_BY_TIME)
        return OK; // no day is chosen or left out
    for (; day.day <= d->last.day; day.day++) {
        if (w->counted.n + w->skipped.n >= WORKING_DAYS_MAX) {
            w->is_cut = true;
            break;
        }
        str why = uses_calendar(d->rule) ? calendar_why_not(timing->calendar, day) : (str){ 0 };
        if (!why.n && d->rule != RULE_WORKING_HOURS && is_touched(timing, day, pauses, n_pauses))
            why = STR("the clock was paused");
        if (why.n ? !skip_day(ctx, w, day, why) : !count_day(ctx, w, day))
            return arena_fail(ctx);
    }
    return OK;
}
