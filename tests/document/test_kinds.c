// Agreements and procedures: what their fields refuse, and what the checker finds in them, word for word.
#include "parsing.h"

#include "document/check.h"

#define PROCEDURE                                                                                             \
    "# Procedure: Test\n\n- Id: test\n- Between: the council; the organiser\n- In force: from 1 April 2026\n" \
    "- Calendar: england-and-wales\n- Fact: planning\n- Event: hand in\n"
#define FIRST "\n## Stage G1: Sign\n- By: the organiser\n- Opens: petition published by the organiser\n"
#define AGREEMENT                                                                                            \
    "# Agreement: Test\n\n- Id: test\n- Between: the council; the police\n"                                  \
    "- In force: 1 April 2008 to 31 March 2011\n- Calendar: england-and-wales\n- Review: each year\n"        \
    "- Designated: at most 1\n"
#define CONTACT                                                                                              \
    "\n## Contact K1: Who to ring\n- Provider: the council\n- Role: Chief Executive\n- Telephone: 01632 960100\n"
#define TARGET                                                                                               \
    CONTACT                                                                                                  \
    "\n## Target T1: Litter\n- Lead: the council\n- Indicator: NI 195 / litter\n- Baseline: 14% in 2007/08\n"
#define DOWN TARGET "- Target: at most 12% in 2008/09; 10% in 2010/11\n"
#define REWARD "\n## Reward W1: Grant\n"

