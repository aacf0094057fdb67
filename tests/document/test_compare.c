// What changed, in words: the sentence for each kind of change, and no sentence where only the spelling did.
#include "parsing.h"

#include "document/compare.h"

#define HEAD                                                                                                 \
    "# Charter: Test\n\n- Id: test\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n"
#define S1 "\n## Standard S1: Graffiti\n- Provider: a\n"
#define S2 "\n## Standard S2: Litter\n- Provider: b\n"
#define S3 "\n## Standard S3: Bins\n- Provider: b\n"
#define S4 "\n## Standard S4: Lamps\n- Provider: b\n"
#define WITHIN "- Clock: from report to completion, within "

static const struct {
    const char *before, *after;
    const char *words; // one sentence a line
} ROWS[] = {
    { HEAD S1, HEAD S1, "" },
    { HEAD S1 WITHIN "1 working day\n",
      HEAD S1 "- clock:  from the report to completion,within one business "
              "day\n",
      "" },
    { HEAD S1 WITHIN "1 working day\n", HEAD S1 WITHIN "2 working days\n",
      "S1 Graffiti: the time allowed goes from 1 working day to 2 working days" },
    { HEAD S1 WITHIN "5 days\n", HEAD S1 WITHIN "5 days, by the clock\n",
      "S1 Graffiti: the time allowed goes from 5 days to 5 days by the clock" },
    { HEAD S1 WITHIN "5 days\n", HEAD S1 "- Clock: from receipt to completion, within 5 days\n",
      "S1 Graffiti: 'Clock' was 'from report to completion, within 5 days' and is now 'from receipt to "
      "completion, within 5 days'" },
    { HEAD S1 "- Target: at least 90% each quarter\n", HEAD S1 "- Target: at least 85% each quarter\n",
      "S1 Graffiti: the target falls from 90% to 85% each quarter" },
    { HEAD S1 "- Target: at least 85% each quarter\n", HEAD S1 "- Target: at least 90% each quarter\n",
      "S1 Graffiti: the target rises from 85% to 90% each quarter" },
    { HEAD S1 "- Target: at least 85% each quarter\n", HEAD S1 "- Target: at least 85% each month\n",
      "S1 Graffiti: 'Target' was 'at least 85% each quarter' and is now 'at least 85% each month'" },
    { HEAD S1 "- Count: at least 2 visits each week\n", HEAD S1 "- Count: at least 3 visits each week\n",
      "S1 Graffiti: the number rises from 2 visits to 3 visits each week" },
    { HEAD S1, HEAD S1 "- Role: Director\n", "S1 Graffiti: 'Role: Director' is new" },
    { HEAD S1 "- Role: Director\n", HEAD S1, "S1 Graffiti: 'Role: Director' is taken out" },
    { HEAD S1 "- If late: end\n", HEAD S1 "- If late: S2\n" S2,
      "S1 Graffiti: 'If late' was 'end' and is now 'S2'\nS2 Litter: this Standard is new" },
    { HEAD S1 S2, HEAD S1, "S2 Litter: this Standard is taken out" },
    { HEAD S1 S2, HEAD S2 S1,
      "S2 Litter: it now stands first" },
    { HEAD S1 S2 S3 S4, HEAD S2 S3 S1 S4, "S1 Graffiti: it now stands after S3 Bins" },
    { HEAD S1 S2 S3 S4, HEAD S4 S1 S2 S3, "S4 Lamps: it now stands first" },
    { HEAD S1 S2 S3, HEAD S2 S4 S3, // those that others leave or join have not moved
      "S1 Graffiti: this Standard is taken out\nS4 Lamps: this Standard is new" },
    { HEAD S1, HEAD "\n## Standard S1: Tags\n- Provider: a\n", "S1 Tags: it was called 'Graffiti'" },
    { HEAD S1 S2, HEAD "\n## Standard S9: Graffiti\n- Provider: b\n" S2, // a label is meant to stay for ever
      "S9 Graffiti: its label was S1\nS9 Graffiti: 'Provider' was 'a' and is now 'b'" },
    { HEAD S1 WITHIN "3 days\n" S2, HEAD S2 "\n## Standard S9: Tags\n- Provider: a\n" WITHIN "3 days\n",
      "S2 Litter: it now stands first\nS9 Tags: its label was S1\nS9 Tags: it was called 'Graffiti'" },
    { HEAD S1, HEAD "\n## Standard S9: Tags\n- Provider: b\n",
      "S1 Graffiti: this Standard is taken out\nS9 Tags: this Standard is new" },
    { HEAD S1, HEAD "\n## Priority S9: Graffiti\n- Provider: a\n",
      "S1 Graffiti: this Standard is taken out\nS9 Graffiti: this Priority is new" },
    { HEAD S1, HEAD "\n## Priority S1: Graffiti\n- Provider: a\n",
      "S1 Graffiti: it was a Standard and is now a "
      "Priority" },
    { HEAD S1, HEAD "\n## Information S1: Graffiti\n- Provider: a\n",
      "S1 Graffiti: it was a Standard and is now an Information" },
    { HEAD S1, HEAD S1 "\nSome words.\n", "S1 Graffiti: it has new text" },
    { HEAD S1 "\nSome words.\n", HEAD S1 "\nOther words.\n", "S1 Graffiti: it has other words in its text" },
    { HEAD "\nOld.\n" S1, HEAD S1, "the document loses its text" },
    { HEAD S1, HEAD "- Zone: Europe/London\n" S1, "'Zone: Europe/London' is new" },
    { HEAD S1 WITHIN "1 day, when from 1 May to 1 June\n" WITHIN "2 days\n",
      HEAD S1 WITHIN "1 day, when from 1 May to 1 July\n" WITHIN "2 days\n",
      "S1 Graffiti: 'Clock' was 'from report to completion, within 1 day, when from 1 May to 1 June' and is now "
      "'from report to "
      "completion, within 1 day, when from 1 May to 1 July'" },
    { HEAD S1 WITHIN "1 day, when from 1 May to 1 June\n" WITHIN "3 days\n",
      HEAD S1 WITHIN "2 days, when from 1 May to 1 June\n" WITHIN "3 days\n",
      "S1 Graffiti: the time allowed, when from 1 May to 1 June, goes from 1 day to 2 days" },
    { HEAD S1 "- Clock made safe: from report to made safe, within 1 day\n" WITHIN "3 days\n",
      HEAD S1 "- Clock made safe: from report to made safe, within 2 days\n" WITHIN "3 days\n",
      "S1 Graffiti: the time allowed for made safe goes from 1 day to 2 days" },
    { HEAD S1 "- Count: at least 2 visits each week, when from 1 May to 1 June\n",
      HEAD S1 "- Count: at least 1 visits each week, when from 1 May to 1 June\n",
      "S1 Graffiti: the number, when from 1 May to 1 June, falls from 2 visits to 1 visits each week" },
    { HEAD S1 "- Count: at most 10 rings for each call\n", HEAD S1 "- Count: at most 8 rings for each call\n",
      "S1 Graffiti: the number falls from 10 rings to 8 rings for each call" },
    { HEAD S1 "- Target: at least 90.0% each quarter\n", HEAD S1 "- Target: at least 90% each 1 quarter\n", "" },
    { HEAD S1 "- Target: at least 85% each year; 90% from 1 April 2027\n",
      HEAD S1 "- Target: at least 85% each year; 95% from 1 April 2027\n",
      "S1 Graffiti: 'Target' was 'at least 85% each year; 90% from 1 April 2027' and is now 'at least 85% each year; "
      "95% from 1 April 2027'" },
    // Of several lines the one that is put in, taken out or changed is named, not all that stand behind it.
    { HEAD S1 WITHIN "1 day, when from 1 May to 1 June\n" WITHIN "2 days, when from 1 July to 1 August\n" WITHIN
      "3 days\n",
      HEAD S1 WITHIN "2 days, when from 1 July to 1 August\n" WITHIN "3 days\n",
      "S1 Graffiti: 'Clock: from report to completion, within 1 day, when from 1 May to 1 June' is taken out" },
    { HEAD S1 WITHIN "2 days, when from 1 July to 1 August\n" WITHIN "3 days\n",
      HEAD S1 WITHIN "2 days, when from 1 July to 1 August\n" WITHIN "1 day, when from 1 May to 1 June\n" WITHIN
      "3 days\n",
      "S1 Graffiti: 'Clock: from report to completion, within 1 day, when from 1 May to 1 June' is new" },
    { HEAD "- Fact: x\n- Fact: y\n- Fact: z\n", HEAD "- Fact: z\n- Fact: x\n- Fact: w\n",
      "'Fact' was 'y' and is now 'w'" },
    { HEAD S1 WITHIN "1 day, when from 1 May to 1 June\n" WITHIN "1 day, when from 15 May to 1 August\n",
      HEAD S1 WITHIN "1 day, when from 15 May to 1 August\n" WITHIN "1 day, when from 1 May to 1 June\n",
      "S1 Graffiti: 'Clock' was 'from report to completion, within 1 day, when from 1 May to 1 June' and is now 'from "
      "report to completion, within 1 day, when from 15 May to 1 August'\n"
      "S1 Graffiti: 'Clock' was 'from report to completion, within 1 day, when from 15 May to 1 August' and is now "
      "'from "
      "report to completion, within 1 day, when from 1 May to 1 June'" },
    { HEAD S1 WITHIN "1 day\n", HEAD S1 "- Clock made safe: from report to made safe, within 1 day\n",
      "S1 Graffiti: 'Clock: from report to completion, within 1 day' is taken out\n"
      "S1 Graffiti: 'Clock made safe: from report to made safe, within 1 day' is new" },
    { "# Charter: Old\n\n- Between: a; b\n- In force: from 1 April 2026\n",
      "# Charter: New\n\n- Between: a; b\n- In force: from 1 May 2026\n",
      "the document was called 'Old' and is now called 'New'\n"
      "'In force' was 'from 1 April 2026' and is now 'from 1 May 2026'" },
};

