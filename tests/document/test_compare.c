// What changed, in words: the sentence for each kind of change, and no sentence where only the spelling did.
#include "parsing.h"

#include "document/compare.h"

#define HEAD                                                                                                 \
    "# Charter: Test\n\n- Id: test\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n"
#define S1 "\n## Standard S1: Graffiti\n- Provider: a\n"
#define S2 "\n## Standard S2: Litter\n- Provider: b\n"
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
      "S1 Graffiti: the target falls from 90% to 85%" },
    { HEAD S1 "- Target: at least 85% each quarter\n", HEAD S1 "- Target: at least 90% each quarter\n",
      "S1 Graffiti: the target rises from 85% to 90%" },
    { HEAD S1 "- Target: at least 85% each quarter\n", HEAD S1 "- Target: at least 85% each month\n",
      "S1 Graffiti: 'Target' was 'at least 85% each quarter' and is now 'at least 85% each month'" },
    { HEAD S1 "- Count: at least 2 visits each week\n", HEAD S1 "- Count: at least 3 visits each week\n",
      "S1 Graffiti: the number rises from 2 visits to 3 visits" },
    { HEAD S1, HEAD S1 "- Role: Director\n", "S1 Graffiti: 'Role: Director' is new" },
    { HEAD S1 "- Role: Director\n", HEAD S1, "S1 Graffiti: 'Role: Director' is taken out" },
    { HEAD S1 "- If late: end\n", HEAD S1 "- If late: S2\n" S2,
      "S1 Graffiti: 'If late' was 'end' and is now 'S2'\nS2 Litter: this Standard is new" },
    { HEAD S1 S2, HEAD S1, "S2 Litter: this Standard is taken out" },
    { HEAD S1 S2, HEAD S2 S1,
      "S2 Litter: it stands in another place\nS1 Graffiti: it stands in another place" },
    { HEAD S1, HEAD "\n## Standard S1: Tags\n- Provider: a\n", "S1 Tags: it was called 'Graffiti'" },
    { HEAD S1, HEAD "\n## Priority S1: Graffiti\n- Provider: a\n",
      "S1 Graffiti: it was a Standard and is now a "
      "Priority" },
    { HEAD S1, HEAD S1 "\nSome words.\n", "S1 Graffiti: it has new text" },
    { HEAD S1 "\nSome words.\n", HEAD S1 "\nOther words.\n", "S1 Graffiti: it has other words in its text" },
    { HEAD "\nOld.\n" S1, HEAD S1, "the document loses its text" },
    { HEAD S1, HEAD "- Zone: Europe/London\n" S1, "'Zone: Europe/London' is new" },
    { HEAD S1 WITHIN "1 day, when from 1 May to 1 June\n" WITHIN "2 days\n",
      HEAD S1 WITHIN "1 day, when from 1 May to 1 July\n" WITHIN "2 days\n",
      "S1 Graffiti: 'Clock' was 'from report to completion, within 1 day, when from 1 May to 1 June' and is now "
      "'from report to "
      "completion, within 1 day, when from 1 May to 1 July'" },
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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_sentences) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
