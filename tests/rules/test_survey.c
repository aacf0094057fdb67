// Grades of places and the score of NI 195, worked by hand.
#include "rules/survey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_score(void **state)
{
    (void)state;
    struct survey s = { 0 };
    assert_int_equal(survey_score_tenths(&s), -1);
    static const char *const seen[] = { "A", "b+", "B", "B", "B-", "B-", "C", "C-", "D", "A" };
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        survey_add(&s, grade_find(str_from(seen[i])), i < 3 ? grade_find(STR("B")) : -1);
    assert_int_equal(s.places, 10);
    assert_int_equal(survey_at(&s, grade_find(STR("B"))), 5);
    assert_int_equal(survey_score_tenths(&s), 400); // 100 x (3 + 2/2) / 10
    assert_int_equal(s.both, 3);
    assert_int_equal(s.agreed, 1);
    struct survey third = { 0 };
    survey_add(&third, grade_find(STR("B-")), -1);
    survey_add(&third, 0, -1);
    survey_add(&third, 0, -1);
    assert_int_equal(survey_score_tenths(&third), 167); // 100 x 0.5 / 3 = 16.67
}

static void test_grades(void **state)
{
    static const char *const none[] = { "", "E", "A-", "A+", "D+", "D-", "B--", "4", "B minus" };
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(grade_find(str_from(none[i])), -1);
    assert_int_equal(grade_find(STR("D")), GRADES - 1);
    assert_string_equal(grade_words(3), "B-");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_score), cmocka_unit_test(test_grades) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