static void test_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct parsed before = parse_text(ROWS[i].before), after = parse_text(ROWS[i].after);
        struct changes changes;
        assert_int_equal(before.diagnostics.errors + after.diagnostics.errors, 0);
        assert_int_equal(document_compare(&before.ctx, before.document, after.document, &changes), OK);
        for (size_t c = 0; c < changes.n; c++)
            buffer_print(&before.text, "%s%.*s", c ? "\n" : "", STR_ARGS(changes.at[c].words));
        if (!str_equal(buffer_str(&before.text), str_from(ROWS[i].words)))
            fail_msg("expected %s, got %.*s", ROWS[i].words, STR_ARGS(buffer_str(&before.text)));
        parsed_close(&after);
        parsed_close(&before);
    }
}

// What the table forms of `compare` print beside the sentence.
static void test_parts_of_a_change(void **state)
{
    static const struct change expected[] = {
        { CHANGE_REMOVED, STR_INIT("S2"), { 0 }, { 0 }, { 0 }, { 0 } },
        { CHANGE_RETITLED, STR_INIT("S1"), { 0 }, STR_INIT("Graffiti"), STR_INIT("Tags"), { 0 } },
        { CHANGE_REMOVED, STR_INIT("S1"), STR_INIT("Role"), STR_INIT("Director"), { 0 }, { 0 } },
        { CHANGE_CHANGED, STR_INIT("S1"), STR_INIT("Clock"), STR_INIT("within 1 day"), STR_INIT("within 2 "
          "days"), { 0 } },
        { CHANGE_ADDED, STR_INIT("S1"), STR_INIT("If late"), { 0 }, STR_INIT("end"), { 0 } },
        { CHANGE_ADDED, STR_INIT("S1"), STR_INIT("prose"), { 0 }, STR_INIT("Words."), { 0 } },
    };
    struct parsed before = parse_text(HEAD S1 "- Role: Director\n- Clock: within 1 day\n" S2);
    struct parsed after =
        parse_text(HEAD "\n## Standard S1: Tags\n- Provider: a\n- Clock: within 2 days\n- If late: end\n\nWords.\n");
    struct changes changes;
    (void)state;
    assert_int_equal(document_compare(&before.ctx, before.document, after.document, &changes), OK);
    assert_int_equal(changes.n, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < changes.n; i++) {
        const struct change *got = &changes.at[i], *want = &expected[i];
        if (got->kind != want->kind || !str_equal(got->clause, want->clause) || !str_equal(got->field, want->field) ||
            !str_equal(got->before, want->before) || !str_equal(got->after, want->after))
            fail_msg("change %zu: %.*s", i, STR_ARGS(got->words));
    }
    parsed_close(&after);
    parsed_close(&before);
}

// Short of memory at any place it says so, and never leaves a change out in silence.
static void test_memory_runs_out(void **state)
{
    struct parsed before = parse_text(HEAD S1 S2 WITHIN "1 day\n"), after = parse_text(HEAD S2 WITHIN "2 days\n" S3);
    size_t failed = 0;
    struct changes changes;
    (void)state;
    for (size_t cap = 64;; cap += 64) {
        struct ctx ctx = { .arena = arena_open(cap) };
        result e = document_compare(&ctx, before.document, after.document, &changes);
        bool is_full = arena_is_full(ctx.arena);
        arena_close(ctx.arena);
        if (!e && !is_full)
            break;
        assert_int_equal(e, ERR_LIMIT);
        failed++;
    }
    assert_true(failed > 3);
    assert_int_equal(changes.n, 3);
    parsed_close(&after);
    parsed_close(&before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_parts_of_a_change),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
