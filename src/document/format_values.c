// The canonical spelling of clocks, targets, conditions and what they are made of. The rules are those of
// docs/grammar.ebnf, in its order.
#include "document/format_internal.h"

static void list_write(struct buffer *out, const struct str_list *list, const char *between)
{
    for (size_t i = 0; i < list->n; i++)
        buffer_print(out, "%s%.*s", i ? between : "", STR_ARGS(list->at[i]));
}

// Without zeros at the end of its places: 90.0 is 90. Commas are for money only.
void number_write(struct buffer *out, decimal d)
{
    while (d.places > 0 && d.digits % 10 == 0) {
        d.digits /= 10;
        d.places--;
    }
    decimal_write(out, d);
}

static bool decimal_is_one(decimal d)
{
    return decimal_compare(d, (decimal){ 1, 0 }) == 0;
}

static void time_write(struct buffer *out, int32_t second)
{
    buffer_print(out, "%02d:%02d", second / 3600, second / 60 % 60);
}

// Pounds, with commas in thousands and pence only where there are any.
void money_write(struct buffer *out, decimal pounds)
{
    char digits[32];
    int64_t scale = 1, whole;
    for (int i = 0; i < pounds.places; i++)
        scale *= 10;
    whole = pounds.digits / scale;
    int n = 0;
    do {
        if (n % 4 == 3)
            digits[n++] = ',';
        digits[n++] = (char)('0' + whole % 10);
    } while ((whole /= 10) > 0);
    buffer_add(out, STR("£"));
    while (n > 0)
        buffer_byte(out, digits[--n]);
    int64_t part = pounds.digits % scale;
    if (part)
        buffer_print(out, ".%02lld", (long long)(pounds.places == 1 ? part * 10 : part));
}

void duration_write(struct buffer *out, const struct duration *d)
{
    if (d->kind == DURATION_SAME_AGAIN) {
        buffer_add(out, STR("the same time again"));
    } else if (d->kind == DURATION_SET_BY) {
        buffer_print(out, "the time set by %.*s", STR_ARGS(d->label));
    } else {
        number_write(out, d->number);
        buffer_print(out, " %s", unit_name(d->unit, decimal_is_one(d->number)));
    }
}

static void events_write(struct buffer *out, const struct events *events)
{
    if (events->how == EVENTS_LATER)
        buffer_add(out, STR("the later of "));
    list_write(out, &events->names, events->how == EVENTS_LATER ? " and " : " or ");
}

static void limit_start_write(struct buffer *out, const struct limit *limit)
{
    bool is_beginning = limit->kind == LIMIT_BEGINNING_WITH;
    buffer_add(out, STR("within "));
    duration_write(out, &limit->length);
    if (limit->event.n)
        buffer_print(out, " %s %.*s", is_beginning ? "beginning with" : "of", STR_ARGS(limit->event));
    else if (is_beginning)
        buffer_add(out, STR(" beginning that day"));
}

void limit_write(struct buffer *out, const struct limit *limit)
{
    switch (limit->kind) {
    case LIMIT_NONE:
        return;
    case LIMIT_IMMEDIATELY:
        buffer_add(out, STR("immediately"));
        break;
    case LIMIT_WITHIN:
    case LIMIT_BEGINNING_WITH:
        limit_start_write(out, limit);
        break;
    case LIMIT_BY_DATE:
        buffer_add(out, STR("by "));
        date_write_words(out, limit->by);
        break;
    case LIMIT_BY_TIME_ON_DAY:
        buffer_add(out, STR("by "));
        time_write(out, limit->second_of_day);
        buffer_print(out, " on the day of %.*s", STR_ARGS(limit->event));
        break;
    case LIMIT_AT_LEAST:
        buffer_add(out, STR("at least "));
        duration_write(out, &limit->length);
        break;
    }
    if (limit->is_by_the_clock)
        buffer_add(out, STR(", by the clock"));
}

