// How a text becomes header, clauses, fields and prose; the table of kinds; nearest words.
#include "parsing.h"

#include "base/file.h"
#include "document/suggest.h"

#include <stdlib.h>

#define TOP "# Charter: Test\n\n- Between: A; B\n- In force: from 1 April 2026\n"

static str label(const char *text)
{
    return str_from(text);
}

static void a_document_has_its_parts(void **state)
{
    (void)state;
    struct parsed p = parse_text("\n# Charter: Aldermoor streets\n\n- Between: A; B\n\nHello.\n\n- Id: "
        "aldermoor\n- In force: from 1 April 2026\n\n"
                                 "## Standard S1: Litter\nBefore.\n- Provider: A\n  * nested\n\n## Contact "
                                 "K2a: Who – to ring\n");
    const struct document *d = p.document;
    assert_string_equal(parsed_messages(&p), "");
    assert_int_equal(d->kind->key, DOCUMENT_CHARTER);
    assert_true(str_equal(d->title, STR("Aldermoor streets")));
    assert_true(str_equal(d->id, STR("aldermoor")));
    assert_true(str_equal(d->source, STR("test.md")));
    assert_true(str_equal(d->prose, STR("Hello.")));
    assert_int_equal(d->header.n, 3);
    assert_int_equal(d->header.at[0].kind->key, KEY_ID);
    assert_int_equal(d->header.at[0].place.line, 8);
    assert_int_equal(d->header.at[0].place.column, 3);
    assert_int_equal(d->header.at[0].value_place.column, 7);
    assert_int_equal(d->clauses.n, 2);
    const struct clause *s1 = document_clause(d, label("S1")), *k2 = document_clause(d, label("K2a"));
    assert_ptr_equal(s1, &d->clauses.at[0]);
    assert_int_equal(s1->kind->key, CLAUSE_STANDARD);
    assert_int_equal(s1->place.line, 11);
    assert_true(str_equal(s1->prose, STR("Before.\n\n  * nested")));
    assert_true(str_equal(k2->title, STR("Who – to ring")));
    assert_int_equal(k2->fields.n, 0);
    assert_null(document_clause(d, label("S2")));
    parsed_close(&p);
}