static const struct {
    const char *text;
    const char *expected; // "line:column severity: text", or empty for nothing to say
} ROWS[] = {
    { PROCEDURE FIRST "- If handed in: end\n", "" },
    { PROCEDURE FIRST "- If handed in: G2\n",
      "13:17 error: there is no clause G2 in this document: did you mean G1?" },
    { PROCEDURE FIRST "- If handed in: G2\n\n## Stage G2: Answer\n- By: the council\n- If done: end\n", "" },
    { PROCEDURE FIRST "- If handed in: end\n\n## Stage G2: Answer\n- By: the council\n- If done: end\n",
      "15:1 warning: nothing leads to G2: name it in an If of another stage, or say what 'Opens' it" },
    { PROCEDURE FIRST "- If handed in: end\n\n## Stage G2: A\n- By: the council\n- If done: G3\n"
                      "\n## Stage G3: B\n- By: the council\n- If done: G2; end\n",
      "15:1 warning: nothing leads to G2: name it in an If of another stage, or say what 'Opens' it\n"
      "19:1 warning: nothing leads to G3: name it in an If of another stage, or say what 'Opens' it" },
    { PROCEDURE FIRST "- If handed in: end\n\n## Stage G2: A\n- By: the council\n- Only when: G1 is failing\n"
                      "- If done: end\n",
      "" },
    { PROCEDURE FIRST "- If handed in: G2\n\n## Stage G2: Answer\n- By: the council\n- If done: G1\n",
      "10:1 error: no outcome of G1 ever leads to an end: give one of those on the way 'end'\n"
      "15:1 error: no outcome of G2 ever leads to an end: give one of those on the way 'end'" },
    { PROCEDURE FIRST "- If handed in: call-for-action G4\n", "" },
    { PROCEDURE FIRST,
      "10:1 warning: nothing follows from G1: add 'If done:' with the stage that comes next, or 'end'" },
    { PROCEDURE FIRST "- Clock: from hand in to written reply, within 5 days\n- If handed in: end\n",
      "10:1 warning: nothing follows when G1 is late: add 'If late:' with the stage that comes next, or 'end'" },
    { PROCEDURE FIRST "- Clock: no time promised\n- If handed in: end\n", "" },
    { PROCEDURE "\n## Stage G1: Ask\n- By: the council\n- Opens: request by the organiser, within 5 days\n"
                "- Clock: no time promised\n- If answered: end\n- If nobody asks: end\n",
      "" },
    { PROCEDURE FIRST "- If handed in: end\n- If late: end\n",
      "14:12 warning: G1 has no time limit and can't be late: add a Clock, or take this out" },
    { PROCEDURE FIRST "- Clock: from hand inn to hearing, within 5 days\n- If late: end\n",
      "13:10 warning: 'hand inn' is not declared as an event: did you mean 'hand in'? (else add '- Event: hand inn' "
      "to the header)\n"
      "13:10 warning: 'hearing' is not declared as an event: add '- Event: hearing' to the header" },
    { PROCEDURE FIRST "- Clock: from petition published to hand in, within 5 days\n- If late: end\n", "" },
    { PROCEDURE FIRST "- If handed in: X1\n\n## Exclusion X1: Planning\n- When: planning\n",
      "13:17 error: an outcome leads to a stage, and X1 is an Exclusion: name a Stage, or 'end'" },
    { PROCEDURE FIRST
      "- If handed in: H1\n\n## Threshold H1: Debate\n- Count: at least 5 signatures\n- If reached: end\n",
      "13:17 error: an outcome leads to a stage, and H1 is a Threshold: name a Stage, or 'end'" },
    { PROCEDURE FIRST "- If handed in: end\n\n## Threshold H1: Debate\n- Count: at least 5 signatures\n",
      "15:1 error: nothing follows when H1 is reached: add 'If reached:' and the stage it leads to" },
    { PROCEDURE FIRST
      "- If handed in: end\n\n## Threshold H1: Debate\n- Count: at most 5 signatures\n- If done: end\n",
      "16:10 error: a threshold is reached from below: write 'at least' or 'more than' and a figure\n"
      "17:12 warning: a threshold is reached and has no other outcome: write 'If reached' instead of 'If done'" },
    { PROCEDURE FIRST "- If handed in: end\n\n## Exclusion X1: A\n- Overrides: X2\n- When: planning\n"
                      "\n## Exclusion X2: B\n- Overrides: X1\n- When: planning\n",
      "15:1 error: X1 overrides an exclusion that overrides it: take one of these references out" },
    { PROCEDURE FIRST "- If handed in: end\n\n## Exclusion X1: A\n- Overrides: X1\n- When: planning\n",
      "15:1 error: X1 overrides an exclusion that overrides it: take one of these references out" },
    { PROCEDURE FIRST
      "- If handed in: end\n\n## Exclusion X1: A\n- Overrides: G1; X3; other X1\n- When: planning\n",
      "16:14 error: there is no clause X3 in this document: did you mean X1?\n"
      "16:14 error: only exclusions are overridden, and G1 is a Stage: take it out of this line\n"
      "16:14 error: 'other X1' is in another document: an exclusion overrides those of its own" },
    { PROCEDURE "\n## Exclusion X1: A\n- When: planning\n",
      "1:1 error: this procedure has no stage: add '## Stage G1: ...' with who has the case and what follows" },
    { AGREEMENT DOWN, "" },
    { AGREEMENT TARGET "- Target: at least 16%\n- Type: local\n", "" },
    { AGREEMENT TARGET "- Target: at most 15% in 2010/11\n",
      "19:11 warning: T1 asks for less than its baseline: correct one of them, or add 'Reason:' and say why" },
    { AGREEMENT TARGET "- Target: at most 15% in 2010/11\n- Reason: the survey changed\n", "" },
    { AGREEMENT TARGET "- Target: at most 10% in 2008/09; 12% in 2010/11\n",
      "19:11 warning: T1 asks for less in a later year: correct the figures, or add 'Reason:' and say why" },
    { AGREEMENT TARGET "- Target: at most 12% in 2009/10; 10% in 2011/12\n",
      "19:11 error: it changes on a day outside the time in force: move that day, or take it out" },
    { AGREEMENT DOWN "- Without reward: 10% in 2010/11\n",
      "20:19 error: T1 asks for no more than was expected without a reward, so that nothing could be earned: correct "
      "one of them" },
    { AGREEMENT DOWN "- Without reward: 13% in 2010/11\n- Reward: W1\n" REWARD "- Pays: £5,000\n", "" },
    { AGREEMENT DOWN "- Reward: W1\n" REWARD "- Share: £5,000\n- Pays: achievement of the share\n",
      "20:11 warning: W1 pays by achievement, which is counted from 'Without reward', and T1 has none: add it" },
    { AGREEMENT DOWN "- Reward: K1; other W1\n",
      "20:11 error: K1 is a Contact: name a Reward\n"
      "20:11 error: 'other W1' is in another document: name a Reward of this one" },
    { AGREEMENT DOWN REWARD "- Pays: £5,000\n",
      "21:1 warning: nothing earns W1: name it in the 'Reward' of a Target" },
    { AGREEMENT DOWN "- Reward: W1\n" REWARD "- Pays: 1/2 of the share\n- On account: 1/2 of the total\n",
      "23:9 error: W1 has no Share: add '- Share: 1/12 of the total', for example\n"
      "24:15 error: W1 has no Total: add '- Total: £100,000', for example" },
    { AGREEMENT DOWN "- Reward: W1\n" REWARD "- Pays: £5,000\n- Paid: 1/2 in 2011/12; 1/3 in 2012/13\n",
      "24:9 error: the instalments come to less than the whole: correct one of them" },
    { AGREEMENT DOWN "- Reward: W1\n" REWARD "- Pays: £5,000\n- Paid: 50.5% in 2011/12; 1/2 in 2012/13\n",
      "24:9 error: the instalments come to more than the whole: correct one of them" },
    { AGREEMENT DOWN "- Reward: W1\n" REWARD
                     "- Pays: £5,000\n- Paid: 1/3 in 2011/12; 1/3 in 2012/13; 1/3 in 2013/14\n",
      "" },
    { AGREEMENT DOWN "- Designated: at most 3\n",
      "20:15 error: how many may be designated stands in the header: write 'yes' or 'no' here" },
    { AGREEMENT DOWN
      "- Designated: yes\n\n## Target T2: Graffiti\n- Lead: the council\n- Target: at most 5%\n"
      "- Designated: yes\n",
      "8:15 error: 2 targets are designated, and at most 1 may be: take 'Designated: yes' out of one" },
    { "# Agreement: T\n\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n- Review: yearly\n"
      "- Designated: yes\n",
      "7:15 error: the header says how many targets may be designated: write 'at most 35'" },
    { AGREEMENT "\n## Target T1: Litter\n- Lead: the police\n- Target: at most 5%\n",
      "10:1 warning: the police has no Contact: before signing, say whom to ring ('## Contact K1: ...' with its "
      "Provider)\n"
      "10:1 warning: no senior post answers for the police: before signing, add 'Role: POST' to one of its clauses" },
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

static void kinds_are_checked(void **state)
{
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct parsed p = parse_text(ROWS[i].text);
        document_check(&p.ctx, p.document, &(struct str_list){ 0 }, &p.diagnostics);
        if (!str_equal(told(&p), str_from(ROWS[i].expected))) {
            print_error("row %zu: expected\n%s\ngot\n%.*s\n", i, ROWS[i].expected, STR_ARGS(told(&p)));
            failures++;
        }
        parsed_close(&p);
    }
    assert_int_equal(failures, 0);
}

