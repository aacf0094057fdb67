// What people write where the grammar wants something else, and what to write instead. Looked at only where a value
// can't be read any further, so that a name that holds such words is never refused for them.
#include "document/parse_rules.h"

enum {
    ON_CLOCK = 1u << VALUE_CLOCK | 1u << VALUE_CLOCK_OR_TARGET,
    ON_TARGET = 1u << VALUE_TARGET | 1u << VALUE_CLOCK_OR_TARGET,
    ON_EVERY = 1u << VALUE_DURATION,
    ON_LENGTH = ON_CLOCK | ON_EVERY | 1u << VALUE_STEP | 1u << VALUE_PERIOD | 1u << VALUE_REASONS,
    ON_MEASURE = ON_CLOCK | ON_TARGET | ON_EVERY,
    ON_REASONS = 1u << VALUE_REASONS,
    ON_HOURS = 1u << VALUE_HOURS,
    ON_STEP = 1u << VALUE_STEP,
    ON_PARTIES = 1u << VALUE_PARTIES,
    ON_RANGE = 1u << VALUE_IN_FORCE | 1u << VALUE_TRIAL,
    ON_ANY = 0x7fffffff,
    KINDS_MAX = 31 // bits of an int that is not negative
};

enum where { ANYWHERE, AT_START, LATER, BEFORE_FIGURE, BEFORE_DAY, IN_CONDITION };

struct phrase {
    unsigned on; // kinds of value
    enum where where;
    str words;   // as cursor_sees takes them
    str instead; // what to write, or empty:
    str why;     // what is wrong with it, behind the words in quotes
};

#define INSTEAD(on, where, words, instead)                                                                   \
    {                                                                                                        \
        on, where, STR_INIT(words), STR_INIT(instead), STR_INIT("")                                          \
    }
#define WHY(on, where, words, why)                                                                           \
    {                                                                                                        \
        on, where, STR_INIT(words), STR_INIT(""), STR_INIT(why)                                              \
    }

#define NO_TIME "is no time that can be kept or missed: write one, such as 'within 1 working day'"
#define NO_NUMBER "is no number: write one, such as '3'"
#define SECOND "begins a second promise: give it a line of its own, with ', when' and a test"
#define NAMED                                                                                                \
    "begins a second promise: give each its Clock, as 'Clock made safe: ...' and 'Clock completion: ...'"
#define ELSEWHERE                                                                                            \
    "is not said here: 'working days' leave out weekends and holidays, 'Exempt' leaves out cases"
#define CHANGE "is a change, and a target is a figure: write what it comes to, such as 'at most 90'"
#define OTHERS "compares with others, whom the record does not know: write the figure it comes to"
#define TESTED "begins no condition: write ', when' and a test, such as ', when depth at least 40 mm'"
#define SEASON "begins no season: write ', when from 1 March to 31 October'"
#define YEARLY                                                                                               \
    "can't follow a day: write one year's, such as '31 March 2027', or 'Every: 1 year' with the day in 'Do'"
#define OTHER_TEST "joins no tests: give the other a line of its own, with ', when' and its test"
#define INTERVAL_CLOCK "is an interval: write 'Every: 1 week', for example, instead of a Clock"
#define NO_TEST "is no test: declare a Fact for it, '- Fact: weekend', and write ', when weekend'"
#define AVERAGE                                                                                              \
    "belongs into a Target: write 'Clock: from report to completion' and 'Target: average of at most 4 days'"
#define COUNTED "is a count: write 'Count: at least 2 each year', for example, instead of Every"
#define INTERVAL "is an interval: write 'Every: 1 week', for example, instead of a Count"
#define FURTHER "is said as '£10 and £2 for each further day, at most £50'"
#define WEEKLY "is no interval: write '1 week' or '1 month', and which day in 'Do'"