static void the_file_names_a_document_without_an_id(void **state)
{
    (void)state;
    const struct {
        const char *source, *id;
    } rows[] = { { "aldermoor.md", "aldermoor" }, { "a/b/aldermoor.md", "aldermoor" }, { "a.b/c", "c" }, { "-",
        "-" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct diagnostics diagnostics = { 0 };
        struct document *document;
        assert_int_equal(document_parse(&ctx, str_from(rows[i].source), STR(TOP), &diagnostics, &document), OK);
        assert_string_equal(str_c(ctx.arena, document->id), rows[i].id);
        arena_close(ctx.arena);
    }
}

static void fields_are_in_the_order_of_the_table(void **state)
{
    (void)state;
    struct parsed p = parse_text(TOP "## Standard S1: Litter\n- If target missed: end\n- Target: at least "
        "90%\n- If late: S1\n"
                                     "- Clock b: within 2 days\n- Norm: within 4 days\n- Clock a: within 3 "
                                     "days\n- Service: litter\n- Provider: A\n");
    static const enum field_key keys[] = { KEY_PROVIDER, KEY_SERVICE, KEY_CLOCK, KEY_CLOCK, KEY_TARGET,
        KEY_NORM, KEY_IF, KEY_IF };
    const struct field_list *fields = &p.document->clauses.at[0].fields;
    assert_string_equal(parsed_messages(&p), "");
    assert_int_equal(fields->n, sizeof keys / sizeof *keys);
    for (size_t i = 0; i < fields->n; i++)
        assert_int_equal(fields->at[i].kind->key, keys[i]);
    const struct field *clock = field_find(fields, KEY_CLOCK);
    assert_true(str_equal(clock->name, STR("b"))); // those of one key stay in the order they were written
    clock = field_next(fields, KEY_CLOCK, clock);
    assert_true(str_equal(clock->name, STR("a")));
    assert_null(field_next(fields, KEY_CLOCK, clock));
    assert_null(field_find(fields, KEY_AIM));
    parsed_close(&p);
}

// A field that can't be read is kept, marked, with what was written.
static void a_bad_field_is_kept(void **state)
{
    (void)state;
    struct parsed p = parse_text(TOP "## Standard S1: Litter\n- Provider: A\n- Clock: within  2\n   dyas\n- "
        "Target: at least 90%\n");
    const struct field *clock = field_find(&p.document->clauses.at[0].fields, KEY_CLOCK);
    assert_int_equal(p.diagnostics.errors, 1);
    assert_true(clock->is_bad);
    assert_true(str_equal(clock->raw, STR("within 2 dyas")));
    assert_int_equal(p.diagnostics.at[0].place.line, 8);
    assert_int_equal(p.diagnostics.at[0].place.column, 4);
    assert_false(field_find(&p.document->clauses.at[0].fields, KEY_TARGET)->is_bad);
    parsed_close(&p);
}

// Too little memory ends the parse with one failure, wherever it runs out.
static void memory_may_run_out(void **state)
{
    (void)state;
    size_t n_ok = 0, n_full = 0;
    for (size_t room = 100; room < 60000; room += 97) {
        struct ctx ctx = { .arena = arena_open(room) };
        struct diagnostics diagnostics = { 0 };
        struct document *document;
        result e = document_parse(&ctx, STR("test.md"), STR(TEST_HEADER "## Redress R1: X\n- Step 1: the "
            "provider pays £10 and £2 for each "
            "further day, at most £50, when depth at least 40 mm\n- Step 2: the tennant waits\n- If late: R1; "
            "R2, when a case is late\n"), &diagnostics, &document);
        assert_true(e == OK || e == ERR_LIMIT);
        n_ok += e == OK;
        n_full += e == ERR_LIMIT;
        arena_close(ctx.arena);
    }
    assert_true(n_ok > 0);
    assert_true(n_full > 50);
}

static void the_table_of_kinds_holds_together(void **state)
{
    (void)state;
    size_t n, n_clauses;
    const struct field_kind *kinds = field_kinds(&n);
    const struct clause_kind *clauses = clause_kinds(&n_clauses);
    assert_int_equal(n, KEY_COUNT_OF_KEYS);
    assert_int_equal(n_clauses, CLAUSE_COUNT);
    for (size_t i = 0; i < n; i++) {
        const struct field_kind *k = &kinds[i];
        assert_int_equal(k->key, i);
        assert_true(k->word.n > 0);
        assert_true(k->clauses != 0 && k->clauses < 1u << CLAUSE_COUNT);
        assert_int_equal(k->required & ~k->clauses, 0);
        assert_true(str_ends(k->help, STR(".")));
        assert_true(k->name != NAME_MUST || k->may_repeat);
        for (size_t j = 0; j < i; j++)
            assert_false(str_same_name(k->word, kinds[j].word));
    }
    for (size_t i = 0; i < n_clauses; i++) {
        assert_int_equal(clauses[i].key, i);
        assert_true(str_ends(clauses[i].help, STR(".")));
    }
}

static void the_nearest_word_is_offered(void **state)
{
    (void)state;
    str words[] = { STR("Provider"), STR("Service"), STR("Clock"), STR("If"), STR("Telephone"), STR("working days") };
    struct str_list names = { .at = words, .n = sizeof words / sizeof *words };
    const struct {
        const char *word, *near;
    } rows[] = {
        { "Provder", "Provider" }, { "provider", "Provider" }, { "Porvider", "Provider" }, { "Srevices",
          "Service" }, { "Clokc", "Clock" },
        { "Tel", "Telephone" },    { "wroking days", "working days" }, { "I", "If" },         { "Clap", "" },
          { "", "" },
        { "x", "" },               { "Provider of the whole service for the whole of the borough and all its "
          "many wards", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str near = suggest(str_from(rows[i].word), &names);
        if (!str_equal(near, str_from(rows[i].near)))
            print_error("%s: %.*s\n", rows[i].word, STR_ARGS(near));
        assert_true(str_equal(near, str_from(rows[i].near)));
    }
}

static void letters_are_counted(void **state)
{
    (void)state;
    const struct {
        const char *a, *b;
        size_t most, distance;
    } rows[] = {
        { "", "", 3, 0 },     { "abc", "abc", 3, 0 }, { "abc", "ABC", 3, 0 }, { "abc", "acb", 3, 1 }, { "abc",
          "ab", 3, 1 },
        { "abc", "axc", 3, 1 }, { "abc", "", 3, 3 },  { "abc", "xyz", 2, 3 }, { "kitten", "sitting", 5, 3 },
          { "abcdef", "a", 2, 3 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(edit_distance(str_from(rows[i].a), str_from(rows[i].b), rows[i].most), rows[i].distance);
}

static void messages_are_sorted(void **state)
{
    (void)state;
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct diagnostics list = { 0 };
    const struct diagnostic rows[] = {
        { SEVERITY_ERROR, STR("b.md"), { 1, 1 }, 1, STR("five"), { 0 }, { 0 } },
        { SEVERITY_ERROR, STR("a.md"), { 2, 1 }, 1, STR("three"), { 0 }, { 0 } },
        { SEVERITY_ERROR, STR("a.md"), { 1, 9 }, 1, STR("two"), { 0 }, { 0 } },
        { SEVERITY_WARNING, STR("a.md"), { 1, 2 }, 1, STR("one"), { 0 }, { 0 } },
        { SEVERITY_ERROR, STR("a.md"), { 2, 1 }, 1, STR("four"), { 0 }, { 0 } },
    };
    struct buffer out = buffer_open(1000);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        diagnostic_add(&ctx, &list, rows[i]);
    diagnostics_sort(&list);
    diagnostics_write(&out, &list);
    assert_string_equal(str_c(ctx.arena, buffer_str(&out)), "a.md:1:2: warning: one\na.md:1:9: error: "
        "two\na.md:2:1: error: three\n"
                                                            "a.md:2:1: error: four\nb.md:1:1: error: five\n");
    assert_int_equal(list.errors, 4);
    assert_int_equal(list.warnings, 1);
    buffer_close(&out);
    arena_close(ctx.arena);
}

// A cure stands behind the first colon, or a semicolon, that is in no quotation marks.
static void messages_have_cures(void **state)
{
    static const struct {
        const char *text, *cure;
    } rows[] = {
        { "write '24 hours' instead of '24hrs'", "write '24 hours' instead of '24hrs'" },
        { "there is no clause R7 in this document: add it, or take this out", "add it, or take this out" },
        { "a field is '- Key: value', and this line is not", "" },
        { "'a: b' can't be read: write 'c: d'", "write 'c: d'" },
        { "'the tenants' of 'St Ann's: Ward' is not in Between: add it", "add it" },
        { "no Calendar: Monday to Friday count, in UTC; add one", "add one" },
        { "it ends before it begins", "" },
        { "expected 'to' and the last day, but nothing follows", "" },
        { "'", "" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str cure = diagnostic_cure(str_from(rows[i].text));
        if (!str_equal(cure, str_from(rows[i].cure)))
            fail_msg("%s: expected '%s', got '%.*s'", rows[i].text, rows[i].cure, STR_ARGS(cure));
    }
}

// The table of codes is in order, has a code for each wording, and one wording once.
static void messages_have_codes(void **state)
{
    size_t n;
    const struct message_kind *kinds = message_kinds(&n);
    (void)state;
    for (size_t i = 0; i < n; i++) {
        assert_true(kinds[i].code.n > 0);
        assert_true(i == 0 || str_compare(kinds[i - 1].code, kinds[i].code) <= 0);
        assert_true(str_equal(message_code(kinds[i].format), kinds[i].code));
    }
    assert_true(str_equal(message_code("it ends before it begins"), STR("ends-before-it-begins")));
    assert_true(str_equal(message_code("this is said nowhere"), STR("")));
    struct parsed p = parse_line("Standard", "- Clock: within 24hrs");
    assert_int_equal(p.diagnostics.n, 1);
    assert_true(str_equal(p.diagnostics.at[0].code, STR("write-instead")));
    assert_true(str_equal(diagnostic_replacement(&p.diagnostics.at[0]), STR("24 hours")));
    parsed_close(&p);
    p = parse_line("Standard", "- Provder: £ é");
    assert_true(str_equal(diagnostic_replacement(&p.diagnostics.at[0]), STR(""))); // the cure is no one word
    parsed_close(&p);
}

// The example of docs/language.md's "Shape" is a document of the program: it is the text between the indented lines.
static const char EXAMPLE[] =
    "# Charter: Aldermoor Clean Streets Charter\n\n- Id: aldermoor-streets\n- Area: Aldermoor ward, Harcaster\n"
    "- Between: Harcaster Borough Council; Eastmark County Council; the residents of Aldermoor\n"
    "- Funds: the Aldermoor Improvement Fund\n- In force: 1 April 2025 to 31 March 2028\n- Calendar: "
    "england-and-wales\n"
    "- Year starts: 1 April\n- Review: every 12 months\n\nFree prose, kept word for word.\n\n"
    "## Standard S1: Offensive graffiti\n- Provider: Harcaster Borough Council\n- Service: graffiti / offensive\n"
    "- Clock: from report to completion, within 1 working day\n- Target: at least 90% each quarter\n- Norm: "
    "within 2 working days\n"
    "- If late: R1\n- If target missed: R2\n\n## Commitment C1: We report it\n- By: the residents of Aldermoor\n"
    "- Count: at least 25 reports with a photograph each quarter\n- In return for: S1\n\n## Redress R1: One "
    "case is late\n"
    "- Step 1: Harcaster Borough Council gives the reason and a new date, automatically within 3 working days\n\n"
    "## Redress R2: A target is missed\n- When: the target is missed in 2 quarters running\n"
    "- Step 1: Harcaster Borough Council investigates why and publishes the answer, within 20 working days\n"
    "- Step 2: Harcaster Borough Council funds £1,500 to the Aldermoor Improvement Fund, at most £3,000 each "
    "financial year, within 2 months\n";

static void the_example_is_canonical(void **state)
{
    (void)state;
    struct parsed p = parse_text(EXAMPLE);
    assert_int_equal(p.diagnostics.n, 0);
    assert_string_equal(parsed_text(&p), EXAMPLE);
    parsed_close(&p);
}

// The documents that ship with the program, and how many clauses each has.
static void shipped_documents_have_no_errors(void **state)
{
    (void)state;
    static const char *const names[] = { "harcaster-streets.md", "baltimore.md" };
    const char *root = getenv("WARDMOTE_SOURCE");
    if (!root)
        skip();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ctx ctx = { .arena = arena_open(64 << 20) };
        struct diagnostics diagnostics = { 0 };
        struct document *document;
        str bytes, path = str_format(ctx.arena, "%s/library/examples/%s", root, names[i]);
        assert_int_equal(file_read(&ctx, str_c(ctx.arena, path), DOCUMENT_BYTES_MAX, &bytes), OK);
        assert_int_equal(document_parse(&ctx, path, bytes, &diagnostics, &document), OK);
        assert_int_equal(diagnostics.n, 0);
        assert_true(document->clauses.n > 5);
        arena_close(ctx.arena);
    }
}

// The documents that the language was tried on, where they are at hand: beside the data of the tests.
static void charters_come_out_the_same(void **state)
{
    (void)state;
    static const char *const names[] = { "charter_kinds",   "forty_standards", "redress_tariffs", "right_to_repair",
                                         "area_agreement",  "call_for_action", "petitions",
                                         "support_and_intervention" };
    const char *data = getenv("WARDMOTE_DATA");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct ctx ctx = { .arena = arena_open(64 << 20) };
        str bytes, path = str_format(ctx.arena, "%s/../design/language_examples/%s.md", data ? data : "", names[i]);
        if (!data || !file_exists(str_c(ctx.arena, path))) {
            arena_close(ctx.arena);
            skip();
        }
        assert_int_equal(file_read(&ctx, str_c(ctx.arena, path), DOCUMENT_BYTES_MAX, &bytes), OK);
        struct parsed p = parse_bytes(bytes);
        assert_string_equal(parsed_messages(&p), "");
        const char *text = parsed_text(&p);
        struct parsed again = parse_text(text);
        assert_string_equal(parsed_messages(&again), "");
        assert_string_equal(parsed_text(&again), text);
        parsed_close(&again);
        parsed_close(&p);
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_has_its_parts),
        cmocka_unit_test(the_file_names_a_document_without_an_id),
        cmocka_unit_test(fields_are_in_the_order_of_the_table),
        cmocka_unit_test(a_bad_field_is_kept),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(the_table_of_kinds_holds_together),
        cmocka_unit_test(the_nearest_word_is_offered),
        cmocka_unit_test(letters_are_counted),
        cmocka_unit_test(messages_are_sorted),
        cmocka_unit_test(messages_have_cures),
        cmocka_unit_test(messages_have_codes),
        cmocka_unit_test(the_example_is_canonical),
        cmocka_unit_test(shipped_documents_have_no_errors),
        cmocka_unit_test(charters_come_out_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
