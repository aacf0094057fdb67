// A deadline told day by day: what was counted, what was left out and why, and the rule it follows.
#include "rules/deadline.h"

#include "base/arena.h"
#include "rules/worktime.h"

// `first` is what stands instead of `usual` if the day of the start counts.
static const struct {
    const char *usual, *first;
} RULES[RULE_COUNT] = {
    [RULE_IMMEDIATELY] = { "It is due at the very second the clock starts.", NULL },
    [RULE_HOURS] = { "Hours and minutes run day and night, to the second; the due second itself is in time.",
                     NULL },
    [RULE_WORKING_HOURS] = { "Working hours run inside the opening hours, to the second; the due second itself is "
                             "in time.",
                             NULL },
    [RULE_DAYS] = { "Every day counts, and the day of the start is day 0",
                    "Every day counts, and the day of the start is day 1" },
    [RULE_WORKING_DAYS] = { "Only working days count, and the day of the start is day 0, even if it is a day off (as "
                            "in the Freedom of Information Act 2000, section 10(1) and (6))",
                            "Only working days count, and the day of the start is the first if it is one" },
    [RULE_CLEAR_DAYS] = { "Clear days: neither the day of the start nor the day they lead to is one of them",
                          "Clear days: the day of the start is the first, the day they lead to is none of them" },
    [RULE_MONTHS] = { "The corresponding date: the same day of the month, or the month's last day where there is none "
                      "(Dodds v Walker [1981] 1 WLR 1027)",
                      NULL },
    [RULE_MONTHS_BEGINNING_WITH] = { "'Beginning with': the first day counts, so the period ends the day before the "
                                     "corresponding date, or on the month's last day where there is none (as in the "
                                     "Local Government Act 2000, sections 21B and 9FE)",
                                     NULL },
    [RULE_BY_DATE] = { "A fixed date; that day ends at midnight.", NULL },
    [RULE_BY_TIME] = { "A fixed time of that day; that second itself is in time.", NULL },
    [RULE_NONE] = { "No limit is promised.", NULL },
};

static bool counts_days(enum deadline_rule rule)
{
    return rule == RULE_DAYS || rule == RULE_WORKING_DAYS || rule == RULE_CLEAR_DAYS || rule == RULE_MONTHS ||
        rule == RULE_MONTHS_BEGINNING_WITH;
}

static str rule_sentence(struct ctx *ctx, const struct deadline *d)
{
    const char *first = d->is_beginning_with ? RULES[d->rule].first : NULL;
    const char *sentence = first ? first : RULES[d->rule].usual;
    if (!counts_days(d->rule))
        return str_from(sentence);
    return str_format(ctx->arena, "%s; %s.", sentence,
                      d->is_by_the_clock ? "it ends at the time of day at which it began"
                                         : "the last day ends at midnight");
}

static bool is_touched(const struct zone *zone, date d, struct pause_list pauses)
{
    for (size_t i = 0; i < pauses.n; i++) {
        const struct pause *p = &pauses.at[i];
        date first = zone_date(zone, p->from, NULL),
             last = zone_date(zone, (instant){ p->until.second - 1 }, NULL);
        if (p->from.second < p->until.second && d.day >= first.day && d.day <= last.day)
            return true;
    }
    return false;
}

// Why a day is not counted; empty if it is.
static str day_why(const struct timing *timing, const struct deadline *d, struct pause_list pauses, date day)
{
    str why = d->rule == RULE_WORKING_DAYS ? calendar_why_not(timing->calendar, day) : (str){ 0 };
    return !why.n && is_touched(timing->zone, day, pauses) ? STR("the clock was paused") : why;
}

static instant later(instant a, instant b)
{
    return a.second > b.second ? a : b;
}

static instant earlier(instant a, instant b)
{
    return a.second < b.second ? a : b;
}

static int64_t open_between(const struct worktime *w, instant from, instant until)
{
    return from.second < until.second ? worktime_between(w, from, until) : 0;
}

// The same for working hours: a day counts if the clock ran for a second of it.
static str hours_why(const struct timing *timing, const struct deadline *d, struct pause_list pauses,
                     date day)
{
    const struct worktime *w = timing->worktime;
    instant midnight = zone_midnight(timing->zone, day),
            next = zone_midnight(timing->zone, date_add_days(day, 1));
    instant from = later(midnight, d->start), until = earlier(next, d->due);
    int64_t open = open_between(w, from, until), ran = open;
    for (size_t i = 0; i < pauses.n; i++)
        ran -= open_between(w, later(from, pauses.at[i].from), earlier(until, pauses.at[i].until));
    if (open)
        return ran ? (str){ 0 } : STR("the clock was paused");
    str why = calendar_why_not(timing->calendar, day);
    if (open_between(w, midnight, next))
        return STR("closed by then");
    return why.n ? why : STR("closed");
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

result deadline_working(struct ctx *ctx, const struct timing *timing, const struct deadline *d,
                        struct pause_list pauses, struct working *w)
{
    bool is_hours = d->rule == RULE_WORKING_HOURS;
    int32_t day = d->first.day + !(is_hours || d->is_beginning_with);
    int32_t end = d->last.day + !(d->rule == RULE_CLEAR_DAYS && !d->is_notice); // not included
    *w = (struct working){ .rule = rule_sentence(ctx, d) };
    if (d->fault || !(is_hours || counts_days(d->rule)))
        return OK; // no day is chosen or left out
    for (; day < end && !w->is_cut; day++) {
        date at = { day };
        str why = is_hours ? hours_why(timing, d, pauses, at) : day_why(timing, d, pauses, at);
        if (why.n ? !skip_day(ctx, w, at, why) : !count_day(ctx, w, at))
            return arena_fail(ctx);
        w->is_cut = day + 1 < end && w->counted.n + w->skipped.n >= WORKING_DAYS_MAX;
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
