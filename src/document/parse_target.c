// Targets: a bound, a quantity, a period, and what replaces it from when on.
#include "document/parse_rules.h"

bool bound_read(struct cursor *c, enum bound *bound)
{
    for (int i = BOUND_AT_LEAST; i <= BOUND_UNDER; i++)
        if (cursor_takes(c, str_from(bound_name((enum bound)i)))) {
            *bound = (enum bound)i;
            return true;
        }
    return false;
}

bool bound_sees(const struct cursor *c)
{
    struct cursor ahead = *c;
    enum bound bound;
    return bound_read(&ahead, &bound);
}

// Other words for a bound, refused with the one that is meant.
bool bound_refuse(struct cursor *c, const char *what)
{
    static const struct {
        str words, bound;
    } others[] = {
        { STR_INIT("no more than"), STR_INIT("at most") },
        { STR_INIT("not more than"), STR_INIT("at most") },
        { STR_INIT("no less than"), STR_INIT("at least") },
        { STR_INIT("not less than"), STR_INIT("at least") },
        { STR_INIT("no fewer than"), STR_INIT("at least") },
        { STR_INIT("a minimum of"), STR_INIT("at least") },
        { STR_INIT("minimum"), STR_INIT("at least") },
        { STR_INIT("a maximum of"), STR_INIT("at most") },
        { STR_INIT("maximum"), STR_INIT("at most") },
        { STR_INIT("less than"), STR_INIT("under") },
        { STR_INIT("fewer than"), STR_INIT("under") },
        { STR_INIT("below"), STR_INIT("under") },
        { STR_INIT("over"), STR_INIT("more than") },
        { STR_INIT("above"), STR_INIT("more than") },
        { STR_INIT("greater than"), STR_INIT("more than") },
        { STR_INIT("up to"), STR_INIT("at most") },
        { STR_INIT("before"), STR_INIT("under") },
        { STR_INIT("after"), STR_INIT("more than") },
        { STR_INIT(">="), STR_INIT("at least") },
        { STR_INIT("≥"), STR_INIT("at least") },
        { STR_INIT("<="), STR_INIT("at most") },
        { STR_INIT("≤"), STR_INIT("at most") },
        { STR_INIT(">"), STR_INIT("more than") },
        { STR_INIT("<"), STR_INIT("under") },
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct cursor behind = *c;
        if (cursor_takes(&behind, others[i].words))
            return refuse(c, c->i, behind.i, "write '%.*s' instead of '%.*s'", STR_ARGS(others[i].bound),
                          STR_ARGS(cursor_text(c, c->i, behind.i)));
    }
    return expected(c, what);
}

// A figure that stands alone: which way does it count?
static bool bare_refuse(struct cursor *c)
{
    decimal number;
    size_t at = c->i;
    struct cursor behind = *c;
    behind.is_quiet = true;
    str word = cursor_word(c, 0);
    if (!ratio_refuse(c))
        return false;
    bool is_figure = percent_read(&behind, &number) || money_sees(c) || figure_parse(word, &number);
    if (!is_figure)
        return bound_refuse(c, "'at least', 'at most', 'more than' or 'under'");
    size_t end = behind.i > at ? behind.i : at + 1;
    str figure = shown(c->parser, cursor_text(c, at, end));
    return refuse(c, at, end,
                  "'%.*s' does not say which way it counts: write 'at least %.*s' or 'at most %.*s'",
                  STR_ARGS(figure), STR_ARGS(figure), STR_ARGS(figure));
}

static bool grade_is(str word)
{
    bool has_sign = word.n == 2 && (word.at[1] == '+' || word.at[1] == '-');
    return (word.n == 1 || has_sign) && word.at[0] >= 'A' && word.at[0] <= 'D';
}

static bool grade_read(struct cursor *c, str *grade)
{
    if (!cursor_takes(c, STR("at grade")))
        return true;
    *grade = cursor_word(c, 0);
    if (!grade_is(*grade))
        return expected(c, "a grade from A to D, such as 'B' or 'B-'");
    c->i++;
    return cursor_takes(c, STR("or better")) || expected(c, "'or better'");
}

