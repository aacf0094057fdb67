// Ways of writing that people have and a promise can't: each is refused with what to write instead, before
// the value is read.
#include "document/parse_rules.h"

enum { ON_MEASURED = 1, ON_HEDGED = 2, ON_DATED = 4 };

static unsigned checks_of(enum value_kind kind)
{
    switch (kind) {
    case VALUE_CLOCK:
    case VALUE_TARGET:
    case VALUE_CLOCK_OR_TARGET:
    case VALUE_DURATION:
    case VALUE_STEP:
    case VALUE_PAYMENT:
    case VALUE_OPENING:
    case VALUE_FIGURE:
        return ON_MEASURED | ON_HEDGED | ON_DATED;
    case VALUE_REASONS:
        return ON_MEASURED | ON_DATED;
    case VALUE_PARTIES:
    case VALUE_OUTCOME:
    case VALUE_REFS:
    case VALUE_IN_FORCE:
    case VALUE_TRIAL:
    case VALUE_MONTH_DAY:
    case VALUE_PERIOD:
    case VALUE_PUBLIC:
    case VALUE_INSTALMENTS:
    case VALUE_DESIGNATED:
        return ON_DATED;
    default:
        return 0; // names, where anything may stand
    }
}

static size_t digits_at(str s)
{
    size_t n = 0;
    while (n < s.n && char_is_digit(s.at[n]))
        n++;
    return n;
}

// Bytes of a dash at the front of s.
static size_t dash_at(str s)
{
    if (s.n && s.at[0] == '-')
        return 1;
    return str_starts(s, STR("–")) || str_starts(s, STR("—")) ? 3 : 0;
}

// "01/04/2026", "1.4.26"
static bool slash_date_refuse(struct cursor *c)
{
    str rest = cursor_word(c, 0), parts[3];
    int64_t numbers[3];
    char mark = '\0';
    for (int i = 0; i < 3; i++) {
        size_t n = digits_at(rest);
        parts[i] = str_slice(rest, 0, n);
        rest = str_from_byte(rest, n);
        if (!str_to_int(parts[i], &numbers[i]) ||
            (i < 2 && (!rest.n || (rest.at[0] != '/' && rest.at[0] != '.'))))
            return true;
        if (i == 1 && rest.at[0] != mark)
            return true;
        mark = i < 2 ? rest.at[0] : mark;
        rest = i < 2 ? str_from_byte(rest, 1) : rest;
    }
    bool has_year = parts[2].n == 4 || parts[2].n == 2;
    if (rest.n || !has_year || parts[0].n > 2 || parts[1].n > 2)
        return true;
    int year = (int)numbers[2] + (parts[2].n == 2 ? 2000 : 0);
    struct civil day_first = { year, (int)numbers[1], (int)numbers[0] },
                 month_first = { year, (int)numbers[0], (int)numbers[1] };
    bool is_day_first = civil_is_valid(day_first);
    struct civil read = is_day_first ? day_first : month_first;
    str word = cursor_word(c, 0);
    if (is_day_first && civil_is_valid(month_first) && day_first.day != day_first.month)
        return refuse(c, c->i, c->i + 1, "'%.*s' could be read two ways: write '%d %s %d'", STR_ARGS(word),
                      read.day, month_name(read.month), read.year);
    if (civil_is_valid(read))
        return refuse(c, c->i, c->i + 1, "write '%d %s %d' instead of '%.*s'", read.day,
                      month_name(read.month), read.year, STR_ARGS(word));
    return refuse(c, c->i, c->i + 1, "'%.*s' is not a date: write it as '1 April 2026'", STR_ARGS(word));
}

// "24hrs", "5-day"
static bool glued_unit_refuse(struct cursor *c)
{
    str word = cursor_word(c, 0);
    size_t digits = digits_at(word);
    str letters = str_from_byte(word, digits + dash_at(str_from_byte(word, digits)));
    if (!digits || !letters.n || digits > 9)
        return true;
    if (word_is(letters, STR("m")))
        return refuse(
            c, c->i, c->i + 1, "'%.*s' could be minutes or months: write '%.*s minutes' or '%.*s months'",
            STR_ARGS(word), STR_ARGS(str_slice(word, 0, digits)), STR_ARGS(str_slice(word, 0, digits)));
    struct word words[] = { { letters, letters }, { { 0 }, { 0 } } };
    struct cursor unit_cursor = { .parser = c->parser, .words = words, .n = 1 };
    enum unit unit;
    str name = unit_abbreviated(letters), number = str_slice(word, 0, digits);
    bool is_one = str_equal(number, STR("1"));
    if (!name.n && unit_read(&unit_cursor, &unit))
        name = str_from(unit_name(unit, is_one));
    else if (name.n && is_one)
        name.n--; // without the plural's s
    return !name.n ||
        refuse(c, c->i, c->i + 1, "write '%.*s %.*s' instead of '%.*s'", STR_ARGS(number), STR_ARGS(name),
               STR_ARGS(word));
}

// A range of figures as somebody wrote it; words: how many it takes without its unit, 0 for none.
struct range {
    decimal low, high;
    str low_text, high_text;
    bool is_percent;
    size_t words;
};

