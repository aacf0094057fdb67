// Conditions: what must be so for a value to hold, for a case to be left out, for a clock to stand still.
#include "document/sentence_internal.h"

// "the road class"; a name that has its article, or none, in the document keeps it.
static str subject_said(const struct speech *s, str name)
{
    str own_name = own(s, name);
    return str_starts(name, STR("the ")) ? own_name : SAY(s, "the %1$s", own_name);
}

static str times_said(const struct speech *s, const struct test *test, str text)
{
    if (!test->times)
        return text;
    str times = counted(s, test->times, "%1$s time", "%1$s times",
                        number_said(s, (decimal){ test->times, 0 }));
    return SAY(s, "%1$s, %2$s %3$s", text, times, period_said(s, &test->period));
}

static str fact_said(const struct speech *s, const struct test *test)
{
    str name = own(s, test->subject);
    return times_said(s, test,
                      test->is_not ? SAY(s, "‘%1$s’ does not apply", name) : SAY(s, "‘%1$s’ applies", name));
}

static str is_said(const struct speech *s, const struct test *test)
{
    str subject = subject_said(s, test->subject), values = names_or(s, &test->values);
    return test->is_not ? SAY(s, "%1$s is not %2$s", subject, values)
                        : SAY(s, "%1$s is %2$s", subject, values);
}

static str bound_said(const struct speech *s, const struct test *test)
{
    struct str_list list = { 0 };
    for (int i = 0; i < test->n_bounds; i++)
        list_add(s, &list, limited_said(s, test->bounds[i], &test->limits[i]));
    str subject = subject_said(s, test->subject), values = list_and(s, &list);
    return times_said(s, test,
                      test->is_not ? SAY(s, "%1$s is not %2$s", subject, values)
                                   : SAY(s, "%1$s is %2$s", subject, values));
}

static str state_said(const struct speech *s, const struct test *test)
{
    static const char *const is[] = {
        [STATE_WORD_KEPT] = N_("%1$s is kept"),       [STATE_WORD_LATE] = N_("%1$s is late"),
        [STATE_WORD_MISSED] = N_("%1$s is missed"),   [STATE_WORD_DONE] = N_("%1$s is done"),
        [STATE_WORD_FAILING] = N_("%1$s is failing"), [STATE_WORD_OPEN] = N_("%1$s is open"),
    };
    static const char *const is_not[] = {
        [STATE_WORD_KEPT] = N_("%1$s is not kept"),       [STATE_WORD_LATE] = N_("%1$s is not late"),
        [STATE_WORD_MISSED] = N_("%1$s is not missed"),   [STATE_WORD_DONE] = N_("%1$s is not done"),
        [STATE_WORD_FAILING] = N_("%1$s is not failing"), [STATE_WORD_OPEN] = N_("%1$s is not open"),
    };
    str subject = test->step ? SAY(s, "step %1$s", number_said(s, (decimal){ test->step, 0 }))
        : str_equal(test->subject, STR("case")) ? words(s, N_("the case"))
                                                : clause_said(s, test->subject);
    return filled(s, (test->is_not ? is_not : is)[test->state], &subject, 1);
}

static str missed_said(const struct speech *s, const struct test *test)
{
    str number = number_said(s, (decimal){ test->times, 0 });
    if (!test->times)
        return test->is_not ? words(s, N_("the target is not missed")) : words(s, N_("the target is missed"));
    str run = test->is_running_periods ? counted(s, test->times, "%1$s period", "%1$s periods", number)
                                       : length_said(s, (decimal){ test->times, 0 }, test->running);
    return test->is_not ? SAY(s, "the target is not missed in %1$s running", run)
                        : SAY(s, "the target is missed in %1$s running", run);
}

static str season_said(const struct speech *s, const struct test *test)
{
    str from = day_said(s, test->from_day), to = day_said(s, test->to_day);
    return test->is_not ? SAY(s, "the date is not from %1$s to %2$s", from, to)
                        : SAY(s, "the date is from %1$s to %2$s", from, to);
}