void clock_write(struct buffer *out, const struct clock *clock)
{
    bool has_events = clock->from.names.n > 0;
    if (!clock->is_promised) {
        buffer_add(out, STR("no time promised"));
        return;
    }
    if (has_events) {
        buffer_add(out, STR("from "));
        events_write(out, &clock->from);
        buffer_add(out, STR(" to "));
        events_write(out, &clock->to);
    }
    if (has_events && clock->limit.kind != LIMIT_NONE)
        buffer_add(out, STR(", "));
    limit_write(out, &clock->limit);
}

void opening_write(struct buffer *out, const struct opens *opening)
{
    events_write(out, &opening->events);
    if (opening->by.n)
        buffer_add(out, STR(" by "));
    list_write(out, &opening->by, " or ");
    if (opening->limit.kind != LIMIT_NONE)
        buffer_add(out, STR(", "));
    limit_write(out, &opening->limit);
}

void quantity_write(struct buffer *out, const struct quantity *q)
{
    switch (q->kind) {
    case QUANTITY_SHARE:
        number_write(out, q->number);
        buffer_byte(out, '%');
        if (q->noun.n)
            buffer_print(out, " of %.*s", STR_ARGS(q->noun));
        if (q->grade.n)
            buffer_print(out, " at grade %.*s or better", STR_ARGS(q->grade));
        break;
    case QUANTITY_NUMBER:
        number_write(out, q->number);
        if (q->noun.n)
            buffer_print(out, " %.*s", STR_ARGS(q->noun));
        break;
    case QUANTITY_MONEY:
        money_write(out, q->number);
        break;
    case QUANTITY_TIME:
        time_write(out, q->second_of_day);
        break;
    case QUANTITY_LOWER:
        buffer_add(out, STR("the lower of "));
        quantity_write(out, &q->lower[0]);
        buffer_add(out, STR(" and "));
        quantity_write(out, &q->lower[1]);
        break;
    }
}

static void units_write(struct buffer *out, int number, enum unit unit, bool drops_one)
{
    if (number == 1 && drops_one)
        buffer_add(out, str_from(unit_name(unit, true)));
    else
        buffer_print(out, "%d %s", number, unit_name(unit, number == 1));
}

void period_write(struct buffer *out, const struct period *p)
{
    switch (p->kind) {
    case PERIOD_NONE:
        return;
    case PERIOD_FINANCIAL_YEAR:
        buffer_add(out, STR("each financial year"));
        return;
    case PERIOD_DOCUMENT:
        buffer_add(out, STR("each document"));
        return;
    case PERIOD_EACH:
        buffer_add(out, STR("each "));
        break;
    case PERIOD_IN_ANY:
        buffer_add(out, STR("in any "));
        break;
    case PERIOD_OVER_LAST:
        buffer_add(out, STR("over the last "));
        break;
    }
    units_write(out, p->number, p->unit, p->kind == PERIOD_EACH);
}

void since_write(struct buffer *out, const struct since *since)
{
    if (since->year.n) {
        buffer_print(out, " in %.*s", STR_ARGS(since->year));
    } else if (!date_is_none(since->from)) {
        buffer_add(out, STR(" from "));
        date_write_words(out, since->from);
    }
}

void target_write(struct buffer *out, const struct target *t)
{
    static const char *const measures[] = {
        [MEASURE_PLAIN] = "", [MEASURE_AVERAGE] = "average of ", [MEASURE_MEDIAN] = "median of "
    };
    buffer_print(out, "%s%s ", measures[t->measure], bound_name(t->bound));
    for (size_t i = 0; i < t->n_ramps; i++) {
        if (i)
            buffer_add(out, STR("; "));
        quantity_write(out, &t->ramps[i].quantity);
        if (i == 0 && t->period.kind != PERIOD_NONE) {
            buffer_byte(out, ' ');
            period_write(out, &t->period);
        }
        if (i == 0 && t->for_each.n)
            buffer_print(out, " for each %.*s", STR_ARGS(t->for_each));
        since_write(out, &t->ramps[i].since);
    }
}

