// What the checker says of a document that can be read: each finding, its place and its exact words.
#include "parsing.h"

#include "document/check.h"

// A charter with nothing to say against it, but for what a row changes.
#define HEAD                                                                                                 \
    "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n"                                 \
    "- In force: 1 April 2026 to 31 March 2029\n- Calendar: england-and-wales\n- Review: every 12 months\n"  \
    "- Status: goodwill\n- Spoken for by: an open meeting\n"
#define STANDARD                                                                                             \
    "\n## Standard S1: One\n- Provider: the council\n- Role: Director\n- Service: litter\n"                  \
    "- Clock: within 1 working day\n"
#define CONTACT "\n## Contact K1: Who to ring\n- Provider: the council\n- Telephone: 01632 960100\n"
#define COMMITMENT                                                                                           \
    "\n## Commitment C1: We report\n- By: the residents\n- Count: at least 1 report each month\n"
#define REDRESS "\n## Redress R1: Late\n- When: a case is late\n- Step 1: the council gives the reason\n"

// What several rows expect.
#define NO_HOURS                                                                                             \
    "working hours run inside opening hours, and neither this clause nor the header has any: add "           \
    "'Hours: Monday to Friday 09:00 to 17:00'"
#define EASIER "S1 promises less than the norm: before signing, add 'Reason:' and say why"
#define NO_CONTACT(party)                                                                                    \
    party " has no Contact: before signing, say whom to ring ('## Contact K1: ...' with its Provider)"
#define NO_VOICE(party)                                                                                      \
    "nothing says who speaks for " party                                                                     \
    ": before signing, add 'Spoken for by:' with the vote that decided it"

// What residents give, and the first step of what follows when they miss it.
#define GIVEN(step)                                                                                          \
    HEAD STANDARD CONTACT COMMITMENT "- If target missed: R7\n\n## Redress R7: Too few\n- Step 1: " step "\n"
