// What the checker says of a document that can be read: each finding, its place and its exact words.
#include "parsing.h"

#include "document/check.h"

// A charter with nothing to say against it, but for what a row changes.
#define HEAD                                                                                                 \
    "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n"                                 \
    "- In force: 1 April 2026 to 31 March 2029\n- Calendar: england-and-wales\n- Review: every 12 months\n"  \
    "- Status: goodwill\n- Spoken for by: an open meeting\n"
#define STANDARD                                                                                             \
    "\n## Standard S1: One\n- Provider: the council\n- Role: Director\n- Service: litter\n- Clock: within 1 working day\n"
#define CONTACT "\n## Contact K1: Who to ring\n- Provider: the council\n- Telephone: 01632 960100\n"
#define COMMITMENT                                                                                           \
    "\n## Commitment C1: We report\n- By: the residents\n- Count: at least 1 report each month\n"
#define REDRESS "\n## Redress R1: Late\n- When: a case is late\n- Step 1: the council gives the reason\n"

static const struct {
    const char *text;
    const char *expected; // "line:column severity: text", or empty for nothing to say
} ROWS[] = {
    { HEAD STANDARD CONTACT COMMITMENT REDRESS, "" },
    { HEAD STANDARD CONTACT "- If late: R7\n",
      "20:12 error: there is no clause R7 in this document: add it, or take this out" },
    { HEAD STANDARD CONTACT REDRESS "- If late: R2\n",
      "24:12 error: there is no clause R2 in this document: did you mean R1?" },
    { HEAD STANDARD CONTACT COMMITMENT "- In return for: S12\n",
      "24:18 error: there is no clause S12 in this document: did you mean S1?" },
    { HEAD STANDARD "- If asked: asset-transfer G1\n" CONTACT,
      "16:13 warning: 'asset-transfer' is another document: it must be in force before this one is signed" },
    { HEAD STANDARD CONTACT "\n## Redress R1: Late\n- Step 1: the council gives the reason\n",
      "21:1 warning: nothing leads to R1: name it in an If of another clause, or give it a When" },
    { HEAD STANDARD CONTACT
      "\n## Redress R1: Late\n- When: a case is late\n- Step 1: the council gives the reason\n"
      "- Step 3: the council mends it\n",
      "24:11 error: step 3 comes after step 1: number the steps 1, 2, 3, without a gap" },
    { HEAD STANDARD CONTACT REDRESS
      "- If late: R2\n\n## Redress R2: Later\n- Step 1: the council says sorry\n- If late: R1\n",
      "21:1 error: R1 leads round in a circle, so that it would never end: take one of the steps out" },
    { HEAD
      "\n## Standard S1: One\n- Provider: the council\n- Role: Director\n- Service: litter\n"
      "- Clock: within 1 day, when S2 is kept\n\n## Standard S2: Two\n- Provider: the council\n- Service: litter\n"
      "- Clock: within 1 day, when S1 is kept\n" CONTACT,
      "11:1 error: S1 leads round in a circle, so that it would never end: take one of the steps out" },
    { HEAD "- Trial: 1 January 2026 to 1 May 2026\n" STANDARD CONTACT,
      "10:10 error: the trial is not inside the time in force: move it, or the dates of 'In force'" },
    { HEAD STANDARD "- Target: at least 85%; 90% from 1 April 2030\n" CONTACT,
      "16:11 error: the target changes on a day outside the time in force: move it, or take it out" },
    { HEAD CONTACT
      "\n## Priority A1: Gates\n- Provider: the council\n- Do: fit gates\n- Clock: by 1 May 2030\n",
      "18:10 error: this day is outside the time in force: nobody would be bound on it" },
    { HEAD STANDARD "- Clock second: within 4 working hours\n" CONTACT,
      "16:17 warning: working hours run inside opening hours, and neither this clause nor the header has any: add "
      "'Hours: Monday to Friday 09:00 to 17:00', unless the calendar has them" },
    { HEAD STANDARD "- Norm: within 2 working days\n" CONTACT,
      "16:9 warning: S1 varies from the norm: before signing, add 'Cost:' and say whose budget bears it" },
    { HEAD STANDARD "- Norm: within 0 working days\n- Cost: none\n" CONTACT,
      "16:9 warning: S1 promises less than the norm: before signing, add 'Reason:' and say why" },
    { HEAD STANDARD "- Target: at least 85%\n- Norm: at least 90%\n- Cost: none\n" CONTACT,
      "17:9 warning: S1 promises less than the norm: before signing, add 'Reason:' and say why" },
    { HEAD STANDARD,
      "11:1 warning: the council has no Contact: before signing, say whom to ring ('## Contact K1: ...' with its Provider)" },
    { HEAD
      "\n## Standard S1: One\n- Provider: the council\n- Service: litter\n- Clock: within 1 working day\n" CONTACT,
      "11:1 warning: no senior post answers for the council: before signing, add 'Role: POST' to a clause of its own" },
    { HEAD STANDARD CONTACT
      "\n## Redress R1: Late\n- When: a case is late\n- Step 1: the council pays £5 to the person who reported\n",
      "23:11 warning: this is paid to everyone who reports the same thing: add 'at most £... each incident', so that it "
      "is paid once an incident" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- In force: from 1 April 2026\n- Review: yearly\n",
      "1:1 warning: no Calendar: Monday to Friday count, no holidays, in UTC; add 'Calendar: england-and-wales', for "
      "example" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- In force: from 1 April 2026\n"
      "- Calendar: scotlnd\n- Review: yearly\n",
      "6:13 error: there is no calendar 'scotlnd': did you mean 'scotland'?" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- In force: from 1 April 2026\n- Calendar: none\n",
      "1:1 warning: nothing says when it is looked at again: add 'Review: every 12 months', for example" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- In force: from 1 April 2026\n"
      "- Calendar: none\n- Review: yearly\n" COMMITMENT,
      "4:12 warning: nothing says who speaks for the residents: before signing, add 'Spoken for by:' with the vote that "
      "decided it" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- In force: from 1 April 2026\n"
      "- Calendar: none\n- Review: yearly\n" REDRESS,
      "9:1 warning: there is redress but no 'Status:' in the header: before signing, say what it is in law and that it "
      "takes away nobody's rights" },
};

