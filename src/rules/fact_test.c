#include "rules/fact_test.h"

#include "rules/aftermath.h"

enum truth truth_not(enum truth t)
{
    return t == TRUTH_UNKNOWN ? t : t == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

enum truth truth_of(bool is_so)
{
    return is_so ? TRUTH_YES : TRUTH_NO;
}

enum truth asked_unknown(struct asked *asked, str fact)
{
    if (!asked->missing.n)
        asked->missing = fact;
    return TRUTH_UNKNOWN;
}

str asked_value(const struct asked *asked, str name)
{
    const struct shape *shape = asked->promise ? asked->promise->shape : NULL;
    if (str_same_name(name, STR("area")))
        return asked->area;
    for (size_t i = 0; shape && asked->facts && i < shape->facts.n; i++)
        if (str_same_name(shape->facts.at[i], name))
            return str_trim(asked->facts->facts[i]);
    return (str){ 0 };
}

static enum truth yes_or_no(str value)
{
    static const str yes[] = { STR_INIT("yes"), STR_INIT("y"), STR_INIT("true"), STR_INIT("t"),
                               STR_INIT("1") };
    static const str no[] = { STR_INIT("no"), STR_INIT("n"), STR_INIT("false"), STR_INIT("f"),
                              STR_INIT("0") };
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (str_same_name(value, yes[i]))
            return TRUTH_YES;
        if (str_same_name(value, no[i]))
            return TRUTH_NO;
    }
    return TRUTH_UNKNOWN;
}

static enum truth fact_holds(struct asked *asked, const struct test *test)
{
    enum truth t = test->times ? TRUTH_UNKNOWN : yes_or_no(asked_value(asked, test->subject));
    return t == TRUTH_UNKNOWN ? asked_unknown(asked, test->subject) : t;
}

const struct fact *asked_fact(const struct asked *asked, str name)
{
    const struct field_list *header = asked->promise ? &asked->promise->document->header : NULL;
    const struct field *f = header ? field_find(header, KEY_FACT) : NULL;
    for (; f; f = field_next(header, KEY_FACT, f))
        if (!f->is_bad && str_same_name(f->fact.name, name))
            return &f->fact;
    return NULL;
}

static bool list_has(const struct str_list *list, str value)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_same_name(list->at[i], value))
            return true;
    return false;
}

// An area goes by several names: "Linden; E05000001".
static bool value_is_listed(const struct test *test, str value)
{
    if (!str_same_name(test->subject, STR("area")))
        return list_has(&test->values, value);
    for (str rest = value; rest.at;)
        if (list_has(&test->values, str_trim(str_cut(&rest, ';'))))
            return true;
    return false;
}

static enum truth fact_is(struct asked *asked, const struct test *test)
{
    str value = asked_value(asked, test->subject);
    const struct fact *fact = asked_fact(asked, test->subject);
    bool is_allowed = !fact || !fact->values.n || list_has(&fact->values, value);
    if (!value.n || !is_allowed)
        return asked_unknown(asked, test->subject);
    return truth_of(value_is_listed(test, value));
}

// "40", "40 mm", "£1,250.50", "09:30" as a number; false if it is none.
static bool value_number(str value, str fact_unit, double *number)
{
    char digits[32];
    size_t n = 0;
    value = str_trim(value);
    if (str_starts(value, STR("£")))
        value = str_trim(str_from_byte(value, STR("£").n));
    if (fact_unit.n && str_ends(value, fact_unit))
        value = str_trim(str_slice(value, 0, value.n - fact_unit.n));
    if (value.n == 5 && value.at[2] == ':') {
        int64_t hours, minutes;
        bool is_time = str_to_int(str_slice(value, 0, 2), &hours) &&
            str_to_int(str_slice(value, 3, 5), &minutes) && hours < 24 && minutes < 60;
        *number = is_time ? (double)(hours * 3600 + minutes * 60) : 0;
        return is_time;
    }
    for (size_t i = 0; i < value.n && n < sizeof digits; i++)
        if (value.at[i] != ',')
            digits[n++] = value.at[i];
    return n < sizeof digits && str_to_double((str){ digits, n }, number);
}

static enum truth fact_bound(struct asked *asked, const struct test *test)
{
    const struct fact *fact = asked_fact(asked, test->subject);
    double value;
    if (aftermath_knows(asked, test->subject))
        return aftermath_bound(asked, test);
    if (test->times || !value_number(asked_value(asked, test->subject), fact ? fact->unit : STR(""), &value))
        return asked_unknown(asked, test->subject);
    for (int i = 0; i < test->n_bounds; i++) {
        const struct quantity *q = &test->limits[i];
        if (q->kind == QUANTITY_LOWER)
            return asked_unknown(asked, test->subject);
        double limit = q->kind == QUANTITY_TIME ? (double)q->second_of_day : decimal_double(q->number);
        if (!bound_holds(test->bounds[i], (value > limit) - (value < limit)))
            return TRUTH_NO;
    }
    return TRUTH_YES;
}

void asked_change_at(struct asked *asked, instant t)
{
    if (!asked->can_change || t.second < asked->next_change.second)
        asked->next_change = t;
    asked->can_change = true;
}

