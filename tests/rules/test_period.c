// Periods: where rows begin and end, clipped to the time in force; rolling windows.
#include "document/parse.h"
#include "rules/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct {
    const char *in_force, *header, *target; // header: more lines
    const char *as_of;
    const char *expected; // the rows, first to last
    const char *note;
} ROWS[] = {
    { "1 April 2025 to 31 March 2026", "", "each quarter", "2025-12-31",
      "2025-04-01..2025-06-30 2025-07-01..2025-09-30 2025-10-01..2025-12-31", "calendar quarters" },
    { "15 May 2025 to 20 August 2025", "", "each quarter", "2026-12-31",
      "2025-05-15..2025-06-30 2025-07-01..2025-08-20", "clipped at both ends" },
    { "1 April 2025 to 31 March 2028", "", "each quarter", "2025-04-01", "2025-04-01..2025-06-30",
      "a period that has begun today" },
    { "1 April 2025 to 31 March 2028", "", "each quarter", "2025-03-31", "", "none before the first day" },
    { "1 April 2025 to 31 March 2028", "", "", "2025-07-01", "2025-04-01..2025-06-30 2025-07-01..2025-09-30",
      "the quarter is usual" },
    { "1 April 2025 to 31 March 2028", "- Period: month\n", "", "2025-05-01",
      "2025-04-01..2025-04-30 2025-05-01..2025-05-31", "the header's period" },
    { "1 April 2025 to 31 March 2028", "- Period: month\n", "each year", "2025-05-01",
      "2025-04-01..2025-12-31", "the target's period comes first" },
    { "1 April 2025 to 31 March 2028", "- Year starts: 1 April\n", "each year", "2026-04-01",
      "2025-04-01..2026-03-31 2026-04-01..2027-03-31", "the document's year" },
    { "1 January 2025 to 31 March 2028", "", "each financial year", "2025-04-01",
      "2025-01-01..2025-03-31 2025-04-01..2026-03-31", "financial years" },
    { "1 April 2025 to 31 March 2028", "- Year starts: 1 April\n", "each year\n- Year starts: 1 July",
      "2025-07-01", "2025-04-01..2025-06-30 2025-07-01..2026-06-30", "the clause's own year comes first" },
    { "1 April 2025 to 31 March 2028", "- Year starts: 1 April\n", "each 4 months", "2026-04-01",
      "2025-04-01..2025-07-31 2025-08-01..2025-11-30 2025-12-01..2026-03-31 2026-04-01..2026-07-31",
      "several months start with the year" },
    { "1 April 2025 to 31 March 2028", "", "each week", "2025-04-14",
      "2025-04-01..2025-04-06 2025-04-07..2025-04-13 2025-04-14..2025-04-20", "weeks start on Monday" },
    { "1 April 2025 to 31 March 2028", "", "each 2 weeks", "2025-04-14",
      "2025-04-01..2025-04-13 2025-04-14..2025-04-27", "two weeks at a time" },
    { "1 April 2025 to 31 March 2028", "", "each document", "2025-04-14", "2025-04-01..2028-03-31",
      "the whole document" },
    { "from 1 April 2025", "", "each document", "2025-04-14", "2025-04-01..", "without an end" },
    { "1 April 2025 to 31 March 2028", "", "over the last 4 quarters", "2026-04-01",
      "2025-04-01..2026-03-31 2025-07-01..2026-06-30", "a row for each unit once the window is full" },
    { "1 April 2025 to 31 March 2028", "", "over the last 4 quarters", "2025-12-31", "",
      "no row before it is full" },
    { "2 April 2025 to 31 March 2028", "", "over the last 2 quarters", "2025-10-01", "2025-07-01..2025-12-31",
      "a clipped quarter fills no window" },
    { "1 January 2025 to 31 March 2028", "", "in any 12 months", "2026-01-01",
      "2025-01-01..2025-12-31 2025-02-01..2026-01-31", "any twelve months" },
};

static result rows_of(struct ctx *ctx, const char *text, const char *as_of, struct buffer *out)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    struct promise promise;
    struct periods periods;
    static const struct shape shape;
    date day;
    assert_true(date_parse(str_from(as_of), &day));
    assert_int_equal(document_parse(ctx, STR("test.md"), str_from(text), &diagnostics, &document), OK);
    if (diagnostics.errors)
        fail_msg("%s: %.*s", text, STR_ARGS(diagnostics.at[0].text));
    assert_int_equal(promise_build(ctx, document, &document->clauses.at[0], &shape, &promise), OK);
    assert_int_equal(zone_load(ctx, STR("Europe/London"), &promise.timing.zone), OK);
    result e = periods_build(ctx, &promise, clause_period(document, promise.clause),
                             as_of_day(promise.timing.zone, day), &periods);
    for (size_t i = periods.first_row; !e && i < periods.units.n; i++) {
        struct span span = periods_row(&periods, i);
        buffer_add(out, out->n ? STR(" ") : STR(""));
        date_write(out, span.from);
        buffer_add(out, STR(".."));
        date_write(out, span.to);
    }
    return e;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct ctx ctx = { .arena = arena_open(16 << 20) };
        struct buffer out = buffer_open(1 << 16);
        str target = *ROWS[i].target ? str_format(ctx.arena, "- Target: at least 90%% %s\n", ROWS[i].target)
                                     : STR("");
        str text = str_format(
            ctx.arena,
            "# Charter: Test\n\n- Between: the council; the residents\n- In force: %s\n- Calendar: "
            "england-and-wales\n%s\n"
            "## Standard S1: Test\n- Provider: the council\n- Service: litter\n- Clock: within 1 day\n%.*s",
            ROWS[i].in_force, ROWS[i].header, STR_ARGS(target));
        assert_int_equal(rows_of(&ctx, text.at, ROWS[i].as_of, &out), OK);
        if (!str_equal(buffer_str(&out), str_from(ROWS[i].expected)))
            fail_msg("%s: got %.*s, expected %s", ROWS[i].note, STR_ARGS(buffer_str(&out)), ROWS[i].expected);
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

static void test_too_many(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(64 << 20) };
    struct buffer out = buffer_open(1 << 16);
    result e = rows_of(
        &ctx,
        "# Charter: Test\n\n- Between: the council; the residents\n- In force: from 1 January 1000\n- Calendar: "
        "england-and-wales\n\n"
        "## Standard S1: Test\n- Provider: the council\n- Service: litter\n- Clock: within 1 day\n- Target: at "
        "least 90% each day\n",
        "2026-01-01", &out);
    assert_int_equal(e, ERR_LIMIT);
    assert_string_equal(ctx.error.text, "clause S1 has more than 100000 periods: give it a longer period");
    buffer_close(&out);
    arena_close(ctx.arena);
}

static void test_find(void **state)
{
    (void)state;
    struct span spans[] = { { { 10 }, { 19 } }, { { 20 }, { 29 } }, { { 30 }, DATE_NONE } };
    struct periods periods = { .units = { spans, 3, 3 }, .window = 1 };
    static const int rows[][2] = { { 9, -1 }, { 10, 0 }, { 19, 0 },   { 20, 1 },
                                   { 29, 1 }, { 30, 2 }, { 90000, 2 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(periods_find(&periods, (date){ rows[i][0] }), rows[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
