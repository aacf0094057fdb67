// A template and values as plain text and as HTML; and how long a text message is.
#include "format/short_text.h"
#include "format/writing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct filled {
    struct ctx ctx;
    struct writing writing;
    result e;
};

static struct filled fill(const char *template)
{
    struct filled f = { .ctx = { .arena = arena_open(1 << 20) } };
    struct writing_values values = { 0 };
    const struct {
        const char *name, *value;
    } given[] = {
        { "reference", "A-1" },
        { "name", "" },
        { "due", "" },
        { "words", " We came.\nIt was {gone} & [a](b) <b>.\n" },
        { "link", "https://example.org/r/abc?a=1&b=2" },
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        assert_int_equal(writing_value_add(&f.ctx, &values, given[i].name, str_from(given[i].value)), OK);
    f.e = writing_fill(&f.ctx, STR("test"), str_from(template), &values, &f.writing);
    return f;
}

static const char TEMPLATE[] = "Subject: About {reference}\nText: {reference}: {link}\n\n"
                               "Dear {name|neighbour},\n\n\n"
                               "It is due by {due}.\n\n"
                               "They said:\n\n"
                               "> {words}\n\n"
                               "## What next\n\n"
                               "- wait\n- until {due}\n- or ask\n\n"
                               "[See it]({link})\n\n"
                               "[Never]({due})\n\n"
                               "Two lines\nof one.\n";

static void test_text(void **state)
{
    struct filled f = fill(TEMPLATE);
    struct buffer out = buffer_open(1 << 16);
    (void)state;
    assert_int_equal(f.e, OK);
    writing_text(&f.writing, &out);
    buffer_byte(&out, 0);
    assert_string_equal(out.at,
                        "Dear neighbour,\n\n"
                        "They said:\n\n"
                        "    We came.\n    It was {gone} & [a](b) <b>.\n\n"
                        "What next\n\n"
                        "- wait\n- or ask\n\n"
                        "See it:\nhttps://example.org/r/abc?a=1&b=2\n\n"
                        "Two lines\nof one.\n");
    assert_true(str_equal(f.writing.subject, STR("About A-1")));
    assert_true(str_equal(f.writing.brief, STR("A-1: https://example.org/r/abc?a=1&b=2")));
    buffer_close(&out);
    arena_close(f.ctx.arena);
}

static void test_html(void **state)
{
    struct filled f = fill(
        "Subject: About {reference}\n\n> {words}\n\n- one\n- two\n\n[See \"it\"]({link})\n\n[No](javascript:x)\n");
    struct buffer out = buffer_open(1 << 16);
    (void)state;
    assert_int_equal(f.e, OK);
    writing_html(&f.writing, STR("cy"), &out);
    buffer_byte(&out, 0);
    assert_string_equal(
        out.at,
        "<!DOCTYPE html>\n<html lang=\"cy\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>About A-1</title>\n</head>\n"
        "<body style=\"margin:0;padding:20px;color:#0b0c0c;background:#ffffff;"
        "font:17px/1.5 Arial,Helvetica,sans-serif\">\n"
        "<div style=\"max-width:600px\">\n"
        "<blockquote style=\"margin:0 0 20px;padding:0 0 0 14px;border-left:6px solid #b1b4b6\">We came.<br>\n"
        "It was {gone} &amp; [a](b) &lt;b&gt;.</blockquote>\n"
        "<ul style=\"margin:0 0 20px;padding:0 0 0 20px\">\n"
        "<li style=\"margin:0 0 8px\">one</li>\n<li style=\"margin:0 0 8px\">two</li>\n</ul>\n"
        "<p style=\"margin:0 0 20px\"><a style=\"display:inline-block;padding:10px 16px;background:#14404a;"
        "color:#ffffff;font-weight:bold\" href=\"https://example.org/r/abc?a=1&amp;b=2\">See &quot;it&quot;</a></p>\n"
        "<p style=\"margin:0 0 20px\">No: javascript:x</p>\n"
        "</div>\n</body>\n</html>\n");
    buffer_close(&out);
    arena_close(f.ctx.arena);
}

static void test_faults(void **state)
{
    static const struct {
        const char *template, *text;
        int line;
    } rows[] = {
        { "Subject: A\n\nDear {nobody}\n",
          "'nobody' is no name that this message knows", 3 },
        { "Subject: A\n\nDear {name\n", "'{name' has no '}' behind it", 3 },
        { "Text: a\n\nDear\n", "'test' has no 'Subject: ...' that stands for something at its head", 2 },
        { "Subject: A\nDear\n",
          "'Dear' is neither 'Subject: ...' nor 'Text: ...': an empty line ends the head", 2 },
        { "", "'test' has no 'Subject: ...' that stands for something at its head", 1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct filled f = fill(rows[i].template);
        assert_int_equal(f.e, ERR_INPUT);
        assert_string_equal(f.ctx.error.text, rows[i].text);
        assert_string_equal(f.ctx.error.source, "test");
        assert_int_equal(f.ctx.error.place.line, rows[i].line);
        arena_close(f.ctx.arena);
    }
}

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define HUNDRED FIFTY FIFTY

static void test_sizes(void **state)
{
    static const struct {
        const char *text;
        bool is_gsm;
        int units, parts;
    } rows[] = {
        { "", true, 0, 1 },
        { "Report A-1: £5 @ home, déjà", true, 27, 1 },
        { "Report A-1: dâr", false, 15, 1 },
        { "Report A-1: £5 @ home, à", true, 24, 1 },
        { "[€]", true, 6, 1 },
        { HUNDRED FIFTY TEN, true, 160, 1 },
        { HUNDRED FIFTY TEN "1", true, 161, 2 },
        { HUNDRED HUNDRED HUNDRED "123456", true, 306, 2 },
        { HUNDRED HUNDRED HUNDRED "1234567", true, 307, 3 },
        { FIFTY TEN "123456789ŵ", false, 70, 1 },
        { FIFTY TEN TEN "ŵ", false, 71, 2 },
        { "\xF0\x9F\x98\x80", false, 2, 1 },
        { "a\\b", true, 4, 1 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct short_size size = short_text_size(str_from(rows[i].text));
        if (size.is_gsm != rows[i].is_gsm || size.units != rows[i].units || size.parts != rows[i].parts)
            fail_msg("'%s': %d %d %d", rows[i].text, size.is_gsm, size.units, size.parts);
    }
}

static void test_plain(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 16) };
    (void)state;
    str plain = short_text_plain(&ctx, STR(" ‘It’s “gone” – at last…’\r\nYes "));
    assert_true(str_equal(plain, STR("'It's \"gone\" - at last...' Yes")));
    assert_true(short_text_size(plain).is_gsm);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),  cmocka_unit_test(test_html),  cmocka_unit_test(test_faults),
        cmocka_unit_test(test_sizes), cmocka_unit_test(test_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
