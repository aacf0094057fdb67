// What views write values with: each place's escaping, and links that lead nowhere else.
#include "web/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_written(struct buffer *out, const char *expected)
{
    assert_int_equal(out->n, strlen(expected));
    assert_memory_equal(out->at ? out->at : "", expected, out->n);
    buffer_close(out);
    *out = buffer_open(10000);
}

static void test_text(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        const char *expected;
    } rows[] = {
        { "plain", 5, "plain" },
        { "<b>&\"'", 6, "&lt;b&gt;&amp;&quot;&#39;" },
        { "Glân a’r", 11, "Glân a’r" },
        { "a\tb\nc", 5, "a\tb\nc" },
        { "a\x01\x7f\x1b[31mb", 9, "a[31mb" },
        { "a\0b", 3, "ab" },
        { "\xff\xc3", 2, "\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xc3\xa2", 2, "\xc3\xa2" },
        { "\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "", 0, "" },
    };
    struct buffer out = buffer_open(10000);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        html_text(&out, (str){ rows[i].text, rows[i].n });
        assert_written(&out, rows[i].expected);
        html_attribute(&out, (str){ rows[i].text, rows[i].n });
        assert_written(&out, rows[i].expected);
    }
    html_text_c(&out, NULL);
    assert_written(&out, "");
    buffer_close(&out);
}

static void test_links(void **state)
{
    static const struct {
        const char *url, *expected;
    } rows[] = {
        { "/areas/x?a=1&b=2", "/areas/x?a=1&amp;b=2" },
        { "#top", "#top" },
        { "?page=2", "?page=2" },
        { "https://example.org/", "https://example.org/" },
        { "mailto:a@b.example", "mailto:a@b.example" },
        { "otpauth://totp/a:b?secret=C", "otpauth://totp/a:b?secret=C" },
        { "otpauth://hotp/a", "#" },
        { "tel:01632960100", "tel:01632960100" },
        { "javascript:alert(1)", "#" },
        { "JaVaScRiPt:alert(1)", "#" },
        { " javascript:alert(1)", "#" },
        { "data:text/html,x", "#" },
        { "http://example.org/", "#" },
        { "//evil.example/", "#" },
        { "/\\evil.example/", "#" },
        { "vbscript:x", "#" },
        { "", "#" },
    };
    struct buffer out = buffer_open(10000);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        html_url(&out, (struct url){ str_from(rows[i].url) });
        assert_written(&out, rows[i].expected);
    }
    buffer_close(&out);
}

// A form goes to another address than its page's, once.
static void test_form_links(void **state)
{
    static const struct {
        const char *url, *expected;
    } rows[] = {
        { "/work", "/work?sent=1" },
        { "/work?show=late", "/work?show=late&amp;sent=1" },
        { "/work?sent=1", "/work?sent=1" },
        { "javascript:alert(1)", "#" },
    };
    struct buffer out = buffer_open(10000);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        html_form_url(&out, (struct url){ str_from(rows[i].url) });
        assert_written(&out, rows[i].expected);
    }
    buffer_close(&out);
}

static void test_parts(void **state)
{
    struct buffer out = buffer_open(10000);
    struct arena *arena = arena_open(1 << 20);
    (void)state;
    html_url_segment(&out, STR("a b/c?d#e%f\"<é"));
    assert_written(&out, "a%20b%2Fc%3Fd%23e%25f%22%3C%C3%A9");
    html_url_segment(&out, STR(".."));
    assert_written(&out, "~..");
    html_url_segment(&out, STR("~.."));
    assert_written(&out, "~~..");
    html_url_segment(&out, STR("~"));
    assert_written(&out, "~");
    html_url_segment(&out, STR("2026.json"));
    assert_written(&out, "2026%2Ejson");
    html_url_segment(&out, STR(".csv"));
    assert_written(&out, "%2Ecsv");
    html_url_query(&out, STR(".."));
    assert_written(&out, "..");
    html_url_segment(&out, STR(""));
    assert_written(&out, "_");
    html_url_query(&out, STR("a=b&c d+"));
    assert_written(&out, "a%3Db%26c%20d%2B");
    struct url url = url_format(arena, "/areas/%s/reports?page=%d", url_segment(arena, STR("x/../y")), 3);
    html_url(&out, url);
    assert_written(&out, "/areas/x%2F..%2Fy/reports?page=3");
    char letters[3000];
    memset(letters, 'a', sizeof letters);
    url = url_format(arena, "/reports/%s", url_segment(arena, (str){ letters, sizeof letters }));
    assert_int_equal(url.text.n, strlen("/reports/") + sizeof letters);
    arena_close(arena);
    buffer_close(&out);
}

static void test_numbers(void **state)
{
    struct buffer out = buffer_open(10000);
    (void)state;
    html_number(&out, 1234567);
    assert_written(&out, "1,234,567");
    html_number(&out, -1000);
    assert_written(&out, "-1,000");
    html_number(&out, INT64_MIN);
    assert_written(&out, "-9,223,372,036,854,775,808");
    html_count(&out, 1, "case", "cases");
    assert_written(&out, "1 case");
    html_count(&out, 0, "case", "cases");
    assert_written(&out, "0 cases");
    html_date(&out, DATE_NONE);
    assert_written(&out, "");
    html_date(&out, (date){ 20000 });
    assert_written(&out, "4 October 2024");
    html_url_date(&out, (date){ 20000 });
    assert_written(&out, "2024-10-04");
    buffer_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_form_links), cmocka_unit_test(test_parts),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