static const struct phrase PHRASES[] = {
    INSTEAD(ON_MEASURE, IN_CONDITION, ", and", "and"),
    WHY(ON_MEASURE, IN_CONDITION, ", or", OTHER_TEST),
    WHY(ON_MEASURE, IN_CONDITION, "or", OTHER_TEST),
    WHY(ON_MEASURE, IN_CONDITION, "between",
        "is written 'from 09:00 to 17:00', or 'from 1 March to 31 October'"),
    WHY(ON_MEASURE, IN_CONDITION, "before", "is written 'from 00:00 to 12:00'"),
    WHY(ON_MEASURE, IN_CONDITION, "after", "is written 'from 12:00 to 00:00'"),
    WHY(ON_MEASURE, IN_CONDITION, "at weekends", NO_TEST),
    WHY(ON_MEASURE, IN_CONDITION, "on weekdays", NO_TEST),
    INSTEAD(ON_ANY, LATER, "of at least", "at least"),
    INSTEAD(ON_ANY, LATER, "of at most", "at most"),
    INSTEAD(ON_ANY, LATER, "of more than", "more than"),
    INSTEAD(ON_ANY, LATER, "if", ", when"),
    INSTEAD(ON_ANY, ANYWHERE, ", if", ", when"),
    INSTEAD(ON_ANY, LATER, "where", ", when"),
    INSTEAD(ON_ANY, LATER, ", where", ", when"),
    INSTEAD(ON_MEASURE, LATER, ", except when", ", unless"),
    INSTEAD(ON_MEASURE, LATER, "except when", ", unless"),
    WHY(ON_MEASURE, LATER, ", otherwise", SECOND),
    WHY(ON_MEASURE, LATER, "otherwise", SECOND),
    WHY(ON_TARGET, LATER, "or better", "is said of a grade: write 'at grade B or better'"),
    INSTEAD(ON_TARGET, LATER, "or above", "or better"),
    WHY(ON_CLOCK | ON_EVERY, LATER, ", or", SECOND),
    WHY(ON_CLOCK | ON_EVERY, LATER, "or", SECOND),
    WHY(ON_REASONS, LATER, "or", "joins no tests: put ';' between reasons of which one is enough"),
    WHY(ON_CLOCK, LATER, ", then", NAMED),
    WHY(ON_CLOCK, LATER, "then", NAMED),
    WHY(ON_CLOCK, LATER, ", and", NAMED),
    WHY(ON_CLOCK, LATER, "and", NAMED),
    WHY(ON_CLOCK, AT_START, "make safe", NAMED),
    WHY(ON_CLOCK, LATER, "rings",
        "are counted: write 'Count: at most 6 rings for each call', for example, instead of a Clock"),
    WHY(ON_LENGTH, LATER, "school days",
        "are in no unit: write 'working days', and a Calendar that has yours"),
    WHY(ON_LENGTH, LATER, "collection days",
        "are in no unit: write 'working days', and a Calendar that has yours"),
    INSTEAD(ON_LENGTH, LATER, "office hours", "working hours"),
    INSTEAD(ON_LENGTH, LATER, "opening hours", "working hours"),
    INSTEAD(ON_LENGTH, LATER, "clear working days", "working days"),
    INSTEAD(ON_LENGTH, ANYWHERE, "half an hour", "30 minutes"),
    INSTEAD(ON_LENGTH | ON_TARGET, ANYWHERE, "a fortnight", "2 weeks"),
    INSTEAD(ON_LENGTH | ON_TARGET, ANYWHERE, "fortnight", "2 weeks"),
    INSTEAD(ON_LENGTH, LATER, "the hour", "1 hour"),
    INSTEAD(ON_LENGTH, LATER, "the day", "1 day"),
    INSTEAD(ON_LENGTH, LATER, "the week", "1 week"),
    INSTEAD(ON_LENGTH, LATER, "the month", "1 month"),
    INSTEAD(ON_ANY, LATER, "annum", "year"),
    WHY(ON_LENGTH | ON_TARGET, ANYWHERE, "a couple of", NO_NUMBER),
    WHY(ON_LENGTH | ON_TARGET, ANYWHERE, "a few", NO_NUMBER),
    WHY(ON_LENGTH | ON_TARGET, ANYWHERE, "several", NO_NUMBER),
    WHY(ON_LENGTH, ANYWHERE, "a reasonable time", NO_TIME),
    WHY(ON_LENGTH, ANYWHERE, "a reasonable period", NO_TIME),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "no later than", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "not later than", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "no more than", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "a maximum of", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "maximum of", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "maximum", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "max", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "under", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "less than", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "at most", "within"),
    INSTEAD(ON_CLOCK, BEFORE_FIGURE, "in", "within"),
    INSTEAD(ON_CLOCK, BEFORE_DAY, "before", "by"),
    INSTEAD(ON_CLOCK, BEFORE_DAY, "on", "by"),
    INSTEAD(ON_CLOCK, LATER, "on collection day", "on the day of collection"),
    INSTEAD(ON_CLOCK, LATER, "after", "of"),
    INSTEAD(ON_CLOCK, LATER, "following", "of"),
    INSTEAD(ON_CLOCK, LATER, "from", "of"),
    INSTEAD(ON_CLOCK, ANYWHERE, "at once", "immediately"),
    INSTEAD(ON_CLOCK, ANYWHERE, "straight away", "immediately"),
    WHY(ON_CLOCK, ANYWHERE, "promptly", NO_TIME),
    WHY(ON_CLOCK, ANYWHERE, "asap", NO_TIME),
    WHY(ON_CLOCK, ANYWHERE, "without delay", NO_TIME),
    WHY(ON_CLOCK, ANYWHERE, "as quickly", NO_TIME),
    WHY(ON_CLOCK, ANYWHERE, "overnight", NO_TIME),
    WHY(ON_CLOCK, ANYWHERE, "today", NO_TIME),
    WHY(ON_CLOCK, LATER, "the next",
        "is no date: write 'by 23:59 on the day of next collection', for example, with that Event in the header"),
    WHY(ON_CLOCK, AT_START, "next",
        "is no date: write 'by 23:59 on the day of next collection', for example, with that Event in the header"),
    WHY(ON_CLOCK, LATER, "each year", YEARLY),
    WHY(ON_CLOCK, LATER, "every year", YEARLY),
    WHY(ON_CLOCK, AT_START, "between",
        "is no clock: hours of opening are 'Open: Monday to Friday 08:00 to 18:00'"),
    WHY(ON_CLOCK, AT_START, "every", INTERVAL_CLOCK),
    WHY(ON_CLOCK, ANYWHERE, "average", AVERAGE),
    WHY(ON_CLOCK, ANYWHERE, "on average", AVERAGE),
    WHY(ON_CLOCK, ANYWHERE, "an average", AVERAGE),
    WHY(ON_CLOCK, AT_START, "daily", INTERVAL_CLOCK),
    WHY(ON_CLOCK, AT_START, "weekly", INTERVAL_CLOCK),
    WHY(ON_CLOCK, AT_START, "monthly", INTERVAL_CLOCK),
    WHY(ON_CLOCK, AT_START, "quarterly", INTERVAL_CLOCK),
    WHY(ON_CLOCK, AT_START, "each", INTERVAL_CLOCK),
    WHY(ON_CLOCK, LATER, ";", "begins a second promise: give it a line of its own"),
    WHY(ON_CLOCK, LATER, "before",
        "counts back: write 'from notice to meeting, at least 2 days', for example, with both as Events"),
    WHY(ON_CLOCK, LATER, "the first", "is no length: write the day it ends, such as 'by 7 April 2027'"),
    INSTEAD(1u << VALUE_PERIOD, AT_START, "weekly", "week"),
    INSTEAD(1u << VALUE_PERIOD, AT_START, "monthly", "month"),
    INSTEAD(1u << VALUE_PERIOD, AT_START, "quarterly", "quarter"),
    INSTEAD(1u << VALUE_PERIOD, AT_START, "annually", "year"),
    INSTEAD(1u << VALUE_PERIOD, AT_START, "yearly", "year"),
    INSTEAD(1u << VALUE_PERIOD, AT_START, "calendar year", "year"),
    INSTEAD(ON_TARGET, LATER, "in each", "for each"),
    INSTEAD(ON_TARGET, LATER, ", in each", ", for each"),
    INSTEAD(ON_REASONS, AT_START, "in", "area is"),
    WHY(ON_HOURS, LATER, "closed on",
        "says no day: a calendar leaves holidays out of working hours by itself"),
    WHY(ON_CLOCK | ON_EVERY, LATER, "excluding", ELSEWHERE),
    WHY(ON_CLOCK | ON_EVERY, LATER, ", excluding", ELSEWHERE),
    WHY(ON_CLOCK | ON_EVERY, LATER, "except", ELSEWHERE),
    WHY(ON_CLOCK | ON_EVERY, LATER, ", except", ELSEWHERE),
    WHY(ON_CLOCK | ON_EVERY, LATER, "for", TESTED),
    WHY(ON_CLOCK | ON_EVERY, LATER, ", for", TESTED),
    WHY(ON_CLOCK, LATER, "in", TESTED),
    WHY(ON_CLOCK, LATER, ", in", TESTED),
    WHY(ON_EVERY, LATER, "from", SEASON),
    WHY(ON_EVERY, LATER, "in", SEASON),
    WHY(ON_EVERY, LATER, ", in", SEASON),
    WHY(ON_EVERY | ON_CLOCK, LATER, "during", SEASON),
    WHY(ON_TARGET, LATER, "and",
        "joins no targets: a season is ', when from 1 March to 31 October', a second figure a line of its own"),
    INSTEAD(ON_EVERY, AT_START, "daily", "1 day"),
    INSTEAD(ON_EVERY, AT_START, "weekly", "1 week"),
    INSTEAD(ON_EVERY, AT_START, "fortnightly", "2 weeks"),
    INSTEAD(ON_EVERY, AT_START, "other week", "2 weeks"),
    INSTEAD(ON_EVERY, AT_START, "monthly", "1 month"),
    INSTEAD(ON_EVERY, AT_START, "quarterly", "3 months"),
    INSTEAD(ON_EVERY, AT_START, "yearly", "1 year"),
    INSTEAD(ON_EVERY, AT_START, "annually", "1 year"),
    WHY(ON_EVERY, AT_START, "once", COUNTED),
    WHY(ON_EVERY, AT_START, "twice", COUNTED),
    WHY(ON_EVERY, LATER, "times", COUNTED),
    WHY(ON_EVERY, AT_START, "the first", WEEKLY),
    WHY(ON_EVERY, AT_START, "the last", WEEKLY),
    WHY(ON_TARGET, AT_START, "daily", INTERVAL),
    WHY(ON_TARGET, AT_START, "weekly", INTERVAL),
    WHY(ON_TARGET, AT_START, "monthly", INTERVAL),
    INSTEAD(ON_TARGET, LATER, "daily", "each day"),
    INSTEAD(ON_TARGET, LATER, "weekly", "each week"),
    INSTEAD(ON_TARGET, LATER, "monthly", "each month"),
    INSTEAD(ON_TARGET, LATER, "quarterly", "each quarter"),
    INSTEAD(ON_TARGET, LATER, "annually", "each year"),
    INSTEAD(ON_TARGET, LATER, "yearly", "each year"),
    INSTEAD(ON_TARGET, AT_START, "once", "at least 1"),
    INSTEAD(ON_TARGET, AT_START, "twice", "at least 2"),
    INSTEAD(ON_TARGET, AT_START, "zero", "at most 0"),
    INSTEAD(ON_TARGET, AT_START, "no", "at most 0"),
    WHY(ON_TARGET, AT_START, "all", "is what a Standard promises without a Target: take this line out"),
    WHY(ON_TARGET, AT_START, "every", "is what a Standard promises without a Target: take this line out"),
    INSTEAD(ON_TARGET, AT_START, "average", "average of at most"),
    INSTEAD(ON_TARGET, AT_START, "on average", "average of at most"),
    INSTEAD(ON_TARGET, AT_START, "median", "median of at most"),
    WHY(ON_TARGET, AT_START, "reduce", CHANGE),
    WHY(ON_TARGET, AT_START, "reduction", CHANGE),
    WHY(ON_TARGET, AT_START, "increase", CHANGE),
    WHY(ON_TARGET, AT_START, "improve", CHANGE),
    WHY(ON_TARGET, AT_START, "fewer", CHANGE),
    WHY(ON_TARGET, AT_START, "more", CHANGE),
    WHY(ON_TARGET, LATER, "fewer", CHANGE),
    WHY(ON_TARGET, LATER, "less", CHANGE),
    WHY(ON_TARGET, LATER, "reduction", CHANGE),
    WHY(ON_TARGET, LATER, "increase", CHANGE),
    WHY(ON_TARGET, LATER, "improvement", CHANGE),
    INSTEAD(ON_ANY, LATER, "fifty", "50"),
    INSTEAD(ON_ANY, LATER, "seventy", "70"),
    INSTEAD(ON_ANY, LATER, "eighty", "80"),
    INSTEAD(ON_ANY, LATER, "ninety", "90"),
    INSTEAD(ON_ANY, LATER, "a hundred", "100"),
    WHY(ON_TARGET, AT_START, "top", OTHERS),
    WHY(ON_TARGET, AT_START, "best", OTHERS),
    WHY(ON_TARGET, AT_START, "better than", OTHERS),
    WHY(ON_TARGET, LATER, "rising to", "is a second step: write '; 95% in 2027/28', for example"),
    WHY(ON_TARGET, ANYWHERE, "within", "belongs into the Clock: the Target says the share alone"),
    WHY(ON_TARGET, LATER, ", within", "belongs into the Clock: the Target says the share alone"),
    WHY(ON_TARGET, LATER, "grade", "is said of a share: write 'at least 90% of places at grade B or better'"),
    WHY(ON_TARGET, LATER, "million", "is no figure: write all of it, such as '£1,500,000'"),
    WHY(ON_REASONS, AT_START, "bank holidays", "are no reason: count in working days, which leave them out"),
    WHY(ON_REASONS, AT_START, "weekends", "are no reason: count in working days, which leave them out"),
    INSTEAD(ON_REASONS, AT_START, "late", "a case is late"),
    INSTEAD(ON_REASONS, AT_START, "a case late", "a case is late"),
    INSTEAD(ON_REASONS, AT_START, "target missed", "the target is missed"),
    INSTEAD(ON_REASONS, LATER, "twice", "in 2 quarters running"),
    INSTEAD(ON_REASONS, LATER, "consecutive quarters", "quarters running"),
    INSTEAD(ON_REASONS, LATER, "consecutive months", "months running"),
    INSTEAD(ON_REASONS, LATER, "in a row", "running"),
    INSTEAD(ON_HOURS, ANYWHERE, "24/7", "Monday to Sunday all day"),
    WHY(ON_HOURS, AT_START, "the",
        "begins no day: hours are those of a week; put days of the month into prose"),
    INSTEAD(ON_RANGE, LATER, "-", "to"),
    INSTEAD(ON_RANGE, LATER, "–", "to"),
    INSTEAD(ON_RANGE, LATER, "until", "to"),
    WHY(ON_RANGE, AT_START, "until", "leaves out the first day: write '1 April 2026 to 31 March 2029'"),
    WHY(ON_PARTIES, LATER, "and", "joins no parties: put ';' between them"),
    WHY(ON_PARTIES, LATER, ",", "joins no parties: put ';' between them"),
    WHY(ON_STEP, LATER, "gbp", "is written '£', before the sum: '£50'"),
    WHY(ON_STEP, LATER, "per", FURTHER),
    WHY(ON_STEP, LATER, "each", FURTHER),
    WHY(ON_STEP, LATER, "a day", FURTHER),
    WHY(ON_STEP, LATER, "a week", FURTHER),
    WHY(ON_STEP, LATER, "for each", FURTHER),
    WHY(ON_STEP, LATER, "once", "needs what it is once for: write 'once an incident' or 'once a year'"),
    INSTEAD(ON_STEP, LATER, "half of", "50% of"),
    INSTEAD(ON_STEP, BEFORE_FIGURE, "in", "within"),
    INSTEAD(ON_STEP, BEFORE_FIGURE, "after", "within"),
    INSTEAD(ON_STEP, LATER, "plus", "and"),
    INSTEAD(ON_STEP, LATER, "max", "at most"),
    INSTEAD(ON_STEP, LATER, "maximum", "at most"),
    WHY(ON_STEP, LATER, "compensation", "is what the payment is: take the word out"),
    INSTEAD(ON_STEP, LATER, "the resident", "the person who reported"),
};