static str hours_test_said(const struct speech *s, const struct test *test)
{
    str from = time_said(s, test->from_second), to = time_said(s, test->to_second);
    return test->is_not ? SAY(s, "the time is not from %1$s to %2$s", from, to)
                        : SAY(s, "the time is from %1$s to %2$s", from, to);
}

static str test_said(const struct speech *s, const struct test *test)
{
    switch (test->kind) {
    case TEST_FACT:
        return fact_said(s, test);
    case TEST_IS:
        return is_said(s, test);
    case TEST_BOUND:
        return bound_said(s, test);
    case TEST_STATE:
        return state_said(s, test);
    case TEST_CASE_LATE:
        return test->is_not ? words(s, N_("no case is late")) : words(s, N_("a case is late"));
    case TEST_TARGET_MISSED:
        return missed_said(s, test);
    case TEST_SEASON:
        return season_said(s, test);
    case TEST_HOURS:
        return hours_test_said(s, test);
    }
    return (str){ 0 };
}

str tests_said(const struct speech *s, const struct test *tests, size_t n)
{
    str text = n ? test_said(s, tests) : (str){ 0 };
    for (size_t i = 1; i < n; i++)
        text = SAY(s, "%1$s and %2$s", text, test_said(s, &tests[i]));
    return text;
}

// A season or hours alone are said without a verb: "from 1 November to 30 April".
static str span_alone_said(const struct speech *s, const struct condition *c)
{
    const struct test *test = c->n == 1 && !c->tests->is_not ? c->tests : NULL;
    if (test && test->kind == TEST_SEASON)
        return SAY(s, "from %1$s to %2$s", day_said(s, test->from_day), day_said(s, test->to_day));
    if (test && test->kind == TEST_HOURS)
        return SAY(s, "from %1$s to %2$s", time_said(s, test->from_second), time_said(s, test->to_second));
    return (str){ 0 };
}

str condition_said(const struct speech *s, const struct condition *c)
{
    str span = span_alone_said(s, c);
    if (span.n && !c->is_unless)
        return span;
    str tests = tests_said(s, c->tests, c->n);
    return c->is_unless ? SAY(s, "unless %1$s", tests) : SAY(s, "when %1$s", tests);
}

str conditioned(const struct speech *s, const struct conditions *when, str sentence)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < when->n; i++)
        list_add(s, &list, condition_said(s, &when->at[i]));
    return list.n ? SAY(s, "%1$s: %2$s", list_and(s, &list), sentence) : sentence;
}

static str reason_said(const struct speech *s, const struct reason *r)
{
    str text = tests_said(s, r->tests, r->n);
    if (r->said_by.n)
        text = SAY(s, "%1$s, as said by %2$s", text, own(s, r->said_by));
    if (r->has_most)
        text = SAY(s, "%1$s, for at most %2$s", text, duration_said(s, &r->most));
    return text;
}

static bool is_plain_fact(const struct reason *r)
{
    return r->n == 1 && r->tests->kind == TEST_FACT && !r->tests->is_not && !r->tests->times &&
        !r->said_by.n && !r->has_most;
}

// "‘severe weather’, ‘waiting for parts’ or ‘access refused’ applies"; nothing if there is more to any of them.
static str plain_facts_said(const struct speech *s, const struct reasons *reasons)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < reasons->n; i++) {
        if (!is_plain_fact(&reasons->at[i]))
            return (str){ 0 };
        list_add(s, &list, SAY(s, "‘%1$s’", own(s, reasons->at[i].tests->subject)));
    }
    return list.n > 1 ? SAY(s, "%1$s applies", list_or(s, &list)) : (str){ 0 };
}

str reasons_said(const struct speech *s, const struct reasons *reasons)
{
    struct str_list list = { 0 };
    str facts = plain_facts_said(s, reasons);
    if (facts.n)
        return facts;
    for (size_t i = 0; i < reasons->n; i++)
        list_add(s, &list, reason_said(s, &reasons->at[i]));
    return list_or(s, &list);
}
