// Dates inside the time in force, calendars and hours that are there, standards beside the norm they vary from.
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
    if (f->is_bad || is_path || !k->calendars || !k->calendars->n)
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

static void check_header(struct checker *k)
{
    const struct field_list *header = &k->document->header;
    const struct field *calendar = field_find(header, KEY_CALENDAR), *trial = field_find(header, KEY_TRIAL);
    struct date_range range = in_force(k->document);
    if (!calendar)
        say_document(
            k, SEVERITY_WARNING,
            "no Calendar: Monday to Friday count, no holidays, in UTC; add 'Calendar: england-and-wales', for "
            "example");
    if (trial && !trial->is_bad &&
        (!is_inside(range, trial->range.from) || !is_inside(range, trial->range.to)))
        say_field(k, SEVERITY_ERROR, trial,
                  "the trial is not inside the time in force: move it, or the dates of 'In force'");
}

static void check_ramps(struct checker *k, const struct field *f, struct date_range range)
{
    for (size_t i = 0; i < f->target.n_ramps; i++) {
        date since = f->target.ramps[i].since.from;
        if (!date_is_none(since) && !is_inside(range, since))
            say_field(k, SEVERITY_ERROR, f,
                      "the target changes on a day outside the time in force: move it, or take it out");
    }
}

static bool uses_working_hours(const struct field *f)
{
    const struct duration *d = &f->clock.limit.length;
    bool has_length = f->clock.limit.kind == LIMIT_WITHIN || f->clock.limit.kind == LIMIT_BEGINNING_WITH ||
        f->clock.limit.kind == LIMIT_AT_LEAST;
    return has_length && d->kind == DURATION_LENGTH && d->unit == UNIT_WORKING_HOUR;
}

static void check_clock(struct checker *k, const struct clause *c, const struct field *f,
                        struct date_range range)
{
    bool has_hours = field_find(&c->fields, KEY_HOURS) || field_find(&k->document->header, KEY_HOURS);
    if (f->clock.limit.kind == LIMIT_BY_DATE && !is_inside(range, f->clock.limit.by))
        say_field(k, SEVERITY_ERROR, f, "this day is outside the time in force: nobody would be bound on it");
    if (uses_working_hours(f) && !has_hours)
        say_field(
            k, SEVERITY_WARNING, f,
            "working hours run inside opening hours, and neither this clause nor the header has any: add "
            "'Hours: Monday to Friday 09:00 to 17:00', unless the calendar has them");
}

// -1 if a's time is shorter than b's, 1 if longer, 0 if equal or not to be compared.
static int limit_order(const struct clock *a, const struct clock *b)
{
    const struct duration *x = &a->limit.length, *y = &b->limit.length;
    bool is_alike = a->limit.kind == LIMIT_WITHIN && b->limit.kind == LIMIT_WITHIN &&
        x->kind == DURATION_LENGTH && y->kind == DURATION_LENGTH && x->unit == y->unit;
    return is_alike ? decimal_compare(x->number, y->number) : 0;
}

static bool is_easier_target(const struct target *own, const struct target *norm)
{
    const struct quantity *x = &own->ramps[0].quantity, *y = &norm->ramps[0].quantity;
    bool is_alike = own->n_ramps && norm->n_ramps && x->kind == y->kind && own->bound == norm->bound &&
        x->kind != QUANTITY_TIME && x->kind != QUANTITY_LOWER;
    int order = is_alike ? decimal_compare(x->number, y->number) : 0;
    bool wants_more = own->bound == BOUND_AT_LEAST || own->bound == BOUND_MORE_THAN;
    return wants_more ? order < 0 : order > 0;
}

static bool is_easier(const struct clause *c, const struct field *norm)
{
    const struct field *clock = field_find(&c->fields, KEY_CLOCK),
                       *target = field_find(&c->fields, KEY_TARGET);
    if (norm->is_target)
        return target && !target->is_bad && is_easier_target(&target->target, &norm->target);
    return clock && !clock->is_bad && clock->clock.is_promised &&
        limit_order(&clock->clock, &norm->clock) > 0;
}

static void check_norm(struct checker *k, const struct clause *c)
{
    const struct field *norm = field_find(&c->fields, KEY_NORM);
    if (!norm || norm->is_bad)
        return;
    if (is_easier(c, norm) && !field_find(&c->fields, KEY_REASON))
        say_field(k, SEVERITY_WARNING, norm,
                  "%.*s promises less than the norm: before signing, add 'Reason:' and say why",
                  STR_ARGS(c->label));
    if (!field_find(&c->fields, KEY_COST))
        say_field(k, SEVERITY_WARNING, norm,
                  "%.*s varies from the norm: before signing, add 'Cost:' and say whose budget bears it",
                  STR_ARGS(c->label));
}

void check_times(struct checker *k)
{
    struct date_range range = in_force(k->document);
    check_header(k);
    const struct field *calendar = field_find(&k->document->header, KEY_CALENDAR);
    if (calendar)
        check_calendar(k, calendar);
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        for (size_t n = 0; n < c->fields.n; n++) {
            const struct field *f = &c->fields.at[n];
            if (f->is_bad)
                continue;
            if (f->kind->key == KEY_CALENDAR)
                check_calendar(k, f);
            if (f->kind->value == VALUE_CLOCK)
                check_clock(k, c, f, range);
            if (f->kind->value == VALUE_TARGET)
                check_ramps(k, f, range);
        }
        check_norm(k, c);
    }
}