// Whether the value that is read is of one of these kinds. A kind past the bits is in none of them.
static bool is_on(const struct cursor *c, unsigned on)
{
    unsigned kind = (unsigned)c->parser->kind;
    return kind < KINDS_MAX && on >> kind & 1;
}

// A figure, or the day of a date.
static bool figure_follows(const struct cursor *c, str words, bool is_day)
{
    struct cursor behind = *c;
    decimal number;
    int64_t day;
    int month;
    if (!cursor_takes(&behind, words))
        behind.i++;
    str word = cursor_word(&behind, 0);
    bool is_date = ordinal_read(word, &day) && month_parse(cursor_word(&behind, 1), &month);
    return is_day ? is_date : !is_date && figure_parse(word, &number);
}

bool cursor_is_in_condition(const struct cursor *c)
{
    for (size_t i = 0; i < c->i; i++)
        if (word_is(c->words[i].text, STR("when")) || word_is(c->words[i].text, STR("unless")))
            return true;
    return false;
}

static bool stands_here(const struct cursor *c, const struct phrase *phrase)
{
    bool is_kind = is_on(c, phrase->on);
    if (!is_kind || !cursor_sees(c, phrase->words))
        return false;
    switch (phrase->where) {
    case AT_START:
        return c->i == 0;
    case LATER:
        return c->i > 0;
    case IN_CONDITION:
        return cursor_is_in_condition(c);
    case BEFORE_FIGURE:
    case BEFORE_DAY:
        return figure_follows(c, phrase->words, phrase->where == BEFORE_DAY);
    default:
        return true;
    }
}

