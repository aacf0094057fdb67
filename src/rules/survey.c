#include "rules/survey.h"

static const str NAMES[GRADES] = { STR_INIT("A"), STR_INIT("B+"), STR_INIT("B"), STR_INIT("B-"),
                                   STR_INIT("C"), STR_INIT("C-"), STR_INIT("D") };

enum { GRADE_B_MINUS = 3, TENTHS = 1000 }; // of a hundred

int grade_find(str text)
{
    for (int i = 0; i < GRADES; i++)
        if (str_same_name(text, NAMES[i]))
            return i;
    return -1;
}

const char *grade_words(int grade)
{
    return NAMES[grade].at;
}

void survey_add(struct survey *s, int grade, int second)
{
    s->n[grade]++;
    s->places++;
    s->both += second >= 0;
    s->agreed += second == grade;
}

int64_t survey_at(const struct survey *s, int grade)
{
    int64_t n = 0;
    for (int i = 0; i <= grade; i++)
        n += s->n[i];
    return n;
}

int64_t survey_score_tenths(const struct survey *s)
{
    int64_t halves = s->n[GRADE_B_MINUS]; // B- counts half
    for (int i = GRADE_B_MINUS + 1; i < GRADES; i++)
        halves += 2 * s->n[i];
    return s->places ? (TENTHS * halves + s->places) / (2 * s->places) : -1;
}
