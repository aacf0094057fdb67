// Dates, times of day, hours.
#include "document/parse_rules.h"

enum { YEAR_MIN = 1000 };

static bool month_refuse(struct cursor *c)
{
    str names[12];
    for (int i = 0; i < 12; i++)
        names[i] = str_from(month_name(i + 1));
    str word = cursor_word(c, 0), near = nearest(c, word, &(struct str_list){ .at = names, .n = 12 });
    if (near.n)
        return refuse(c, c->i, c->i + 1, "'%.*s' is not a month: did you mean '%.*s'?",
                      STR_ARGS(shown(c->parser, word)), STR_ARGS(near));
    return expected(c, "the name of a month");
}

static bool day_sees(const struct cursor *c, int64_t *day)
{
    str word = cursor_word(c, 0);
    return cursor_is_strict(c) ? str_to_int(word, day) : ordinal_read(word, day);
}

// "1 April", "1st April", "1st of April".
static bool day_month_read(struct cursor *c, int64_t *day, int *month)
{
    if (!day_sees(c, day))
        return expected(c, "a date, such as '1 April'");
    c->i++;
    (void)habit_takes(c, STR("of"));
    if (!month_parse(cursor_word(c, 0), month))
        return month_refuse(c);
    c->i++;
    return true;
}

static bool date_refuse(struct cursor *c, size_t at, int month, int year)
{
    return senseless(c, at, c->i, "there is no '%.*s': %s has %d days",
                     STR_ARGS(shown(c->parser, cursor_text(c, at, c->i))), month_name(month),
                     month_days(year, month));
}

static bool is_iso_date(str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (i == 4 || i == 7 ? word.at[i] != '-' : !char_is_digit(word.at[i]))
            return false;
    return word.n == 10;
}

// -1 of what is no number.
static int64_t year_of(str word)
{
    int64_t year;
    return str_to_int(word, &year) ? year : -1;
}

bool date_read(struct cursor *c, date *d)
{
    int64_t day, year;
    int month;
    size_t at = c->i;
    str word = cursor_word(c, 0);
    *d = date_from_civil(
        (struct civil){ 2000, 1, 1 }); // stands for a day that does not exist, where that is not asked
    if (is_iso_date(word)) {
        c->i++;
        bool is_day = date_parse(word, d) && date_civil(*d).year >= YEAR_MIN;
        return is_day || senseless(c, at, c->i, "there is no such day as '%.*s'", STR_ARGS(word));
    }
    if (!day_sees(c, &day))
        return expected(c, "a date, such as '1 April 2026'");
    if (day >= YEAR_MIN && word.n == 4 && !month_parse(cursor_word(c, 1), &month)) // "from 2027"
        return refuse(c, c->i, c->i + 1,
                      "'%.*s' is a year, not a day: write '31 December %.*s', or 'in %.*s' for a target",
                      STR_ARGS(word), STR_ARGS(word), STR_ARGS(word));
    if (!day_month_read(c, &day, &month))
        return false;
    word = cursor_word(c, 0);
    bool is_early = !cursor_is_strict(c) && year_of(word) < YEAR_MIN;
    if (word.n != 4 || !str_to_int(word, &year) || is_early)
        return expected(c, "a year of four figures");
    c->i++;
    struct civil civil = { (int)year, month, day <= 31 ? (int)day : 32 };
    if (!civil_is_valid(civil))
        return date_refuse(c, at, month, civil.year);
    *d = date_from_civil(civil);
    return true;
}

bool month_day_read(struct cursor *c, struct month_day *day)
{
    int64_t number;
    int month;
    size_t at = c->i;
    if (!day_month_read(c, &number, &month))
        return false;
    if (number < 1 || number > month_days(2000, month)) // a leap year: 29 February is a day
        return date_refuse(c, at, month, 2000);
    *day = (struct month_day){ (int)number, month };
    return true;
}

// Two parts of one or two digits with ':' or '.' between them; minutes may be missing.
static bool clock_digits(str s, int64_t *hour, int64_t *minute, bool *has_minutes)
{
    size_t at = 0;
    while (at < s.n && char_is_digit(s.at[at]))
        at++;
    *minute = 0;
    *has_minutes = at < s.n;
    if (at > 2 || !str_to_int(str_slice(s, 0, at), hour))
        return false;
    str minutes = str_from_byte(s, at + 1);
    return at == s.n ||
        ((s.at[at] == ':' || s.at[at] == '.') && minutes.n == 2 && str_to_int(minutes, minute));
}