// "September 2026", "the end of September 2026", "March": a month where a day is wanted.
static bool month_told(struct cursor *c)
{
    struct cursor behind = *c;
    int64_t year, day;
    int month;
    bool is_end = cursor_takes(&behind, STR("the end of")) || cursor_takes(&behind, STR("end of"));
    if (!month_parse(cursor_word(&behind, 0), &month))
        return false;
    bool has_year = cursor_word(&behind, 1).n == 4 && str_to_int(cursor_word(&behind, 1), &year) && year > 0;
    size_t end = behind.i + (has_year ? 2 : 1);
    str text = shown(c->parser, cursor_text(c, c->i, end));
    bool is_first = !is_end && c->i <= 1 && is_on(c, ON_RANGE);
    if (c->i && ordinal_read(c->words[c->i - 1].text, &day)) { // "Clock: 1 April 2027"
        text = shown(c->parser, cursor_text(c, c->i - 1, end));
        refuse(c, c->i - 1, end, "write 'by %.*s' instead of '%.*s'", STR_ARGS(text), STR_ARGS(text));
    } else if (!has_year) {
        refuse(c, c->i, end, "'%.*s' has no day: write a season with its days, 'from 1 March to 31 October'",
               STR_ARGS(text));
    } else {
        refuse(c, c->i, end, "write '%d %s %d' instead of '%.*s'",
               is_first ? 1 : month_days((int)year, month), month_name(month), (int)year, STR_ARGS(text));
    }
    return true;
}

