// Shares, counts and figures that are promised, aimed at or expected.
#include "document/sentence_internal.h"

static str number_of_said(const struct speech *s, const struct quantity *q)
{
    enum unit unit;
    str number = number_said(s, q->number);
    if (!q->noun.n)
        return number;
    if (unit_by_name(q->noun, &unit)) // "working days" is a length of time in whatever language
        return length_said(s, q->number, unit);
    // For translators: a number and what is counted, in the document's own words.
    return SAY(s, "%1$s %2$s", number, own(s, q->noun));
}

static str percent_said(const struct speech *s, const struct quantity *q)
{
    str number = number_said(s, q->number);
    str text = q->noun.n ? SAY(s, "%1$s%% of %2$s", number, own(s, q->noun)) : SAY(s, "%1$s%%", number);
    return q->grade.n ? SAY(s, "%1$s at grade %2$s or better", text, q->grade) : text;
}

str quantity_said(const struct speech *s, const struct quantity *q)
{
    switch (q->kind) {
    case QUANTITY_SHARE:
        return percent_said(s, q);
    case QUANTITY_NUMBER:
        return number_of_said(s, q);
    case QUANTITY_MONEY:
        return money_said(s, q->number);
    case QUANTITY_TIME:
        return time_said(s, q->second_of_day);
    case QUANTITY_LOWER:
        return SAY(s, "the lower of %1$s and %2$s", quantity_said(s, &q->lower[0]),
                   quantity_said(s, &q->lower[1]));
    }
    return (str){ 0 };
}

str bounded_said(const struct speech *s, enum bound bound, str what)
{
    static const char *const bounds[] = {
        [BOUND_AT_LEAST] = N_("at least %1$s"),
        [BOUND_AT_MOST] = N_("at most %1$s"),
        [BOUND_MORE_THAN] = N_("more than %1$s"),
        [BOUND_UNDER] = N_("under %1$s"),
    };
    return filled(s, bounds[bound], &what, 1);
}

str limited_said(const struct speech *s, enum bound bound, const struct quantity *q)
{
    static const char *const times[] = {
        [BOUND_AT_LEAST] = N_("%1$s or later"),
        [BOUND_AT_MOST] = N_("%1$s or earlier"),
        [BOUND_MORE_THAN] = N_("after %1$s"),
        [BOUND_UNDER] = N_("before %1$s"),
    };
    str what = quantity_said(s, q);
    return q->kind == QUANTITY_TIME ? filled(s, times[bound], &what, 1) : bounded_said(s, bound, what);
}

static bool is_cases(str noun)
{
    return !noun.n || str_same_name(noun, STR("cases"));
}

// A share of cases or the like as a count: "90 of every 100 cases". What an area is to reach stays a percentage.
static bool is_counted_out(const struct speech *s, const struct quantity *q)
{
    return q->kind == QUANTITY_SHARE && (!s->clause || s->clause->kind->key != CLAUSE_TARGET);
}

static str share_said(const struct speech *s, const struct quantity *q)
{
    str number = number_said(s, q->number);
    enum unit unit;
    if (is_cases(q->noun))
        return SAY(s, "%1$s of every 100 cases", number);
    if (unit_by_name(q->noun, &unit))
        return SAY(s, "%1$s of every %2$s", number, length_said(s, (decimal){ 100, 0 }, unit));
    return SAY(s, "%1$s of every 100 %2$s", number, own(s, q->noun));
}

static str value_said(const struct speech *s, const struct quantity *q)
{
    return is_counted_out(s, q) ? share_said(s, q) : quantity_said(s, q);
}

// A later step of a ramp does not say again what is counted.
static str step_said_short(const struct speech *s, const struct quantity *q)
{
    struct quantity bare = *q;
    bare.noun = bare.grade = (str){ 0 };
    return is_counted_out(s, q) ? SAY(s, "%1$s of every 100", number_said(s, q->number))
                                : value_said(s, &bare);
}

static bool is_same_noun(const struct quantity *a, const struct quantity *b)
{
    bool is_same = str_equal(a->noun, b->noun) ||
        (a->kind == QUANTITY_SHARE && b->kind == QUANTITY_SHARE && is_cases(a->noun) && is_cases(b->noun));
    return is_same && str_equal(a->grade, b->grade);
}

// "at least 85 of every 100 cases each quarter, 90 of every 100 from 1 April 2027 and ..."
str ramps_said(const struct speech *s, const struct target *t)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < t->n_ramps; i++) {
        const struct ramp *r = &t->ramps[i];
        bool is_again = i && is_same_noun(&r->quantity, &t->ramps[0].quantity);
        str text = is_again ? step_said_short(s, &r->quantity) : value_said(s, &r->quantity);
        if (i == 0) {
            text = before(s, bounded_said(s, t->bound, text), period_said(s, &t->period));
            if (t->for_each.n)
                text = SAY(s, "%1$s for each %2$s", text, own(s, t->for_each));
        }
        list_add(s, &list, before(s, text, since_said(s, &r->since)));
    }
    return list_and(s, &list);
}

static bool is_time(const struct quantity *q)
{
    enum unit unit;
    return q->kind == QUANTITY_TIME || (q->kind == QUANTITY_NUMBER && unit_by_name(q->noun, &unit));
}

static bool is_upwards(enum bound bound)
{
    return bound == BOUND_AT_LEAST || bound == BOUND_MORE_THAN;
}

bool is_share_of_cases(const struct speech *s, const struct target *t)
{
    const struct quantity *q = t->n_ramps ? &t->ramps[0].quantity : NULL;
    return q && t->measure == MEASURE_PLAIN && is_counted_out(s, q) && is_cases(q->noun) && !q->grade.n;
}

static str share_sentence(const struct speech *s, const struct field *field, const struct quantity *q,
                          str ramps)
{
    if (q->grade.n)
        return SAY(s, "%1$s must be at grade %2$s or better", ramps, q->grade);
    if (is_cases(q->noun) && field->kind->key != KEY_COUNT)
        return SAY(s, "this is met in %1$s", ramps);
    return SAY(s, "the share is %1$s", ramps);
}

str target_said(const struct speech *s, const struct field *field)
{
    const struct target *t = &field->target;
    if (!t->n_ramps)
        return (str){ 0 };
    const struct quantity *q = &t->ramps[0].quantity;
    str ramps = ramps_said(s, t);
    if (t->measure == MEASURE_AVERAGE)
        return SAY(s, "the average is %1$s", ramps);
    if (t->measure == MEASURE_MEDIAN)
        return SAY(s, "the median is %1$s", ramps);
    if (is_counted_out(s, q))
        return share_sentence(s, field, q, ramps);
    if (is_time(q))
        return SAY(s, "the time is %1$s", ramps);
    if (q->kind == QUANTITY_MONEY)
        return SAY(s, "the sum is %1$s", ramps);
    if (s->clause && s->clause->kind->key == CLAUSE_TARGET)
        return SAY(s, "the figure is %1$s", ramps);
    if (q->kind == QUANTITY_NUMBER && !q->noun.n)
        return SAY(s, "the number is %1$s", ramps);
    return is_upwards(t->bound) ? SAY(s, "there must be %1$s", ramps) : SAY(s, "there may be %1$s", ramps);
}
