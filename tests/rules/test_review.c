// When a document is looked at again, by the words of its Review line.
#include "rules/review.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct {
    const char *words;
    int months; // 0: only people can keep it
    const char *note;
} WORDS[] = {
    { "every 12 months", 12, "as the examples have it" },
    { "Every year", 12, "one is not counted" },
    { "each quarter", 3, "" },
    { "every 2 years", 24, "" },
    { " every  6 months", 0, "two spaces are another word" },
    { "every 1 month", 1, "" },
    { "every 12 months, with the residents", 0, "more than it says here" },
    { "after the elections", 0, "" },
    { "every 0 months", 0, "never is no time" },
    { "every 1201 months", 0, "more than a hundred years" },
    { "every 100 years", 1200, "" },
    { "every 3 weeks", 0, "not counted in months" },
    { "yearly", 0, "" },
    { "", 0, "" },
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        int months = 0;
        bool is_read = review_months(str_from(WORDS[i].words), &months);
        if (is_read != (WORDS[i].months > 0) || months != WORDS[i].months)
            fail_msg("'%s': %d (%s)", WORDS[i].words, months, WORDS[i].note);
    }
}

static const struct {
    const char *from;
    int months;
    const char *day, *next, *note;
} NEXT[] = {
    { "2026-01-01", 12, "2026-01-01", "2027-01-01", "its first day is no review" },
    { "2026-01-01", 12, "2027-01-01", "2027-01-01", "on the day itself" },
    { "2026-01-01", 12, "2027-01-02", "2028-01-01", "" },
    { "2024-02-29", 12, "2025-01-01", "2025-02-28", "a day that year does not have" },
    { "2026-08-31", 6, "2027-01-01", "2027-02-28", "" },
    { "2026-08-31", 6, "2027-03-01", "2027-08-31", "counted from the first day, not from the one before" },
};

static void test_next(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof NEXT / sizeof *NEXT; i++) {
        date from, day, next;
        assert_true(date_parse(str_from(NEXT[i].from), &from) && date_parse(str_from(NEXT[i].day), &day) &&
                    date_parse(str_from(NEXT[i].next), &next));
        if (review_next(from, NEXT[i].months, day).day != next.day)
            fail_msg("%s by %d months, %s: not %s (%s)", NEXT[i].from, NEXT[i].months, NEXT[i].day,
                     NEXT[i].next, NEXT[i].note);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
