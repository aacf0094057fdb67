// The canonical form of whole documents: order, blank lines, prose byte for byte, and that formatting what was
// formatted changes nothing and means the same.
#include "parsing.h"

#include "base/file.h"
#include "document/compare.h"

#include <stdlib.h>

static str written(struct parsed *p)
{
    p->text.n = 0;
    document_write(&p->text, p->document);
    return buffer_str(&p->text);
}

static void test_layout(void **state)
{
    static const struct {
        const char *text, *expected, *note;
    } rows[] = {
        { "# Charter: T\n- Between: a; b\n- In force: from 1 April 2026\n",
          "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n",
          "a blank line before the header" },
        { "# Charter: T\n\nProse first.\n- In force: from 1 April 2026\n- Between: a; b\nProse last.\n\n\n",
          "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n\nProse first.\n\nProse last.\n",
          "fields first, in the order of the table; prose joined by one blank line" },
        { "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n\n## Standard S1: One\n- Service: litter\n"
          "- Provider: a\n* a bullet of prose  \n* another\t\n\n### Heading\n  - nested\n\n```\n- Provider: code\n"
          "```\n",
          "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n\n## Standard S1: One\n- Provider: a\n"
          "- Service: litter\n\n* a bullet of prose\n* another\n\n### Heading\n  - nested\n\n```\n- Provider: code\n"
          "```\n",
          "prose keeps every byte but trailing spaces" },
        { "\xEF\xBB\xBF# Charter: Ŵy’r \xD8\xA7\xD8\xB1\xD8\xAF\xD9\x88 ząb\r\n\r\n- Between: a; b\r\n"
          "- In force: from 1 April 2026\r\n\r\nMae’n\xC2\xA0"
          "hir — “geiriau”.\tTab\r\n",
          "# Charter: Ŵy’r \xD8\xA7\xD8\xB1\xD8\xAF\xD9\x88 ząb\n\n- Between: a; b\n"
          "- In force: from 1 April 2026\n\nMae’n\xC2\xA0"
          "hir — “geiriau”.\tTab\n",
          "Welsh, Urdu and Polish; quotes, tabs and no-break spaces of prose stay" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_text(rows[i].text);
        if (p.diagnostics.errors)
            fail_msg("%s: %.*s", rows[i].note, STR_ARGS(p.diagnostics.at[0].text));
        if (!str_equal(written(&p), str_from(rows[i].expected)))
            fail_msg("%s: got\n%.*s", rows[i].note, STR_ARGS(written(&p)));
        parsed_close(&p);
    }
}

// Formatted, parsed and formatted again: the same bytes, and no change that compare would see.
static void round_trip(const char *name, str bytes)
{
    struct parsed first = parse_bytes(bytes);
    if (first.diagnostics.errors)
        fail_msg("%s: %.*s", name, STR_ARGS(first.diagnostics.at[0].text));
    struct parsed second = parse_bytes(written(&first));
    struct changes changes;
    assert_int_equal(second.diagnostics.errors, 0);
    if (!str_equal(written(&first), written(&second)))
        fail_msg("%s: formatting it again changes it", name);
    assert_int_equal(document_compare(&first.ctx, first.document, second.document, &changes), OK);
    if (changes.n)
        fail_msg("%s: %.*s", name, STR_ARGS(changes.at[0].words));
    parsed_close(&second);
    parsed_close(&first);
}

static void test_documents_that_ship(void **state)
{
    static const char *const names[] = {
        "docs/language_examples/charter_kinds.md",
        "docs/language_examples/forty_standards.md",
        "docs/language_examples/redress_tariffs.md",
        "docs/language_examples/right_to_repair.md",
        "library/examples/baltimore.md",
        "library/examples/harcaster-streets.md",
    };
    const char *source = getenv("WARDMOTE_SOURCE");
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ctx ctx = { .arena = arena_open(16 << 20) };
        char path[1024];
        str bytes;
        snprintf(path, sizeof path, "%s/%s", source ? source : ".", names[i]);
        assert_int_equal(file_read(&ctx, path, DOCUMENT_BYTES_MAX, &bytes), OK);
        round_trip(names[i], bytes);
        arena_close(ctx.arena);
    }
}

// A field that can't be read is written as it stands, so that nothing a person typed is lost.
static void test_bad_fields_are_kept(void **state)
{
    (void)state;
    struct parsed p = parse_line("Standard", "- Clock: from report to completion, within 24hrs");
    assert_int_equal(p.diagnostics.errors, 1);
    assert_non_null(
        strstr(str_c(p.ctx.arena, written(&p)), "- Clock: from report to completion, within 24hrs\n"));
    parsed_close(&p);
}

static void test_working_hours_of_hours(void **state)
{
    static const struct {
        const char *line, *expected;
    } rows[] = {
        { "- Hours: Monday to Friday 9am to 5pm, Saturday 10:00 to 13:00",
          "Monday to Friday 09:00 to 17:00; Saturday 10:00 to 13:00" },
        { "- Hours: every day all day", "Monday to Sunday all day" },
        { "- Hours: Friday 22:00 to 06:00; Sunday closed", "Friday 22:00 to 06:00; Sunday closed" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_line("Standard", rows[i].line);
        str expected = str_format(p.ctx.arena, "- Hours: %s\n", rows[i].expected);
        assert_int_equal(p.diagnostics.errors, 0);
        assert_non_null(strstr(str_c(p.ctx.arena, written(&p)), expected.at));
        parsed_close(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_documents_that_ship),
        cmocka_unit_test(test_bad_fields_are_kept),
        cmocka_unit_test(test_working_hours_of_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
