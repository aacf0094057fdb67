// Tests, the conditions made of them, and reasons.
#include "document/parse_rules.h"

// "3 times", "twice"; what follows is the period.
static bool times_takes(struct cursor *c, int *times)
{
    struct cursor behind = *c;
    decimal number;
    bool is_number = figure_sees(c, &number);
    behind.i++;
    if (habit_takes(c, STR("twice"))) {
        *times = 2;
        return true;
    }
    if (!is_number || (!cursor_takes(&behind, STR("times")) && !habit_takes(&behind, STR("time"))))
        return false;
    if (!count_read(c, times))
        return false;
    c->i = behind.i;
    return true;
}

static bool times_read(struct cursor *c, struct test *test)
{
    return !times_takes(c, &test->times) || period_read(c, &test->period);
}

static bool value_refuse(struct cursor *c, const struct fact *fact)
{
    str value = cursor_word(c, 0), near = nearest(c, value, &fact->values), all = STR("");
    str name = shown(c->parser, fact->name);
    if (cursor_at_end(c))
        return expected(c, "a value");
    if (near.n)
        return refuse(c, c->i, c->i + 1, "'%.*s' is not a value of '%.*s': did you mean '%.*s'?",
                      STR_ARGS(shown(c->parser, value)), STR_ARGS(name), STR_ARGS(near));
    for (size_t i = 0; i < fact->values.n && !c->is_quiet && parser_is_telling(c->parser); i++)
        all = str_format(c->parser->ctx->arena, "%.*s%s%.*s", STR_ARGS(all), i ? " / " : "",
                         STR_ARGS(fact->values.at[i]));
    return refuse(c, c->i, c->i + 1, "'%.*s' is not a value of '%.*s': expected one of %.*s",
                  STR_ARGS(shown(c->parser, value)), STR_ARGS(name), STR_ARGS(shown(c->parser, all)));
}

// One of the values a fact may have; an area's name may hold any word.
static bool fact_value_read(struct cursor *c, const struct fact *fact, str *value)
{
    bool is_area = str_equal(fact->name, STR("area"));
    struct cursor name = *c, noun = *c;
    bool is_name = name_take(&name, is_area ? &c->parser->areas : &fact->values, value);
    noun.is_quiet = true;
    str words;
    if (cursor_is_strict(c) && noun_read(&noun, &words, "") && noun.i > name.i)
        is_name = false; // any noun may be a value; whether it is one of them is not asked
    if (is_name) {
        c->i = name.i;
        return true;
    }
    if (cursor_is_strict(c))
        return noun_read(c, value, "a value");
    return fact->values.n ? value_refuse(c, fact) : noun_read(c, value, "a value");
}

// fact "is" [ "not" ] noun { "or" noun }
static bool test_is_read(struct cursor *c, struct test *test, const struct fact *fact)
{
    test->kind = TEST_IS;
    if (cursor_takes(c, STR("not")))
        test->is_not = !test->is_not;
    do {
        str value;
        if (!fact_value_read(c, fact, &value))
            return false;
        str *slot = LIST_PUSH(c->parser->ctx->arena, &test->values);
        if (!slot)
            return false;
        *slot = value;
    } while (cursor_takes(c, STR("or")));
    return true;
}

// A quantity is compared in the unit that the fact was declared with, or in none.
static bool unit_check(struct cursor *c, size_t at, const struct fact *fact, const struct quantity *quantity)
{
    bool is_money = quantity->kind == QUANTITY_MONEY, in_money = str_equal(fact->unit, STR("£"));
    bool is_number = quantity->kind == QUANTITY_NUMBER, in_time = str_ends(fact->unit, STR("time"));
    bool in_share = str_equal(fact->unit, STR("%")) || str_equal(fact->unit, STR("per cent"));
    if (!fact->unit.n || quantity->kind == QUANTITY_LOWER || (is_money && in_money) ||
        (is_number && !quantity->noun.n))
        return true;
    bool is_same = is_number && str_same_name(quantity->noun, fact->unit);
    bool is_singular = is_number && str_ends(fact->unit, STR("s")) &&
        str_same_name(quantity->noun, str_slice(fact->unit, 0, fact->unit.n - 1));
    bool is_other = (quantity->kind == QUANTITY_TIME && in_time) ||
        (quantity->kind == QUANTITY_SHARE && in_share);
    if (is_same || is_singular || is_other)
        return true;
    return senseless(c, at, c->i, "'%.*s' is declared in %.*s: give a figure in %.*s",
                     STR_ARGS(shown(c->parser, fact->name)), STR_ARGS(shown(c->parser, fact->unit)),
                     STR_ARGS(shown(c->parser, fact->unit)));
}

