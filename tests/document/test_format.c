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
        "docs/language_examples/area_agreement.md",
        "docs/language_examples/call_for_action.md",
        "docs/language_examples/charter_kinds.md",
        "docs/language_examples/forty_standards.md",
        "docs/language_examples/petitions.md",
        "docs/language_examples/redress_tariffs.md",
        "docs/language_examples/right_to_repair.md",
        "docs/language_examples/support_and_intervention.md",
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

// One spelling for each value, whatever was written. Behind the field's own line: what stands in the canonical text.
static const struct {
    const char *clause, *line, *expected;
} SPELLINGS[] = {
    { "Standard", "- Clock: From the report to completion , within one working day",
      "- Clock: from report to completion, within 1 working day" },
    { "Standard", "- Clock: within 2 months beginning with receipt",
      "- Clock: within 2 months beginning with receipt" },
    { "Standard", "- Clock: by 6:00 on the day of completion", "- Clock: by 06:00 on the day of completion" },
    { "Standard", "- Clock: by 2026-06-01", "- Clock: by 1 June 2026" },
    { "Standard", "- Clock: by 1st June 2026", "- Clock: by 1 June 2026" },
    { "Standard", "- Clock: within 1.50 hours", "- Clock: within 1.5 hours" },
    { "Standard", "- Clock: within 1.0 hours", "- Clock: within 1 hour" },
    { "Standard", "- Clock: within 5 days , by the clock", "- Clock: within 5 days, by the clock" },
    { "Standard", "- Target: at least 90.0% per quarter", "- Target: at least 90% each quarter" },
    { "Standard", "- Target: at least 85% each 1 quarter;  90% from 2027-04-01",
      "- Target: at least 85% each quarter; 90% from 1 April 2027" },
    { "Standard", "- Target: average of at most 2.50 working days over the last 4 quarters",
      "- Target: average of at most 2.5 working days over the last 4 quarters" },
    { "Commitment", "- Count: at least 1,500 signatures each year", "- Count: at least 1500 signatures each year" },
    { "Commitment", "- Count: at most £2000 each financial year", "- Count: at most £2,000 each financial year" },
    { "Commitment", "- Count: at most £1234567.50 each year", "- Count: at most £1,234,567.50 each year" },
    { "Commitment", "- Count: at most £999.00 each year", "- Count: at most £999 each year" },
    { "Commitment", "- Count: at least the lower of 1,500 signatures and 5.0% of population",
      "- Count: at least the lower of 1500 signatures and 5% of population" },
    { "Standard", "- Clock: within 2 days, when Road class is A or B and depth more than 100.0 mm",
      "- Clock: within 2 days, when road class is A or B and depth more than 100 mm" },
    { "Standard", "- Clock: within 2 days, when from 1st November to 30 April",
      "- Clock: within 2 days, when from 1 November to 30 April" },
    { "Standard", "- Exempt: not  access refused;depth at least 31 mm and at most 39 mm",
      "- Exempt: not access refused; depth at least 31 mm and at most 39 mm" },
    { "Standard", "- Pause: part on order ,said by the tenant,at most 10 business days",
      "- Pause: part on order, said by the tenant, at most 10 working days" },
    { "Redress", "- Step 1: the tenant pays £10 and £2.00 for each further day , at most £50, to Threeways Homes",
      "- Step 1: the tenant pays £10 and £2 for each further day, at most £50, to Threeways Homes" },
    { "Redress", "- Step 1: the tenant pays £5 to Threeways Homes, once an incident",
      "- Step 1: the tenant pays £5 to Threeways Homes, at most 1 times each incident" },
    { "Redress", "- Step 1: the tenant pays 25.0% of 1/464 of the single fare rounded to £1000",
      "- Step 1: the tenant pays 25% of 1/464 of the single fare rounded to £1,000" },
    { "Redress", "- Step 1: the tenant pays £900 to £2400 for each term, at most 2 times a financial year",
      "- Step 1: the tenant pays £900 to £2,400 for each term, at most 2 times each financial year" },
    { "Standard", "- If late: R1;end,with reasons", "- If late: R1; end, with reasons" },
    { "Standard", "- Service: graffiti /  offensive;bins", "- Service: graffiti / offensive; bins" },
    { "Information", "- Provider: threeways homes", "- Provider: Threeways Homes" },
    { "Target", "- Indicator:  NI 195 /  litter", "- Indicator: NI 195 / litter" },
    { "Target", "- Designated: Yes", "- Designated: yes" },
    { "Target", "- Baseline: 14.0% in 2007/08", "- Baseline: 14% in 2007/08" },
    { "Target", "- Without reward: £2000 in 2010", "- Without reward: £2,000 in 2010" },
    { "Target", "- Target: at most 12.0% in 2008/09;11% in 2009/10",
      "- Target: at most 12% in 2008/09; 11% in 2009/10" },
    { "Target", "- Partners: threeways homes;the tenant", "- Partners: Threeways Homes; the tenant" },
    { "Target", "- Reward: W1;W2", "- Reward: W1; W2" },
    { "Reward", "- Total: 2.50% of £132993000 rounded to £1000",
      "- Total: 2.5% of £132,993,000 rounded to £1,000" },
    { "Reward", "- Pays: nothing ,when achievement under 60.0%", "- Pays: nothing, when achievement under 60%" },
    { "Reward", "- Pays: Achievement of the share,at most the share",
      "- Pays: achievement of the share, at most the share" },
    { "Reward", "- Paid: 1/2 in 2011/12;50% in 2012/13", "- Paid: 1/2 in 2011/12; 50% in 2012/13" },
    { "Reward", "- On account: 1/5 of the share ,in 2010/11,when X1 is kept",
      "- On account: 1/5 of the share, in 2010/11, when X1 is kept" },
    { "Stage", "- Opens: request or works notice by the tenant, within two weeks, when access refused",
      "- Opens: request or works notice by the tenant, within 2 weeks, when access refused" },
    { "Stage", "- Opens: annual risk assessment", "- Opens: annual risk assessment" },
    { "Stage", "- Must say: concern ;level of improvement", "- Must say: concern; level of improvement" },
    { "Stage", "- Consent: Threeways homes ,when access refused", "- Consent: Threeways Homes, when access refused" },
    { "Stage", "- Clock: from the later of receipt of report and notice to written reply, within two months beginning "
      "that day",
      "- Clock: from the later of receipt of report and notice to written reply, within 2 months beginning that day" },
    { "Stage", "- If severe: G1;G2 , with the failure named,when access refused;petitions G3;end,with reasons",
      "- If severe: G1; G2, with the failure named, when access refused; petitions G3; end, with reasons" },
    { "Exclusion", "- Overrides: X2;X3", "- Overrides: X2; X3" },
    { "Threshold", "- Count: at least the lower of 1,500 signatures and 5.0% of population",
      "- Count: at least the lower of 1500 signatures and 5% of population" },
    { "Fund", "- Count: at most £200000 per financial year", "- Count: at most £200,000 each financial year" },
    { "Standard", "- Trial: 2026-04-01 to 2026-06-30", "- Trial: 1 April 2026 to 30 June 2026" },
    { "Standard", "- Hours: Monday to Friday 9am to 5pm, Saturday 10:00 to 13:00",
      "- Hours: Monday to Friday 09:00 to 17:00; Saturday 10:00 to 13:00" },
    { "Standard", "- Hours: every day all day", "- Hours: Monday to Sunday all day" },
    { "Standard", "- Hours: Friday 22:00 to 06:00; Sunday closed", "- Hours: Friday 22:00 to 06:00; Sunday closed" },
};

static void test_spellings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++) {
        struct parsed p = parse_line(SPELLINGS[i].clause, SPELLINGS[i].line);
        str expected = str_format(p.ctx.arena, "\n%s\n", SPELLINGS[i].expected);
        if (p.diagnostics.errors)
            fail_msg("%s: %.*s", SPELLINGS[i].line, STR_ARGS(p.diagnostics.at[0].text));
        if (str_find(written(&p), expected) == p.text.n)
            fail_msg("expected %.*s, got %.*s", STR_ARGS(expected), STR_ARGS(written(&p)));
        parsed_close(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout),
        cmocka_unit_test(test_documents_that_ship),
        cmocka_unit_test(test_bad_fields_are_kept),
        cmocka_unit_test(test_spellings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
