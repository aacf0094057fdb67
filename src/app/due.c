#include "app/due.h"

#include "app/library.h"
#include "document/parse.h"

static const struct place NOWHERE = { 0 };

static result start_read(struct ctx *ctx, str text, struct due_answer *a)
{
    struct stamp stamp;
    enum local_kind kind = LOCAL_ONCE;
    if (!stamp_parse(text, &stamp))
        return fail_at(ctx, ERR_INPUT, STR("--start"), NOWHERE, "'%.*s' is no time: write 2026-12-23, or 2026-12-23T16:40", STR_ARGS(text));
    a->start = stamp_instant(a->zone, stamp, &kind);
    a->has_start_time = stamp.has_time;
    str *note = kind == LOCAL_ONCE ? NULL : LIST_PUSH(ctx->arena, &a->notes);
    if (note)
        *note = kind == LOCAL_SKIPPED ? STR("The start lies in an hour that the clocks skipped; it is taken with the offset before.")
                                      : STR("The start lies in an hour that came twice; the first is taken.");
    return OK;
}

static result hours_read(struct ctx *ctx, str text, const struct calendar *calendar, const struct zone *zone, const struct worktime **worktime)
{
    struct hours own;
    const struct hours *hours = &calendar_source(calendar)->hours;
    if (text.n) {
        result e = hours_parse(ctx, STR("--hours"), text, &own);
        if (e)
            return e;
        hours = &own;
    }
    return hours->n ? worktime_build(ctx, calendar, zone, hours, worktime) : OK;
}

static bool note_add(struct ctx *ctx, struct due_answer *a, str text)
{
    str *note = LIST_PUSH(ctx->arena, &a->notes);
    if (note)
        *note = text;
    return note != NULL;
}

static void notes_add(struct ctx *ctx, struct due_answer *a, const struct calendar *calendar, bool has_calendar)
{
    const struct deadline *d = &a->deadline;
    const struct calendar_source *source = calendar_source(calendar);
    bool is_full = false;
    if (!has_calendar && (d->rule == RULE_WORKING_DAYS || d->rule == RULE_WORKING_HOURS))
        is_full |= !note_add(ctx, a, STR("No calendar was given: Monday to Friday count, and no holiday is left out."));
    if (d->is_moved)
        is_full |= !note_add(ctx, a, STR("The start was on a day off and was moved to 00:00 of the next working day."));
    if (d->is_clipped)
        is_full |= !note_add(ctx, a, STR("The month has no corresponding date; its last day is taken."));
    if (d->local == LOCAL_SKIPPED)
        is_full |= !note_add(ctx, a, STR("The due time lies in an hour that the clocks skip; it is taken with the offset before."));
    if (d->local == LOCAL_TWICE)
        is_full |= !note_add(ctx, a, STR("The due time lies in an hour that comes twice; the first is taken."));
    if (d->is_uncovered)
        is_full |= !note_add(ctx, a, str_format(ctx->arena, "The calendar's holidays are known for %d to %d; outside them only weekends are left out.",
                                                source->first_year, source->last_year));
    (void)is_full; // the arena says so at the end
}

// A start on a day off is day 0 here. Others move it to the next working day first; where that would give
// another last day, both readings are shown.
static void other_reading(struct due_answer *a, const struct timing *timing)
{
    struct timing moved = *timing;
    moved.starts_next_working_day = true;
    if (timing->starts_next_working_day || a->deadline.rule != RULE_WORKING_DAYS)
        return;
    a->other = deadline_find(&moved, &a->limit, a->start, NULL, 0);
    a->has_other = !a->other.fault && a->other.due.second != a->deadline.due.second;
}

static result fault_say(struct ctx *ctx, const struct due_answer *a)
{
    if (a->deadline.fault == DEADLINE_NO_HOURS)
        return fail_at(ctx, ERR_INPUT, STR("--hours"), NOWHERE, "working hours need opening hours: add --hours 'Monday to Friday 09:00 to 17:00'");
    return fail_at(ctx, ERR_INPUT, STR("--within"), NOWHERE, "gives no length of time to count: write '20 working days', for example");
}

result due_find(struct ctx *ctx, const struct due_question *q, struct due_answer *a)
{
    const struct calendar *calendar;
    struct timing timing = { 0 };
    *a = (struct due_answer){ 0 };
    result e = library_calendar(ctx, q->calendar.n ? q->calendar : STR("none"), &calendar);
    if (!e)
        e = limit_parse(ctx, STR("--within"), q->within, &a->limit);
    if (!e)
        e = zone_load(ctx, q->zone.n ? q->zone : calendar_source(calendar)->zone, &a->zone);
    if (!e)
        e = start_read(ctx, q->start, a);
    if (!e)
        e = hours_read(ctx, q->hours, calendar, a->zone, &timing.worktime);
    if (e)
        return e;
    if (q->start_rule.n && !str_same_name(q->start_rule, STR("next working day")))
        return fail_at(ctx, ERR_INPUT, STR("--start-rule"), NOWHERE, "'%.*s' is none: write 'next working day'", STR_ARGS(q->start_rule));
    timing.calendar = calendar;
    timing.zone = a->zone;
    timing.starts_next_working_day = q->start_rule.n > 0;
    a->calendar = calendar_source(calendar)->id;
    a->deadline = deadline_find(&timing, &a->limit, a->start, NULL, 0);
    if (a->deadline.fault)
        return fault_say(ctx, a);
    other_reading(a, &timing);
    notes_add(ctx, a, calendar, q->calendar.n > 0);
    e = deadline_working(ctx, &timing, &a->limit, &a->deadline, NULL, 0, &a->working);
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}
