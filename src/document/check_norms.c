// Standards beside the norm they vary from. What can't be compared is not said to be easier.
#include "document/check_internal.h"

#include "document/format.h"

enum { CONDITIONS_BYTES_MAX = 1 << 16 };

// The length in the smallest unit of its family: seconds, days or months; working days and hours stand alone.
struct measured {
    enum unit family;
    decimal number;
};

static struct measured measure(const struct duration *d)
{
    static const struct {
        enum unit family;
        int size;
    } units[UNIT_COUNT] = {
        [UNIT_SECOND] = { UNIT_SECOND, 1 },           [UNIT_MINUTE] = { UNIT_SECOND, 60 },
        [UNIT_HOUR] = { UNIT_SECOND, 3600 },          [UNIT_WORKING_HOUR] = { UNIT_WORKING_HOUR, 1 },
        [UNIT_DAY] = { UNIT_DAY, 1 },                 [UNIT_WORKING_DAY] = { UNIT_WORKING_DAY, 1 },
        [UNIT_CLEAR_DAY] = { UNIT_CLEAR_DAY, 1 },     [UNIT_WEEK] = { UNIT_DAY, 7 },
        [UNIT_MONTH] = { UNIT_MONTH, 1 },             [UNIT_QUARTER] = { UNIT_MONTH, 3 },
        [UNIT_YEAR] = { UNIT_MONTH, 12 },
    };
    decimal number = { d->number.digits * units[d->unit].size, d->number.places };
    return (struct measured){ units[d->unit].family, number };
}

// -1 if a is shorter than b, 1 if longer, 0 if equal or not to be compared.
static int duration_order(const struct duration *a, const struct duration *b)
{
    if (a->kind != DURATION_LENGTH || b->kind != DURATION_LENGTH)
        return 0;
    struct measured x = measure(a), y = measure(b);
    return x.family == y.family ? decimal_compare(x.number, y.number) : 0;
}

static bool is_easier_limit(const struct limit *own, const struct limit *norm)
{
    if (norm->kind == LIMIT_IMMEDIATELY)
        return own->kind == LIMIT_WITHIN && own->length.kind == DURATION_LENGTH && own->length.number.digits > 0;
    if (own->kind != norm->kind || !str_same_name(own->event, norm->event))
        return false;
    switch (own->kind) {
    case LIMIT_WITHIN:
    case LIMIT_BEGINNING_WITH:
        return duration_order(&own->length, &norm->length) > 0;
    case LIMIT_AT_LEAST: // of notice, less is easier to give
        return duration_order(&own->length, &norm->length) < 0;
    case LIMIT_BY_DATE:
        return own->by.day > norm->by.day;
    case LIMIT_BY_TIME_ON_DAY:
        return own->second_of_day > norm->second_of_day;
    default:
        return false;
    }
}

static bool is_easier_clock(const struct clock *own, const struct clock *norm)
{
    if (!norm->is_promised)
        return false;
    return !own->is_promised || is_easier_limit(&own->limit, &norm->limit);
}

static bool wants_more(const struct target *target)
{
    return target->bound == BOUND_AT_LEAST || target->bound == BOUND_MORE_THAN;
}

static bool is_same_period(const struct period *a, const struct period *b)
{
    return a->kind == b->kind && a->number == b->number && a->unit == b->unit;
}

// A share of the same things is a share, whatever the period; a number is compared only in the same period.
static bool is_alike(const struct target *own, const struct target *norm)
{
    const struct quantity *x = &own->ramps->quantity, *y = &norm->ramps->quantity;
    bool is_number = x->kind == QUANTITY_NUMBER || x->kind == QUANTITY_MONEY;
    return x->kind == y->kind && own->measure == norm->measure && wants_more(own) == wants_more(norm) &&
        str_same_name(x->noun, y->noun) && str_same_name(x->grade, y->grade) &&
        str_same_name(own->for_each, norm->for_each) &&
        (x->kind == QUANTITY_SHARE || (is_number && is_same_period(&own->period, &norm->period)));
}

static bool is_easier_target(const struct target *own, const struct target *norm)
{
    if (!own->n_ramps || !norm->n_ramps || !is_alike(own, norm))
        return false;
    int order = decimal_compare(own->ramps->quantity.number, norm->ramps->quantity.number);
    return wants_more(own) ? order < 0 : order > 0;
}

static bool has_same_conditions(const struct field *a, const struct field *b)
{
    struct buffer x = buffer_open(CONDITIONS_BYTES_MAX), y = buffer_open(CONDITIONS_BYTES_MAX);
    conditions_write(&x, &a->when);
    conditions_write(&y, &b->when);
    bool is_same = str_equal(buffer_str(&x), buffer_str(&y));
    buffer_close(&x);
    buffer_close(&y);
    return is_same;
}

// A norm without conditions holds for every line of its name; one with conditions for the line that has the same.
static bool is_easier(const struct field *own, const struct field *norm)
{
    bool is_pair = !own->is_bad && str_same_name(own->name, norm->name) &&
        (!norm->when.n || has_same_conditions(own, norm));
    if (!is_pair)
        return false;
    if (norm->is_target)
        return own->kind->value == VALUE_TARGET && is_easier_target(&own->target, &norm->target);
    return own->kind->value == VALUE_CLOCK && is_easier_clock(&own->clock, &norm->clock);
}

static void check_norm(struct checker *k, const struct clause *c, const struct field *norm)
{
    for (size_t i = 0; i < c->fields.n; i++)
        if (is_easier(&c->fields.at[i], norm)) {
            say_field(k, SEVERITY_WARNING, norm,
                      "%.*s promises less than the norm: before signing, add 'Reason:' and say why",
                      STR_ARGS(c->label));
            return;
        }
}

void check_norms(struct checker *k)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        const struct field *first = field_find(&c->fields, KEY_NORM);
        bool has_reason = field_find(&c->fields, KEY_REASON) != NULL;
        for (const struct field *f = first; f && !has_reason; f = field_next(&c->fields, KEY_NORM, f))
            if (!f->is_bad)
                check_norm(k, c, f);
        if (first && !field_find(&c->fields, KEY_COST))
            say_field(k, SEVERITY_WARNING, first,
                      "%.*s varies from the norm: before signing, add 'Cost:' and say whose budget bears it",
                      STR_ARGS(c->label));
    }
}
