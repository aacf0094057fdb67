#include "base/date.h"

#include "base/arena.h"

static const char *const WEEKDAYS[WEEKDAY_COUNT] = { "Monday",   "Tuesday", "Wednesday", "Thursday",
                                                     "Friday",   "Saturday", "Sunday" };
static const char *const MONTHS[12] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };

enum { DATE_WORDS_MAX = 64 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int month_days(int year, int month)
{
    static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool civil_is_valid(struct civil c)
{
    return c.year >= DATE_YEAR_MIN && c.year <= DATE_YEAR_MAX && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
           c.day <= month_days(c.year, c.month);
}

// Both conversions count from 1 March, so that the leap day is the last of its year, in eras of 400 years.
date date_from_civil(struct civil c)
{
    int year = c.month <= 2 ? c.year - 1 : c.year;
    int era = (year >= 0 ? year : year - 399) / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (c.month > 2 ? c.month - 3 : c.month + 9) + 2) / 5 + c.day - 1;
    return (date){ era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468 };
}

struct civil date_civil(date d)
{
    int64_t days = (int64_t)d.day + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int of_era = (int)(days - era * 146097);
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year + year / 4 - year / 100);
    int m = (5 * of_year + 2) / 153;
    struct civil c = { .day = of_year - (153 * m + 2) / 5 + 1, .month = m < 10 ? m + 3 : m - 9 };
    c.year = (int)(year + era * 400) + (c.month <= 2);
    return c;
}

enum weekday date_weekday(date d)
{
    int day = (d.day % 7 + 7 + 3) % 7; // 1 January 1970 was a Thursday
    return (enum weekday)day;
}

date date_add_days(date d, int64_t days)
{
    int64_t first = date_from_civil((struct civil){ DATE_YEAR_MIN, 1, 1 }).day;
    int64_t last = date_from_civil((struct civil){ DATE_YEAR_MAX, 12, 31 }).day;
    int64_t sum;
    if (__builtin_add_overflow((int64_t)d.day, days, &sum))
        sum = days > 0 ? last : first;
    return (date){ (int32_t)(sum < first ? first : sum > last ? last : sum) };
}

date date_add_months(date d, int64_t months, bool *is_clipped)
{
    struct civil c = date_civil(d);
    int64_t limit = (int64_t)DATE_YEAR_MAX * 12;
    if (is_clipped)
        *is_clipped = false;
    if (months > limit || months < -limit)
        months = months > 0 ? limit : -limit;
    int64_t total = (int64_t)c.year * 12 + (c.month - 1) + months;
    if (total < DATE_YEAR_MIN * 12 || total >= limit + 12)
        return date_add_days(d, months > 0 ? INT32_MAX : INT32_MIN);
    struct civil to = { (int)(total / 12), (int)(total % 12) + 1, c.day };
    int longest = month_days(to.year, to.month);
    if (is_clipped)
        *is_clipped = to.day > longest;
    if (to.day > longest)
        to.day = longest;
    return date_from_civil(to);
}

bool date_is_none(date d)
{
    return d.day == INT32_MAX;
}

bool instant_is_none(instant t)
{
    return t.second == INT64_MIN;
}

bool date_parse(str s, date *d)
{
    int64_t year, month, day;
    if (s.n != 10 || s.at[4] != '-' || s.at[7] != '-' || !str_to_int(str_slice(s, 0, 4), &year) ||
        !str_to_int(str_slice(s, 5, 7), &month) || !str_to_int(str_slice(s, 8, 10), &day))
        return false;
    struct civil c = { (int)year, (int)month, (int)day };
    if (!civil_is_valid(c))
        return false;
    *d = date_from_civil(c);
    return true;
}

const char *weekday_name(enum weekday day)
{
    return WEEKDAYS[day];
}

const char *month_name(int month)
{
    return MONTHS[month - 1];
}

// The index of the name that s is, whole or by its first three letters; -1 for none.
static int name_index(str s, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        str name = str_from(names[i]);
        if (str_same_name(s, name) || str_same_name(s, str_slice(name, 0, 3)))
            return i;
    }
    return -1;
}

bool weekday_parse(str s, enum weekday *day)
{
    int i = name_index(s, WEEKDAYS, WEEKDAY_COUNT);
    if (i >= 0)
        *day = (enum weekday)i;
    return i >= 0;
}

bool month_parse(str s, int *month)
{
    int i = name_index(s, MONTHS, 12);
    if (i >= 0)
        *month = i + 1;
    return i >= 0;
}

void date_write(struct buffer *out, date d)
{
    if (date_is_none(d))
        return;
    struct civil c = date_civil(d);
    buffer_digits(out, c.year, 4); // a column of dates is most of what is written, and printf is slow
    buffer_byte(out, '-');
    buffer_digits(out, c.month, 2);
    buffer_byte(out, '-');
    buffer_digits(out, c.day, 2);
}

void date_write_words(struct buffer *out, date d)
{
    if (date_is_none(d))
        return;
    struct civil c = date_civil(d);
    buffer_print(out, "%d %s %d", c.day, MONTHS[c.month - 1], c.year);
}

str date_words(struct ctx *ctx, date d)
{
    struct buffer out = buffer_open(DATE_WORDS_MAX);
    date_write_words(&out, d);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}
