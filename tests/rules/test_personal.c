// Personal details in what people write: what is covered, and what is not.
#include "rules/personal.h"

#include "rules/email.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *covered; // NULL: nothing is
} ROWS[] = {
    { "Bins not emptied, mail me at ada.l+bins@example.co.uk.",
      "Bins not emptied, mail me at [e-mail address]." },
    { "ADA@EXAMPLE.ORG", "[e-mail address]" },
    { "meet @ the park. see you", NULL },
    { "a@b is no address", NULL },
    { "ring 01632 960 123 after six", "ring [telephone number] after six" },
    { "ring (01632) 960123, or 07700-900 456!", "ring [telephone number], or [telephone number]!" },
    { "+44 7700 900456", "[telephone number]" },
    { "0044 7700 900456", "[telephone number]" },
    { "+1 (202) 555-0143 is mine", "[telephone number] is mine" },
    { "it costs 10000 a year", NULL },
    { "since 01/02/2026 at 09:30", NULL },
    { "reference 0123456", NULL },
    { "case 4711-2026-0815", NULL },
    { "lamp 0047110815123456789", NULL }, // too long to be rung
    { "white van AB12 CDE outside", "white van [number plate] outside" },
    { "ab12cde dumped", "[number plate] dumped" },
    { "F123 XYZ and ABC 123D", "[number plate] and [number plate]" },
    { "at 12 the lamp", NULL },
    { "it is 12 low", NULL },
    { "flat B12 3AB is a postcode's end", NULL },
    { "ZZ1 1AA and ZZ11 1AB stay", NULL },
    { "my number QQ 12 34 56 C", "my number [National Insurance number]" },
    { "qq123456c", "[National Insurance number]" },
    { "card 4111 1111 1111 1111 found", "card [card number] found" },
    { "card 4111 1111 1111 1112 found", NULL }, // its check digit is wrong
    { "Mr Smith at number 4 burns rubbish", "[name] at number 4 burns rubbish" },
    { "ask mrs O'Brien-Jones.", "ask [name]." },
    { "Dr. Ada King Noel Byron said so", "[name] Byron said so" },
    { "miss the bus", NULL },
    { "Mr whippy van", NULL },
    { "Hello my name is Ada Lovelace, the bin is full", "Hello my name is [name], the bin is full" },
    { "fy enw i yw Si\xC3\xA2n Jones", "fy enw i yw [name]" },
    { "my name is on the list", NULL },
    { "12 High Street, Harcaster", NULL },
    { "the wall of my house at 14 Foundry Lane, Aldermoor",
      "the wall of my house at [home address], Aldermoor" },
    { "I live at flat 3, 14a Foundry Lane and it smells", "I live at [home address] and it smells" },
    { "we live at number 9 by the bridge", "we live at [home address] by the bridge" },
    { "My address is 7 mill road", "My address is [home address] mill road" },
    { "my house is 200 metres away", NULL },
    { "I live at the corner of Mill Road", NULL },
    { "opposite 14 Foundry Lane", NULL },
    { "my house is cold", NULL },
    { "", NULL },
};

static void test_rows(void **state)
{
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 22) };
        const char *wanted = ROWS[i].covered ? ROWS[i].covered : ROWS[i].text;
        str covered;
        assert_int_equal(personal_cover(&ctx, str_from(ROWS[i].text), &covered), OK);
        if (!str_equal(covered, str_from(wanted)) && ++failed)
            print_error("'%s': '%.*s', not '%s'\n", ROWS[i].text, STR_ARGS(covered), wanted);
        arena_close(ctx.arena);
    }
    assert_int_equal(failed, 0);
}

// What somebody meant who typed an e-mail address with a slip; and what is left as it is.
static const struct {
    const char *typed, *meant; // "": nothing
} SLIPS[] = {
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

static void test_email_meant(void **state)
{
    struct arena *arena = arena_open(1 << 16);
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof SLIPS / sizeof *SLIPS; i++) {
        str meant = email_meant(arena, str_from(SLIPS[i].typed));
        if (str_equal(meant, str_from(SLIPS[i].meant)))
            continue;
        print_error("%s: '%.*s', not '%s'\n", SLIPS[i].typed, STR_ARGS(meant), SLIPS[i].meant);
        failed++;
    }
    assert_int_equal(failed, 0);
    arena_close(arena);
}

static void test_email_end(void **state)
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_email_meant),
                                        cmocka_unit_test(test_email_end) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