static str number_part(str word, bool *is_percent)
{
    *is_percent = word.n && word.at[word.n - 1] == '%';
    return *is_percent ? str_slice(word, 0, word.n - 1) : word;
}

static bool range_set(struct range *r, str low, str high, size_t words)
{
    bool low_percent;
    r->low_text = number_part(low, &low_percent);
    r->high_text = number_part(high, &r->is_percent);
    r->is_percent = r->is_percent || low_percent;
    r->words = words;
    bool has_low = figure_parse(r->low_text, &r->low);
    return has_low && figure_parse(r->high_text, &r->high);
}

// "3-5", "3 - 5", "3 to 5", "between 3 and 5"
static bool range_sees(const struct cursor *c, struct range *r)
{
    str word = cursor_word(c, 0);
    size_t digits = digits_at(word), dash = dash_at(str_from_byte(word, digits));
    if (digits && dash && digits < 4)
        return range_set(r, str_slice(word, 0, digits), str_from_byte(word, digits + dash), 1);
    if (word_is(word, STR("between")) && word_is(cursor_word(c, 2), STR("and")))
        return range_set(r, cursor_word(c, 1), cursor_word(c, 3), 4);
    str middle = cursor_word(c, 1);
    bool is_to = word_is(middle, STR("to")) || (middle.n && dash_at(middle) == middle.n);
    return is_to && range_set(r, word, cursor_word(c, 2), 3);
}

static bool range_refuse(struct cursor *c, enum value_kind kind)
{
    struct range r;
    enum unit unit;
    if (!range_sees(c, &r))
        return true;
    struct cursor behind = *c;
    behind.i += r.words;
    size_t unit_from = behind.i;
    bool has_unit = unit_read(&behind, &unit);
    str text = shown(c->parser, cursor_text(c, c->i, behind.i)), name = cursor_text(c, unit_from, behind.i);
    bool is_length = kind == VALUE_CLOCK || kind == VALUE_CLOCK_OR_TARGET || kind == VALUE_STEP;
    if (kind == VALUE_REASONS || cursor_is_in_condition(c))
        return refuse(c, c->i, behind.i, "'%.*s' is a range: write 'at least %.*s and at most %.*s'",
                      STR_ARGS(text), STR_ARGS(r.low_text), STR_ARGS(r.high_text));
    if (r.is_percent)
        return refuse(c, c->i, behind.i, "'%.*s' is a range: write one figure, such as 'at least %.*s%%'",
                      STR_ARGS(text), STR_ARGS(r.low_text));
    if (!has_unit || !is_length)
        return refuse(c, c->i, behind.i, "'%.*s' is a range: write one figure", STR_ARGS(text));
    return refuse(
        c, c->i, behind.i,
        "'%.*s' is a range: write 'within %.*s %.*s', and 'Aim: within %.*s %.*s' on a line of its own",
        STR_ARGS(text), STR_ARGS(r.high_text), STR_ARGS(name), STR_ARGS(r.low_text), STR_ARGS(name));
}

// "up to £50"
static bool up_to_refuse(struct cursor *c)
{
    decimal number;
    str behind = cursor_word(c, 2);
    bool is_figure = behind.n &&
        (char_is_digit(behind.at[0]) || str_starts(behind, STR("£")) || figure_parse(behind, &number));
    if (!cursor_sees(c, STR("up to")) || !is_figure)
        return true;
    str figure = shown(c->parser, behind);
    return refuse(c, c->i, c->i + 3, "write 'at most %.*s' instead of 'up to %.*s'", STR_ARGS(figure),
                  STR_ARGS(figure));
}

static bool hedge_refuse(struct cursor *c)
{
    static const str hedges[] = {
        STR_INIT("normally"),
        STR_INIT("usually"),
        STR_INIT("generally"),
        STR_INIT("typically"),
        STR_INIT("ideally"),
        STR_INIT("where possible"),
        STR_INIT("wherever possible"),
        STR_INIT("if possible"),
        STR_INIT("when possible"),
        STR_INIT("where practicable"),
        STR_INIT("as soon as possible"),
        STR_INIT("aim to"),
        STR_INIT("aims to"),
        STR_INIT("aim for"),
        STR_INIT("try to"),
        STR_INIT("tries to"),
        STR_INIT("endeavour to"),
        STR_INIT("endeavours to"),
    };
    for (size_t i = 0; i < sizeof hedges / sizeof *hedges; i++) {
        struct cursor behind = *c;
        if (cursor_takes(&behind, hedges[i]))
            return refuse(
                c, c->i, behind.i,
                "'%.*s' can't be kept or missed: give a Target, such as 'at least 90%% each quarter', or an "
                "Exempt that says when not",
                STR_ARGS(cursor_text(c, c->i, behind.i)));
    }
    return true;
}

bool habits_refuse(struct cursor *c, enum value_kind kind)
{
    unsigned checks = checks_of(kind);
    bool is_good = true;
    for (c->i = 0; is_good && checks && c->i < c->n; c->i++) {
        is_good = !(checks & ON_DATED) || slash_date_refuse(c);
        if (is_good && checks & ON_MEASURED)
            is_good = glued_unit_refuse(c) && up_to_refuse(c) && range_refuse(c, kind);
        if (is_good && checks & ON_HEDGED)
            is_good = hedge_refuse(c);
    }
    c->i = 0;
    return is_good;
}