// Whether the noun of a target ends here. It may hold small words ("lost to no access") where they can't
// begin what comes behind it.
static bool target_noun_ends(const struct cursor *c)
{
    static const str ends[] = {
        STR_INIT(","),        STR_INIT(";"),        STR_INIT("each"),     STR_INIT("and"),
        STR_INIT("or"),       STR_INIT("when"),     STR_INIT("unless"),   STR_INIT("within"),
        STR_INIT("for each"), STR_INIT("at grade"), STR_INIT("at least"), STR_INIT("at most"),
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (cursor_sees(c, ends[i]))
            return true;
    return cursor_at_end(c) || period_sees(c) || since_sees(c);
}

// "reports ech quarter": a period that was misspelt has become part of the noun.
static bool period_slip_refuse(struct cursor *c, size_t from)
{
    static const str units[] = { STR_INIT("day"), STR_INIT("week"), STR_INIT("month"), STR_INIT("quarter"),
                                 STR_INIT("year") };
    size_t last = c->i - 1;
    for (size_t i = 0; last > from && !cursor_is_strict(c) && i < sizeof units / sizeof *units; i++)
        if (word_is(c->words[last].text, units[i]) && !word_is(c->words[last - 1].text, STR("working")))
            return refuse(c, last - 1, c->i, "'%.*s' is not a period: write 'each %.*s'",
                          STR_ARGS(shown(c->parser, cursor_text(c, last - 1, c->i))), STR_ARGS(units[i]));
    return true;
}

// "trees by 2030", "days average": what belongs elsewhere has become part of the noun.
static bool noun_tail_refuse(struct cursor *c, size_t from)
{
    struct cursor at = *c;
    int64_t number;
    int month;
    if (cursor_is_strict(c))
        return true; // to the grammar it is the noun
    for (at.i = from; at.i + 1 < c->i; at.i++) {
        str next = cursor_word(&at, 1);
        bool is_year = at.i + 2 == c->i && next.n == 4 && str_to_int(next, &number);
        bool is_day = ordinal_read(next, &number) && month_parse(cursor_word(&at, 2), &month);
        struct cursor unit = at;
        decimal figure;
        unit.i += 2;
        if (cursor_sees(&at, STR("in")) && figure_parse(next, &figure) && unit_sees(&unit))
            return refuse(c, at.i, c->i, "'%.*s' belongs into the Clock: the Target says the share alone",
                          STR_ARGS(shown(c->parser, cursor_text(c, at.i, c->i))));
        if (cursor_sees(&at, STR("by")) && (is_year || is_day))
            return refuse(c, at.i, c->i, "write '%s %.*s' instead of '%.*s'", is_year ? "in" : "from",
                          STR_ARGS(shown(c->parser, cursor_text(c, at.i + 1, c->i))),
                          STR_ARGS(shown(c->parser, cursor_text(c, at.i, c->i))));
    }
    at.i = c->i - 1;
    if (at.i > from && (cursor_sees(&at, STR("average")) || cursor_sees(&at, STR("mean"))))
        return refuse(c, at.i, c->i, "write 'average of' before the bound instead of '%.*s' behind it",
                      STR_ARGS(cursor_word(&at, 0)));
    return true;
}

// "1 000 trees", "20 90%": a figure behind the figure, which to the grammar is what is counted. Not "90% of 999 calls".
static bool second_figure_refuse(struct cursor *c)
{
    str first = cursor_word(c, 0), number = first;
    int64_t thousands;
    decimal figure;
    if (!c->i || word_is(c->words[c->i - 1].text, STR("of")) || !first.n || !char_is_digit(first.at[0]))
        return true;
    if (first.n == 3 && str_to_int(first, &thousands))
        return senseless(c, c->i - 1, c->i + 1, "write '%.*s,%.*s' instead of '%.*s'",
                         STR_ARGS(c->words[c->i - 1].text), STR_ARGS(first),
                         STR_ARGS(cursor_text(c, c->i - 1, c->i + 1)));
    if (first.at[first.n - 1] == '%')
        number = str_slice(first, 0, first.n - 1);
    return !figure_parse(number, &figure) ||
        senseless(c, c->i, c->i + 1, "expected %s, found '%.*s'", "what is counted, such as 'visits'",
                  STR_ARGS(first));
}

static bool target_noun_read(struct cursor *c, str *noun)
{
    size_t from = c->i;
    if (!second_figure_refuse(c))
        return false;
    while (!target_noun_ends(c))
        c->i++;
    *noun = cursor_text(c, from, c->i);
    return c->i == from || (noun_tail_refuse(c, from) && period_slip_refuse(c, from));
}

// In a test a noun also ends where "N times" begins, and where another test's bound does.
static void test_noun_read(struct cursor *c, str *noun)
{
    decimal number;
    size_t from = c->i;
    for (; !cursor_at_end(c); c->i++) {
        str word = cursor_word(c, 0);
        bool is_figure = figure_sees(c, &number),
             is_twice = word_is(word, STR("twice")) && !cursor_is_strict(c);
        if (is_figure || is_twice || bound_sees(c) || period_sees(c))
            break;
        struct cursor one = *c;
        one.is_quiet = true;
        one.n = c->i + 1;
        str ignored;
        if (!noun_read(&one, &ignored, ""))
            break;
    }
    *noun = cursor_text(c, from, c->i);
}

static bool share_read(struct cursor *c, struct quantity *quantity, bool is_target)
{
    quantity->kind = QUANTITY_SHARE;
    if (cursor_takes(c, STR("of"))) {
        if (is_target && !target_noun_read(c, &quantity->noun))
            return false;
        if (!is_target)
            test_noun_read(c, &quantity->noun);
        if (!quantity->noun.n)
            return expected(c, "what the share is of, such as 'cases'");
    }
    return grade_read(c, &quantity->grade);
}

static bool glued_refuse(struct cursor *c)
{
    str word = cursor_word(c, 0);
    size_t digits = 0;
    while (digits < word.n && (char_is_digit(word.at[digits]) || word.at[digits] == '.'))
        digits++;
    if (digits && digits < word.n && char_is_letter(word.at[digits]))
        return refuse(
            c, c->i, c->i + 1, "write '%.*s %.*s' instead of '%.*s'", STR_ARGS(str_slice(word, 0, digits)),
            STR_ARGS(shown(c->parser, str_from_byte(word, digits))), STR_ARGS(shown(c->parser, word)));
    return true;
}

// Units of time have one spelling, wherever they stand.
static void unit_canonical(struct cursor *c, struct quantity *quantity)
{
    struct cursor behind = *c;
    enum unit unit;
    bool is_one = quantity->number.digits == 1 && !quantity->number.places;
    if (!unit_read(&behind, &unit))
        return;
    struct cursor noun = behind;
    if (target_noun_ends(&noun) || cursor_at_end(&behind)) {
        quantity->noun = str_from(unit_name(unit, is_one));
        c->i = behind.i;
    }
}

static bool number_quantity_read(struct cursor *c, struct quantity *quantity, bool is_target)
{
    quantity->kind = QUANTITY_NUMBER;
    if (!ratio_refuse(c) || !glued_refuse(c) || !number_read(c, &quantity->number))
        return false;
    unit_canonical(c, quantity);
    if (quantity->noun.n)
        return true;
    if (is_target)
        return target_noun_read(c, &quantity->noun);
    test_noun_read(c, &quantity->noun);
    return true;
}

static bool quantity_at(struct cursor *c, struct quantity *quantity, bool is_target, int depth);

static bool lower_read(struct cursor *c, struct quantity *quantity, bool is_target, int depth)
{
    quantity->kind = QUANTITY_LOWER;
    if (depth >= NEST_MAX && !cursor_is_strict(c))
        return refuse(c, c->i, c->i + 1, "'the lower of' stands in another at most %d deep", NEST_MAX);
    quantity->lower = ARENA_ARRAY(c->parser->ctx->arena, struct quantity, 2);
    if (!quantity->lower || !quantity_at(c, &quantity->lower[0], is_target, depth + 1))
        return false;
    if (!cursor_takes(c, STR("and")))
        return expected(c, "'and' and another quantity");
    return quantity_at(c, &quantity->lower[1], is_target, depth + 1);
}

static bool quantity_at(struct cursor *c, struct quantity *quantity, bool is_target, int depth)
{
    struct cursor ahead = *c;
    ahead.is_quiet = true;
    if (cursor_takes(c, STR("the lower of")))
        return lower_read(c, quantity, is_target, depth);
    if (money_sees(c)) {
        quantity->kind = QUANTITY_MONEY;
        return money_read(c, &quantity->number);
    }
    if (percent_read(&ahead, &quantity->number)) {
        c->i = ahead.i;
        return share_read(c, quantity, is_target);
    }
    bool is_time = str_has(cursor_word(c, 0), ':') || !number_parse(cursor_word(c, 0), &quantity->number);
    if (is_time && time_sees(c)) {
        quantity->kind = QUANTITY_TIME;
        return time_read(c, &quantity->second_of_day);
    }
    return number_quantity_read(c, quantity, is_target);
}

bool quantity_read(struct cursor *c, struct quantity *quantity, bool is_target)
{
    *quantity = (struct quantity){ 0 };
    return quantity_at(c, quantity, is_target, 0);
}

// The unit behind "each", "a" or "per": also the two periods that are not units.
static bool period_unit_read(struct cursor *c, struct period *period)
{
    period->kind = PERIOD_EACH;
    period->number = 1;
    if (cursor_takes(c, STR("financial year")))
        period->kind = PERIOD_FINANCIAL_YEAR;
    else if (cursor_takes(c, STR("document")))
        period->kind = PERIOD_DOCUMENT;
    else
        return unit_read(c, &period->unit);
    return true;
}

static bool period_length_read(struct cursor *c, struct period *period)
{
    struct duration length;
    size_t at = c->i;
    if (!duration_read(c, &length))
        return false;
    if (length.kind != DURATION_LENGTH)
        return expected(c, "a period, such as '12 months'");
    if (length.number.places || length.number.digits < 1 || length.number.digits > 9999)
        return senseless(c, at, c->i, "a period is a whole number of units, such as '12 months'");
    period->number = (int)length.number.digits;
    period->unit = length.unit;
    return true;
}

static bool period_each_takes(struct cursor *c)
{
    struct cursor behind = *c;
    struct period period;
    if (cursor_takes(c, STR("each")) || habit_takes(c, STR("per")) || habit_takes(c, STR("every")))
        return true;
    if (cursor_is_strict(c))
        return false;
    bool has_article = cursor_takes(&behind, STR("a")) || cursor_takes(&behind, STR("an"));
    if (!has_article || !period_unit_read(&behind, &period))
        return false;
    c->i++;
    return true;
}

bool period_sees(const struct cursor *c)
{
    struct cursor ahead = *c;
    return period_each_takes(&ahead) || cursor_sees(c, STR("in any")) || cursor_sees(c, STR("over the last"));
}

// period = "each" ( unit | "financial year" | "document" | number unit ) | "in any" duration
//        | "over the last" number unit
bool period_read(struct cursor *c, struct period *period)
{
    *period = (struct period){ 0 };
    if (cursor_takes(c, STR("in any"))) {
        period->kind = PERIOD_IN_ANY;
        return period_length_read(c, period);
    }
    if (cursor_takes(c, STR("over the last"))) {
        period->kind = PERIOD_OVER_LAST;
        return period_length_read(c, period);
    }
    if (!period_each_takes(c))
        return expected(c, "a period, such as 'each quarter'");
    if (period_unit_read(c, period))
        return true;
    decimal number;
    if (!figure_sees(c, &number))
        return unit_refuse(c);
    period->kind = PERIOD_EACH;
    return period_length_read(c, period);
}

bool period_alone_read(struct cursor *c, struct period *period)
{
    *period = (struct period){ 0 };
    if (period_sees(c))
        return period_read(c, period);
    if (period_unit_read(c, period))
        return true;
    return period_length_read(c, period);
}

static bool has_since(const struct since *since)
{
    return !date_is_none(since->from) || since->year.n;
}

// What may follow the quantity of a target, in any order and with or without a comma before it.
static bool target_tail_read(struct cursor *c, struct target *target, struct since *since)
{
    for (;;) {
        struct cursor behind = *c;
        bool has_comma = habit_takes(&behind, STR(","));
        bool is_more = cursor_sees(&behind, STR("for each")) || period_sees(&behind) || since_sees(&behind);
        if (!is_more)
            return true;
        c->i += has_comma;
        if (cursor_takes(c, STR("for each"))) {
            if (target->for_each.n || has_since(since) ||
                !noun_read(c, &target->for_each, "what it is for each of"))
                return target->for_each.n ? expected(c, "only one 'for each'") : false;
        } else if (period_sees(c)) {
            bool is_late = cursor_is_strict(c) && (target->for_each.n || has_since(since));
            if (target->period.kind != PERIOD_NONE || is_late)
                return expected(c, "only one period");
            if (!period_read(c, &target->period))
                return false;
        } else if (has_since(since)) {
            return expected(c, "only one date");
        } else if (!since_read(c, since)) {
            return false;
        }
    }
}

// { ";" quantity since }: the first bound may be said again.
static bool ramp_read(struct cursor *c, struct target *target)
{
    enum bound bound;
    size_t at = c->i;
    struct ramp *ramp = list_push(c->parser->ctx->arena, (void **)&target->ramps, &target->n_ramps,
                                  &target->room, sizeof *ramp);
    if (!ramp)
        return false;
    ramp->since.from = DATE_NONE;
    if (!cursor_is_strict(c) && bound_read(c, &bound) && bound != target->bound)
        return refuse(c, at, c->i, "a later step keeps the first bound, '%s'", bound_name(target->bound));
    if (!quantity_read(c, &ramp->quantity, true))
        return false;
    if (!since_sees(c))
        return expected(c, "from when it holds, such as 'from 1 April 2027'");
    return since_read(c, &ramp->since);
}

// target = [ ( "average" | "median" ) "of" ] bound quantity [ period ] [ "for each" word ] [ since ]
//          { ";" quantity since }
bool target_read(struct cursor *c, struct target *target)
{
    *target = (struct target){ 0 };
    if (cursor_takes(c, STR("average of")))
        target->measure = MEASURE_AVERAGE;
    else if (cursor_takes(c, STR("median of")))
        target->measure = MEASURE_MEDIAN;
    if (!bound_read(c, &target->bound))
        return bare_refuse(c);
    struct ramp *first = list_push(c->parser->ctx->arena, (void **)&target->ramps, &target->n_ramps,
                                   &target->room, sizeof *first);
    if (!first)
        return false;
    first->since.from = DATE_NONE;
    if (!quantity_read(c, &first->quantity, true) || !target_tail_read(c, target, &first->since))
        return false;
    while (cursor_takes(c, STR(";")))
        if (!ramp_read(c, target))
            return false;
    return true;
}