static struct indicator KNOWN[] = {
    { .code = STR_INIT("NI 5"), .polarity = POLARITY_HIGH, .survey = STR_INIT("Place Survey") },
    { .code = STR_INIT("NI 182") },
    { .code = STR_INIT("NI 187") },
    { .code = STR_INIT("NI 187"), .part = STR_INIT("high rating"), .polarity = POLARITY_HIGH },
    { .code = STR_INIT("NI 187"), .part = STR_INIT("low rating"), .polarity = POLARITY_LOW },
    { .code = STR_INIT("NI 195"), .polarity = POLARITY_LOW },
    { .code = STR_INIT("NI 195"), .part = STR_INIT("litter"), .polarity = POLARITY_LOW },
    { .code = STR_INIT("NI 195"), .part = STR_INIT("graffiti"), .polarity = POLARITY_LOW },
};

static const struct {
    const char *fields, *expected;
} INDICATORS[] = {
    { "- Indicator: NI 195 / litter\n- Target: at most 10%\n", "" },
    { "- Indicator: ni 195 / Litter\n- Target: at most 10%\n", "" },
    { "- Indicator: NI 195 / litter\n- Target: at least 10%\n",
      "13:11 error: NI 195 is better the lower it is, and T1 asks for 'at least': write 'at most', or correct the "
      "indicator" },
    { "- Indicator: NI 5\n- Target: under 80%\n",
      "13:11 error: NI 5 is better the higher it is, and T1 asks for 'under': write 'at least', or correct the "
      "indicator" },
    { "- Indicator: NI 182\n- Target: under 80%\n", "" },
    { "- Indicator: NI 5\n- Target: at least 80%\n- Baseline: 76% in 2007/08\n",
      "13:11 warning: the survey behind NI 5 can't tell changes under 4.18 points, so that this one could never be "
      "shown: ask for more, or measure it otherwise" },
    { "- Indicator: NI 5\n- Target: at least 80.2%\n- Baseline: 76% in 2007/08\n", "" },
    { "- Indicator: NI 195\n- Target: at most 10%\n", "" },
    { "- Indicator: NI 187\n- Target: at most 10%\n",
      "12:14 warning: 'NI 187' has parts of which some are better high and some low: say which behind ' / '" },
    { "- Indicator: NI 187 / low rating\n- Target: at most 10%\n", "" },
    { "- Indicator: NI 195 / moss\n- Target: at most 10%\n",
      "12:14 warning: 'NI 195' has no part 'moss': correct the part behind ' / '" },
    { "- Indicator: NI 196\n- Target: at most 10%\n",
      "12:14 warning: 'NI 196' is not among the indicators: did you mean 'NI 195'?" },
    { "- Indicator: hanging baskets\n- Target: at least 10%\n", "" },
};

