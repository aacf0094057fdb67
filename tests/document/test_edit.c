// A clause changed, added, taken out: the whole text that comes of it, and what is refused.
#include "parsing.h"

#include "document/edit.h"

#define HEAD "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n\nOf the whole.\n"
#define ONE "\n## Standard S1: One\n- Provider: a\n- Service: litter\n\nProse of one.\n"
#define TWO "\n## Standard S2: Two\n- Provider: b\n- Service: noise\n"
#define NEW "## Standard S1: Anew\n- Provider: b\n- Service: litter\n"
#define MORE "## Commitment C1: More\n- By: b\n"

static void test_edits(void **state)
{
    static const struct {
        struct edit edit;
        const char *text, *expected, *note;
    } rows[] = {
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT(NEW), { 0 } },
          HEAD ONE TWO,
          HEAD "\n" NEW TWO,
          "one clause is another, and the rest stays" },
        { { EDIT_CHANGE,
            STR_INIT("S2"),
            STR_INIT("## standard S2: Two\n- service: noise;litter\n- provider: b\n"),
            { 0 } },
          HEAD ONE TWO,
          HEAD ONE "\n## Standard S2: Two\n- Provider: b\n- Service: noise; litter\n",
          "written as the rest is" },
        { { EDIT_ADD, STR_INIT("C1"), STR_INIT(MORE), { 0 } },
          HEAD ONE TWO,
          HEAD ONE TWO "\n" MORE,
          "added at the end" },
        { { EDIT_ADD, STR_INIT("C1"), STR_INIT(MORE), STR_INIT("S1") },
          HEAD ONE TWO,
          HEAD ONE "\n" MORE TWO,
          "added behind another" },
        { { EDIT_ADD, STR_INIT("C1"), STR_INIT(MORE), STR_INIT("S9") },
          HEAD ONE,
          HEAD ONE "\n" MORE,
          "added at the end where the other is gone" },
        { { EDIT_ADD, STR_INIT("C1"), STR_INIT(MORE), { 0 } }, HEAD, HEAD "\n" MORE, "the first of all" },
        { { EDIT_REMOVE, STR_INIT("S1"), { 0 }, { 0 } }, HEAD ONE TWO, HEAD TWO, "taken out" },
        { { EDIT_CHANGE,
            { 0 },
            STR_INIT("# Charter: Other\n- Between: a; b\n- In force: from 2 April 2026\n"),
            { 0 } },
          HEAD ONE,
          "# Charter: Other\n\n- Between: a; b\n- In force: from 2 April 2026\n" ONE,
          "the header with the title" },
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT(NEW), { 0 } },
          "# Charter: T\n\n- Between: a; b\n\n## Standard S1: One\n",
          "# Charter: T\n\n- Between: a; b\n\n" NEW,
          "what is missing elsewhere does not hinder" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_text(rows[i].text);
        struct diagnostics found = { .at = NULL };
        struct document *edited;
        result e = document_edit(&p.ctx, p.document, &rows[i].edit, &found, &edited);
        if (e)
            fail_msg("%s: %s", rows[i].note, p.ctx.error.text);
        document_write(&p.text, edited);
        assert_string_equal(str_c(p.ctx.arena, buffer_str(&p.text)), rows[i].expected);
        assert_true(str_equal(edited->text, str_from(rows[i].expected)));
        parsed_close(&p);
    }
    (void)state;
}

static void test_refused(void **state)
{
    static const struct {
        struct edit edit;
        result expected;
        const char *text, *messages;
    } rows[] = {
        { { EDIT_CHANGE, STR_INIT("S7"), STR_INIT(NEW), { 0 } },
          ERR_MISSING,
          "there is no clause S7 any more",
          "" },
        { { EDIT_REMOVE, STR_INIT("S7"), { 0 }, { 0 } }, ERR_MISSING, "there is no clause S7 any more", "" },
        { { EDIT_REMOVE, { 0 }, { 0 }, { 0 } }, ERR_INPUT, "the header can't be taken out", "" },
        { { EDIT_ADD, STR_INIT("S1"), STR_INIT(NEW), { 0 } },
          ERR_CONFLICT,
          "there is a clause S1 already: give the new one another label",
          "" },
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT(MORE), { 0 } },
          ERR_INPUT,
          "this must be the one clause S1, beginning with its heading '## '",
          "" },
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT(NEW "\n" MORE), { 0 } },
          ERR_INPUT,
          "this must be the one clause S1, beginning with its heading '## '",
          "" },
        { { EDIT_CHANGE, STR_INIT("S1"), STR_INIT("- Provider: a\n"), { 0 } },
          ERR_INPUT,
          "this must be the one clause S1, beginning with its heading '## '",
          "" },
        { { EDIT_CHANGE,
            { 0 },
            STR_INIT("# Agreement: T\n- Between: a; b\n- In force: from 1 April 2026\n"),
            { 0 } },
          ERR_INPUT,
          "this must be the header alone: '# Charter: ' with the title, then its lines",
          "" },
        { { EDIT_CHANGE,
            STR_INIT("S1"),
            STR_INIT("## Standard S1: One\n- Provider: a\n- Sevrice: litter\n"),
            { 0 } },
          ERR_INPUT,
          "it can't be read as it stands",
          "test.md:3:3: error: 'Sevrice' is not a field of a Standard: did you mean 'Service'? (write '*' instead of "
          "'-' for a line of prose)\n"
          "- Sevrice: litter\n  ^~~~~~~\n" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_text(HEAD ONE TWO);
        struct document *edited;
        assert_int_equal(document_edit(&p.ctx, p.document, &rows[i].edit, &p.diagnostics, &edited),
                         rows[i].expected);
        assert_string_equal(p.ctx.error.text, rows[i].text);
        assert_string_equal(parsed_messages(&p), rows[i].messages);
        parsed_close(&p);
    }
    (void)state;
}

static void test_parts(void **state)
{
    struct parsed p = parse_text(HEAD ONE TWO);
    assert_string_equal(str_c(p.ctx.arena, document_part(&p.ctx, p.document, STR("S2"))), TWO + 1);
    assert_string_equal(str_c(p.ctx.arena, document_part(&p.ctx, p.document, (str){ 0 })), HEAD);
    assert_int_equal(document_part(&p.ctx, p.document, STR("S3")).n, 0);
    parsed_close(&p);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_edits), cmocka_unit_test(test_refused),
                                        cmocka_unit_test(test_parts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
