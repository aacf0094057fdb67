#include "app/due.h"

#include "app/library.h"
#include "document/parse.h"

#include <stdio.h>

static const struct place NOWHERE = { 0 };

// What went wrong lower down, said of the option or file it came from.
static result blame(struct ctx *ctx, result e, str source)
{
    if (e != ERR_INPUT && e != ERR_RULE)
        return e;
    if (!ctx->error.source[0])
        snprintf(ctx->error.source, sizeof ctx->error.source, "%.*s", STR_ARGS(source));
    return ctx->error.code = ERR_INPUT;
}

static bool note_add(struct ctx *ctx, struct due_answer *a, str text)
{
    str *note = LIST_PUSH(ctx->arena, &a->notes);
    if (note)
        *note = text;
    return note != NULL;
}

static result start_read(struct ctx *ctx, str text, struct due_answer *a)
{
    struct stamp stamp;
    enum local_kind kind = LOCAL_ONCE;
    if (!stamp_parse(text, &stamp))
        return fail_at(ctx, ERR_INPUT, STR("--start"), NOWHERE,
                       "'%.*s' is no time: write 2026-12-23, or 2026-12-23T16:40", STR_ARGS(text));
    a->start = stamp_instant(a->zone, stamp, &kind);
    a->has_start_time = stamp.has_time;
    if (kind == LOCAL_ONCE || !stamp.has_time)
        return OK;
    str note = kind == LOCAL_SKIPPED
        ? STR("The clocks skip the hour of the start; it is taken as if they had not yet changed.")
        : STR("The hour of the start comes twice that night; the first is taken.");
    return note_add(ctx, a, note) ? OK : arena_fail(ctx);
}

static result hours_lay(struct ctx *ctx, const struct due_question *q, struct timing *timing)
{
    struct hours own;
    const struct hours *hours = &calendar_source(timing->calendar)->hours;
    if (q->hours.n) {
        result e = hours_parse(ctx, STR("--hours"), q->hours, &own);
        if (e)
            return e;
        hours = &own;
    }
    if (!hours->n)
        return OK;
    result e = worktime_build(ctx, timing->calendar, timing->zone, hours, &timing->worktime);
    return blame(ctx, e, q->hours.n ? STR("--hours") : q->calendar);
}

// What the question is counted with: calendar, zone, hours, rule of the start.
static result timing_read(struct ctx *ctx, const struct due_question *q, struct timing *timing)
{
    result e = library_calendar(ctx, q->calendar.n ? q->calendar : STR("none"), &timing->calendar);
    if (e)
        return e;
    e = zone_load(ctx, q->zone.n ? q->zone : calendar_source(timing->calendar)->zone, &timing->zone);
    if (e)
        return blame(ctx, e, q->zone.n ? STR("--zone") : q->calendar);
    timing->starts_next_working_day = q->start_rule.n > 0;
    if (q->start_rule.n && !str_same_name(q->start_rule, STR("next working day")))
        return fail_at(ctx, ERR_INPUT, STR("--start-rule"), NOWHERE,
                       "'%.*s' is no rule for a start: write 'next working day'", STR_ARGS(q->start_rule));
    return hours_lay(ctx, q, timing);
}

