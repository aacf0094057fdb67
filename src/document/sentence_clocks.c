// From what to what, and how soon.
#include "document/sentence_internal.h"

// What everyone knows has words of its own: where a clock starts, "within 2 days of the report", and where it ends, "it
// is completed". An event that a document declares is said as it stands there.
static const struct known_event {
    str name;
    const char *noun, *of, *end; // end: NULL where no clause would be true of every case
} KNOWN[] = {
    { STR_INIT("report"), N_("the report"), N_("of the report"), N_("it is reported") },
    { STR_INIT("receipt"), N_("receipt"), N_("of receipt"), N_("it is received") },
    { STR_INIT("inspection"), N_("the inspection"), N_("of the inspection"), N_("it is inspected") },
    { STR_INIT("works order"), N_("the works order"), N_("of the works order"), N_("the work is ordered") },
    { STR_INIT("decision"), N_("the decision"), N_("of the decision"), N_("it is decided") },
    { STR_INIT("notice"), N_("the notice"), N_("of the notice"), N_("notice is given") },
    { STR_INIT("appointment"), N_("the appointment"), N_("of the appointment"), NULL },
    { STR_INIT("arrival"), N_("arrival"), N_("of arrival"), NULL },
    { STR_INIT("collection"), N_("collection"), N_("of collection"), N_("it is collected") },
    { STR_INIT("publication"), N_("publication"), N_("of publication"), N_("it is published") },
    { STR_INIT("acknowledgement"), N_("the acknowledgement"), N_("of the acknowledgement"),
      N_("it is acknowledged") },
    { STR_INIT("first visit"), N_("the first visit"), N_("of the first visit"),
      N_("the first visit is made") },
    { STR_INIT("made safe"), N_("being made safe"), N_("of being made safe"), N_("it is made safe") },
    { STR_INIT("completion"), N_("completion"), N_("of completion"), N_("it is completed") },
    { STR_INIT("written reply"), N_("the written reply"), N_("of the written reply"),
      N_("a written reply is sent") },
};

static const struct known_event *known_find(str name)
{
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (str_same_name(KNOWN[i].name, name))
            return &KNOWN[i];
    return NULL;
}

str event_said(const struct speech *s, str event)
{
    const struct known_event *known = known_find(event);
    // For translators: an event that the document itself names; it stays in the document's language.
    return known ? words(s, known->noun) : SAY(s, "‘%1$s’", own(s, event));
}

static str events_said(const struct speech *s, const struct events *events)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < events->names.n; i++)
        list_add(s, &list, event_said(s, events->names.at[i]));
    if (events->how == EVENTS_LATER)
        return SAY(s, "the later of %1$s", list_and(s, &list));
    return list_or(s, &list);
}

// "of the report"
static str of_event(const struct speech *s, str event)
{
    const struct known_event *known = known_find(event);
    return known ? words(s, known->of) : SAY(s, "of %1$s", event_said(s, event));
}

static str of_events(const struct speech *s, const struct events *events)
{
    if (events->names.n == 1)
        return of_event(s, events->names.at[0]);
    return events->names.n ? SAY(s, "of %1$s", events_said(s, events)) : (str){ 0 };
}

// "within 0 days"
static bool is_same_day(const struct duration *d)
{
    return d->kind == DURATION_LENGTH && d->number.digits == 0 && !unit_is_clock(d->unit);
}

static str within_said(const struct speech *s, const struct limit *limit, const struct events *from)
{
    if (!is_same_day(&limit->length))
        return before(s, SAY(s, "within %1$s", duration_said(s, &limit->length)), of_events(s, from));
    return from->names.n ? SAY(s, "by the end of the day of %1$s", events_said(s, from))
                         : words(s, N_("by the end of that day"));
}

