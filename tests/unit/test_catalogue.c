// The catalogue of words: found, not found, by number; and that its rule of plurals is the one its file states.
#include "base/catalogue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_texts(void **state)
{
    (void)state;
    assert_true(str_equal(catalogue_text(LANGUAGE_EN, "January"), STR("January")));
    assert_true(str_equal(catalogue_text(LANGUAGE_CY, "January"), STR("Ionawr")));
    assert_true(str_equal(catalogue_text(LANGUAGE_CY, "no such words"), STR("no such words")));
    assert_true(str_equal(catalogue_text(LANGUAGE_CY, ""), STR("")));
    assert_true(str_equal(catalogue_text(LANGUAGE_CY, "~"), STR("~"))); // behind the last
}

static void test_counts(void **state)
{
    static const struct {
        int64_t n;
        const char *english, *welsh;
    } rows[] = {
        { 0, "%1$s years", "%1$s mlynedd" },   { 1, "%1$s year", "%1$s flwyddyn" },
        { 2, "%1$s years", "%1$s flynedd" },   { 3, "%1$s years", "%1$s blynedd" },
        { 4, "%1$s years", "%1$s mlynedd" },   { 6, "%1$s years", "%1$s blynedd" },
        { 100, "%1$s years", "%1$s mlynedd" }, { 1000000000000, "%1$s years", "%1$s mlynedd" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str english = catalogue_count(LANGUAGE_EN, rows[i].n, "%1$s year", "%1$s years");
        str welsh = catalogue_count(LANGUAGE_CY, rows[i].n, "%1$s year", "%1$s years");
        assert_true(str_equal(english, str_from(rows[i].english)));
        assert_true(str_equal(welsh, str_from(rows[i].welsh)));
    }
    assert_true(str_equal(catalogue_count(LANGUAGE_CY, 2, "no such", "no such ones"), STR("no such ones")));
}

static void test_languages(void **state)
{
    enum language language = LANGUAGE_EN;
    (void)state;
    assert_true(language_parse(STR("cy"), &language));
    assert_int_equal(language, LANGUAGE_CY);
    assert_true(str_equal(language_code(language), STR("cy")));
    assert_true(str_equal(language_name(language), STR("Cymraeg")));
    assert_false(language_parse(STR("fr"), &language));
    assert_false(language_parse(STR(""), &language));
    assert_int_equal(language, LANGUAGE_CY);
}

// The rule is written twice, in C and in the file, for tools that read the file.
static void test_plural_rule(void **state)
{
    str head = catalogue_head(LANGUAGE_CY);
    str rule = STR(
        "Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;\n");
    (void)state;
    assert_true(str_find(head, rule) < head.n);
    for (int64_t n = 0; n < 200; n++)
        assert_int_equal(language_plural(LANGUAGE_CY, n),
                         n == 0       ? 0
                             : n == 1 ? 1
                             : n == 2 ? 2
                             : n == 3 ? 3
                             : n == 6 ? 4
                                      : 5);
    assert_int_equal(catalogue_head(LANGUAGE_EN).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_plural_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
