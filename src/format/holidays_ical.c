#include "format/holidays.h"

#include <libical/ical.h>

enum { REPEATS_MAX = 100, EVENT_DAYS_MAX = 366 };

struct gathering {
    struct ctx *ctx;
    str path, bytes;
    struct calendar_source *source;
    int event;      // the one being read, from 1
    bool has_years; // of the events that come once
    int first_year, last_year;
};

// The line on which the event being read begins.
static result bad(const struct gathering *g, const char *what, const char *summary)
{
    str begin = STR("BEGIN:VEVENT"), rest = g->bytes;
    struct place place = { 0, 1 };
    for (int events = 0; rest.at && events < g->event; place.line++)
        events += str_starts(str_cut(&rest, '\n'), begin);
    return fail_at(g->ctx, ERR_INPUT, g->path, place, "%s: '%.60s'", what, summary ? summary : "");
}

static bool date_of(struct icaltimetype t, date *d)
{
    struct civil c = { t.year, t.month, t.day };
    if (icaltime_is_null_time(t) || !civil_is_valid(c))
        return false;
    *d = date_from_civil(c);
    return true;
}

// One event without its repeats: `days` days from `first` on.
struct event {
    icalcomponent *component;
    struct icaltimetype start;
    date first;
    int days;
    const char *summary; // NULL for none
};

// Whole days, by date or from midnight to the last minute: a meeting at 14:00 closes nothing.
static bool fills_days(struct icaltimetype start, struct icaltimetype end)
{
    bool begins = start.hour == 0 && start.minute == 0;
    bool ends = (end.hour == 0 && end.minute == 0) || (end.hour == 23 && end.minute == 59);
    return start.is_date || (begins && ends);
}

static result event_read(const struct gathering *g, icalcomponent *component, struct event *event)
{
    struct icaltimetype end = icalcomponent_get_dtend(component);
    date last;
    *event = (struct event){ .component = component,
                             .start = icalcomponent_get_dtstart(component),
                             .days = 1 };
    event->summary = icalcomponent_get_summary(component);
    if (!date_of(event->start, &event->first))
        return bad(g, "an event has no day that can be read", event->summary);
    if (!fills_days(event->start, end))
        return bad(
            g,
            "an event ends or begins within a day, so it is no day off: remove it, or make it last all day",
            event->summary);
    if (icalcomponent_get_first_property(component, ICAL_RDATE_PROPERTY))
        return bad(g, "an event comes on further days (RDATE): give each of them as an event",
                   event->summary);
    if (date_of(end, &last) && last.day > event->first.day)
        event->days = last.day - event->first.day; // DTEND is not included
    return event->days > EVENT_DAYS_MAX ? bad(g, "an event is longer than a year", event->summary) : OK;
}

static bool is_outside(const struct gathering *g, date d)
{
    int year = date_civil(d).year;
    return g->has_years && (year < g->first_year || year > g->last_year);
}

static result days_add(const struct gathering *g, const struct event *event, date first)
{
    str title = str_copy(g->ctx->arena,
                         event->summary && *event->summary ? str_from(event->summary) : STR("holiday"));
    for (int i = 0; i < event->days; i++) {
        date d = date_add_days(first, i);
        if (is_outside(g, d))
            continue;
        if (date_civil(d).year < CALENDAR_YEAR_MIN || date_civil(d).year > CALENDAR_YEAR_MAX)
            return bad(g, "an event lies in a year that a calendar can't hold, before 1600 or after 2400",
                       event->summary);
        if (g->source->holidays.n >= HOLIDAYS_MAX)
            return bad(g, "there are more than 20,000 holidays, this is one too many", event->summary);
        result e = holiday_add(g->ctx, g->source, (struct holiday){ d, title });
        if (e)
            return e;
    }
    return arena_is_full(g->ctx->arena) ? arena_fail(g->ctx) : OK;
}

static icalproperty *rule_of(icalcomponent *component)
{
    return icalcomponent_get_first_property(component, ICAL_RRULE_PROPERTY);
}

// Each coming again of an event, as its rule says, the first included, without the days it leaves out.
static result repeats_add(const struct gathering *g, const struct event *event)
{
    struct icalrecurrencetype rule = icalproperty_get_rrule(rule_of(event->component));
    icalrecur_iterator *repeats = icalrecur_iterator_new(rule, event->start);
    struct icaltimetype start = event->start;
    result e = repeats ? OK : bad(g, "an event comes again by a rule that can't be read", event->summary);
    date day;
    int i = 0;
    for (; !e && i < REPEATS_MAX; i++) {
        struct icaltimetype next = icalrecur_iterator_next(repeats);
        if (!date_of(next, &day) || (is_outside(g, day) && date_civil(day).year > g->last_year) ||
            date_civil(day).year > CALENDAR_YEAR_MAX)
            break;
        if (!icalproperty_recurrence_is_excluded(event->component, &start, &next))
            e = days_add(g, event, day);
    }
    if (!e && i == REPEATS_MAX && rule.freq != ICAL_YEARLY_RECURRENCE)
        e = bad(g,
                "an event comes again more than 100 times: what is off every week belongs into the weekend",
                event->summary);
    if (repeats)
        icalrecur_iterator_free(repeats);
    return e;
}

// wants_repeats: only the events that come again, else only the others.
static result events_add(struct gathering *g, icalcomponent *calendar, bool wants_repeats)
{
    icalcomponent *component = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    result e = OK;
    g->event = 0;
    for (; component && !e; component = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        struct event event;
        bool is_repeated = rule_of(component) != NULL;
        g->event++;
        if (is_repeated != wants_repeats || icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED)
            continue;
        e = event_read(g, component, &event);
        if (!e)
            e = is_repeated ? repeats_add(g, &event) : days_add(g, &event, event.first);
    }
    return e;
}

static result calendar_read(struct gathering *g, icalcomponent *calendar)
{
    result e = events_add(g, calendar, false);
    if (e)
        return e;
    if (g->source->holidays.n) {
        e = holidays_finish(g->ctx, g->path, g->source);
        g->has_years = true;
        g->first_year = g->source->first_year;
        g->last_year = g->source->last_year;
    }
    if (!e)
        e = events_add(g, calendar, true);
    return e ? e : holidays_finish(g->ctx, g->path, g->source);
}

// "folder/uk.days.ics" is the calendar uk.
static str file_id(str path)
{
    size_t start = path.n;
    while (start && path.at[start - 1] != '/')
        start--;
    str name = str_from_byte(path, start);
    str id = str_slice(name, 0, str_find(name, STR(".")));
    return id.n && !str_equal(id, STR("-")) ? id : STR("imported");
}

result holidays_ical(struct ctx *ctx, str path, str bytes, struct calendar_source *source)
{
    struct gathering g = { .ctx = ctx, .path = path, .bytes = bytes, .source = source };
    char *text = str_c(ctx->arena, bytes);
    str id = str_copy(ctx->arena, file_id(path));
    *source = (struct calendar_source){ .id = id, .title = id, .zone = STR("UTC") };
    if (!text)
        return arena_fail(ctx);
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 1, 1 }, "is no iCalendar file");
    result e = calendar_read(&g, calendar);
    icalcomponent_free(calendar);
    return e;
}
