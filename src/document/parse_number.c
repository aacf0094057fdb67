// Numbers, shares, money, units, labels: the smallest things a value is made of.
#include "document/parse_rules.h"

#include "document/suggest.h"

enum { DIGITS_MAX = 15, PLACES_MAX = 4, COUNT_MAX = 9999 };

// number = /\d+(,\d{3})*(\.\d+)?/
bool number_parse(str s, decimal *number)
{
    decimal d = { 0 };
    size_t i = 0, digits = 0, since_comma = 0;
    bool has_comma = false, has_point = false;
    for (; i < s.n; i++) {
        char c = s.at[i];
        if (char_is_digit(c) && digits < DIGITS_MAX) {
            d.digits = d.digits * 10 + (c - '0');
            d.places += has_point;
            digits++;
            since_comma++;
        } else if (c == ',' && !has_point && (has_comma ? since_comma == 3 : since_comma >= 1)) {
            has_comma = true;
            since_comma = 0;
        } else if (c == '.' && !has_point && digits && (!has_comma || since_comma == 3)) {
            has_point = true;
        } else {
            return false;
        }
    }
    bool is_whole = has_point ? d.places >= 1 && d.places <= PLACES_MAX : !has_comma || since_comma == 3;
    if (!digits || !is_whole)
        return false;
    *number = d;
    return true;
}

static bool number_word(str word, decimal *number)
{
    static const str words[] = { STR_INIT("one"),  STR_INIT("two"), STR_INIT("three"),  STR_INIT("four"),
                                 STR_INIT("five"), STR_INIT("six"), STR_INIT("seven"),  STR_INIT("eight"),
                                 STR_INIT("nine"), STR_INIT("ten"), STR_INIT("eleven"), STR_INIT("twelve") };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(word, words[i])) {
            *number = (decimal){ (int64_t)i + 1, 0 };
            return true;
        }
    return false;
}

bool figure_parse(str word, decimal *number)
{
    return number_parse(word, number) || number_word(word, number);
}

bool figure_sees(const struct cursor *c, decimal *number)
{
    str word = cursor_word(c, 0);
    return cursor_is_strict(c) ? number_parse(word, number) : figure_parse(word, number);
}

// Digits past DIGITS_MAX would not fit the arithmetic of the rules, which is exact.
bool number_read(struct cursor *c, decimal *number)
{
    str word = cursor_word(c, 0);
    if (figure_sees(c, number)) {
        c->i++;
        return true;
    }
    if (word.n > DIGITS_MAX && char_is_digit(word.at[0]))
        return refuse(c, c->i, c->i + 1, "'%.*s' is too large a number", STR_ARGS(shown(c->parser, word)));
    return expected(c, "a number");
}

bool count_read(struct cursor *c, int *count)
{
    decimal number;
    size_t at = c->i;
    if (!number_read(c, &number))
        return false;
    bool is_count = !number.places && number.digits >= 1 && number.digits <= COUNT_MAX;
    *count = is_count ? (int)number.digits : 1;
    return is_count || senseless(c, at, c->i, "expected a whole number from 1 to %d", COUNT_MAX);
}

bool percent_read(struct cursor *c, decimal *number)
{
    str word = cursor_word(c, 0);
    if (word.n && word.at[word.n - 1] == '%' && number_parse(str_slice(word, 0, word.n - 1), number)) {
        c->i++;
        return true;
    }
    if (cursor_is_strict(c) || !figure_parse(word, number))
        return false;
    struct cursor behind = *c;
    behind.i++;
    if (!cursor_takes(&behind, STR("%")) && !cursor_takes(&behind, STR("percent")) &&
        !cursor_takes(&behind, STR("per cent")))
        return false;
    c->i = behind.i;
    return true;
}

bool money_sees(const struct cursor *c)
{
    return str_starts(cursor_word(c, 0), STR("£"));
}