static bool test_limit_read(struct cursor *c, struct test *test, const struct fact *fact)
{
    int i = test->n_bounds;
    if (!bound_read(c, &test->bounds[i]))
        return expected(c, "a bound");
    size_t at = c->i;
    if (!quantity_read(c, &test->limits[i], false) || !unit_check(c, at, fact, &test->limits[i]))
        return false;
    test->n_bounds++;
    return true;
}

// fact bound quantity [ "and" bound quantity ] [ number "times" period ]
static bool test_bound_read(struct cursor *c, struct test *test, const struct fact *fact)
{
    struct cursor behind = *c;
    test->kind = TEST_BOUND;
    if (!test_limit_read(c, test, fact))
        return false;
    behind.i = c->i;
    if (cursor_takes(&behind, STR("and")) && bound_sees(&behind)) {
        c->i = behind.i;
        if (!test_limit_read(c, test, fact))
            return false;
    }
    return times_read(c, test);
}

static bool test_fact_read(struct cursor *c, struct test *test, const struct fact *fact)
{
    static const str measured[] = { STR_INIT("area"), STR_INIT("population"), STR_INIT("lateness"),
                                    STR_INIT("time taken"), STR_INIT("achievement") };
    str name = shown(c->parser, fact->name);
    test->kind = TEST_FACT;
    test->subject = fact->name;
    if (cursor_takes(c, STR("is")))
        return test_is_read(c, test, fact);
    if (bound_sees(c))
        return test_bound_read(c, test, fact);
    if (fact->values.n && !cursor_is_strict(c))
        return refuse(c, c->i, c->i, "say which: '%.*s is %.*s'", STR_ARGS(name),
                      STR_ARGS(shown(c->parser, fact->values.at[0])));
    bool is_measured = fact->unit.n > 0;
    for (size_t i = 0; i < sizeof measured / sizeof *measured; i++)
        is_measured = is_measured || str_equal(fact->name, measured[i]);
    if (is_measured && !cursor_is_strict(c))
        return bound_refuse(c, "'is', 'at least', 'at most', 'more than' or 'under'");
    return times_read(c, test);
}

static bool state_read(struct cursor *c, enum state_word *state)
{
    str names[STATE_WORD_OPEN + 1], word = cursor_word(c, 0);
    for (int i = 0; i <= STATE_WORD_OPEN; i++) {
        names[i] = str_from(state_word_name((enum state_word)i));
        if (cursor_takes(c, names[i])) {
            *state = (enum state_word)i;
            return true;
        }
    }
    str near = nearest(c, word, &(struct str_list){ .at = names, .n = STATE_WORD_OPEN + 1 });
    if (near.n)
        return refuse(c, c->i, c->i + 1, "'%.*s' is not a state: did you mean '%.*s'?",
                      STR_ARGS(shown(c->parser, word)), STR_ARGS(near));
    return expected(c, "kept, late, missed, done, failing or open");
}

// ( label | "step" number | "case" ) "is" [ "not" ] state
static bool test_state_read(struct cursor *c, struct test *test)
{
    test->kind = TEST_STATE;
    if (cursor_takes(c, STR("step"))) {
        if (!count_read(c, &test->step))
            return false;
    } else if (cursor_takes(c, STR("case"))) {
        test->subject = STR("case");
    } else {
        test->subject = cursor_word(c, 0);
        c->i++;
    }
    if (!cursor_takes(c, STR("is")))
        return expected(c, "'is' and a state, such as 'late'");
    if (cursor_takes(c, STR("not")))
        test->is_not = !test->is_not;
    return state_read(c, &test->state);
}

