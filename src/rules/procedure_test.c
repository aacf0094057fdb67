// Conditions of a procedure, in three values: what is missing stays not known.
#include "rules/fact_test.h"
#include "rules/procedure_internal.h"

enum truth truth_inverse(enum truth t)
{
    return t == TRUTH_UNKNOWN ? t : t == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

static enum truth truth_of(bool yes)
{
    return yes ? TRUTH_YES : TRUTH_NO;
}

static struct verity unknown(str missing)
{
    return (struct verity){ TRUTH_UNKNOWN, missing };
}

struct verity verity_and(struct verity a, struct verity b)
{
    if (a.truth == TRUTH_NO || (a.truth == TRUTH_UNKNOWN && b.truth != TRUTH_NO))
        return a;
    return b;
}

static struct verity verity_or(struct verity a, struct verity b)
{
    if (a.truth == TRUTH_YES || (a.truth == TRUTH_UNKNOWN && b.truth != TRUTH_YES))
        return a;
    return b;
}

const struct entry *entry_latest(const struct run *run, int stage)
{
    for (size_t i = run->a->entries.n; i-- > 0;)
        if (run->a->entries.at[i].stage == stage)
            return &run->a->entries.at[i];
    return NULL;
}

static bool outcome_was(const struct run *run, const struct entry *entry, str name)
{
    return entry->taken >= 0 && str_same_name(run->a->taken.at[entry->taken].exit->name, name);
}

// "G6 is failing": by its latest run. One that never opened is none of these.
static enum truth stage_fares(const struct run *run, const struct test *test)
{
    int stage = procedure_stage(run->p, test->subject);
    const struct entry *entry = stage < 0 ? NULL : entry_latest(run, stage);
    if (!entry)
        return TRUTH_NO;
    switch (test->state) {
    case STATE_WORD_KEPT:
        return truth_of(entry->state == STAGE_DONE);
    case STATE_WORD_LATE:
    case STATE_WORD_MISSED:
        return truth_of(entry->was_late);
    case STATE_WORD_DONE:
        return truth_of(entry->taken >= 0 && entry->state != STAGE_LAPSED);
    case STATE_WORD_FAILING:
        return truth_of(outcome_was(run, entry, STR("failing")) || entry->state == STAGE_OVERDUE);
    case STATE_WORD_OPEN:
        return truth_of(stage_is_live(entry->state));
    }
    return TRUTH_UNKNOWN;
}

static enum truth any_late(const struct run *run)
{
    for (size_t i = 0; i < run->a->entries.n; i++)
        if (run->a->entries.at[i].was_late)
            return TRUTH_YES;
    return TRUTH_NO;
}

// A value tested by itself, with the judge's own reading of facts.
static struct verity value_tested(const struct run *run, const struct test *test, str value, instant at)
{
    struct str_list names = { .at = (str *)&test->subject, .n = 1 };
    struct shape shape = { .facts = names };
    struct promise promise = { .document = run->p->document, .shape = &shape };
    struct case_facts facts = { .facts = &value };
    struct asked asked = { .promise = &promise, .facts = &facts, .start = at, .area = value };
    promise.timing.zone = run->p->zone;
    return (struct verity){ test_truth(&asked, test), test->subject };
}

static struct verity fact_tested(const struct run *run, const struct test *test, instant at)
{
    bool is_contradicted;
    const struct recorded *known = known_fact(run, test->subject, &is_contradicted);
    if (is_contradicted)
        return unknown(str_format(run->ctx->arena, "%.*s, of which the record says two things at once",
                                  STR_ARGS(test->subject)));
    return value_tested(run, test, known ? known->value : (str){ 0 }, at);
}

static struct verity test_asked(const struct run *run, const struct test *test, instant at)
{
    enum truth t = TRUTH_UNKNOWN;
    switch (test->kind) {
    case TEST_FACT:
    case TEST_IS:
    case TEST_BOUND:
        return fact_tested(run, test, at);
    case TEST_SEASON:
    case TEST_HOURS:
        return value_tested(run, test, (str){ 0 }, at);
    case TEST_STATE:
        if (str_same_name(test->subject, STR("case")))
            t = test->state == STATE_WORD_OPEN ? truth_of(!run->a->is_over) : any_late(run);
        else if (!test->step)
            t = stage_fares(run, test);
        break;
    case TEST_CASE_LATE:
        t = any_late(run);
        break;
    case TEST_TARGET_MISSED:
        break;
    }
    return (struct verity){ test->is_not ? truth_inverse(t) : t, STR("the outcome") };
}

static struct verity tests_asked(const struct run *run, const struct test *tests, size_t n, instant at)
{
    struct verity all = { TRUTH_YES, { 0 } };
    for (size_t i = 0; i < n; i++)
        all = verity_and(all, test_asked(run, &tests[i], at));
    return all;
}

struct verity run_conditions(struct run *run, const struct conditions *when, instant at)
{
    struct verity all = { TRUTH_YES, { 0 } };
    for (size_t i = 0; when && i < when->n; i++) {
        struct verity one = tests_asked(run, when->at[i].tests, when->at[i].n, at);
        if (when->at[i].is_unless)
            one.truth = truth_inverse(one.truth);
        all = verity_and(all, one);
    }
    return all;
}

// What somebody must say counts from when that party has said it.
static bool is_said(const struct run *run, const struct reason *reason)
{
    bool is_contradicted;
    for (size_t i = 0; i < reason->n; i++) {
        const struct recorded *known = known_fact(run, reason->tests[i].subject, &is_contradicted);
        if (!known || (known->by.n && !party_is(recorded_party(known->by), reason->said_by)))
            return false;
    }
    return true;
}

struct verity run_reasons(struct run *run, const struct reasons *reasons, instant at)
{
    struct verity any = { TRUTH_NO, { 0 } };
    for (size_t i = 0; i < reasons->n; i++) {
        const struct reason *r = &reasons->at[i];
        if (!r->said_by.n || is_said(run, r))
            any = verity_or(any, tests_asked(run, r->tests, r->n, at));
    }
    return any;
}

struct verity run_only_when(struct run *run, const struct clause *clause, instant at)
{
    struct verity all = { TRUTH_YES, { 0 } };
    const struct field *f = field_find(&clause->fields, KEY_ONLY_WHEN);
    for (; f; f = field_next(&clause->fields, KEY_ONLY_WHEN, f))
        if (!f->is_bad)
            all = verity_and(all, run_reasons(run, &f->reasons, at));
    for (f = field_find(&clause->fields, KEY_EXEMPT); f; f = field_next(&clause->fields, KEY_EXEMPT, f))
        if (!f->is_bad) {
            struct verity one = run_reasons(run, &f->reasons, at);
            one.truth = truth_inverse(one.truth);
            all = verity_and(all, one);
        }
    return all;
}