// "09:00", "9am", "9.30 am", "17.00", "noon", "midnight": seconds of the day, 86400 for 24:00; and how many words.
static size_t time_parse(const struct cursor *c, int32_t *second)
{
    str word = cursor_word(c, 0), half = { 0 };
    size_t words = 1;
    int64_t hour, minute;
    bool has_minutes;
    if (cursor_is_strict(c) && (word.n != 5 || word.at[2] != ':'))
        return 0;
    if (word_is(word, STR("noon")) || word_is(word, STR("midnight"))) {
        *second = word.n == 4 ? DAY_SECONDS / 2 : 0;
        return 1;
    }
    if (word.n > 2 && char_lower(word.at[word.n - 1]) == 'm') {
        half = str_from_byte(word, word.n - 2);
        word = str_slice(word, 0, word.n - 2);
    } else if (word_is(cursor_word(c, 1), STR("am")) || word_is(cursor_word(c, 1), STR("pm"))) {
        half = cursor_is_strict(c) ? half : cursor_word(c, 1);
        words = half.n ? 2 : 1;
    }
    bool is_pm = half.n && word_is(half, STR("pm")), has_half = is_pm || (half.n && word_is(half, STR("am")));
    if (!clock_digits(word, &hour, &minute, &has_minutes) || (half.n && !has_half) ||
        (!has_half && !has_minutes))
        return 0;
    if (minute > 59 || (has_half ? hour < 1 || hour > 12 : hour > 24 || (hour == 24 && minute)))
        return 0;
    hour = has_half ? hour % 12 + (is_pm ? 12 : 0) : hour;
    *second = (int32_t)(hour * 3600 + minute * 60);
    return words;
}

bool time_sees(const struct cursor *c)
{
    int32_t second;
    return time_parse(c, &second) > 0;
}

bool time_read(struct cursor *c, int32_t *second)
{
    size_t words = time_parse(c, second);
    int64_t hour;
    str word = cursor_word(c, 0);
    if (words) {
        c->i += words;
        return true;
    }
    if (word.n <= 2 && str_to_int(word, &hour) && hour < 24)
        return refuse(c, c->i, c->i + 1, "'%.*s' could be morning or evening: write '%02d:00'",
                      STR_ARGS(word), (int)hour);
    return expected(c, "a time, such as '09:00'");
}

bool in_force_read(struct cursor *c, struct date_range *range)
{
    size_t at = c->i;
    bool has_from = cursor_takes(c, STR("from"));
    *range = (struct date_range){ .to = DATE_NONE };
    if (!date_read(c, &range->from))
        return false;
    if (has_from && cursor_at_end(c))
        return true;
    if ((has_from && cursor_is_strict(c)) || !cursor_takes(c, STR("to")))
        return expected(c,
                        has_from ? "'to' and a date, or nothing more"
                                 : "'to' and the last day, or 'from' before the date");
    if (!date_read(c, &range->to))
        return false;
    return range->to.day >= range->from.day || senseless(c, at, c->i, "it ends before it begins");
}

bool trial_read(struct cursor *c, struct date_range *range)
{
    if (!in_force_read(c, range))
        return false;
    return !date_is_none(range->to) ||
        refuse(c, 0, c->i, "a trial has a last day: write it as '1 April 2026 to 30 June 2026'");
}

bool since_sees(const struct cursor *c)
{
    int64_t number;
    bool is_date = ordinal_read(cursor_word(c, 1), &number) || is_iso_date(cursor_word(c, 1));
    bool is_year = cursor_word(c, 1).n >= 4 && str_to_int(str_slice(cursor_word(c, 1), 0, 4), &number);
    return (cursor_sees(c, STR("from")) && is_date) || (cursor_sees(c, STR("in")) && is_year);
}

// since = "from" date | "in" year; year = /\d{4}(\/\d\d)?/
bool since_read(struct cursor *c, struct since *since)
{
    *since = (struct since){ .from = DATE_NONE };
    if (cursor_takes(c, STR("from")))
        return date_read(c, &since->from);
    if (!cursor_takes(c, STR("in")))
        return expected(c, "'from' and a date, or 'in' and a year");
    return year_read(c, &since->year);
}

bool year_read(struct cursor *c, str *year)
{
    int64_t first, second = 0;
    str word = cursor_word(c, 0);
    bool is_plain = word.n == 4 && str_to_int(word, &first);
    bool is_pair = word.n == 7 && word.at[4] == '/' && str_to_int(str_slice(word, 0, 4), &first) &&
        str_to_int(str_from_byte(word, 5), &second);
    bool is_next = !is_pair || (first + 1) % 100 == second, is_asked = !cursor_is_strict(c);
    if ((!is_plain && !is_pair) || (is_asked && (first < YEAR_MIN || !is_next)))
        return expected(c, "a year, such as '2026' or '2026/27'");
    *year = word;
    c->i++;
    return true;
}