// A day of the week in a measure: of a date, of hours, or for an interval.
static bool weekday_told(struct cursor *c)
{
    str word = cursor_word(c, 0);
    enum weekday day;
    if (!is_on(c, ON_MEASURE) || !weekday_parse(word, &day))
        return false;
    if (figure_follows(c, word, true))
        refuse(c, c->i, c->i + 1, "a date has no day of the week: take '%.*s' out", STR_ARGS(word));
    else if (is_on(c, ON_EVERY) && c->i == 0)
        refuse(c, c->i, c->i + 1, "'%.*s' " WEEKLY, STR_ARGS(word));
    else
        refuse(
            c, c->i, c->i + 1,
            "days of the week stand in 'Hours', and what runs in them is 'working hours' or 'working days'");
    return true;
}

// Brackets, times before their days, a share of nothing: what is told by its form.
static bool form_told(struct cursor *c)
{
    str word = cursor_word(c, 0), before = c->i ? c->words[c->i - 1].text : (str){ 0 };
    bool is_share = is_on(c, ON_TARGET) && before.n && before.at[before.n - 1] == '%' &&
        char_is_letter(word.at[0]);
    struct cursor next = *c;
    next.i++;
    if (is_on(c, ON_MEASURE) && str_starts(word, STR("(")))
        refuse(c, c->i, c->i + 1, "brackets hold prose: put what stands in them below the fields");
    else if (is_on(c, ON_HOURS) && c->i == 0 && char_is_digit(word.at[0]))
        refuse(c, c->i, c->i + 1, "the days come first: write 'Monday to Friday 09:00 to 17:00'");
    else if (is_share && unit_sees(&next))
        refuse(c, c->i, c->i + 2, "'%.*s' is not a period: write 'each %.*s'",
               STR_ARGS(shown(c->parser, cursor_text(c, c->i, c->i + 2))), STR_ARGS(cursor_word(&next, 0)));
    else if (is_share)
        refuse(c, c->i, c->i + 1,
               "a share is of something: write '%.*s of' and what, such as '%.*s of residents'",
               STR_ARGS(before), STR_ARGS(before));
    else
        return false;
    return true;
}

