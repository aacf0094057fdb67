#include "web/typed.h"

#include "base/arena.h"
#include "rules/money.h"

enum { DIGITS_MOST = 4, YEAR_DIGITS = 4 };

static bool is_between(char c)
{
    return c == ' ' || c == '/' || c == '.' || c == '-' || c == ',';
}

// The next part of what was typed; empty behind the last.
static str part_cut(str *rest)
{
    size_t from = 0, to;
    while (from < rest->n && is_between(rest->at[from]))
        from++;
    to = from;
    while (to < rest->n && !is_between(rest->at[to]))
        to++;
    str part = str_slice(*rest, from, to);
    *rest = str_from_byte(*rest, to);
    return part;
}

static bool number_read(str part, int *number)
{
    int64_t value;
    bool is_read = part.n && part.n <= DIGITS_MOST && char_is_digit(part.at[0]) && str_to_int(part, &value);
    if (is_read)
        *number = (int)value;
    return is_read;
}

bool typed_day(str typed, date *day)
{
    str rest = str_trim(typed);
    struct civil c = { 0, 0, 0 };
    if (date_parse(rest, day))
        return true;
    str first = part_cut(&rest), second = part_cut(&rest), third = part_cut(&rest);
    bool is_read = number_read(first, &c.day) && third.n == YEAR_DIGITS && number_read(third, &c.year) &&
        (number_read(second, &c.month) || month_parse(second, &c.month)) && !str_trim(rest).n;
    if (!is_read || !civil_is_valid(c))
        return false;
    *day = date_from_civil(c);
    return true;
}

str day_typed(struct arena *arena, date day)
{
    struct civil c = date_civil(day);
    return date_is_none(day) ? (str){ 0 } : str_format(arena, "%d %d %d", c.day, c.month, c.year);
}

str typed_day_iso(struct arena *arena, str typed)
{
    date day;
    if (!typed_day(typed, &day))
        return typed;
    struct civil c = date_civil(day);
    return str_format(arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

bool typed_time(str typed, int32_t *second)
{
    str rest = str_trim(typed);
    int hour, minute = 0;
    str hours = str_slice(rest, 0, str_find(rest, STR(":")));
    if (hours.n == rest.n)
        hours = str_slice(rest, 0, str_find(rest, STR(".")));
    str minutes = hours.n < rest.n ? str_from_byte(rest, hours.n + 1) : STR("00");
    if (hours.n > 2 || minutes.n != 2 || !number_read(hours, &hour) || !number_read(minutes, &minute))
        return false;
    *second = hour * 3600 + minute * 60;
    return hour < 24 && minute < 60;
}

bool typed_pence(str typed, int64_t *pence)
{
    char digits[32];
    decimal pounds;
    size_t n = 0;
    str rest = str_starts(typed, STR("£")) ? str_from_byte(typed, STR("£").n) : typed;
    for (size_t i = 0; i < rest.n && n < sizeof digits; i++)
        if (rest.at[i] != ',' && rest.at[i] != ' ')
            digits[n++] = rest.at[i];
    if (!decimal_parse((str){ digits, n }, &pounds))
        return false;
    struct ratio r = ratio_of_pounds(pounds);
    return ratio_round(r, 1, ROUND_HALF_UP, pence) && ratio_compare(r, ratio_of(*pence, 1)) == 0;
}