static str told(struct parsed *p)
{
    p->text.n = 0;
    for (size_t i = 0; i < p->diagnostics.n; i++) {
        const struct diagnostic *d = &p->diagnostics.at[i];
        buffer_print(&p->text, "%s%d:%d %s: %.*s", i ? "\n" : "", d->place.line, d->place.column,
                     d->severity == SEVERITY_ERROR ? "error" : "warning", STR_ARGS(d->text));
    }
    return buffer_str(&p->text);
}

static void checked(struct parsed *p)
{
    str names[] = { STR_INIT("england-and-wales"), STR_INIT("none"), STR_INIT("northern-ireland"),
                    STR_INIT("scotland"), STR_INIT("uk") };
    struct str_list calendars = { names, 5, 5 };
    document_check(&p->ctx, p->document, &calendars, &p->diagnostics);
}

static void test_findings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct parsed p = parse_text(ROWS[i].text);
        checked(&p);
        if (!str_equal(told(&p), str_from(ROWS[i].expected)))
            fail_msg("expected %s, got %.*s", ROWS[i].expected, STR_ARGS(told(&p)));
        parsed_close(&p);
    }
}

// A finding shows the line it is about, like any other message.
static void test_lines_are_shown(void **state)
{
    (void)state;
    struct parsed p = parse_text(HEAD STANDARD CONTACT REDRESS "- If late: R2\n");
    checked(&p);
    p.text.n = 0;
    diagnostics_write(&p.text, &p.diagnostics);
    assert_string_equal(str_c(p.ctx.arena, buffer_str(&p.text)),
                        "test.md:24:12: error: there is no clause R2 in this document: did you mean R1?\n"
                        "- If late: R2\n"
                        "           ^~\n");
    parsed_close(&p);
}

// One page, two parties, one swap and no redress: few words, and no error.
static void test_a_one_page_charter_is_complete(void **state)
{
    (void)state;
    struct parsed p = parse_text(
        "# Charter: Baskets\n\n- Between: the parish council; the residents\n- In force: from 1 May 2026\n"
        "- Calendar: england-and-wales\n\n## Standard S1: Baskets\n- Provider: the parish council\n"
        "- Do: give 60 hanging baskets\n\n## Commitment C1: Water\n- By: the residents\n"
        "- Do: water them\n- In return for: S1\n");
    checked(&p);
    assert_int_equal(p.diagnostics.errors, 0);
    assert_true(p.diagnostics.warnings <= 4);
    parsed_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_lines_are_shown),
        cmocka_unit_test(test_a_one_page_charter_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