// "the target is missed" [ "in" number ( unit | "periods" ) "running" ]
static bool test_target_read(struct cursor *c, struct test *test)
{
    test->kind = TEST_TARGET_MISSED;
    if (cursor_sees(c, STR("twice running")))
        return refuse(c, c->i, c->i + 2, "write 'in 2 quarters running' instead of 'twice running'");
    if (!cursor_takes(c, STR("in")))
        return true;
    if (!count_read(c, &test->times))
        return false;
    test->is_running_periods = cursor_takes(c, STR("periods")) || habit_takes(c, STR("period"));
    if (!test->is_running_periods && !unit_read(c, &test->running))
        return unit_refuse(c);
    return cursor_takes(c, STR("running")) || expected(c, "'running'");
}

// "from" number month "to" number month | "from" time "to" time
static bool test_season_read(struct cursor *c, struct test *test)
{
    bool is_time = time_sees(c);
    test->kind = is_time ? TEST_HOURS : TEST_SEASON;
    if (is_time ? !time_read(c, &test->from_second) : !month_day_read(c, &test->from_day))
        return false;
    if (!cursor_takes(c, STR("to")))
        return expected(c, "'to' and its end");
    if (!is_time)
        return month_day_read(c, &test->to_day);
    if (!time_read(c, &test->to_second))
        return false;
    test->from_second %= DAY_SECONDS;
    test->to_second %= DAY_SECONDS;
    return true;
}

static const struct fact *fact_takes(struct cursor *c)
{
    size_t words;
    const struct fact *fact = fact_sees(c, &words);
    struct cursor behind = *c;
    if (!fact && habit_takes(&behind, STR("the")))
        fact = fact_sees(&behind, &words);
    if (!fact)
        return NULL;
    c->i = (behind.i > c->i ? behind.i : c->i) + words;
    return fact;
}

// A test that begins with no fact.
static bool test_other_read(struct cursor *c, struct test *test)
{
    if (cursor_takes(c, STR("a case is late"))) {
        test->kind = TEST_CASE_LATE;
        return true;
    }
    if (cursor_takes(c, STR("the target is missed")))
        return test_target_read(c, test);
    if (cursor_takes(c, STR("from")))
        return test_season_read(c, test);
    if (label_is(cursor_word(c, 0)) || cursor_sees(c, STR("step")) || cursor_sees(c, STR("case is")))
        return test_state_read(c, test);
    return fact_refuse(c);
}

static bool begins_other(const struct cursor *c)
{
    static const str words[] = { STR_INIT("a"), STR_INIT("the"), STR_INIT("from"), STR_INIT("step"),
                                 STR_INIT("case") };
    bool is_other = label_is(cursor_word(c, 0));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        is_other = is_other || cursor_sees(c, words[i]);
    return is_other;
}

// How far one way of reading a test gets; 0 if it can't be read so.
static size_t reach(const struct cursor *c, bool (*read)(struct cursor *c, struct test *test))
{
    struct cursor trial = *c;
    struct test ignored = { 0 };
    trial.is_quiet = true;
    return read(&trial, &ignored) ? trial.i : 0;
}

static bool test_of_fact_read(struct cursor *c, struct test *test)
{
    const struct fact *fact = fact_takes(c);
    return fact ? test_fact_read(c, test, fact) : fact_refuse(c);
}

// A Fact may be called "the" or "step": then the reading that takes more words is meant.
static bool test_plain_read(struct cursor *c, struct test *test)
{
    struct cursor behind = *c;
    bool is_fact = fact_takes(&behind) != NULL;
    if (is_fact && begins_other(c))
        is_fact = reach(c, test_other_read) <= reach(c, test_of_fact_read);
    return is_fact ? test_of_fact_read(c, test) : test_other_read(c, test);
}