static void targets_move_with_their_indicator(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof INDICATORS / sizeof *INDICATORS; i++) {
        char text[2000];
        snprintf(text, sizeof text, AGREEMENT "\n## Target T1: T\n- Lead: the council\n%s",
                 INDICATORS[i].fields);
        struct parsed p = parse_text(text);
        document_check_indicators(&p.ctx, p.document,
                                  &(struct indicator_set){ KNOWN, sizeof KNOWN / sizeof *KNOWN, 0 },
                                  &p.diagnostics);
        assert_string_equal(str_c(p.ctx.arena, told(&p)), INDICATORS[i].expected);
        parsed_close(&p);
    }
}

// A line in a clause of that kind, and the first thing that is said of it.
static const struct {
    const char *clause, *line, *text;
} REFUSED[] = {
    { "Target", "- Indicator: / litter", "expected the code of an indicator, such as 'NI 195', found '/'" },
    { "Target", "- Indicator: NI 195 /", "expected which part of the indicator, but nothing follows" },
    { "Target", "- Indicator: NI 195 / litter / dogs", "expected the end of the line, found '/'" },
    { "Target", "- Indicator: NI 195; NI 5", "expected the end of the line, found '; NI'" },
    { "Target", "- Designated: perhaps", "expected 'yes', 'no', or 'at most' and a number, found 'perhaps'" },
    { "Target", "- Designated: at most many", "expected a number, found 'many'" },
    { "Target", "- Baseline: 14%", "expected 'in' and a year, such as '2007/08', but nothing follows" },
    { "Target", "- Baseline: 14% in 2007/09",
      "expected a year, such as '2026' or '2026/27', found '2007/09'" },
    { "Target", "- Baseline: at most 14% in 2007/08", "expected a number, found 'at'" },
    { "Target", "- Without reward: 13% from 2010/11",
      "expected 'in' and a year, such as '2007/08', found 'from'" },
    { "Target", "- Lead: the police", "'the police' is not in Between: add it there, or name one that is" },
    { "Target", "- Reward: the grant", "expected the label of a clause, such as 'S1', found 'the'" },
    { "Target", "- Step 1: the tenant waits",
      "'Step' is not a field of an Agreement (write '*' instead of '-' for a line of prose)" },
    { "Target", "- By: the tenant",
      "'By' is not a field of a Target: it stands in Partner, Fund, Reward, Plan, Review (write '*' instead of '-' "
      "for a line of prose)" },
    { "Reward", "- Total: 133 million", "expected a sum of money, such as '£50', found '133'" },
    { "Reward", "- Share: 1/0 of the total", "a fraction can't be divided by 0" },
    { "Reward", "- Share: 1/12 of total", "expected a sum of money, or 'the' and a Fact, found 'total'" },
    { "Reward", "- Share: 1/12 of the pot", "'pot' is not a Fact: declare it in the header, '- Fact: pot'" },
    { "Reward", "- Pays: achievement", "expected 'of' and what the share is of, but nothing follows" },
    { "Reward", "- Paid: 1/2", "expected 'in' and a year, such as '2011/12', but nothing follows" },
    { "Reward", "- Paid: half in 2011/12", "expected a share, such as '50%' or '1/12', found 'half'" },
    { "Reward", "- Paid: 1/2 in 01/04/2011", "'01/04/2011' could be read two ways: write '1 April 2011'" },
    { "Stage", "- Opens: by the tenant", "expected an event, such as 'report', found 'by'" },
    { "Stage", "- Opens: request by", "expected a party of Between, but nothing follows" },
    { "Stage", "- Opens: request by anybody",
      "'anybody' is not in Between: add it there, or name one that is" },
    { "Stage", "- Opens: request by the tenant within 5 days", "a comma is missing: write 'tenant, within'" },
    { "Stage", "- Opens: request by the tenant, soon",
      "expected 'within' and a length of time, or 'when' and a test, found 'soon'" },
    { "Stage", "- Opens: request by the tenant, within 24hrs", "write '24 hours' instead of '24hrs'" },
    { "Stage", "- Must say: concern;", "expected a name, but nothing follows" },
    { "Stage", "- Consent: we", "'we' could be anybody: name the party, as it stands in Between" },
    { "Stage", "- If late: call-for-action G4, G5", "write 'G4; G5', with a semicolon" },
    { "Stage", "- If: end", "'If' needs an outcome, such as 'If late'" },
    { "Stage", "- Provider: the tenant",
      "'Provider' is not a field of a Stage: it stands in Contact (write '*' instead of '-' for a line of prose)" },
    { "Exclusion", "- Overrides: x2", "'x2' is not a label: did you mean 'X2'?" },
    { "Exclusion", "- Overrides: X2, X3", "write 'X2; X3', with a semicolon" },
    { "Exclusion", "- When: plannning",
      "'plannning' is not a Fact: declare it in the header, '- Fact: plannning', or add ', said by' and a party" },
    { "Threshold", "- Count: 750 signatures",
      "'750' does not say which way it counts: write 'at least 750' or 'at most 750'" },
};