static str day_words(struct ctx *ctx, date d)
{
    struct buffer out = buffer_open(64);
    buffer_print(&out, "%s ", weekday_name(date_weekday(d)));
    date_write_words(&out, d);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static str clipped_note(struct ctx *ctx, const struct deadline *d)
{
    struct civil first = date_civil(d->first), last = date_civil(d->last);
    return str_format(ctx->arena, "%s %d has no day %d; the month's last day is taken.",
                      month_name(last.month), last.year, first.day);
}

static str moved_note(struct ctx *ctx, const struct due_answer *a)
{
    return str_format(ctx->arena, "The start is on a day off, %.*s; it is moved to the beginning of %.*s.",
                      STR_ARGS(a->start_off), STR_ARGS(day_words(ctx, a->deadline.first)));
}

static str uncovered_note(struct ctx *ctx, const struct calendar_source *source)
{
    return str_format(
        ctx->arena,
        "This calendar knows the holidays of %d to %d. Outside those years only weekends are left out: "
        "look up the holidays before relying on this date.",
        source->first_year, source->last_year);
}

// What a careful reader should know; false if there is no room.
static bool notes_add(struct ctx *ctx, struct due_answer *a, const struct timing *timing, bool has_calendar)
{
    const struct deadline *d = &a->deadline;
    bool uses_calendar = d->is_moved || d->rule == RULE_WORKING_DAYS || d->rule == RULE_WORKING_HOURS;
    bool has_room = true;
    if (!has_calendar && uses_calendar)
        has_room &= note_add(ctx, a,
                             STR("No calendar was given: Monday to Friday are taken as working days, and no "
                                 "holiday is left out."));
    if (!a->has_start_time && !d->is_day && !d->is_moved && d->rule != RULE_BY_TIME)
        has_room &= note_add(ctx, a, STR("The start has no time of day; it is taken as 00:00."));
    if (d->is_notice)
        has_room &= note_add(
            ctx, a, STR("'At least' asks for notice: what is announced may come once this time is over."));
    if (d->is_moved)
        has_room &= note_add(ctx, a, moved_note(ctx, a));
    if (d->is_clipped)
        has_room &= note_add(ctx, a, clipped_note(ctx, d));
    if (d->local == LOCAL_SKIPPED)
        has_room &= note_add(
            ctx, a,
            STR("The clocks skip the hour it would be due in; it is taken as if they had not "
                "yet changed."));
    if (d->local == LOCAL_TWICE)
        has_room &= note_add(ctx, a,
                             STR("The hour it is due in comes twice that night; the first is taken."));
    if (d->is_uncovered)
        has_room &= note_add(ctx, a, uncovered_note(ctx, calendar_source(timing->calendar)));
    return has_room;
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

static result fault_say(struct ctx *ctx, const struct due_answer *a, const struct timing *timing)
{
    const struct calendar_source *source = calendar_source(timing->calendar);
    switch (a->deadline.fault) {
    case DEADLINE_NO_HOURS:
        return fail_at(ctx, ERR_INPUT, STR("--hours"), NOWHERE,
                       "working hours need opening hours: add --hours 'Monday to Friday 09:00 to 17:00'");
    case DEADLINE_BEYOND:
        return fail_at(
            ctx, ERR_INPUT, STR("--within"), NOWHERE,
            "working hours are counted from about 10 years before to 50 years after those the calendar "
            "knows, %d to %d: take another calendar, or days",
            source->first_year, source->last_year);
    default:
        return fail_at(ctx, ERR_INPUT, STR("--within"), NOWHERE,
                       "gives no length of time to count: write '20 working days', for example");
    }
}

result due_find(struct ctx *ctx, const struct due_question *q, struct due_answer *a)
{
    struct timing timing = { 0 };
    *a = (struct due_answer){ 0 };
    result e = timing_read(ctx, q, &timing);
    a->zone = timing.zone;
    if (!e)
        e = limit_parse(ctx, STR("--within"), q->within, &a->limit);
    if (!e)
        e = start_read(ctx, q->start, a);
    if (e)
        return e;
    a->calendar = calendar_source(timing.calendar)->id;
    a->start_off = calendar_why_not(timing.calendar, zone_date(a->zone, a->start, NULL));
    a->deadline = deadline_find(&timing, &a->limit, a->start, NULL, 0);
    if (a->deadline.fault)
        return fault_say(ctx, a, &timing);
    other_reading(a, &timing);
    if (!notes_add(ctx, a, &timing, q->calendar.n > 0))
        return arena_fail(ctx);
    return deadline_working(ctx, &timing, &a->deadline, (struct pause_list){ 0 }, &a->working);
}