#define DUTY                                                                                                 \
    "step 1 of R7 is a duty on those who missed C1: let the other side do it, such as 'the council talks "   \
    "about it with them at the next meeting'"

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
    { HEAD STANDARD CONTACT "\n## Redress R1: Late\n- Step 1: the council gives the reason\n",
      "21:1 warning: nothing leads to R1: name it in an If of another clause, or give it a When" },
    { HEAD STANDARD CONTACT
      "\n## Redress R1: Late\n- When: a case is late\n- Step 1: the council gives the reason\n"
      "- Step 3: the council mends it\n",
      "24:11 error: step 3 comes after step 1: number the steps 1, 2, 3, without a gap" },
    { HEAD STANDARD CONTACT
      "\n## Redress R1: Late\n- When: a case is late\n- Step 2: the council gives the reason\n",
      "23:11 error: the first step is step 2: number the steps 1, 2, 3, without a gap" },
    { HEAD STANDARD CONTACT REDRESS
      "- Step 2: the council mends it, when step 3 is late\n- Step 3: the council "
      "pays £5\n",
      "24:11 error: step 2 can't wait for step 3, which does not come before it: change their order" },
    { HEAD STANDARD CONTACT REDRESS "- If step fails: end, when step 4 is late\n",
      "24:18 error: there is no step 4 in this clause: add it, or take this out" },
    { HEAD STANDARD CONTACT COMMITMENT "- Clock: from report to completion, within the time set by S2\n",
      "24:10 error: there is no clause S2 in this document: did you mean S1?" },
    { HEAD STANDARD CONTACT REDRESS "- Only when: S9 is late\n",
      "24:14 error: there is no clause S9 in this document: did you mean S1?" },
    { HEAD STANDARD "- Contributes: S1; S8\n" CONTACT,
      "11:1 error: S1 depends on itself and would never end: take that reference out\n"
      "16:16 error: there is no clause S8 in this document: did you mean S1?" },
    { HEAD STANDARD CONTACT REDRESS
      "- If late: R2\n\n## Redress R2: Later\n- Step 1: the council says sorry\n- If late: R1\n",
      "21:1 error: R1 leads to R2 and back to R1, and would never end: take one of these references out" },
    { HEAD STANDARD CONTACT REDRESS "- If late: test R1\n",
      "21:1 error: R1 depends on itself and would never end: take that reference out" },
    { HEAD
      "\n## Standard S1: One\n- Provider: the council\n- Role: Director\n- Service: litter\n"
      "- Clock: within 1 day, when S2 is kept\n\n## Standard S2: Two\n- Provider: the council\n- Service: litter\n"
      "- Only when: S1 is kept\n- Clock: within 1 day\n" CONTACT,
      "11:1 error: S1 leads to S2 and back to S1, and would never end: take one of these references out" },
    { HEAD "- Trial: 1 January 2026 to 1 May 2026\n" STANDARD CONTACT,
      "10:10 error: the trial is not inside the time in force: move it, or the dates of 'In force'" },
    { HEAD STANDARD "- Trial: 1 May 2026 to 1 May 2029\n" CONTACT,
      "16:10 error: the trial is not inside the time in force: move it, or the dates of 'In force'" },
    { HEAD STANDARD "- Trial: 1 April 2026 to 31 March 2029\n" CONTACT, "" },
    { HEAD STANDARD "- Target: at least 85%; 90% from 1 April 2029\n" CONTACT,
      "16:11 error: it changes on a day outside the time in force: move that day, or take it out" },
    { HEAD STANDARD "- Target: at least 85%; 90% from 31 March 2029\n" CONTACT, "" },
    { HEAD STANDARD "- Aim: at least 85% in 2025/26\n" CONTACT,
      "16:8 error: it changes on a day outside the time in force: move that day, or take it out" },
    { HEAD STANDARD "- Aim: at least 85% in 2026; 90% in 2028/29\n" CONTACT, "" },
    { HEAD STANDARD "- Target: at least 85%; 95% from 1 April 2028; 90% from 1 April 2027\n" CONTACT,
      "16:11 error: what holds from a later day must stand behind what holds from an earlier one: put the "
      "figures in "
      "the order of their dates" },
    { HEAD STANDARD "- Target: at least 85% over the last 13 quarters\n" CONTACT,
      "16:11 error: 13 quarters are longer than the time in force, so that no result could ever be drawn: take "
      "fewer" },
    { HEAD STANDARD "- Target: at least 85% over the last 12 quarters\n" CONTACT, "" },
    { HEAD "- Period: in any 157 weeks\n" STANDARD CONTACT,
      "10:11 error: 157 weeks are longer than the time in force, so that no result could ever be drawn: take "
      "fewer" },
    { HEAD STANDARD CONTACT REDRESS "- Step 2: the council mends it, by 1 May 2030\n",
      "24:11 error: this day is outside the time in force: nobody would be bound on it" },
    { HEAD STANDARD CONTACT REDRESS "- Step 2: the council pays £5, from 1 May 2030\n",
      "24:11 error: it changes on a day outside the time in force: move that day, or take it out" },
    { HEAD CONTACT
      "\n## Priority A1: Gates\n- Provider: the council\n- Role: Director\n- Do: fit gates\n- Clock: by 1 May "
      "2030\n",
      "19:10 error: this day is outside the time in force: nobody would be bound on it" },
    { HEAD STANDARD "- Clock second: within 4 working hours\n" CONTACT,
      "16:17 warning: " NO_HOURS ", unless the calendar 'england-and-wales' has them" },
    { HEAD STANDARD "- Clock second: within 4 working hours\n- Hours: Monday 09:00 to 17:00\n" CONTACT, "" },
    { HEAD "- Hours: Monday 09:00 to 17:00\n" STANDARD "- Clock second: within 4 working hours\n" CONTACT,
      "" },
    { HEAD STANDARD CONTACT REDRESS "- Step 2: the council mends it, within 4 working hours\n",
      "24:11 "
      "warning: " NO_HOURS ", unless the calendar 'england-and-wales' has them" },
    { HEAD STANDARD "- Pause: frost, said by the council, at most 4 working hours\n" CONTACT,
      "16:10 warning: " NO_HOURS ", unless the calendar 'england-and-wales' has them" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the police\n- In force: from 1 April 2026\n- Review: "
      "yearly\n"
      "\n## Information I1: One\n- Provider: the council\n- Clock: within 4 working hours\n",
      "1:1 warning: no Calendar: Monday to Friday count, no holidays, in UTC; add 'Calendar: "
      "england-and-wales', for "
      "example\n"
      "10:10 error: " NO_HOURS ", for example" },
    { HEAD STANDARD "- Norm: within 2 working days\n" CONTACT,
      "16:9 warning: S1 varies from the norm: before signing, add 'Cost:' and say whose budget bears it" },
    { HEAD STANDARD "- Norm: within 0 working days\n- Cost: none\n" CONTACT, "16:9 warning: " EASIER },
    { HEAD STANDARD "- Norm: within 0 working days\n- Reason: fewer crews\n- Cost: none\n" CONTACT, "" },
    { HEAD STANDARD "- Norm: within 1 working day\n- Cost: none\n" CONTACT, "" },
    { HEAD STANDARD "- Norm: within 1 day\n- Cost: none\n" CONTACT, "" }, // not the same unit: nobody knows
    { HEAD STANDARD "- Clock second: within 49 hours\n- Norm second: within 48 hours\n- Cost: none\n" CONTACT,
      "17:16 warning: " EASIER },
    { HEAD STANDARD "- Clock second: within 2 weeks\n- Norm second: within 13 days\n- Cost: none\n" CONTACT,
      "17:16 warning: " EASIER },
    { HEAD STANDARD "- Clock second: within 2 weeks\n- Norm second: within 14 days\n- Cost: none\n" CONTACT,
      "" },
    { HEAD STANDARD "- Clock second: no time promised\n- Norm second: within 14 days\n- Cost: none\n" CONTACT,
      "17:16 warning: " EASIER },
    { HEAD "- Event: works\n" STANDARD
           "- Clock second: from notice to works, at least 2 days\n- Norm second: from "
           "notice to works, at least 3 days\n- Cost: none\n" CONTACT,
      "18:16 warning: " EASIER }, // of notice
    { HEAD STANDARD "- Clock second: by 1 May 2027\n- Norm second: by 30 April 2027\n- Cost: none\n" CONTACT,
      "17:16 warning: " EASIER },
    { HEAD STANDARD "- Target: at least 85%\n- Norm: at least 90%\n- Cost: none\n" CONTACT,
      "17:9 warning: " EASIER },
    { HEAD STANDARD "- Target: at most 12%\n- Norm: at most 10%\n- Cost: none\n" CONTACT,
      "17:9 warning: " EASIER },
    { HEAD STANDARD "- Target: at most 8%\n- Norm: at most 10%\n- Cost: none\n" CONTACT, "" },
    { HEAD STANDARD "- Target: at least 85% of places\n- Norm: at least 90% of cases\n- Cost: none\n" CONTACT,
      "" },
    { HEAD STANDARD
      "- Count: at least 1 visits each week\n- Norm: at least 2 visits each week\n- Cost: none\n" CONTACT,
      "17:9 warning: " EASIER },
    { HEAD STANDARD "- Count: at least 1 visits each week\n- Norm: at least 2 visits each month\n- Cost: "
                    "none\n" CONTACT,
      "" },
    { HEAD STANDARD, "11:1 warning: " NO_CONTACT("the council") },
    { HEAD STANDARD "\n## Contact K1: Who to ring\n- Telephone: 01632 960100\n", "" }, // the only provider's
    { HEAD STANDARD CONTACT
      "\n## Priority A1: Gates\n- Provider: the residents\n- Role: Chair\n- Do: fit gates\n",
      "21:1 warning: " NO_CONTACT("the residents") },
    { HEAD
      "- Fact: frost\n\n## Standard S1: One\n- Provider: the council, when frost\n- Provider: the residents\n"
      "- Role: Director\n- Do: it\n" CONTACT,
      "12:1 warning: " NO_CONTACT("the residents") },
    { HEAD
      "\n## Standard S1: One\n- Provider: the council\n- Service: litter\n- Clock: within 1 working day\n" CONTACT,
      "11:1 warning: no senior post answers for the council: before signing, add 'Role: POST' to one of its "
      "clauses" },
    { HEAD STANDARD CONTACT
      "\n## Redress R1: Late\n- When: a case is late\n- Step 1: the council pays £5 to the person who reported\n",
      "23:11 warning: this is paid to everyone who reports the same thing: add 'at most £... each incident', so "
      "that it "
      "is paid once an incident" },
    { HEAD STANDARD CONTACT "\n## Redress R1: Late\n- When: a case is late\n"
                            "- Step 1: the council pays £5 to the person who reported, once an incident\n",
      "" },
    { GIVEN("the council talks about it with them at the next meeting"), "" },
    { GIVEN("the council ends the extra sweep"), "" },
    { GIVEN("the council sweeps once a month"),
      "24:21 warning: step 1 of R7 follows when C1 is missed: say in it that it is talked about, or which extra "
      "ends; what residents miss takes away no service and no redress" },
    { GIVEN("the council funds £50 to the residents"),
      "24:21 error: step 1 of R7 is money, and C1 is what the residents took on: a miss of theirs is talked about, "
      "and at most ends the extra; lead to a redress without money, or take this out" },
    { GIVEN("the residents say why"), "24:21 error: " DUTY },
    { GIVEN("the provider says why"), "24:21 error: " DUTY }, // of a commitment those who took it on
    { GIVEN(
          "the council talks about it\n- If late: R8\n\n## Redress R8: Silence\n- Step 1: the council pays £5 to "
          "the residents"),
      "24:21 error: step 1 of R8 is money, and C1 is what the residents took on: a miss of theirs is talked about, "
      "and at most ends the extra; lead to a redress without money, or take this out" },
    { HEAD STANDARD CONTACT
      "\n## Commitment C1: A body's own\n- By: the council\n- Count: at least 12 visits each quarter\n"
      "- If target missed: R7\n\n## Redress R7: Few\n- Step 1: the council funds £50 to the residents\n",
      "" }, // what a service gives in return is no volunteer's
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the police\n- In force: from 1 April 2026\n- Review: "
      "yearly\n",
      "1:1 warning: no Calendar: Monday to Friday count, no holidays, in UTC; add 'Calendar: "
      "england-and-wales', for "
      "example" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the police\n- In force: from 1 April 2026\n"
      "- Calendar: scotlnd\n- Review: yearly\n",
      "6:13 error: there is no calendar 'scotlnd': did you mean 'scotland'?" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the police\n- In force: from 1 April 2026\n"
      "- Calendar: tidal\n- Review: yearly\n",
      "6:13 error: there is no calendar 'tidal': write england-and-wales, scotland, northern-ireland, uk or none" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the police\n- In force: from 1 April 2026\n- "
      "Calendar: none\n",
      "1:1 warning: nothing says when it is looked at again: add 'Review: every 12 months', for example" },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- In force: from 1 April 2026\n"
      "- Calendar: none\n- Review: yearly\n",
      "4:12 warning: " NO_VOICE("the residents") },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; Friends of the Park\n- In force: from 1 April 2026\n"
      "- Calendar: none\n- Review: yearly\n\n## Commitment C1: Walk\n- By: Friends of the Park\n- Do: walk\n",
      "4:12 warning: " NO_VOICE("Friends of the Park") },
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the police\n- In force: from 1 April 2026\n"
      "- Calendar: none\n- Review: yearly\n\n## Information I1: Told\n- Provider: the council\n- Do: tell\n"
      "\n## Monitoring M1: Look\n- By: the council\n- Do: look\n",
      "" }, // who provides is not on the residents' side
    { "# Charter: Test\n\n- Id: test\n- Between: the council; Dell Parish Council\n- In force: from 1 April 2026\n"
      "- Calendar: none\n- Review: yearly\n\n## Commitment C1: Sweep\n- By: Dell Parish Council\n- Do: sweep\n",
      "" }, // a public body speaks for itself
    { "# Charter: Test\n\n- Id: test\n- Between: the council; the police\n- In force: from 1 April 2026\n"
      "- Calendar: none\n- Review: yearly\n" REDRESS,
      "9:1 warning: there is redress but no 'Status:' in the header: before signing, say what it is in law and "
      "that it "
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
            fail_msg("row %zu: expected %s, got %.*s", i, ROWS[i].expected, STR_ARGS(told(&p)));
        parsed_close(&p);
    }
}

