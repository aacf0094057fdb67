// What somebody meant who typed an e-mail address with a slip; and what is left as it is.
#include "rules/email.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *typed, *meant; // "": nothing
} ROWS[] = {
    { "ada@gmail.com", "" },
    { "Ada@GMAIL.COM", "" },
    { "ada@gmial.com", "ada@gmail.com" },
    { "ada@gmail.con", "ada@gmail.com" },
    { "ada@gmail.co", "ada@gmail.com" },
    { "ada@gmail", "ada@gmail.com" },
    { "ada@gmai", "ada@gmail.com" },
    { "ada@gmail.", "ada@gmail.com" },
    { "ada@gmail.co.uk", "ada@gmail.com" },
    { "ada@hotmal.co.uk", "ada@hotmail.co.uk" },
    { "ada@hotmial.com", "ada@hotmail.com" },
    { "ada@yaho.co.uk", "ada@yahoo.co.uk" },
    { "ada@outlok.com", "ada@outlook.com" },
    { "ada@iclod.com", "ada@icloud.com" },
    { "ada@btinternet", "ada@btinternet.com" },
    { "ada@virginmeda.com", "ada@virginmedia.com" },
    { "a.b+c@gmial.com", "a.b+c@gmail.com" },
    { "ada@example.org", "" },
    { "ada@harcaster.example", "" },
    { "ada@mail.ru", "" },
    { "ada@gmx.de", "" },
    { "ada@hotmail.fr", "" },
    { "ada@yahoo.fr", "" },
    { "ada@harcaster", "" },
    { "ada@", "" },
    { "ada", "" },
    { "", "" },
};

static void test_meant(void **state)
{
    struct arena *arena = arena_open(1 << 16);
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        str meant = email_meant(arena, str_from(ROWS[i].typed));
        if (str_equal(meant, str_from(ROWS[i].meant)))
            continue;
        print_error("%s: '%.*s', not '%s'\n", ROWS[i].typed, STR_ARGS(meant), ROWS[i].meant);
        failed++;
    }
    assert_int_equal(failed, 0);
    arena_close(arena);
}

static void test_end(void **state)
{
    (void)state;
    assert_true(email_has_no_end(STR("ada@harcaster")));
    assert_true(email_has_no_end(STR("ada@harcaster.")));
    assert_true(email_has_no_end(STR("ada@.org")));
    assert_false(email_has_no_end(STR("ada@example.org")));
    assert_false(email_has_no_end(STR("ada")));
    assert_false(email_has_no_end(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meant),
        cmocka_unit_test(test_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