static void fields_are_refused(void **state)
{
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        struct parsed p = parse_line(REFUSED[i].clause, REFUSED[i].line);
        diagnostics_sort(&p.diagnostics);
        str text = p.diagnostics.n ? p.diagnostics.at[0].text : STR("nothing");
        if (!str_equal(text, str_from(REFUSED[i].text)) || !p.diagnostics.errors) {
            print_error("%s\nexpected %s\ngot      %.*s\n", REFUSED[i].line, REFUSED[i].text, STR_ARGS(text));
            failures++;
        }
        parsed_close(&p);
    }
    assert_int_equal(failures, 0);
}

// Whole documents: what must be there, and what belongs to another kind.
static const struct {
    const char *text, *expected;
} DOCUMENTS[] = {
    { PROCEDURE "\n## Standard S1: A\n",
      "10:4 error: 'Standard' is not a kind of clause in a Procedure: expected Stage, Threshold, Exclusion, Notice or "
      "Contact" },
    { AGREEMENT "\n## Stage G1: A\n",
      "10:4 error: 'Stage' is not a kind of clause in an Agreement: expected Target, Partner, Fund, Reward, Plan, "
      "Contact or Review" },
    { PROCEDURE "\n## Exclusoin X1: A\n- When: planning\n",
      "10:4 error: 'Exclusoin' is not a kind of clause in a Procedure: did you mean 'Exclusion'?" },
    { PROCEDURE
      "\n## Stage G1: A\n- If done: end\n\n## Threshold H1: B\n\n## Exclusion X1: C\n\n## Notice N1: D\n",
      "10:1 error: this Stage has no 'By': add a line '- By: ...'\n"
      "13:1 error: this Threshold has no 'Count': add a line '- Count: ...'\n"
      "15:1 error: this Exclusion has no 'When': add a line '- When: ...'" },
    { AGREEMENT
      "\n## Target T1: A\n\n## Partner P1: B\n\n## Fund F1: C\n\n## Reward W1: D\n\n## Plan L1: E\n",
      "10:1 error: this Target has no 'Target': add a line '- Target: ...'\n"
      "10:1 error: this Target has no 'Lead': add a line '- Lead: ...'\n"
      "12:1 error: this Partner has no 'By': add a line '- By: ...'\n"
      "14:1 error: this Fund has no 'By': add a line '- By: ...'\n"
      "16:1 error: this Reward has no 'Pays': add a line '- Pays: ...'" },
    { AGREEMENT REWARD "- Pays: £5\n- Pays: £6\n",
      "12:3 error: 'Pays' is given twice: line 11 has no condition, ', when ...', so that this line would never hold" },
    { AGREEMENT "\n## Reward Grant\n- Pays: £5\n",
      "10:1 error: this clause has no label: write '## Reward W1: Grant'" },
    { PROCEDURE "- Designated: at most 3\n",
      "9:3 error: 'Designated' is not a field of a Procedure (write '*' instead of '-' for a line of prose)" },
};