// A day's name, perhaps with the colon that people put behind it.
static bool weekday_read(struct cursor *c, int *day)
{
    str names[WEEKDAY_COUNT], word = cursor_word(c, 0);
    enum weekday found;
    if (word.n && word.at[word.n - 1] == ':' && !cursor_is_strict(c))
        word.n--;
    bool is_plural = !cursor_is_strict(c) && word.n > 6 && char_lower(word.at[word.n - 1]) == 's';
    if (weekday_parse(word, &found) || (is_plural && weekday_parse(str_slice(word, 0, word.n - 1), &found))) {
        *day = (int)found;
        c->i++;
        return true;
    }
    for (int i = 0; i < WEEKDAY_COUNT; i++)
        names[i] = str_from(weekday_name((enum weekday)i));
    str near = nearest(c, word, &(struct str_list){ .at = names, .n = WEEKDAY_COUNT });
    if (near.n)
        return refuse(c, c->i, c->i + 1, "'%.*s' is not a day of the week: did you mean '%.*s'?",
                      STR_ARGS(shown(c->parser, word)), STR_ARGS(near));
    return expected(c, "a day of the week");
}

static unsigned days_between(int from, int to)
{
    unsigned days = 0;
    for (int day = from; day <= to; day++)
        days |= 1u << day;
    return days;
}

// The days a span is for. Each set of them is one run from Monday on, so that it can be written "X to Y".
struct days {
    unsigned sets[WEEKDAY_COUNT + 1];
    int n;
};

static bool days_add(struct days *days, unsigned set)
{
    bool has_room = days->n <= WEEKDAY_COUNT;
    if (has_room)
        days->sets[days->n++] = set;
    return has_room;
}

static bool days_part_read(struct cursor *c, struct days *days)
{
    int from, to;
    if (habit_takes(c, STR("weekdays")))
        return days_add(days, days_between(MONDAY, FRIDAY));
    if (habit_takes(c, STR("weekends")))
        return days_add(days, days_between(SATURDAY, SUNDAY));
    if (habit_takes(c, STR("every day")) || habit_takes(c, STR("daily")))
        return days_add(days, days_between(MONDAY, SUNDAY));
    if (!weekday_read(c, &from))
        return false;
    to = from;
    if (cursor_takes(c, STR("to")) && !weekday_read(c, &to))
        return false;
    if (to >= from)
        return days_add(days, days_between(from, to));
    return days_add(days, days_between(from, SUNDAY)) &&
        days_add(days, days_between(MONDAY, to)); // "Saturday to Monday"
}

static bool days_read(struct cursor *c, struct days *days)
{
    do {
        if (days->n >= WEEKDAY_COUNT)
            return expected(c, "hours, such as '09:00 to 17:00'");
        if (!days_part_read(c, days))
            return false;
    } while (habit_takes(c, STR("and")));
    return true;
}

static bool span_read(struct cursor *c, struct open_span *span)
{
    struct cursor behind = *c;
    if (habit_takes(&behind, STR(",")) && time_sees(&behind)) // "Monday to Friday, 9am to 5pm"
        c->i = behind.i;
    (void)habit_takes(c, STR("from"));
    if (cursor_takes(c, STR("closed"))) {
        span->kind = SPAN_CLOSED;
        return true;
    }
    if (cursor_takes(c, STR("all day")) || habit_takes(c, STR("24 hours"))) {
        span->kind = SPAN_ALL_DAY;
        return true;
    }
    span->kind = SPAN_TIMES;
    if (!time_read(c, &span->from))
        return false;
    if (!cursor_takes(c, STR("to")))
        return expected(c, "'to' and the time it closes");
    if (!time_read(c, &span->to))
        return false;
    span->from %= DAY_SECONDS;
    span->to %= DAY_SECONDS; // 24:00 is the next day's 00:00
    if (span->from == 0 && span->to == 0)
        span->kind = SPAN_ALL_DAY;
    return true;
}

bool hours_read(struct cursor *c, struct hours *hours)
{
    do {
        struct days days = { .n = 0 };
        struct open_span span = { 0 };
        if (!days_read(c, &days) || !span_read(c, &span))
            return false;
        for (int i = 0; i < days.n; i++) {
            struct open_span *slot = LIST_PUSH(c->parser->ctx->arena, hours);
            if (!slot)
                return false;
            if (hours->n > SPANS_MAX && !cursor_is_strict(c))
                return refuse(c, c->i - 1, c->i, "hours have at most %d spans", SPANS_MAX);
            *slot = span;
            slot->weekdays = days.sets[i];
        }
    } while (cursor_takes(c, STR(";")) || habit_takes(c, STR(",")));
    return true;
}
