// What pages share: how a question, a telephone number and an address for mail become links.
#include "web/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_str(str got, const char *expected)
{
    if (!str_equal(got, str_from(expected)))
        fail_msg("'%.*s', not '%s'", STR_ARGS(got), expected);
}

static void test_telephone(void **state)
{
    static const struct {
        const char *text, *url;
    } rows[] = {
        { "01632 960112", "tel:01632960112" },
        { "+44 1632 960112", "tel:+441632960112" },
        { "+44 (0)1632 960112", "tel:+441632960112" },
        { "(01632) 960-112", "tel:01632960112" },
        { "01632 960112 or 01632 960113", "tel:01632960112" },
        { "01632 960112, 01632 960113", "tel:01632960112" },
        { "01632 960112 / 113", "tel:01632960112" },
        { "01632 960112 ext. 5", "tel:01632960112" },
        { "text 07700 900140", "tel:07700900140" },
        { "textphone: +44 7700 900140 in the evening until 8", "tel:+447700900140" },
        { "01632 960112;phone-context=x", "tel:01632960112" },
        { "ask inside", "tel:" },
        { "", "tel:" },
    };
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(telephone_url(&ctx, str_from(rows[i].text)).text, rows[i].url);
    arena_close(ctx.arena);
}

static void test_email(void **state)
{
    static const struct {
        const char *address, *url;
    } rows[] = {
        { "streets@harcaster.example", "mailto:streets@harcaster.example" },
        { "a+b@c.example", "mailto:a%2Bb@c.example" },
        { "a@b.example?bcc=evil@x.example&body=hello",
          "mailto:a@b.example%3Fbcc%3Devil@x.example%26body%3Dhello" },
        { "a@b.example,evil@x.example", "mailto:a@b.example%2Cevil@x.example" },
    };
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(email_url(&ctx, str_from(rows[i].address)).text, rows[i].url);
    arena_close(ctx.arena);
}

static void test_question(void **state)
{
    static char letters[4000];
    struct request request = { .n_fields = 1 };
    (void)state;
    request.fields[0] = (struct name_value){ STR("q"), STR("  Linden Park ") };
    assert_str(question_of(&request), "Linden Park");
    for (size_t i = 0; i + 1 < sizeof letters; i += 2)
        memcpy(letters + i, "\xc3\xa2", 2);
    request.fields[0].value = (str){ letters, sizeof letters };
    assert_int_equal(question_of(&request).n, 200);
    request.fields[0].value = (str){ letters + 2 - 1, sizeof letters - 1 };
    ((char *)request.fields[0].value.at)[0] = 'x'; // a letter of two bytes lies across the end
    assert_int_equal(question_of(&request).n, 199);
    request.n_fields = 0;
    assert_int_equal(question_of(&request).n, 0);
}

// Markdown of documents: nothing that runs, nothing that is fetched from elsewhere.
static void test_prose(void **state)
{
    static const char *const rows[][2] = {
        { "*kept* and [a page](https://example.org/)",
          "<p><em>kept</em> and <a href=\"https://example.org/\">a page</a></p>\n" },
        { "<script>alert(1)</script>", "<!-- raw HTML omitted -->\n" },
        { "a <b onclick=\"x()\">b</b>", "<p>a <!-- raw HTML omitted -->b<!-- raw HTML omitted --></p>\n" },
        { "[x](javascript:alert(1))", "<p><a href=\"\">x</a></p>\n" },
        { "![a dog](https://example.org/dog.png)", "<p>a dog</p>\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        assert_str(prose_html(&ctx, str_from(rows[i][0])).bytes, rows[i][1]);
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_telephone),
        cmocka_unit_test(test_email),
        cmocka_unit_test(test_question),
        cmocka_unit_test(test_prose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