static void times_write(struct buffer *out, const struct test *test)
{
    if (!test->times)
        return;
    buffer_print(out, " %d times ", test->times);
    period_write(out, &test->period);
}

static void month_day_write(struct buffer *out, struct month_day d)
{
    buffer_print(out, "%d %s", d.day, month_name(d.month));
}

static void bounds_write(struct buffer *out, const struct test *test)
{
    buffer_add(out, test->subject);
    for (int i = 0; i < test->n_bounds; i++) {
        buffer_print(out, "%s %s ", i ? " and" : "", bound_name(test->bounds[i]));
        quantity_write(out, &test->limits[i]);
    }
}

static void missed_write(struct buffer *out, const struct test *test)
{
    buffer_add(out, STR("the target is missed"));
    if (test->times && test->is_running_periods)
        buffer_print(out, " in %d periods running", test->times);
    else if (test->times)
        buffer_print(out, " in %d %s running", test->times, unit_name(test->running, test->times == 1));
}

static void state_write(struct buffer *out, const struct test *test)
{
    if (test->step)
        buffer_print(out, "step %d", test->step);
    else
        buffer_add(out, test->subject);
    buffer_print(out, " is %s%s", test->is_not ? "not " : "", state_word_name(test->state));
}

void test_write(struct buffer *out, const struct test *test)
{
    if (test->is_not && test->kind != TEST_IS && test->kind != TEST_STATE)
        buffer_add(out, STR("not "));
    switch (test->kind) {
    case TEST_FACT:
        buffer_add(out, test->subject);
        times_write(out, test);
        break;
    case TEST_IS:
        buffer_print(out, "%.*s is %s", STR_ARGS(test->subject), test->is_not ? "not " : "");
        list_write(out, &test->values, " or ");
        break;
    case TEST_BOUND:
        bounds_write(out, test);
        times_write(out, test);
        break;
    case TEST_STATE:
        state_write(out, test);
        break;
    case TEST_CASE_LATE:
        buffer_add(out, STR("a case is late"));
        break;
    case TEST_TARGET_MISSED:
        missed_write(out, test);
        break;
    case TEST_SEASON:
        buffer_add(out, STR("from "));
        month_day_write(out, test->from_day);
        buffer_add(out, STR(" to "));
        month_day_write(out, test->to_day);
        break;
    case TEST_HOURS:
        buffer_add(out, STR("from "));
        time_write(out, test->from_second);
        buffer_add(out, STR(" to "));
        time_write(out, test->to_second);
        break;
    }
}

void tests_write(struct buffer *out, const struct test *tests, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buffer_add(out, STR(" and "));
        test_write(out, &tests[i]);
    }
}

void conditions_write(struct buffer *out, const struct conditions *conditions)
{
    for (size_t i = 0; i < conditions->n; i++) {
        buffer_add(out, conditions->at[i].is_unless ? STR(", unless ") : STR(", when "));
        tests_write(out, conditions->at[i].tests, conditions->at[i].n);
    }
}

static void weekdays_write(struct buffer *out, unsigned days)
{
    const char *between = "";
    for (int day = MONDAY; day <= SUNDAY; day++) {
        int last = day;
        if (!(days >> day & 1))
            continue;
        while (last < SUNDAY && days >> (last + 1) & 1)
            last++;
        buffer_print(out, "%s%s", between, weekday_name((enum weekday)day));
        if (last > day)
            buffer_print(out, " to %s", weekday_name((enum weekday)last));
        between = "; ";
        day = last;
    }
}

void hours_write(struct buffer *out, const struct hours *hours)
{
    for (size_t i = 0; i < hours->n; i++) {
        const struct open_span *s = &hours->at[i];
        if (i)
            buffer_add(out, STR("; "));
        weekdays_write(out, s->weekdays);
        if (s->kind == SPAN_TIMES) {
            buffer_byte(out, ' ');
            time_write(out, s->from);
            buffer_add(out, STR(" to "));
            time_write(out, s->to);
        } else {
            buffer_add(out, s->kind == SPAN_CLOSED ? STR(" closed") : STR(" all day"));
        }
    }
}
