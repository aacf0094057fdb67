#include "document/value.h"

bool str_list_has(const struct str_list *list, str s)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_equal(list->at[i], s))
            return true;
    return false;
}

static const char *const UNITS[UNIT_COUNT][2] = {
    [UNIT_SECOND] = { "second", "seconds" },
    [UNIT_MINUTE] = { "minute", "minutes" },
    [UNIT_HOUR] = { "hour", "hours" },
    [UNIT_WORKING_HOUR] = { "working hour", "working hours" },
    [UNIT_DAY] = { "day", "days" },
    [UNIT_WORKING_DAY] = { "working day", "working days" },
    [UNIT_CLEAR_DAY] = { "clear day", "clear days" },
    [UNIT_WEEK] = { "week", "weeks" },
    [UNIT_MONTH] = { "month", "months" },
    [UNIT_QUARTER] = { "quarter", "quarters" },
    [UNIT_YEAR] = { "year", "years" },
};

const char *unit_name(enum unit unit, bool is_one)
{
    return UNITS[unit][is_one ? 0 : 1];
}

bool unit_is_clock(enum unit unit)
{
    return unit <= UNIT_WORKING_HOUR;
}

date unit_later(date from, int64_t n, enum unit unit)
{
    static const int days[UNIT_COUNT] = { [UNIT_DAY] = 1, [UNIT_WEEK] = 7 };
    static const int months[UNIT_COUNT] = { [UNIT_MONTH] = 1, [UNIT_QUARTER] = 3, [UNIT_YEAR] = 12 };
    return days[unit]  ? date_add_days(from, n * days[unit])
        : months[unit] ? date_add_months(from, n * months[unit], NULL)
                       : DATE_NONE;
}

bool unit_by_name(str name, enum unit *unit)
{
    for (int i = 0; i < UNIT_COUNT; i++)
        if (str_same_name(name, str_from(UNITS[i][0])) || str_same_name(name, str_from(UNITS[i][1]))) {
            *unit = (enum unit)i;
            return true;
        }
    return false;
}

const char *bound_name(enum bound bound)
{
    static const char *const names[] = { "at least", "at most", "more than", "under" };
    return names[bound];
}

bool bound_holds(enum bound bound, int order)
{
    switch (bound) {
    case BOUND_AT_LEAST:
        return order >= 0;
    case BOUND_AT_MOST:
        return order <= 0;
    case BOUND_MORE_THAN:
        return order > 0;
    case BOUND_UNDER:
        return order < 0;
    }
    return false;
}

const char *state_word_name(enum state_word word)
{
    static const char *const names[] = { "kept", "late", "missed", "done", "failing", "open" };
    return names[word];
}

static int64_t power_of_ten(int places)
{
    int64_t power = 1;
    for (int i = 0; i < places; i++)
        power *= 10;
    return power;
}

int decimal_compare(decimal a, decimal b)
{
    __extension__ typedef __int128 wide; // digits times ten thousand
    wide x = (wide)a.digits * power_of_ten(b.places), y = (wide)b.digits * power_of_ten(a.places);
    return (x > y) - (x < y);
}

double decimal_double(decimal d)
{
    return (double)d.digits / (double)power_of_ten(d.places);
}

void decimal_write(struct buffer *out, decimal d)
{
    int64_t power = power_of_ten(d.places);
    buffer_print(out, "%lld", (long long)(d.digits / power));
    if (d.places)
        buffer_print(out, ".%0*lld", d.places, (long long)(d.digits % power));
}
