// Dates inside the time in force, windows no longer than it, calendars and hours that are there.
#include "document/check_internal.h"

#include "document/suggest.h"

static struct date_range in_force(const struct document *document)
{
    const struct field *f = field_find(&document->header, KEY_IN_FORCE);
    struct date_range always = { date_from_civil((struct civil){ DATE_YEAR_MIN, 1, 1 }), DATE_NONE };
    return f && !f->is_bad ? f->range : always;
}

static bool is_inside(struct date_range range, date d)
{
    return d.day >= range.from.day && d.day <= range.to.day;
}

static void check_calendar(struct checker *k, const struct field *f)
{
    bool is_path = str_has(f->text, '/') || str_has(f->text, '.') || str_has(f->text, '#');
    if (is_path || !k->calendars || !k->calendars->n)
        return;
    for (size_t i = 0; i < k->calendars->n; i++)
        if (str_equal(k->calendars->at[i], f->text))
            return;
    str near = suggest(f->text, k->calendars);
    if (near.n)
        say_field(k, SEVERITY_ERROR, f, "there is no calendar '%.*s': did you mean '%.*s'?",
                  STR_ARGS(f->text), STR_ARGS(near));
    else
        say_field(
            k, SEVERITY_ERROR, f,
            "there is no calendar '%.*s': write england-and-wales, scotland, northern-ireland, uk or none",
            STR_ARGS(f->text));
}

static void check_trial(struct checker *k, const struct field *f, struct date_range range)
{
    if (!is_inside(range, f->range.from) || !is_inside(range, f->range.to))
        say_field(k, SEVERITY_ERROR, f,
                  "the trial is not inside the time in force: move it, or the dates of 'In force'");
}

// First and last day of a `since`: of "2027/28" the financial year, of "2027" the calendar year, of a date itself.
static struct date_range since_range(const struct since *since)
{
    int64_t year;
    if (!since->year.n || !str_to_int(str_slice(since->year, 0, 4), &year))
        return (struct date_range){ since->from, since->from };
    int month = since->year.n > 4 ? 4 : 1;
    date from = date_from_civil((struct civil){ (int)year, month, 1 });
    return (struct date_range){ from, date_add_days(date_add_months(from, 12, NULL), -1) };
}

static void check_since(struct checker *k, const struct field *f, const struct since *since,
                        struct date_range range)
{
    struct date_range days = since_range(since);
    bool is_given = since->year.n || !date_is_none(since->from);
    if (is_given && (days.to.day < range.from.day || days.from.day > range.to.day))
        say_field(k, SEVERITY_ERROR, f,
                  "it changes on a day outside the time in force: move that day, or take it out");
}

static void check_ramps(struct checker *k, const struct field *f, struct date_range range)
{
    const struct ramp *ramps = f->target.ramps;
    for (size_t i = 0; i < f->target.n_ramps; i++) {
        check_since(k, f, &ramps[i].since, range);
        date before = i ? since_range(&ramps[i - 1].since).from : DATE_NONE;
        if (!date_is_none(before) && since_range(&ramps[i].since).from.day <= before.day)
            say_field(k, SEVERITY_ERROR, f,
                      "what holds from a later day must stand behind what holds from an earlier one: put the "
                      "figures in the order of their dates");
    }
}

// The last day of a window that opens on `from`; DATE_NONE for one that can't be told in days.
static date window_end(const struct period *p, date from)
{
    date behind = unit_later(from, p->number, p->unit);
    return date_is_none(behind) ? DATE_NONE : date_add_days(behind, -1);
}

// Given on the first day, it runs out before the last one.
static void check_notice(struct checker *k, const struct field *f, struct date_range range)
{
    date last = unit_later(range.from, f->duration.number.digits, f->duration.unit);
    if (last.day >= range.to.day)
        say_field(k, SEVERITY_ERROR, f,
                  "this notice is no shorter than the time in force, so that nobody could ever give it: take "
                  "a shorter one, or take this out");
}

static void check_window(struct checker *k, const struct field *f, const struct period *p,
                         struct date_range range)
{
    bool is_rolling = p->kind == PERIOD_IN_ANY || p->kind == PERIOD_OVER_LAST;
    date end = is_rolling ? window_end(p, range.from) : DATE_NONE;
    if (!date_is_none(end) && end.day > range.to.day)
        say_field(
            k, SEVERITY_ERROR, f,
            "%d %s are longer than the time in force, so that no result could ever be drawn: take fewer",
            p->number, unit_name(p->unit, p->number == 1));
}

