// RFC 4180 and what real files make of it: each row as its values, or its fault.
#include "base/buffer.h"
#include "format/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

static const char *const FAULTS[] = {
    [CSV_QUOTE_OPEN] = "quote open", [CSV_QUOTE_TEXT] = "quote text", [CSV_TOO_LONG] = "too long",
        [CSV_TOO_MANY] = "too many",
};

// expected: "row:value|value" and a line end for each row.
static const struct {
    const char *text, *expected, *note;
    char delimiter;
} FILES[] = {
    { "a,b\n1,2\n", "1:a|b\n2:1|2\n", "plain", ',' },
    { "a,b\r\n1,2\r\n", "1:a|b\n2:1|2\n", "CRLF", ',' },
    { "a,b\r1,2", "1:a|b\n2:1|2\n", "CR alone", ',' },
    { "\xEF\xBB\xBF""a,b\n", "1:a|b\n", "a byte order mark", ',' },
    { "a,b\n1,2", "1:a|b\n2:1|2\n", "no line end at the end", ',' },
    { "a;b\n1,5;2\n", "1:a|b\n2:1,5|2\n", "semicolons", ';' },
    { "a\tb\n\t\n", "1:a|b\n2:|\n", "tabs; a row of empty values is not blank", '\t' },
    { "a,,c\n,,\n", "1:a||c\n2:||\n", "empty values", ',' },
    { "a\n\n  \nb\n", "1:a\n4:b\n", "blank lines are passed over and counted", ',' },
    { "\"a,1\",b\n", "1:a,1|b\n", "a delimiter inside quotes", ',' },
    { "\"a\nb\",c\n\"d\r\ne\"\nf\n", "1:a\nb|c\n2:d\r\ne\n3:f\n", "line ends inside quotes", ',' },
    { "\"say \"\"so\"\"\",\"\"\"\"\n", "1:say \"so\"|\"\n", "doubled quotes", ',' },
    { "\"\",\"\"\n", "1:|\n", "empty quotes", ',' },
    { "5\" pipe,b\n", "1:5\" pipe|b\n", "a quote in the middle is a character", ',' },
    { "a,\"b\"\r\n", "1:a|b\n", "a quote before CRLF", ',' },
    { "\"a\",b\r\nc,\"d\",e\r\n", "1:a|b\n2:c|d|e\n", "CRLF behind a plain value in a row with quotes", ',' },
    { "\"a\"x,b\nc,d\n", "1:! quote text\n2:c|d\n", "text behind a closing quote", ',' },
    { "\"a\" ,b\nc,d\n", "1:! quote text\n2:c|d\n", "even a space", ',' },
    { "a,\"b\nc,d\ne,f\n", "1:! quote open\n2:c|d\n3:e|f\n", "a quote that is never closed costs its own line", ',' },
    { "a,b\n\"c", "1:a|b\n2:! quote open\n", "cut inside quotes", ',' },
    { "\"", "1:! quote open\n", "a quote alone", ',' },
    { "\"\"\"", "1:! quote open\n", "three quotes", ',' },
    { "", "", "nothing", ',' },
    { "\n\n", "", "only line ends", ',' },
};

static void rows_words(struct arena *arena, struct csv *csv, struct buffer *out)
{
    while (csv_next(csv)) {
        buffer_print(out, "%lld:", (long long)csv->row);
        for (size_t i = 0; !csv->fault && i < csv->n; i++) {
            if (i)
                buffer_byte(out, '|');
            buffer_add(out, csv_field_value(arena, csv->fields[i]));
        }
        buffer_print(out, "%s%s\n", csv->fault ? "! " : "", csv->fault ? FAULTS[csv->fault] : "");
    }
}

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct buffer out = buffer_open(1 << 16);
        struct csv csv;
        assert_int_equal(csv_open(&ctx, str_from(FILES[i].text), FILES[i].delimiter, &csv), OK);
        rows_words(ctx.arena, &csv, &out);
        if (!str_equal(buffer_str(&out), str_from(FILES[i].expected)))
            fail_msg("%s: '%.*s'", FILES[i].note, STR_ARGS(buffer_str(&out)));
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

// What a file of `n` bytes, all `fill` but for its beginning, gives.
static enum csv_fault first_fault(const char *start, char fill, size_t n, int64_t *rows)
{
    struct ctx ctx = { .arena = arena_open((size_t)8 << 20) };
    char *bytes = arena_alloc(ctx.arena, n, 1);
    struct csv csv;
    assert_non_null(bytes);
    memset(bytes, fill, n);
    memcpy(bytes, start, strlen(start));
    bytes[n - 2] = '\n';
    bytes[n - 1] = 'z';
    assert_int_equal(csv_open(&ctx, (str){ bytes, n }, ',', &csv), OK);
    enum csv_fault fault = CSV_OK;
    for (*rows = 0; csv_next(&csv); ++*rows)
        fault = *rows == 0 ? csv.fault : fault;
    arena_close(ctx.arena);
    return fault;
}

static void test_limits(void **state)
{
    (void)state;
    int64_t rows;
    assert_int_equal(first_fault("a,", 'x', CSV_FIELD_MAX + 5, &rows), CSV_TOO_LONG); // "a,", the value, "\nz"
    assert_int_equal(rows, 2);
    assert_int_equal(first_fault("a,", 'x', CSV_FIELD_MAX + 4, &rows), CSV_OK);
    assert_int_equal(first_fault("a,\"", 'x', CSV_FIELD_MAX + 100, &rows), CSV_QUOTE_OPEN);
    assert_int_equal(rows, 2);
    assert_int_equal(first_fault("a", ',', CSV_FIELDS_MAX + 100, &rows), CSV_TOO_MANY);
    assert_int_equal(rows, 2);
}

// A row whose last value may have been cut is marked, so that the reader can say the file is not whole.
static void test_cut(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct csv csv;
    assert_int_equal(csv_open(&ctx, STR("a,b\nc\nd"), ',', &csv), OK);
    assert_true(csv_next(&csv) && !csv.is_cut);
    assert_true(csv_next(&csv) && !csv.is_cut);
    assert_true(csv_next(&csv) && csv.is_cut);
    assert_false(csv_next(&csv));
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