bool money_read(struct cursor *c, decimal *pounds)
{
    static const str sign = STR_INIT("£");
    str word = cursor_word(c, 0);
    size_t at = c->i;
    if (!money_sees(c))
        return expected(c, "a sum of money, such as '£50'");
    c->i++;
    str digits = str_from_byte(word, sign.n);
    if (!digits.n && !cursor_at_end(c) && !cursor_is_strict(c)) { // "£ 50"
        digits = cursor_word(c, 0);
        c->i++;
    }
    if (!number_parse(digits, pounds))
        return refuse(c, at, c->i, "'%.*s' is not a sum of money: write it as '£1,500' or '£2.50'",
                      STR_ARGS(shown(c->parser, cursor_text(c, at, c->i))));
    if (pounds->places != 0 && pounds->places != 2)
        return refuse(c, at, c->i, "money has two figures for the pence, such as '£2.50'");
    return true;
}

// Longer names first, so that "working days" is not taken for something else.
static const struct {
    str word;
    enum unit unit;
    bool is_habit;
} UNITS[] = {
    { STR_INIT("working hours"), UNIT_WORKING_HOUR, false },
    { STR_INIT("working hour"), UNIT_WORKING_HOUR, false },
    { STR_INIT("business hours"), UNIT_WORKING_HOUR, true },
    { STR_INIT("business hour"), UNIT_WORKING_HOUR, true },
    { STR_INIT("working days"), UNIT_WORKING_DAY, false },
    { STR_INIT("working day"), UNIT_WORKING_DAY, false },
    { STR_INIT("business days"), UNIT_WORKING_DAY, true },
    { STR_INIT("business day"), UNIT_WORKING_DAY, true },
    { STR_INIT("clear days"), UNIT_CLEAR_DAY, false },
    { STR_INIT("clear day"), UNIT_CLEAR_DAY, false },
    { STR_INIT("calendar days"), UNIT_DAY, true },
    { STR_INIT("calendar day"), UNIT_DAY, true },
    { STR_INIT("calendar months"), UNIT_MONTH, true },
    { STR_INIT("calendar month"), UNIT_MONTH, true },
    { STR_INIT("seconds"), UNIT_SECOND, false },
    { STR_INIT("second"), UNIT_SECOND, false },
    { STR_INIT("minutes"), UNIT_MINUTE, false },
    { STR_INIT("minute"), UNIT_MINUTE, false },
    { STR_INIT("hours"), UNIT_HOUR, false },
    { STR_INIT("hour"), UNIT_HOUR, false },
    { STR_INIT("days"), UNIT_DAY, false },
    { STR_INIT("day"), UNIT_DAY, false },
    { STR_INIT("weeks"), UNIT_WEEK, false },
    { STR_INIT("week"), UNIT_WEEK, false },
    { STR_INIT("months"), UNIT_MONTH, false },
    { STR_INIT("month"), UNIT_MONTH, false },
    { STR_INIT("quarters"), UNIT_QUARTER, false },
    { STR_INIT("quarter"), UNIT_QUARTER, false },
    { STR_INIT("years"), UNIT_YEAR, false },
    { STR_INIT("year"), UNIT_YEAR, false },
};

enum { UNIT_WORDS = sizeof UNITS / sizeof *UNITS };

bool unit_read(struct cursor *c, enum unit *unit)
{
    for (size_t i = 0; i < UNIT_WORDS; i++)
        if (UNITS[i].is_habit ? habit_takes(c, UNITS[i].word) : cursor_takes(c, UNITS[i].word)) {
            *unit = UNITS[i].unit;
            return true;
        }
    return false;
}

bool unit_sees(const struct cursor *c)
{
    struct cursor ahead = *c;
    enum unit unit;
    return unit_read(&ahead, &unit);
}

