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
      "S1 Graffiti: was: It is completed within 5 days of the report. Now: It is completed within 5 days of "
      "receipt." },
    { HEAD S1 "- Target: at least 90% each quarter\n", HEAD S1 "- Target: at least 85% each quarter\n",
      "S1 Graffiti: the target falls from 90% to 85% each quarter" },
    { HEAD S1 "- Target: at least 85% each quarter\n", HEAD S1 "- Target: at least 90% each quarter\n",
      "S1 Graffiti: the target rises from 85% to 90% each quarter" },
    { HEAD S1 "- Target: at least 85% each quarter\n", HEAD S1 "- Target: at least 85% each month\n",
      "S1 Graffiti: was: This is met in at least 85 of every 100 cases each quarter. Now: This is met in at least "
      "85 of every 100 cases each month." },
    { HEAD S1 "- Count: at least 2 visits each week\n", HEAD S1 "- Count: at least 3 visits each week\n",
      "S1 Graffiti: the number rises from 2 visits to 3 visits each week" },
    { HEAD S1, HEAD S1 "- Role: Director\n", "S1 Graffiti: 'Role: Director' is new" },
    { HEAD S1 "- Role: Director\n", HEAD S1, "S1 Graffiti: 'Role: Director' is taken out" },
    { HEAD S1 "- If late: end\n", HEAD S1 "- If late: S2\n" S2,
      "S1 Graffiti: was: If it is late, it ends here. Now: If it is late, what follows is S2 (Litter).\n"
      "S2 Litter: this Standard is new" },
    { HEAD S1 S2, HEAD S1, "S2 Litter: this Standard is taken out" },
    { HEAD S1 S2, HEAD S2 S1, "S2 Litter: it now stands first" },
    { HEAD S1 S2 S3 S4, HEAD S2 S3 S1 S4, "S1 Graffiti: it now stands after S3 Bins" },
    { HEAD S1 S2 S3 S4, HEAD S4 S1 S2 S3, "S4 Lamps: it now stands first" },
    { HEAD S1 S2 S3, HEAD S2 S4 S3, // those that others leave or join have not moved
      "S1 Graffiti: this Standard is taken out\nS4 Lamps: this Standard is new" },
    { HEAD S1, HEAD "\n## Standard S1: Tags\n- Provider: a\n", "S1 Tags: it was called 'Graffiti'" },
    { HEAD S1 S2, HEAD "\n## Standard S9: Graffiti\n- Provider: b\n" S2, // a label is meant to stay for ever
      "S9 Graffiti: its label was S1\nS9 Graffiti: was: This is promised by a. Now: This is promised by b." },
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
      "S1 Graffiti: was: From 1 May to 1 June: it is completed within 1 day of the report. Now: From 1 May to 1 "
      "July: it is completed within 1 day of the report." },
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
    { HEAD S1 "- Target: at least 90.0% each quarter\n", HEAD S1 "- Target: at least 90% each 1 quarter\n",
      "" },
    { HEAD S1 "- Target: at least 85% each year; 90% from 1 April 2027\n",
      HEAD S1 "- Target: at least 85% each year; 95% from 1 April 2027\n",
      "S1 Graffiti: was: This is met in at least 85 of every 100 cases each year and 90 of every 100 from 1 April "
      "2027. Now: This is met in at least 85 of every 100 cases each year and 95 of every 100 from 1 April 2027." },
    // Of several lines the one that is put in, taken out or changed is named, not all that stand behind it.
    { HEAD S1 WITHIN "1 day, when from 1 May to 1 June\n" WITHIN
                     "2 days, when from 1 July to 1 August\n" WITHIN "3 days\n",
      HEAD S1 WITHIN "2 days, when from 1 July to 1 August\n" WITHIN "3 days\n",
      "S1 Graffiti: taken out: From 1 May to 1 June: it is completed within 1 day of the report." },
    { HEAD S1 WITHIN "2 days, when from 1 July to 1 August\n" WITHIN "3 days\n",
      HEAD S1 WITHIN "2 days, when from 1 July to 1 August\n" WITHIN
                     "1 day, when from 1 May to 1 June\n" WITHIN "3 days\n",
      "S1 Graffiti: new: Otherwise, from 1 May to 1 June: it is completed within 1 day of the report." },
    { HEAD "- Fact: x\n- Fact: y\n- Fact: z\n", HEAD "- Fact: z\n- Fact: x\n- Fact: w\n",
      "was: It can depend on whether ‘y’ applies. Now: It can depend on whether ‘w’ applies." },
    { HEAD S1 WITHIN "1 day, when from 1 May to 1 June\n" WITHIN "1 day, when from 15 May to 1 August\n",
      HEAD S1 WITHIN "1 day, when from 15 May to 1 August\n" WITHIN "1 day, when from 1 May to 1 June\n",
      "S1 Graffiti: was: From 1 May to 1 June: it is completed within 1 day of the report. Now: From 15 May to 1 "
      "August: it is completed within 1 day of the report.\n"
      "S1 Graffiti: was: Otherwise, from 15 May to 1 August: it is completed within 1 day of the report. Now: "
      "Otherwise, from 1 May to 1 June: it is completed within 1 day of the report." },
    { HEAD S1 WITHIN "1 day\n", HEAD S1 "- Clock made safe: from report to made safe, within 1 day\n",
      "S1 Graffiti: taken out: It is completed within 1 day of the report.\n"
      "S1 Graffiti: new: Made safe: it is made safe within 1 day of the report." },
    // Who or what joins a list or leaves it; where one took another's place or the order changed, both are said.
    { HEAD S1 "- Service: litter\n", HEAD S1 "- Service: litter; bins / missed\n",
      "S1 Graffiti: 'Service' gains 'bins / missed'" },
    { HEAD "- Fact: x\n- Fact: y\n" S1 "- Exempt: x; y\n", HEAD "- Fact: x\n- Fact: y\n" S1 "- Exempt: y\n",
      "S1 Graffiti: 'Exempt' loses 'x'" },
    { HEAD S1 S2 S3 "- In return for: S1\n", HEAD S1 S2 S3 "- In return for: S1; S2\n",
      "S3 Bins: 'In return for' gains 'S2'" },
    { HEAD S1 S2 S3 "- In return for: S1\n", HEAD S1 S2 S3 "- In return for: S2; S1; S4\n" S4,
      "S3 Bins: 'In return for' gains 'S2', 'S4'\nS4 Lamps: this Standard is new" },
    { HEAD S1 S2 S3 "- In return for: S1; S2\n", HEAD S1 S2 S3 "- In return for: S2; S1; S4\n" S4,
      "S3 Bins: was: It is in return for S1 (Graffiti) and S2 (Litter). Now: It is in return for S2 (Litter), S1 "
      "(Graffiti) and S4 (Lamps).\nS4 Lamps: this Standard is new" },
    { HEAD S1 "- Open: Monday 09:00 to 17:00\n",
      HEAD S1 "- Open: Monday 09:00 to 17:00; Tuesday 10:00 to 12:00\n",
      "S1 Graffiti: 'Open' gains 'Tuesday 10:00 to 12:00'" },
    { HEAD S1 "- If late: S2; S3\n" S2 S3, HEAD S1 "- If late: S3\n" S2 S3,
      "S1 Graffiti: 'If late' loses 'S2'" },
    // Words of the document as they stand; everything else as it is said.
    { HEAD S1 "- Do: clean\n", HEAD S1 "- Do: clean it all\n",
      "S1 Graffiti: 'Do' was 'clean' and is now 'clean it all'" },
    { HEAD S1 "- Every: 2 weeks\n", HEAD S1 "- Every: 3 weeks\n",
      "S1 Graffiti: was: This is done every 2 weeks. Now: This is done every 3 weeks." },
    { HEAD S1 "- Public: yes\n", HEAD S1 "- Public: counted only\n",
      "S1 Graffiti: was: Its cases are public. Now: Its cases are only counted, and none is shown." },
    { HEAD S1 "- Norm: within 5 days\n", HEAD S1,
      "S1 Graffiti: taken out: The norm elsewhere: it is completed within 5 days of the report." },
    { HEAD S1 "\n## Redress R1: Late\n- Step 1: a pays £10 to b\n",
      HEAD S1 "\n## Redress R1: Late\n- Step 1: a pays £20 to b, on request\n",
      "R1 Late: was: Step 1: a pays £10 to b. Now: Step 1: a pays £20 to b, on request." },
    { HEAD S1 "- Trial: 1 April 2026 to 30 June 2026\n", HEAD S1 "- Trial: 1 April 2026 to 30 July 2026\n",
      "S1 Graffiti: was: It is on trial from 1 April 2026 to 30 June 2026: results are shown, and nothing follows from "
      "a miss. Now: It is on trial from 1 April 2026 to 30 July 2026: results are shown, and nothing follows from a "
      "miss." },
    { "# Agreement: T\n\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n\n## Target T1: Litter\n"
      "- Baseline: 14% in 2007/08\n- Target: at most 12% in 2026/27\n- Lead: a\n",
      "# Agreement: T\n\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n\n## Target T1: Litter\n"
      "- Baseline: 13% in 2007/08\n- Target: at most 12% in 2026/27\n- Lead: b\n",
      "T1 Litter: was: It starts from 14% in 2007/08. Now: It starts from 13% in 2007/08.\n"
      "T1 Litter: was: The lead is with a. Now: The lead is with b." },
    { "# Procedure: P\n\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n- Fact: x\n- Fact: y\n\n"
      "## Stage G1: First\n- By: a\n- Opens: request by b\n\n## Exclusion X1: Not these\n- When: x\n",
      "# Procedure: P\n\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n- Fact: x\n- Fact: y\n\n"
      "## Stage G1: First\n- By: a\n- Opens: request by b, within 5 days\n\n## Exclusion X1: Not these\n- When: y\n",
      "G1 First: was: It opens with ‘request’ by b. Now: It opens with ‘request’ by b, within 5 days.\n"
      "X1 Not these: was: It follows when ‘x’ applies. Now: It follows when ‘y’ applies." },
    { "# Charter: Old\n\n- Between: a; b\n- In force: from 1 April 2026\n",
      "# Charter: New\n\n- Between: a; b\n- In force: from 1 May 2026\n",
      "the document was called 'Old' and is now called 'New'\n"
      "was: It is in force from 1 April 2026, without an end. Now: It is in force from 1 May 2026, without an end." },
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
        { CHANGE_CHANGED,
          STR_INIT("S1"),
          STR_INIT("Clock"),
          STR_INIT("within 1 day"),
          STR_INIT("within 2 "
                   "days"),
          { 0 } },
        { CHANGE_ADDED, STR_INIT("S1"), STR_INIT("If late"), { 0 }, STR_INIT("end"), { 0 } },
        { CHANGE_ADDED, STR_INIT("S1"), STR_INIT("prose"), { 0 }, STR_INIT("Words."), { 0 } },
    };
    struct parsed before = parse_text(HEAD S1 "- Role: Director\n- Clock: within 1 day\n" S2);
    struct parsed after = parse_text(
        HEAD "\n## Standard S1: Tags\n- Provider: a\n- Clock: within 2 days\n- If late: end\n\nWords.\n");
    struct changes changes;
    (void)state;
    assert_int_equal(document_compare(&before.ctx, before.document, after.document, &changes), OK);
    assert_int_equal(changes.n, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < changes.n; i++) {
        const struct change *got = &changes.at[i], *want = &expected[i];
        if (got->kind != want->kind || !str_equal(got->clause, want->clause) ||
            !str_equal(got->field, want->field) || !str_equal(got->before, want->before) ||
            !str_equal(got->after, want->after))
            fail_msg("change %zu: %.*s", i, STR_ARGS(got->words));
    }
    parsed_close(&after);
    parsed_close(&before);
}

// Short of memory at any place it says so, and never leaves a change out in silence.
static void test_memory_runs_out(void **state)
{
    struct parsed before = parse_text(HEAD S1 S2 WITHIN "1 day\n"),
                  after = parse_text(HEAD S2 WITHIN "2 days\n" S3);
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
