#include "format/holidays.h"

#include <libical/ical.h>
#include <stdlib.h>

enum { REPEATS_MAX = 100, EVENT_DAYS_MAX = 366 };

static result day_add(struct ctx *ctx, struct calendar_source *source, date day, str title)
{
    if (source->holidays.n >= HOLIDAYS_MAX)
        return fail(ctx, ERR_LIMIT, "there are more than 20,000 holidays");
    struct holiday *h = LIST_PUSH(ctx->arena, &source->holidays);
    if (!h)
        return arena_fail(ctx);
    *h = (struct holiday){ day, title };
    return OK;
}

static bool date_of(struct icaltimetype t, date *d)
{
    struct civil c = { t.year, t.month, t.day };
    if (icaltime_is_null_time(t) || !civil_is_valid(c))
        return false;
    *d = date_from_civil(c);
    return true;
}

// The days from start up to, not including, end; at least one.
static result days_add(struct ctx *ctx, struct calendar_source *source, date start, int days, str title)
{
    result e = OK;
    for (int i = 0; !e && i < days; i++)
        e = day_add(ctx, source, date_add_days(start, i), title);
    return e;
}

// Each coming again of an event, as its rule says, the first included; at most a hundred.
static result repeats_add(struct ctx *ctx, struct calendar_source *source, icalproperty *rule, struct icaltimetype start, int days, str title)
{
    icalrecur_iterator *repeats = icalrecur_iterator_new(icalproperty_get_rrule(rule), start);
    result e = OK;
    date day;
    for (int i = 0; repeats && !e && i < REPEATS_MAX; i++) {
        struct icaltimetype next = icalrecur_iterator_next(repeats);
        if (!date_of(next, &day))
            break;
        e = days_add(ctx, source, day, days, title);
    }
    if (repeats)
        icalrecur_iterator_free(repeats);
    return e;
}

static result event_add(struct ctx *ctx, str path, struct calendar_source *source, icalcomponent *event)
{
    struct icaltimetype start = icalcomponent_get_dtstart(event), end = icalcomponent_get_dtend(event);
    const char *summary = icalcomponent_get_summary(event);
    icalproperty *rule = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    date first, last;
    if (!date_of(start, &first))
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 0 }, "an event has no day that can be read: '%.60s'", summary ? summary : "");
    int days = date_of(end, &last) && last.day > first.day ? last.day - first.day : 1;
    if (days > EVENT_DAYS_MAX)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 0 }, "an event is longer than a year: '%.60s'", summary ? summary : "");
    str title = str_copy(ctx->arena, summary && *summary ? str_from(summary) : STR("holiday"));
    return rule ? repeats_add(ctx, source, rule, start, days, title) : days_add(ctx, source, first, days, title);
}

result holidays_ical(struct ctx *ctx, str path, str bytes, struct calendar_source *source)
{
    char *text = str_c(ctx->arena, bytes);
    *source = (struct calendar_source){ .id = STR("imported"), .title = STR("imported"), .zone = STR("UTC") };
    if (!text)
        return arena_fail(ctx);
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 0 }, "is no iCalendar file");
    result e = OK;
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event && !e; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
        e = event_add(ctx, path, source, event);
    icalcomponent_free(calendar);
    return e ? e : holidays_finish(ctx, path, source);
}