// "C28 is kept" asks that clause about the same case.
static enum truth clause_state(struct asked *asked, const struct test *test)
{
    const struct promise *other = asked->promise ? promise_by_label(asked->promise->siblings, test->subject)
                                                 : NULL;
    if (!other || !asked->facts || asked->depth >= ASKED_DEPTH_MAX || !other->n_clocks)
        return asked_unknown(asked, test->subject);
    struct judgement j = case_judge_at(other, 0, asked->facts, asked->as_of, asked->depth + 1);
    asked_change_at(asked, j.next_change);
    if (j.state == STATE_NOT_KNOWN || j.state == STATE_EXCLUDED || j.state == STATE_ABSENT)
        return asked_unknown(asked, test->subject);
    switch (test->state) {
    case STATE_WORD_KEPT:
        return j.state == STATE_NOT_YET_DUE ? asked_unknown(asked, test->subject)
                                            : truth_of(j.state == STATE_ON_TIME);
    case STATE_WORD_LATE:
    case STATE_WORD_MISSED:
    case STATE_WORD_FAILING:
        return truth_of(j.state == STATE_LATE);
    case STATE_WORD_DONE:
        return truth_of(j.stopped.kind == MOMENT_KNOWN);
    case STATE_WORD_OPEN:
        return truth_of(j.stopped.kind == MOMENT_NEVER);
    }
    return TRUTH_UNKNOWN;
}

static enum truth state_holds(struct asked *asked, const struct test *test)
{
    if (str_same_name(test->subject, STR("case")) && test->state == STATE_WORD_OPEN)
        return truth_of(asked->is_open);
    return test->step ? aftermath_step(asked, test) : clause_state(asked, test);
}

// Both ends included; a season that begins later in the year than it ends runs over New Year.
static enum truth in_season(struct asked *asked, const struct test *test)
{
    if (instant_is_none(asked->start) || !asked->promise)
        return asked_unknown(asked, STR("the date"));
    struct civil c = date_civil(zone_date(asked->promise->timing.zone, asked->start, NULL));
    int day = c.month * 100 + c.day, from = test->from_day.month * 100 + test->from_day.day;
    int to = test->to_day.month * 100 + test->to_day.day;
    return truth_of(from <= to ? day >= from && day <= to : day >= from || day <= to);
}

static enum truth in_hours(struct asked *asked, const struct test *test)
{
    int32_t second;
    if (instant_is_none(asked->start) || !asked->promise)
        return asked_unknown(asked, STR("the time"));
    (void)zone_date(asked->promise->timing.zone, asked->start, &second);
    int32_t from = test->from_second, to = test->to_second;
    return truth_of(from < to ? second >= from && second < to : second >= from || second < to);
}

static enum truth test_plain(struct asked *asked, const struct test *test)
{
    switch (test->kind) {
    case TEST_FACT:
        return fact_holds(asked, test);
    case TEST_IS:
        return fact_is(asked, test);
    case TEST_BOUND:
        return fact_bound(asked, test);
    case TEST_STATE:
        return state_holds(asked, test);
    case TEST_SEASON:
        return in_season(asked, test);
    case TEST_HOURS:
        return in_hours(asked, test);
    case TEST_CASE_LATE:
        return asked->after ? TRUTH_YES : asked_unknown(asked, STR("the outcome"));
    case TEST_TARGET_MISSED:
        return asked_unknown(asked, STR("the outcome")); // known to redress, not to a case
    }
    return TRUTH_UNKNOWN;
}

enum truth test_truth(struct asked *asked, const struct test *test)
{
    enum truth t = test_plain(asked, test);
    return test->is_not ? truth_not(t) : t;
}

enum truth tests_truth(struct asked *asked, const struct test *tests, size_t n)
{
    enum truth all = TRUTH_YES;
    for (size_t i = 0; i < n; i++) {
        enum truth t = test_truth(asked, &tests[i]);
        if (t == TRUTH_NO)
            return TRUTH_NO; // whatever the others are
        if (t == TRUTH_UNKNOWN)
            all = TRUTH_UNKNOWN;
    }
    return all;
}

enum truth conditions_truth(struct asked *asked, const struct conditions *conditions)
{
    enum truth all = TRUTH_YES;
    for (size_t i = 0; i < conditions->n; i++) {
        const struct condition *c = &conditions->at[i];
        enum truth t = tests_truth(asked, c->tests, c->n);
        if (c->is_unless)
            t = truth_not(t);
        if (t == TRUTH_NO)
            return TRUTH_NO;
        if (t == TRUTH_UNKNOWN)
            all = TRUTH_UNKNOWN;
    }
    return all;
}

// Whether every fact a reason tests is one the data has a column for.
static bool is_on_record(const struct asked *asked, const struct reason *reason)
{
    for (size_t i = 0; i < reason->n; i++)
        if (!asked_value(asked, reason->tests[i].subject).n)
            return false;
    return true;
}

enum truth reasons_truth(struct asked *asked, const struct reasons *reasons)
{
    enum truth any = TRUTH_NO;
    for (size_t i = 0; i < reasons->n; i++) {
        const struct reason *r = &reasons->at[i];
        if (r->said_by.n && !is_on_record(asked, r))
            continue;
        enum truth t = tests_truth(asked, r->tests, r->n);
        if (t == TRUTH_YES)
            return TRUTH_YES;
        if (t == TRUTH_UNKNOWN)
            any = TRUTH_UNKNOWN;
    }
    return any;
}