#define OTHER                                                                                                \
    "# Charter: Other\n\n- Id: other\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n"    \
    "\n## Information G1: One\n- Provider: a\n- Do: it\n"
#define REFERS "- If asked: other G1\n- If refused: other G7\n- If undone: petitions G4\n"

// References to other documents: once for each that is not given, and by label for each that is.
static void test_other_documents(void **state)
{
    static const struct {
        const char *other, *expected;
    } rows[] = {
        { NULL,
          "16:13 warning: 'other' is another document: it must be in force before this one is signed\n"
          "18:14 warning: 'petitions' is another document: it must be in force before this one is signed" },
        { OTHER,
          "17:15 error: there is no clause G7 in 'other': did you mean G1?\n"
          "18:14 warning: 'petitions' is another document: it must be in force before this one is signed" },
        { OTHER "\n## Information G7: Seven\n- Provider: a\n- Do: it\n",
          "18:14 warning: 'petitions' is another document: it must be in force before this one is signed" },
        { "# Charter: Other\n\n- Id: other\n- Between: a; b\n- In force: from 1 April 2026\n",
          "16:13 error: there is no clause G1 in 'other': correct the label, or take this out\n"
          "17:15 error: there is no clause G7 in 'other': correct the label, or take this out\n"
          "18:14 warning: 'petitions' is another document: it must be in force before this one is signed" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parsed p = parse_text(HEAD STANDARD REFERS CONTACT),
                      other = parse_text(rows[i].other ? rows[i].other : HEAD);
        struct document *given[] = { p.document, other.document };
        document_check_outside(&p.ctx, p.document, given, rows[i].other ? 2 : 1, &p.diagnostics);
        if (!str_equal(told(&p), str_from(rows[i].expected)))
            fail_msg("expected %s, got %.*s", rows[i].expected, STR_ARGS(told(&p)));
        parsed_close(&other);
        parsed_close(&p);
    }
}

// Of several versions given, one that has the clause is enough, in whichever order they come.
static void test_versions_of_another_document(void **state)
{
    struct parsed p = parse_text(HEAD STANDARD "- If asked: other G7\n" CONTACT);
    struct parsed old = parse_text(OTHER),
                  new = parse_text(OTHER "\n## Information G7: S\n- Provider: a\n- Do: "
                                         "it\n");
    struct document *given[] = { p.document, old.document, new.document };
    struct document *turned[] = { new.document, old.document, p.document };
    (void)state;
    document_check_outside(&p.ctx, p.document, given, 3, &p.diagnostics);
    document_check_outside(&p.ctx, p.document, turned, 3, &p.diagnostics);
    assert_int_equal(p.diagnostics.n, 0);
    document_check_outside(&p.ctx, p.document, given, 2, &p.diagnostics); // without the new one
    assert_int_equal(p.diagnostics.n, 1);
    parsed_close(&new);
    parsed_close(&old);
    parsed_close(&p);
}

// A long circle names its first clauses; every circle is told.
static void test_circles(void **state)
{
    struct buffer text = buffer_open(1 << 16);
    (void)state;
    buffer_print(&text, "%s%s%s", HEAD, STANDARD, CONTACT);
    for (int i = 1; i <= 9; i++)
        buffer_print(&text, "\n## Redress R%d: T\n- Step 1: the council waits\n- If late: R%d\n", i,
                     i % 9 + 1);
    for (int i = 20; i <= 21; i++)
        buffer_print(&text, "\n## Redress R%d: T\n- Step 1: the council waits\n- If late: R%d\n", i, 41 - i);
    struct parsed p = parse_bytes(buffer_str(&text));
    checked(&p);
    assert_string_equal(
        str_c(p.ctx.arena, told(&p)),
        "21:1 error: R1 leads to R2 to R3 to R4 to R5 to R6 to R7 and on and back to R1, and would "
        "never "
        "end: take one of these references out\n"
        "57:1 error: R20 leads to R21 and back to R20, and would never end: take one of these "
        "references "
        "out");
    buffer_close(&text);
    parsed_close(&p);
}

// What follows from a step that can't be read is not blamed on those behind it; a Byelaw is refused, no more.
static void test_one_mistake_is_told_once(void **state)
{
    struct parsed p = parse_text(HEAD STANDARD CONTACT REDRESS
                                 "- Step 2: the council pays up to £5\n- Step 3: the council mends it\n");
    struct parsed byelaw = parse_text("# Byelaw: A\n\n- Id: a\n");
    (void)state;
    checked(&p);
    checked(&byelaw);
    assert_int_equal(p.diagnostics.errors, 1);
    assert_int_equal(p.diagnostics.warnings, 0);
    assert_int_equal(byelaw.diagnostics.errors, 1);
    assert_int_equal(byelaw.diagnostics.warnings, 0);
    parsed_close(&byelaw);
    parsed_close(&p);
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
    static const char expected[] =
        "1:1 warning: nothing says when it is looked at again: add 'Review: every 12 months', for example\n"
        "3:12 warning: " NO_VOICE("the residents")
        "\n7:1 warning: " NO_CONTACT("the parish council")
        "\n7:1 warning: no senior post answers for the parish council: before signing, add 'Role: POST' to one of "
        "its clauses";
    assert_string_equal(str_c(p.ctx.arena, told(&p)), expected);
    parsed_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_other_documents),
        cmocka_unit_test(test_versions_of_another_document),
        cmocka_unit_test(test_circles),
        cmocka_unit_test(test_one_mistake_is_told_once),
        cmocka_unit_test(test_lines_are_shown),
        cmocka_unit_test(test_a_one_page_charter_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