static bool is_percent(str word)
{
    return word.n > 1 && char_is_digit(word.at[0]) && word.at[word.n - 1] == '%';
}

// "95% within 2 days", "in 95% of cases" in a clock; ", 95%" behind a target.
static bool share_told(struct cursor *c)
{
    bool is_in = cursor_sees(c, STR("in")) || cursor_sees(c, STR("for")), is_comma = cursor_sees(c, STR(","));
    str share = cursor_word(c, is_in || is_comma ? 1 : 0);
    if (!is_percent(share))
        return false;
    if (is_on(c, ON_CLOCK))
        refuse(c, c->i, c->i + (is_in ? 2 : 1),
               "a share stands in a Target: write 'Target: at least %.*s', and here the time alone",
               STR_ARGS(share));
    else if (is_on(c, ON_TARGET) && is_comma)
        refuse(c, c->i, c->i + 2, "a later step has its date: write '; %.*s from 1 April 2027', for example",
               STR_ARGS(share));
    else
        return false;
    return true;
}

bool phrase_told(struct cursor *c)
{
    if (c->is_quiet || c->has_failed || cursor_at_end(c))
        return false;
    if (share_told(c))
        return true;
    for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++) {
        const struct phrase *phrase = &PHRASES[i];
        struct cursor behind = *c;
        if (!stands_here(c, phrase))
            continue;
        (void)cursor_takes(&behind, phrase->words);
        str words = cursor_text(c, c->i, behind.i);
        if (phrase->instead.n)
            refuse(c, c->i, behind.i, "write '%.*s' instead of '%.*s'", STR_ARGS(phrase->instead),
                   STR_ARGS(words));
        else
            refuse(c, c->i, behind.i, "'%.*s' %.*s", STR_ARGS(words), STR_ARGS(phrase->why));
        return true;
    }
    return month_told(c) || weekday_told(c) || form_told(c);
}

bool ratio_refuse(struct cursor *c)
{
    struct cursor behind = *c;
    decimal part, whole;
    bool is_part = figure_parse(cursor_word(c, 0), &part) && !part.places;
    behind.i++;
    bool is_ratio = is_part && (cursor_takes(&behind, STR("in")) || cursor_takes(&behind, STR("out of"))) &&
        figure_parse(cursor_word(&behind, 0), &whole) && !whole.places && whole.digits > 0 &&
        whole.digits < 1000 && part.digits <= whole.digits;
    if (!is_ratio)
        return true;
    str text = shown(c->parser, cursor_text(c, c->i, behind.i + 1));
    if (part.digits * 100 % whole.digits == 0)
        return senseless(c, c->i, behind.i + 1,
                         "'%.*s' could be a share or a number: write '%d%%' for the share", STR_ARGS(text),
                         (int)(part.digits * 100 / whole.digits));
    return senseless(c, c->i, behind.i + 1,
                     "'%.*s' could be a share or a number: write the share in per cent", STR_ARGS(text));
}