static void documents_keep_to_their_kind(void **state)
{
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof DOCUMENTS / sizeof *DOCUMENTS; i++) {
        struct parsed p = parse_text(DOCUMENTS[i].text);
        diagnostics_sort(&p.diagnostics);
        if (!str_equal(told(&p), str_from(DOCUMENTS[i].expected))) {
            print_error("row %zu: expected\n%s\ngot\n%.*s\n", i, DOCUMENTS[i].expected, STR_ARGS(told(&p)));
            failures++;
        }
        parsed_close(&p);
    }
    assert_int_equal(failures, 0);
}

#define assert_str(s, literal) assert_true(str_equal((s), STR(literal)))

// A stage as the engine walks it.
static void a_stage_holds_what_it_says(void **state)
{
    (void)state;
    struct parsed p = parse_text(
        PROCEDURE
        "- Fact: severe\n\n## Stage G2: Talk\n- By: the council\n"
        "- Opens: request or petition published by the organiser or the council, within 20 working days\n"
        "- Clock: from the later of receipt of report and notice to written reply or attendance, within 2 "
        "months beginning that day\n"
        "- Must say: concern; milestones\n"
        "- If agreed: G2; petitions G4, with the failure named, when severe\n"
        "- If declined: end, with reasons\n- If declined: call-for-action\n");
    assert_string_equal(parsed_messages(&p), "");
    const struct field_list *list = &p.document->clauses.at[0].fields;
    const struct opens *opens = &field_find(list, KEY_OPENS)->opens;
    assert_int_equal(opens->events.names.n, 2);
    assert_str(opens->events.names.at[1], "petition published");
    assert_int_equal(opens->by.n, 2);
    assert_str(opens->by.at[1], "the council");
    assert_int_equal(opens->limit.length.unit, UNIT_WORKING_DAY);
    const struct clock *clock = &field_find(list, KEY_CLOCK)->clock;
    assert_int_equal(clock->from.how, EVENTS_LATER);
    assert_str(clock->from.names.at[0], "receipt of report");
    assert_str(clock->to.names.at[1], "attendance");
    assert_int_equal(field_find(list, KEY_MUST_SAY)->items.n, 2);
    const struct field *agreed = field_outcome(list, STR("Agreed"), NULL);
    assert_int_equal(agreed->outcome.n, 2);
    assert_str(agreed->outcome.at[1].ref.document, "petitions");
    assert_str(agreed->outcome.at[1].ref.label, "G4");
    assert_str(agreed->outcome.at[1].with, "the failure named");
    assert_str(agreed->outcome.at[1].when.at[0].tests[0].subject, "severe");
    const struct field *declined = field_outcome(list, STR("declined"), NULL);
    assert_true(declined->outcome.at[0].ref.is_end);
    declined = field_outcome(list, STR("declined"), declined);
    assert_str(declined->outcome.at[0].ref.document, "call-for-action");
    assert_null(field_outcome(list, STR("declined"), declined));
    assert_null(field_outcome(list, STR("late"), NULL));
    parsed_close(&p);
}