static bool test_not_read(struct cursor *c, struct test *test)
{
    test->is_not = cursor_takes(c, STR("not"));
    return test_plain_read(c, test);
}

static bool test_read(struct cursor *c, struct test *test)
{
    struct cursor behind = *c;
    bool is_not = cursor_sees(c, STR("not"));
    if (is_not && fact_takes(&behind)) // a Fact that is called "not ..."
        is_not = reach(c, test_not_read) > reach(c, test_plain_read);
    return is_not ? test_not_read(c, test) : test_plain_read(c, test);
}

static struct test *test_add(struct cursor *c, struct condition *condition)
{
    return list_push(c->parser->ctx->arena, (void **)&condition->tests, &condition->n, &condition->room,
                     sizeof(struct test));
}

bool tests_read(struct cursor *c, struct condition *condition)
{
    do {
        struct test *test = test_add(c, condition);
        if (!test || !test_read(c, test))
            return false;
    } while (cursor_takes(c, STR("and")));
    return true;
}

bool conditions_read(struct cursor *c, struct conditions *conditions)
{
    for (;;) {
        bool is_when = cursor_takes(c, STR(", when")),
             is_unless = !is_when && cursor_takes(c, STR(", unless"));
        if (!is_when && !is_unless)
            return true;
        struct condition *condition = LIST_PUSH(c->parser->ctx->arena, conditions);
        if (!condition)
            return false;
        condition->is_unless = is_unless;
        if (!tests_read(c, condition))
            return false;
    }
}

// "said by" party, "at most" duration, each after its comma.
static bool reason_tail_read(struct cursor *c, struct reason *reason)
{
    while (cursor_takes(c, STR(","))) {
        bool is_out_of_order = reason->has_most && cursor_is_strict(c);
        if (!reason->said_by.n && !is_out_of_order && cursor_takes(c, STR("said by"))) {
            if (!party_read(c, &reason->said_by))
                return false;
        } else if (!reason->has_most && cursor_takes(c, STR("at most"))) {
            reason->has_most = true;
            if (!duration_read(c, &reason->most))
                return false;
        } else {
            return expected(c, "'said by' and a party, or 'at most' and a length of time");
        }
    }
    return true;
}

static bool reason_ends(const struct cursor *c)
{
    return cursor_at_end(c) || cursor_sees(c, STR(",")) || cursor_sees(c, STR(";"));
}

// Words of the reason's own, which somebody must say; false without moving if nobody does.
static bool reason_words_take(struct cursor *c, struct condition *tests)
{
    struct cursor behind = *c;
    while (!reason_ends(&behind))
        behind.i++;
    str words = cursor_text(c, c->i, behind.i);
    size_t end = behind.i;
    while (cursor_takes(&behind, STR(","))) {
        if (cursor_sees(&behind, STR("said by")) && words.n) {
            *tests = (struct condition){ 0 };
            struct test *test = test_add(c, tests);
            c->i = end;
            if (test)
                test->subject = words;
            return test != NULL;
        }
        while (!reason_ends(&behind))
            behind.i++;
    }
    return false;
}

// reason = ( test { "and" test } | new ) [ "," "said by" party ] [ "," "at most" duration ]
static bool reason_read(struct cursor *c, struct reason *reason)
{
    struct cursor trial = *c;
    struct condition tests = { 0 };
    trial.is_quiet = true;
    bool is_tests = tests_read(&trial, &tests) && reason_ends(&trial);
    if (is_tests)
        c->i = trial.i;
    else if (!reason_words_take(c, &tests)) // once more, aloud
        return tests_read(c, &tests) && cursor_ends(c);
    reason->tests = tests.tests;
    reason->n = tests.n;
    reason->room = tests.room;
    return reason_tail_read(c, reason);
}

bool reasons_read(struct cursor *c, struct reasons *reasons)
{
    do {
        struct reason *reason = LIST_PUSH(c->parser->ctx->arena, reasons);
        if (!reason || !reason_read(c, reason))
            return false;
    } while (cursor_takes(c, STR(";")));
    return true;
}
