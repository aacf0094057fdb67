#include "rules/observation.h"

// "B+" is 4: three for each letter, the plus before and the minus behind the plain one. False for no grade.
static bool grade_rank(str grade, int *rank)
{
    grade = str_trim(grade);
    if (!grade.n || grade.n > 2 || !char_is_letter(grade.at[0]))
        return false;
    int mark = grade.n == 1 ? 1 : grade.at[1] == '+' ? 0 : grade.at[1] == '-' ? 2 : -1;
    *rank = 3 * (char_lower(grade.at[0]) - 'a') + mark;
    return mark >= 0;
}

bool grade_compare(str a, str b, int *order)
{
    int x, y;
    if (!grade_rank(a, &x) || !grade_rank(b, &y))
        return false;
    *order = x - y;
    return true;
}

static struct counts passed(bool is_passed)
{
    return is_passed ? (struct counts){ .on_time = 1 } : (struct counts){ .late = 1 };
}

static bool is_one_of(str value, const str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_same_name(value, words[i]))
            return true;
    return false;
}

// "61 of 65"; false if it is no such thing.
static bool return_read(str value, struct counts *counts)
{
    int64_t part, whole;
    size_t of = str_find(value, STR(" of "));
    if (of == value.n || !str_to_int(str_trim(str_slice(value, 0, of)), &part) ||
        !str_to_int(str_trim(str_from_byte(value, of + 4)), &whole) || part > whole)
        return false;
    *counts = (struct counts){ .on_time = part, .late = whole - part };
    return true;
}

struct counts observation_counts(const struct quantity *asked, str value)
{
    static const str yes[] = { STR_INIT("yes"), STR_INIT("kept"), STR_INIT("met"), STR_INIT("done") };
    static const str no[] = { STR_INIT("no"), STR_INIT("missed"), STR_INIT("not met"), STR_INIT("not done") };
    struct counts counts;
    int64_t number;
    int order;
    value = str_trim(value);
    if (return_read(value, &counts))
        return counts;
    if (asked && asked->grade.n && grade_compare(value, asked->grade, &order))
        return passed(order <= 0);
    if (is_one_of(value, yes, sizeof yes / sizeof *yes))
        return passed(true);
    if (is_one_of(value, no, sizeof no / sizeof *no))
        return passed(false);
    bool is_count = asked && asked->kind != QUANTITY_SHARE;
    if (is_count && str_to_int(value, &number))
        return (struct counts){ .on_time = number };
    return (struct counts){ .not_known = 1 };
}

struct judgement observation_judge(const struct promise *promise, int event, const struct quantity *asked,
                                   const struct case_facts *facts, struct as_of as_of)
{
    struct judgement j = count_judge(promise, event, facts, as_of);
    if (j.state != STATE_ON_TIME)
        return j;
    struct counts counts = observation_counts(asked, facts->value);
    if (counts.not_known)
        j.state = STATE_NOT_KNOWN;
    else if (counts.late)
        j.state = STATE_LATE;
    return j;
}
