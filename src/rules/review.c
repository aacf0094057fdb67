#include "rules/review.h"

static bool is_word(str word, str one)
{
    return str_same_name(word, one) ||
        (word.n == one.n + 1 && word.at[one.n] == 's' && str_same_name(str_slice(word, 0, one.n), one));
}

static int months_of(str unit)
{
    return is_word(unit, STR("month"))  ? 1
        : is_word(unit, STR("quarter")) ? 3
        : is_word(unit, STR("year"))    ? 12
                                        : 0;
}

bool review_months(str words, int *months)
{
    str rest = str_trim(words);
    str every = str_cut(&rest, ' ');
    str number = str_cut(&rest, ' ');
    int64_t n = 1;
    if (!str_same_name(every, STR("every")) && !str_same_name(every, STR("each")))
        return false;
    bool is_counted = str_to_int(number, &n);
    str unit = is_counted ? str_cut(&rest, ' ') : number;
    int each = months_of(unit);
    if (!each || rest.n || n < 1 || n > REVIEW_MONTHS_MAX / each)
        return false;
    *months = (int)n * each;
    return true;
}

date review_next(date in_force, int months, date day)
{
    bool is_clipped;
    int64_t n = 1;
    while (date_add_months(in_force, n * months, &is_clipped).day < day.day && n < DATE_YEAR_MAX * 12)
        n++;
    return date_add_months(in_force, n * months, &is_clipped);
}