static void a_target_holds_what_it_says(void **state)
{
    (void)state;
    struct parsed p = parse_text(
        AGREEMENT DOWN "- Designated: no\n- Without reward: 13.5% in 2010/11\n- Reward: W1\n" REWARD
                       "- Total: 2.5% of £132,993,000 rounded to £1,000\n- Share: 1/12 of the total\n"
                       "- Pays: achievement of the share, at most the share\n"
                       "- Paid: 1/2 in 2011/12; 50% in 2012\n"
                       "- On account: 1/5 of the share, in 2010/11, when T1 is kept\n");
    assert_string_equal(parsed_messages(&p), "");
    const struct field_list *list = &document_clause(p.document, STR("T1"))->fields;
    assert_int_equal(field_find(&p.document->header, KEY_DESIGNATED)->designated.at_most, 1);
    assert_str(field_find(list, KEY_INDICATOR)->indicator.code, "NI 195");
    assert_str(field_find(list, KEY_INDICATOR)->indicator.part, "litter");
    assert_false(field_find(list, KEY_DESIGNATED)->designated.is_yes);
    assert_int_equal(field_find(list, KEY_WITHOUT_REWARD)->figure.quantity.number.digits, 135);
    assert_str(field_find(list, KEY_WITHOUT_REWARD)->figure.since.year, "2010/11");
    list = &document_clause(p.document, STR("W1"))->fields;
    assert_int_equal(field_find(list, KEY_TOTAL)->step.amount.base_money.digits, 132993000);
    assert_int_equal(field_find(list, KEY_SHARE)->step.amount.shares[0].of.digits, 12);
    assert_int_equal(field_find(list, KEY_PAYS)->step.amount.shares[0].kind, SHARE_ACHIEVEMENT);
    assert_true(field_find(list, KEY_PAYS)->step.parts[0].is_share);
    assert_str(field_find(list, KEY_PAID)->instalments.at[1].year, "2012");
    assert_int_equal(field_find(list, KEY_ON_ACCOUNT)->step.n, 2);
    parsed_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_checked),          cmocka_unit_test(targets_move_with_their_indicator),
        cmocka_unit_test(fields_are_refused),         cmocka_unit_test(documents_keep_to_their_kind),
        cmocka_unit_test(a_stage_holds_what_it_says), cmocka_unit_test(a_target_holds_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