static const struct field *field_of(const struct checker *k, const struct clause *c, enum field_key key)
{
    const struct field *own = c ? field_find(&c->fields, key) : NULL;
    return own ? own : field_find(&k->document->header, key);
}

static void check_hours(struct checker *k, const struct clause *c, const struct field *f,
                        const struct duration *duration)
{
    const struct field *calendar = field_of(k, c, KEY_CALENDAR);
    if (duration->kind != DURATION_LENGTH || duration->unit != UNIT_WORKING_HOUR || field_of(k, c, KEY_HOURS))
        return;
    if (calendar)
        say_field(
            k, SEVERITY_WARNING, f,
            "working hours run inside opening hours, and neither this clause nor the header has any: add "
            "'Hours: Monday to Friday 09:00 to 17:00', unless the calendar '%.*s' has them",
            STR_ARGS(calendar->is_bad ? calendar->raw : calendar->text));
    else
        say_field(
            k, SEVERITY_ERROR, f,
            "working hours run inside opening hours, and neither this clause nor the header has any: add "
            "'Hours: Monday to Friday 09:00 to 17:00', for example");
}

static void check_limit(struct checker *k, const struct clause *c, const struct field *f,
                        const struct limit *limit)
{
    bool has_length = limit->kind == LIMIT_WITHIN || limit->kind == LIMIT_BEGINNING_WITH ||
        limit->kind == LIMIT_AT_LEAST;
    if (limit->kind == LIMIT_BY_DATE && f->kind->key != KEY_NORM &&
        !is_inside(in_force(k->document), limit->by))
        say_field(k, SEVERITY_ERROR, f, "this day is outside the time in force: nobody would be bound on it");
    if (has_length)
        check_hours(k, c, f, &limit->length);
}

static void check_step(struct checker *k, const struct clause *c, const struct field *f,
                       struct date_range range)
{
    for (size_t i = 0; i < f->step.n; i++) {
        const struct part *part = &f->step.parts[i];
        bool has_limit = part->kind == PART_LIMIT || part->kind == PART_ON_REQUEST ||
            part->kind == PART_AUTOMATICALLY;
        if (has_limit)
            check_limit(k, c, f, &part->limit);
        if (part->kind == PART_SINCE)
            check_since(k, f, &part->since, range);
    }
}

static void check_target(struct checker *k, const struct field *f, struct date_range range)
{
    check_window(k, f, &f->target.period, range);
    if (f->kind->key != KEY_NORM) // what holds elsewhere has dates of its own
        check_ramps(k, f, range);
}

static void check_field(struct checker *k, const struct clause *c, const struct field *f)
{
    struct date_range range = in_force(k->document);
    bool has_target = f->kind->value == VALUE_TARGET ||
        (f->kind->value == VALUE_CLOCK_OR_TARGET && f->is_target);
    bool has_clock = f->kind->value == VALUE_CLOCK ||
        (f->kind->value == VALUE_CLOCK_OR_TARGET && !f->is_target);
    if (f->is_bad)
        return;
    if (f->kind->key == KEY_CALENDAR)
        check_calendar(k, f);
    if (f->kind->key == KEY_TRIAL)
        check_trial(k, f, range);
    if (f->kind->key == KEY_NOTICE)
        check_notice(k, f, range);
    if (f->kind->value == VALUE_PERIOD)
        check_window(k, f, &f->period, range);
    if (has_target)
        check_target(k, f, range);
    if (has_clock)
        check_limit(k, c, f, &f->clock.limit);
    if (f->kind->value == VALUE_STEP)
        check_step(k, c, f, range);
    for (size_t i = 0; f->kind->value == VALUE_REASONS && i < f->reasons.n; i++)
        if (f->reasons.at[i].has_most)
            check_hours(k, c, f, &f->reasons.at[i].most);
}

void check_times(struct checker *k)
{
    const struct field_list *header = &k->document->header;
    if (!field_find(header, KEY_CALENDAR))
        say_document(
            k, SEVERITY_WARNING,
            "no Calendar: Monday to Friday count, no holidays, in UTC; add 'Calendar: england-and-wales', for "
            "example");
    for (size_t i = 0; i < header->n; i++)
        check_field(k, NULL, &header->at[i]);
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        for (size_t f = 0; f < c->fields.n; f++)
            check_field(k, c, &c->fields.at[f]);
    }
}