static str unit_near(const struct cursor *c, str word)
{
    str names[UNIT_WORDS];
    for (size_t i = 0; i < UNIT_WORDS; i++)
        names[i] = UNITS[i].word;
    str near = nearest(c, word, &(struct str_list){ .at = names, .n = UNIT_WORDS });
    for (size_t i = 0; near.n && i < UNIT_WORDS; i++)
        if (str_equal(UNITS[i].word, near)) // the singular is offered for the singular
            return str_from(unit_name(UNITS[i].unit, near.at[near.n - 1] != 's'));
    return near;
}

// Two words are tried before one: "wroking days" is meant for "working days", not for "days".
bool unit_refuse(struct cursor *c)
{
    str one = cursor_word(c, 0), two = cursor_text(c, c->i, c->i + 2 <= c->n ? c->i + 2 : c->n);
    if (cursor_at_end(c) || cursor_sees(c, STR(",")) || cursor_sees(c, STR(";")))
        return expected(c, "a unit, such as 'working days'");
    str near = unit_abbreviated(one);
    size_t words = 1;
    if (!near.n) {
        near = unit_near(c, two);
        words = near.n && two.n > one.n ? 2 : 1;
    }
    if (!near.n)
        near = unit_near(c, one);
    if (near.n)
        return refuse(c, c->i, c->i + words, "'%.*s' is not a unit of time: did you mean '%.*s'?",
                      STR_ARGS(shown(c->parser, words == 2 ? two : one)), STR_ARGS(near));
    return refuse(
        c, c->i, c->i + 1,
        "'%.*s' is not a unit of time: expected seconds, minutes, hours, working hours, days, working days, "
        "clear days, weeks, months, quarters or years",
        STR_ARGS(shown(c->parser, one)));
}

str unit_abbreviated(str word)
{
    static const struct {
        str word, unit;
    } short_forms[] = {
        { STR_INIT("s"), STR_INIT("seconds") },     { STR_INIT("sec"), STR_INIT("seconds") },
        { STR_INIT("secs"), STR_INIT("seconds") },  { STR_INIT("min"), STR_INIT("minutes") },
        { STR_INIT("mins"), STR_INIT("minutes") },  { STR_INIT("h"), STR_INIT("hours") },
        { STR_INIT("hr"), STR_INIT("hours") },      { STR_INIT("hrs"), STR_INIT("hours") },
        { STR_INIT("d"), STR_INIT("days") },        { STR_INIT("wd"), STR_INIT("working days") },
        { STR_INIT("w"), STR_INIT("weeks") },       { STR_INIT("wk"), STR_INIT("weeks") },
        { STR_INIT("wks"), STR_INIT("weeks") },     { STR_INIT("mth"), STR_INIT("months") },
        { STR_INIT("mths"), STR_INIT("months") },   { STR_INIT("qtr"), STR_INIT("quarters") },
        { STR_INIT("qtrs"), STR_INIT("quarters") }, { STR_INIT("y"), STR_INIT("years") },
        { STR_INIT("yr"), STR_INIT("years") },      { STR_INIT("yrs"), STR_INIT("years") },
    };
    for (size_t i = 0; i < sizeof short_forms / sizeof *short_forms; i++)
        if (word_is(word, short_forms[i].word))
            return short_forms[i].unit;
    return (str){ 0 };
}

// At least one letter, so that "60 baskets" is not taken for a reference to the document "60".
bool docid_is(str word)
{
    bool has_letter = false;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.at[i];
        bool is_inner = i && (c == '-' || c == '_' || c == '.');
        if (!char_is_letter(c) && !char_is_digit(c) && !is_inner)
            return false;
        has_letter = has_letter || char_is_letter(c);
    }
    return has_letter;
}

bool ordinal_read(str word, int64_t *number)
{
    static const str endings[] = { STR_INIT("st"), STR_INIT("nd"), STR_INIT("rd"), STR_INIT("th") };
    for (size_t i = 0; i < sizeof endings / sizeof *endings && word.n > 2; i++)
        if (word_is(str_from_byte(word, word.n - 2), endings[i]))
            return str_to_int(str_slice(word, 0, word.n - 2), number);
    return str_to_int(word, number);
}