// "within 2 working days of the report"; from: without names where the limit stands alone.
static str limit_from(const struct speech *s, const struct limit *limit, const struct events *from)
{
    str length = duration_said(s, &limit->length), event = limit->event;
    struct events its_own = { .names = { &event, 1, 1 } };
    switch (limit->kind) {
    case LIMIT_NONE:
        return (str){ 0 };
    case LIMIT_IMMEDIATELY:
        return words(s, N_("immediately"));
    case LIMIT_WITHIN:
        return within_said(s, limit, limit->event.n ? &its_own : from);
    case LIMIT_BEGINNING_WITH:
        if (!limit->event.n)
            return SAY(s, "within %1$s beginning that day", length);
        return SAY(s, "within %1$s beginning with %2$s", length, event_said(s, limit->event));
    case LIMIT_BY_DATE:
        return SAY(s, "by %1$s", date_said(s, limit->by));
    case LIMIT_BY_TIME_ON_DAY:
        return SAY(s, "by %1$s on the day of %2$s", time_said(s, limit->second_of_day),
                   event_said(s, limit->event));
    case LIMIT_AT_LEAST:
        return SAY(s, "at least %1$s", length);
    }
    return (str){ 0 };
}

static str by_the_clock(const struct speech *s, const struct limit *limit, str text)
{
    return limit->is_by_the_clock ? SAY(s, "%1$s, to the same time of day", text) : text;
}

str limit_said(const struct speech *s, const struct limit *limit)
{
    return by_the_clock(s, limit, limit_from(s, limit, &(struct events){ 0 }));
}

// "it is acknowledged or a written reply is sent"; empty if one of them can't be said so.
static str ends_said(const struct speech *s, const struct events *events)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < events->names.n; i++) {
        const struct known_event *known = known_find(events->names.at[i]);
        if (!known || !known->end)
            return (str){ 0 };
        list_add(s, &list, words(s, known->end));
    }
    return events->how == EVENTS_LATER ? (str){ 0 } : list_or(s, &list);
}

// A clock without events runs in a charter from the report to the completion of a case, elsewhere from where it stands.
static str limit_alone_said(const struct speech *s, const struct limit *limit)
{
    bool is_of_cases = s->document->kind->key == DOCUMENT_CHARTER && limit->kind == LIMIT_WITHIN;
    if (is_of_cases && s->clause && s->clause->kind->key == CLAUSE_CONTACT)
        return SAY(s, "there is an answer %1$s", limit_said(s, limit));
    str report = STR("report");
    struct events from = { .names = { &report, is_of_cases, 1 } };
    str text = by_the_clock(s, limit, limit_from(s, limit, &from));
    return is_of_cases ? SAY(s, "%1$s %2$s", words(s, N_("it is completed")), text)
                       : SAY(s, "it is done %1$s", text);
}

static bool has_its_start(const struct limit *limit)
{
    return limit->kind == LIMIT_WITHIN && !limit->event.n;
}

str clock_said(const struct speech *s, const struct clock *clock)
{
    const struct limit *limit = &clock->limit;
    if (!clock->is_promised)
        return words(s, N_("no time is promised"));
    if (!clock->from.names.n)
        return limit_alone_said(s, limit);
    str from = events_said(s, &clock->from), to = events_said(s, &clock->to), end = ends_said(s, &clock->to);
    if (limit->kind == LIMIT_NONE)
        return SAY(s, "the time from %1$s to %2$s is measured, and no limit is promised", from, to);
    if (limit->kind == LIMIT_AT_LEAST)
        return by_the_clock(
            s, limit,
            SAY(s, "there are at least %1$s from %2$s to %3$s", duration_said(s, &limit->length), from, to));
    str text = by_the_clock(s, limit, limit_from(s, limit, &clock->from));
    if (end.n && has_its_start(limit))
        return SAY(s, "%1$s %2$s", end, text); // "it is completed within 2 working days of the report"
    text = limit_said(s, limit);
    return SAY(s, "from %1$s to %2$s: %3$s", from, to, text);
}

str opens_said(const struct speech *s, const struct opens *opens)
{
    str what = events_said(s, &opens->events), who = names_or(s, &opens->by);
    str text = who.n ? SAY(s, "it opens with %1$s by %2$s", what, who) : SAY(s, "it opens with %1$s", what);
    str limit = limit_said(s, &opens->limit);
    return limit.n ? SAY(s, "%1$s, %2$s", text, limit) : text;
}
