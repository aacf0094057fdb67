// Cases followed through the petitions, calls for action and the ladder of the examples, and through a procedure that
// holds one of each rule.
#include "rules/following.h"

static const char RULES[] =
    "# Procedure: Rules\n\n- Id: rules\n- Between: the council; the resident; the panel; the board\n"
    "- In force: from 1 January 2026\n- Calendar: england-and-wales\n- Fact: severe\n- Fact: flood\n"
    "- Fact: cost, in £\n- Fact: people\n- Event: order\n\n"
    "## Stage G1: Ask\n- By: the council\n- Opens: request by the resident\n- Clock: within 2 working days\n"
    "- Pause: flood, at most 5 working days\n"
    "- If taken up: G2\n- If grave: G3, when severe\n- If grave: G4\n- If refused: end, with reasons\n- If late: G5\n\n"
    "## Stage G2: Order\n- By: the council\n- Consent: the panel\n- Advice: the board, when severe\n"
    "- Must say: why; how long\n- Clock: from order to written reply, within 4 hours\n- Tell: the resident\n"
    "- Publish: the order\n- If done: G4\n- If improved: end\n- If failing: G3\n- If late: G5\n\n"
    "## Stage G3: Both\n- By: the panel\n- If split: G4; G5\n- If mixed: G4; G5, when severe\n- If dropped: end\n\n"
    "## Stage G4: Set a time\n- By: the board\n- Clock: within the time set by G4\n"
    "- If done: end\n- If late: end\n\n"
    "## Stage G5: Again\n- By: the council\n- Clock: within 1 month\n- If again: G1\n- If done: G6\n- If late: G5\n\n"
    "## Stage G6: Offer\n- By: the panel\n- Opens: request by the resident, within 10 working days\n"
    "- Only when: G5 is done and not severe\n- If heard: end, with reasons\n- If nobody asks: end\n\n"
    "## Threshold H1: Many\n- Count: at least 10 people\n- If reached: G3\n\n"
    "## Exclusion X1: Dear\n- When: cost more than £100\n- Tell: the resident; the panel\n\n"
    "## Exclusion X2: Unless severe\n- Overrides: X1\n- When: severe\n";

struct row {
    const char *note, *procedure, *record, *as_of, *expected;
};

#define BEGUN "2026-03-02|event|request||the resident\n"

static const struct row ROWS[] = {
    { "nothing on record", "rules", "", "2026-03-02", "" },
    { "a request opens", "rules", BEGUN, "2026-03-02", "G1 open" },
    { "not before it", "rules", BEGUN, "2026-03-01", "" },
    { "the article does not matter", "rules", "2026-03-02|event|request||Resident", "2026-03-02", "G1 open" },
    { "in time to the last second", "rules", BEGUN, "2026-03-04T23:59:59", "G1 open" },
    { "late at midnight", "rules", BEGUN, "2026-03-05T00:00:00", "G1 overdue, G5 open" },
    { "the end of that day is that midnight", "rules", BEGUN, "2026-03-04", "G1 overdue, G5 open" },
    { "done on the last day", "rules", BEGUN "2026-03-04|outcome|G1|refused|the council|too little",
      "2026-03-10", "G1 done | ended: G1: refused, with reasons (too little)" },
    { "done late goes where it leads", "rules",
      BEGUN "2026-03-05|outcome|G1|taken up|the council\n2026-03-01|fact|cost|50", "2026-03-05",
      "G1 done late, G5 open, G2 open" },
    { "done late ends what its lateness opened", "rules", BEGUN "2026-03-06|outcome|G1|refused|the council",
      "2026-03-06", "G1 done late, G5 ended | ended: G1: refused, with reasons, which are not on record" },
    // conditions
    { "the line whose condition holds", "rules",
      BEGUN "2026-03-02|fact|severe|yes\n2026-03-03|outcome|G1|grave|the council", "2026-03-03",
      "G1 done, G3 open" },
    { "else the line without one", "rules",
      BEGUN "2026-03-02|fact|severe|no\n2026-03-02|fact|cost|5\n2026-03-03|outcome|G1|grave|the council",
      "2026-03-03", "G1 done, G4 open" },
    { "what is missing waits", "rules", BEGUN "2026-03-03|outcome|G1|grave|the council", "2026-03-03",
      "G1 done" },
    { "until it is known", "rules",
      BEGUN "2026-03-03|outcome|G1|grave|the council\n2026-03-09|fact|severe|no", "2026-03-09",
      "G1 done, G4 open" },
    { "two things at once are not known", "rules",
      BEGUN "2026-03-02|fact|severe|no\n2026-03-02|fact|severe|yes\n2026-03-03|outcome|G1|grave|the council",
      "2026-03-03", "G1 done" },
    { "a later word counts", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-03T09:00|fact|severe|yes\n2026-03-03T10:00|outcome|G1|grave|the council",
      "2026-03-03", "G1 done, G3 open" },
    // what is not allowed is not taken
    { "somebody else's", "rules", BEGUN "2026-03-03|outcome|G1|refused|the resident", "2026-03-03",
      "G1 open" },
    { "an outcome it does not have", "rules", BEGUN "2026-03-03|outcome|G1|won|the council", "2026-03-03",
      "G1 open" },
    { "a stage that is not open", "rules", BEGUN "2026-03-03|outcome|G3|dropped|the panel", "2026-03-03",
      "G1 open" },
    { "two outcomes at once", "rules",
      BEGUN "2026-03-03|outcome|G1|refused|the council\n2026-03-03|outcome|G1|grave|the council",
      "2026-03-03", "G1 open" },
    { "an exclusion", "rules",
      BEGUN
      "2026-03-02|fact|cost|£200\n2026-03-02|fact|severe|no\n2026-03-03|outcome|G1|taken up|the council",
      "2026-03-03", "G1 open" },
    { "which can still be refused", "rules",
      BEGUN
      "2026-03-02|fact|cost|£200\n2026-03-02|fact|severe|no\n2026-03-03|outcome|G1|refused|the council|dear",
      "2026-03-03", "G1 done | ended: G1: refused, with reasons (dear)" },
    { "an exclusion overridden", "rules",
      BEGUN
      "2026-03-02|fact|cost|£200\n2026-03-02|fact|severe|yes\n2026-03-03|outcome|G1|taken up|the council",
      "2026-03-03", "G1 done, G2 open" },
    { "consent first", "rules",
      BEGUN "2026-03-02|outcome|G1|taken up|the council\n2026-03-03|outcome|G2|failing|the council",
      "2026-03-03", "G1 done, G2 open" },
    { "consent refused", "rules",
      BEGUN "2026-03-02|outcome|G1|taken up|the council\n2026-03-03|consent|G2|no|the panel\n"
            "2026-03-03|outcome|G2|failing|the council",
      "2026-03-03", "G1 done, G2 open" },
    { "an end needs no consent", "rules",
      BEGUN "2026-03-02|outcome|G1|taken up|the council\n2026-03-03|outcome|G2|improved|the council",
      "2026-03-03", "G1 done, G2 done | ended: G2: improved" },
    { "with consent", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|taken up|the council\n2026-03-03|consent|G2|yes|the panel\n"
      "2026-03-03|outcome|G2|failing|the council",
      "2026-03-03", "G1 done, G2 done, G3 open" },
    { "advice too, when severe", "rules",
      BEGUN
      "2026-03-02|fact|severe|yes\n2026-03-02|outcome|G1|taken up|the council\n2026-03-03|consent|G2|yes|the panel\n"
      "2026-03-03|outcome|G2|failing|the council",
      "2026-03-03", "G1 done, G2 open" },
    { "and it was asked", "rules",
      BEGUN
      "2026-03-02|fact|severe|yes\n2026-03-02|outcome|G1|taken up|the council\n2026-03-03|consent|G2|yes|the panel\n"
      "2026-03-03|advice|G2||the board\n2026-03-03|outcome|G2|failing|the council",
      "2026-03-03", "G1 done, G2 done, G3 open" },
    // clocks between events
    { "hours to the second", "rules",
      BEGUN "2026-03-02|outcome|G1|taken up|the council\n2026-03-02|consent|G2|yes|the "
            "panel\n2026-03-03T09:00:00|event|order",
      "2026-03-03T13:00:00", "G1 done, G2 open" },
    { "and a second later", "rules",
      BEGUN "2026-03-02|outcome|G1|taken up|the council\n2026-03-02|consent|G2|yes|the "
            "panel\n2026-03-03T09:00:00|event|order",
      "2026-03-03T13:00:01", "G1 done, G2 overdue, G5 open" },
    { "done by its event", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|taken up|the council\n2026-03-02|consent|G2|yes|the panel\n"
      "2026-03-03T09:00:00|event|order\n2026-03-03T12:00:00|event|written reply",
      "2026-03-03", "G1 done, G2 done, G4 open" },
    { "hours can't start on a day without a time", "rules",
      BEGUN
      "2026-03-02|outcome|G1|taken up|the council\n2026-03-02|consent|G2|yes|the panel\n2026-03-03|event|order",
      "2026-04-03", "G1 done, G2 open" },
    { "the time set", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|grave|the council\n2026-03-03|time set|G4|2026-03-20",
      "2026-03-19", "G1 done, G4 open" },
    { "which is over", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|grave|the council\n2026-03-03|time set|G4|2026-03-20",
      "2026-03-20", "G1 done, G4 lapsed | ended: G4: late" },
    { "a length of time", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|grave|the council\n2026-03-03|time set|G4|3 weeks",
      "2026-03-23", "G1 done, G4 lapsed | ended: G4: late" },
    { "no time set", "rules", BEGUN "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|grave|the council",
      "2029-03-23", "G1 done, G4 open" },
    // pauses
    { "a pause", "rules", BEGUN "2026-03-03|fact|flood|yes\n2026-03-05|fact|flood|no", "2026-03-05",
      "G1 open" },
    { "and after it", "rules", BEGUN "2026-03-03|fact|flood|yes\n2026-03-05|fact|flood|no", "2026-03-06",
      "G1 overdue, G5 open" },
    { "at most", "rules", BEGUN "2026-03-03|fact|flood|yes", "2026-03-11", "G1 open" },
    { "and no longer", "rules", BEGUN "2026-03-03|fact|flood|yes", "2026-03-12", "G1 overdue, G5 open" },
    // again and again
    { "a stage is opened again", "rules", BEGUN, "2026-05-10",
      "G1 overdue, G5 opened anew, G5#2 opened anew, G5#3 open" },
    { "by an outcome too", "rules", BEGUN "2026-03-02|fact|cost|1\n2026-03-10|outcome|G5|again|the council",
      "2026-03-10", "G1 opened anew, G5 done, G1#2 open" },
    { "an opening on record", "rules",
      BEGUN "2026-03-03|outcome|G1|refused|the council|no\n2026-03-09|opening|G3||the panel", "2026-03-09",
      "G1 done, G3 open" },
    // offers
    { "asked for in time", "rules",
      BEGUN "2026-03-02|fact|severe|no\n2026-03-02|fact|cost|1\n2026-03-06|outcome|G5|done|the council\n"
            "2026-03-20|event|request|G6|the resident",
      "2026-03-20", "G1 overdue, G5 done, G6 open" },
    { "can be asked for", "rules",
      BEGUN "2026-03-02|fact|severe|no\n2026-03-02|fact|cost|1\n2026-03-06|outcome|G5|done|the council",
      "2026-03-19", "G1 overdue, G5 done, G6 can be asked for" },
    { "too late", "rules",
      BEGUN "2026-03-02|fact|severe|no\n2026-03-02|fact|cost|1\n2026-03-06|outcome|G5|done|the council\n"
            "2026-03-21|event|request|G6|the resident",
      "2026-03-21", "G1 overdue, G5 done, G6 lapsed" },
    { "not for this case", "rules",
      BEGUN "2026-03-02|fact|severe|yes\n2026-03-02|fact|cost|1\n2026-03-06|outcome|G5|done|the council",
      "2026-03-19", "G1 overdue, G5 done, G6 not for this case" },
    { "nobody knows whether", "rules", BEGUN "2026-03-02|fact|cost|1\n2026-03-06|outcome|G5|done|the council",
      "2026-03-30", "G1 overdue, G5 done, G6 not known" },
    // beside each other
    { "two at once", "rules",
      "2026-03-02|opening|G3\n2026-03-02|fact|severe|no\n2026-03-02|fact|cost|1\n"
      "2026-03-03|outcome|G3|split|the panel",
      "2026-03-03", "G3 done, G4 open, G5 open" },
    { "the end of one is not the other's", "rules",
      "2026-03-02|opening|G3\n2026-03-02|fact|severe|no\n2026-03-02|fact|cost|1\n"
      "2026-03-03|outcome|G3|split|the panel\n2026-03-04|outcome|G4|done|the board",
      "2026-03-04", "G3 done, G4 done, G5 open" },
    { "one way waits, the other does not", "rules",
      "2026-03-02|opening|G3\n2026-03-02|fact|cost|1\n"
      "2026-03-03|outcome|G3|mixed|the panel",
      "2026-03-03", "G3 done, G4 open" },
    { "and follows", "rules",
      "2026-03-02|opening|G3\n2026-03-02|fact|cost|1\n"
      "2026-03-03|outcome|G3|mixed|the panel\n2026-03-05|fact|severe|yes",
      "2026-03-05", "G3 done, G4 open, G5 open" },
    // thresholds
    { "under", "rules", BEGUN "2026-03-02|fact|people|9", "2026-03-02", "G1 open" },
    { "reached", "rules", BEGUN "2026-03-02|fact|people|10", "2026-03-02", "G1 open, G3 open" },
    { "once reached it stays reached", "rules",
      BEGUN "2026-03-02|fact|people|10\n2026-03-03|fact|people|2\n"
            "2026-03-03T10:00|outcome|G3|dropped|the panel\n",
      "2026-03-03", "G1 ended, G3 done | ended: G3: dropped" },
    { "before it began", "rules", "2026-03-01|fact|people|10\n" BEGUN, "2026-03-02", "G1 open, G3 open" },

    // the examples
    { "a petition", "petitions",
      "2026-05-01|event|petition published||the petition organiser\n2026-06-01|outcome|G1|handed in|signatories\n"
      "2026-06-01|event|hand in",
      "2026-06-15", "G1 done, G2 overdue | to call-for-action G4" },
    { "5% of 20,000 before 1,500", "petitions",
      "2026-05-01|event|petition published||the petition organiser\n2026-05-02|fact|population|20,000\n"
      "2026-05-02|fact|signatures|1,000",
      "2026-05-02", "G1 not known, G4 open, G5 open" },
    { "one fewer", "petitions",
      "2026-05-01|event|petition published||the petition organiser\n2026-05-02|fact|population|20,000\n"
      "2026-05-02|fact|signatures|999",
      "2026-05-02", "G1 not known, G5 open" },
    { "1,500 whatever the population", "petitions",
      "2026-05-01|event|petition published||the petition organiser\n2026-05-02|fact|signatures|1500",
      "2026-05-02", "G1 not known, G4 open, G5 open" },
    { "nobody asks for a review", "petitions",
      "2026-05-01|opening|G3\n2026-05-01|event|acknowledgement\n2026-05-04|event|written reply", "2026-06-01",
      "G3 done, G7 lapsed | ended: G7: nobody asks" },
    { "somebody does", "petitions",
      "2026-05-01|opening|G3\n2026-05-01|event|acknowledgement\n2026-05-04|event|written reply\n"
      "2026-06-01|event|request||the petition organiser\n2026-06-02|outcome|G7|inadequate|the overview and "
      "scrutiny committee",
      "2026-06-02", "G3 done, G7 done | to call-for-action G5 | ended: G7: inadequate" },
    { "crime and disorder goes elsewhere", "call_for_action",
      "2026-05-01|opening|G4\n2026-05-01|fact|crime and disorder|yes\n2026-05-02|outcome|G4|referred|the "
      "councillor (Khan)",
      "2026-05-02", "G4 done | to crime-and-disorder G1 | ended: G4: referred" },
    { "else to the committee", "call_for_action",
      "2026-05-01|opening|G4\n2026-05-01|fact|crime and disorder|no\n2026-05-02|outcome|G4|referred|the "
      "councillor (Khan)",
      "2026-05-02", "G4 done, G5 open" },
    { "the response is late and the committee looks again", "call_for_action",
      "2026-05-01|opening|G8\n2026-05-01|event|receipt of report\n2026-05-08|event|notice", "2026-07-07",
      "G8 overdue, G5 open" },
    { "two months beginning with the later day", "call_for_action",
      "2026-05-01|opening|G8\n2026-05-01|event|receipt of report\n2026-05-08|event|notice", "2026-07-06",
      "G8 open" },
    { "answered late after all", "call_for_action",
      "2026-05-01|opening|G8\n2026-05-01|event|receipt of report\n2026-05-08|event|notice\n"
      "2026-07-20|outcome|G8|accepted|Harcaster Borough Council",
      "2026-07-20", "G8 done late, G5 ended | ended: G8: accepted" },
    { "the information is late and named", "call_for_action",
      "2026-05-01|opening|G6\n2026-05-01|event|notice", "2026-05-29", "G6 overdue, G7 open" },
    { "the ladder: how another fares", "support_and_intervention",
      "2026-01-05|opening|G6\n2026-01-05|fact|best value authority|yes\n"
      "2026-01-06|consent|G6|yes|departments with an interest\n2026-01-06|fact|partnership issue|no\n"
      "2026-03-01|outcome|G6|failing|the Secretary of State",
      "2026-03-01", "G6 done, G7 open" },
    { "and where it is no best value authority", "support_and_intervention",
      "2026-01-05|opening|G6\n2026-01-05|fact|best value authority|no\n"
      "2026-01-06|consent|G6|yes|departments with an interest\n2026-01-06|fact|partnership issue|no\n"
      "2026-03-01|outcome|G6|failing|the Secretary of State",
      "2026-03-01", "G6 done | ended: G6: failing, with reasons, which are not on record" },
    { "one event opens two stages", "support_and_intervention",
      "2026-01-05|fact|performance|low\n2026-01-05|fact|cost|high\n2026-01-05|fact|tackled locally|no\n"
      "2026-01-06|event|annual risk assessment||the inspectorates",
      "2026-01-06", "G2 open, G8 open" },
};

struct texts {
    struct procedure *rules, *petitions, *call_for_action, *support_and_intervention;
};

static const struct procedure *procedure_named(const struct texts *t, const char *name)
{
    if (!strcmp(name, "petitions"))
        return t->petitions;
    if (!strcmp(name, "call_for_action"))
        return t->call_for_action;
    return !strcmp(name, "rules") ? t->rules : t->support_and_intervention;
}

static struct texts texts_read(struct world *w)
{
    return (struct texts){ world_procedure(w, str_from(RULES)), world_example(w, "petitions"),
                           world_example(w, "call_for_action"),
                           world_example(w, "support_and_intervention") };
}

static void test_rows(void **state)
{
    struct world w = world_open();
    struct texts t = texts_read(&w);
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        const struct procedure *p = procedure_named(&t, row->procedure);
        struct procedure_answer answer;
        char got[ANSWER_MAX];
        answer_at(&w, p, row->record, row->as_of, &answer);
        stages_write(p, &answer, got);
        if (!strcmp(got, row->expected))
            continue;
        failed++;
        fprintf(stderr, "%s:\n  expected '%s'\n  got      '%s'\n", row->note, row->expected, got);
        for (size_t k = 0; k < answer.notes.n; k++)
            fprintf(stderr, "  note %.*s\n", STR_ARGS(answer.notes.at[k].text));
    }
    assert_int_equal(failed, 0);
    arena_close(w.ctx.arena);
}

// What is said of deeds that were not allowed, or of which that is not known.
static const struct row NOTES[] = {
    { "", "rules", BEGUN "2026-03-03|outcome|G1|refused|the resident", "2026-03-03",
      "2: 'refused' in G1 is not allowed: it is for the council to say, not for the resident; what may follow is G1: "
      "taken up, grave, refused\n" },
    { "", "rules", BEGUN "2026-03-03|outcome|G1|won|the council", "2026-03-03",
      "2: G1 has no outcome 'won', only taken up, grave, refused; what may follow is G1: taken up, grave, refused\n" },
    { "", "rules", BEGUN "2026-03-03|outcome|G3|dropped|the panel", "2026-03-03",
      "2: 'dropped' in G3 is not allowed: G3 is not open; what may follow is G1: taken up, grave, refused\n" },
    { "", "rules", BEGUN "2026-03-03|outcome|G9|dropped|the panel", "2026-03-03",
      "2: there is no stage 'G9' in rules; what may follow is G1: taken up, grave, refused\n" },
    { "", "rules", BEGUN "2026-03-03|outcome|G1|late|the council", "2026-03-03",
      "2: 'late' in G1 is not allowed: it comes by itself when the time is up; what may follow is G1: taken up, "
      "grave, refused\n" },
    { "", "rules", "2026-03-02|event|request||the board", "2026-03-03",
      "1: 'request' by the board does not open G1: it is for the resident\n" },
    { "", "rules", "2026-03-02|event|request", "2026-03-03",
      "1: whether this opens G1 is not known: the record does not say by whom\n" },
    { "", "rules", BEGUN "2026-03-03|outcome|G1|refused|the council\n2026-03-03|outcome|G1|grave|the council",
      "2026-03-03",
      "3: the record says two things at once of G1: neither is taken\n"
      "2: the record says two things at once of G1: neither is taken\n" },
    { "", "rules",
      BEGUN
      "2026-03-02|fact|cost|£200\n2026-03-02|fact|severe|no\n2026-03-03|outcome|G1|taken up|the council",
      "2026-03-03",
      "4: 'taken up' in G1 is not allowed: exclusion X1 (Dear) applies, and the case can only be ended; what may "
      "follow is G1: taken up, grave, refused\n" },
    { "", "rules", BEGUN "2026-03-03|outcome|G1|taken up|the council", "2026-03-03",
      "2: whether 'taken up' in G1 is allowed is not known: exclusion X1 (Dear) hangs on 'cost', which is not on "
      "record\n" },
    { "", "rules",
      BEGUN "2026-03-03|outcome|G1|refused|the council|no\n2026-03-04|outcome|G1|taken up|the council",
      "2026-03-04",
      "3: 'taken up' in G1 is not allowed: G1 has been left (done); the case ended on Tuesday 3 March 2026 at "
      "00:00\n" },
    { "", "rules", BEGUN "2026-03-03|opening|G1", "2026-03-04", "" },
    { "", "rules", BEGUN "2026-03-03|use|G4|1", "2026-03-04",
      "2: nothing can be used of G4: it is not open; what may follow is G1: taken up, grave, refused\n" },
    { "", "rules", BEGUN "2026-03-03|outcome|G1|refused|the council|no\n2026-03-04|event|order", "2026-03-04",
      "" },
    { "", "rules",
      BEGUN "2026-03-03|outcome|G1|refused|the council|no\n2026-03-04|event|request||the resident",
      "2026-03-04",
      "3: the case had ended on Tuesday 3 March 2026 at 00:00: record an opening if it goes on\n" },
    { "", "rules", BEGUN "2026-03-03|told|G9|the resident", "2026-03-04",
      "2: there is no stage 'G9' in rules\n" },
    { "", "rules",
      BEGUN "2026-03-02|fact|cost|1\n2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|taken up|the council\n"
            "2026-03-03|outcome|G2|failing|the council",
      "2026-03-03",
      "5: 'failing' in G2 is not allowed: the panel has not agreed; what may follow is G2: done, improved, failing\n" },
};

static void notes_write(const struct procedure_answer *a, char *out)
{
    char row[32];
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < a->notes.n; i++) {
        snprintf(row, sizeof row, "%d: ", a->notes.at[i].recorded ? (int)a->notes.at[i].recorded->row : 0);
        n = put(out, n, row, a->notes.at[i].text);
        n = put(out, n, "\n", (str){ 0 });
    }
}

typedef void (*writer)(const struct procedure_answer *a, char *out);

static void rows_check(const struct row *rows, size_t n, writer write)
{
    struct world w = world_open();
    struct texts t = texts_read(&w);
    int failed = 0;
    for (size_t i = 0; i < n; i++) {
        struct procedure_answer answer;
        char got[ANSWER_MAX];
        answer_at(&w, procedure_named(&t, rows[i].procedure), rows[i].record, rows[i].as_of, &answer);
        write(&answer, got);
        if (!strcmp(got, rows[i].expected))
            continue;
        failed++;
        fprintf(stderr, "%s\n  expected '%s'\n  got      '%s'\n", rows[i].record, rows[i].expected, got);
    }
    assert_int_equal(failed, 0);
    arena_close(w.ctx.arena);
}

static void test_notes(void **state)
{
    (void)state;
    rows_check(NOTES, sizeof NOTES / sizeof *NOTES, notes_write);
}

static const struct row STANDING[] = {
    { "", "rules", BEGUN "2026-03-02|fact|cost|200\n2026-03-02|fact|severe|no", "2026-03-02",
      "X1 applies, to be told: the resident; the panel, X2 does not apply, H1 not known (people)" },
    { "", "rules", BEGUN "2026-03-02|fact|cost|200\n2026-03-02|fact|severe|no\n2026-03-03|told|X1|the panel",
      "2026-03-03", "X1 applies, to be told: the resident, X2 does not apply, H1 not known (people)" },
    { "", "petitions", "2026-05-01|fact|vexatious|no", "2026-05-01",
      "X1 not known (planning decision), X2 not known (licensing decision), X3 not known (right of review or appeal), "
      "X4 not known (systemic failure), X5 does not apply, H1 no, H2 no" },
    { "", "petitions",
      "2026-05-01|event|petition published||the petition organiser\n"
      "2026-05-01|fact|planning decision|yes\n2026-05-01|fact|licensing decision|no\n"
      "2026-05-01|fact|systemic failure|yes\n2026-05-01|fact|signatures|800",
      "2026-05-01",
      "X1 overridden by X4, X2 does not apply, X3 overridden by X4, X4 lifts others, X5 not known (vexatious), H1 not "
      "known (population) 800, H2 yes 800" },
    { "an excluded petition reaches nothing", "petitions",
      "2026-05-01|event|petition published||the petition organiser\n"
      "2026-05-01|fact|planning decision|yes\n2026-05-01|fact|systemic failure|no\n2026-05-01|fact|signatures|1800",
      "2026-05-01",
      "X1 applies, X2 not known (licensing decision), X3 not known (right of review or appeal), X4 does not apply, X5 "
      "not known (vexatious), H1 no 1800, held by X1, H2 no 1800, held by X1" },
    { "who must say it", "call_for_action",
      "2026-05-01|fact|vexatious or discriminatory or not reasonable|yes|the councillor", "2026-05-01",
      "X1 not known (planning decision), X2 not known (licensing decision), X3 does not apply, X4 not known (systemic "
      "failure)" },
    { "and has said it", "call_for_action",
      "2026-05-01|fact|vexatious or discriminatory or not reasonable|yes|the overview and scrutiny committee",
      "2026-05-01",
      "X1 not known (planning decision), X2 not known (licensing decision), X3 applies, X4 not known (systemic "
      "failure)" },
};

static void standing_write(const struct procedure_answer *a, char *out)
{
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < a->exclusions.n; i++) {
        const struct exclusion_answer *x = &a->exclusions.at[i];
        n = put(out, n, n ? ", " : "", x->clause->label);
        n = put(out, n, " ", str_from(exclusion_state_words(x->state)));
        if (x->by && x->state == EXCLUSION_OVERRIDDEN)
            n = put(out, n, " by ", x->by->label);
        n = x->missing.n ? put(out, put(out, n, " (", x->missing), ")", (str){ 0 }) : n;
        n = x->untold.n ? put(out, n, ", to be told: ", x->untold) : n;
    }
    for (size_t i = 0; i < a->thresholds.n; i++) {
        const struct threshold_answer *t = &a->thresholds.at[i];
        const char *words[] = { " no", " yes", " not known" };
        n = put(out, n, ", ", t->clause->label);
        n = put(out, n, words[t->reached], (str){ 0 });
        n = t->missing.n ? put(out, put(out, n, " (", t->missing), ")", (str){ 0 }) : n;
        n = t->count.n ? put(out, n, " ", t->count) : n;
        n = t->held_by ? put(out, n, ", held by ", t->held_by->label) : n;
    }
}

static void test_standing(void **state)
{
    (void)state;
    rows_check(STANDING, sizeof STANDING / sizeof *STANDING, standing_write);
}

// Who owes what, by when.
static const struct row OWED[] = {
    { "", "rules", BEGUN, "2026-03-02",
      "the council: Ask by 2026-03-04T23:59:59+00:00; changes 2026-03-05T00:00:00+00:00" },
    { "", "rules", BEGUN, "2026-03-05",
      "the council: Ask overdue; the council: Again by 2026-04-05T23:59:59+01:00; changes 2026-04-06T00:00:00+01:00" },
    { "", "rules", BEGUN "2026-03-02|outcome|G1|taken up|the council\n2026-03-03|text|G2|why", "2026-03-03",
      "the council: written reply; the panel: to agree or not; the board: to be asked for advice? severe; the council: "
      "to say in writing: how long" },
    { "", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|taken up|the council\n2026-03-03|text|G2|why; how long\n"
      "2026-03-03|consent|G2|yes|the panel\n2026-03-03|outcome|G2|improved|the council",
      "2026-03-03", "the council: to tell the resident; the council: to publish the order" },
    { "", "rules",
      BEGUN
      "2026-03-02|fact|severe|no\n2026-03-02|outcome|G1|taken up|the council\n2026-03-03|outcome|G2|improved|the "
      "council\n2026-03-04|told|G2|the resident\n2026-03-05|published|G2",
      "2026-03-05", "" },
    { "", "rules", "2026-03-02|opening|G4", "2026-03-03", "the board: Set a time? the time set by G4" },
};

static size_t put_instant(char *out, size_t n, const char *before, instant t)
{
    struct buffer words = buffer_open(64);
    struct ctx ctx = { .arena = arena_open(1 << 24) };
    const struct zone *zone;
    assert_int_equal(zone_load(&ctx, STR("Europe/London"), &zone), OK);
    instant_write(&words, zone, t);
    n = put(out, n, before, buffer_str(&words));
    buffer_close(&words);
    arena_close(ctx.arena);
    return n;
}

static void owed_write(const struct procedure_answer *a, char *out)
{
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < a->owed.n; i++) {
        const struct owed_deed *o = &a->owed.at[i];
        n = put(out, n, n ? "; " : "", o->who);
        n = put(out, n, ": ", o->what);
        if (o->is_overdue)
            n = put(out, n, " overdue", (str){ 0 });
        else if (o->clock && o->clock->has_deadline)
            n = put_instant(out, n, " by ", o->clock->deadline.due);
        n = o->missing.n ? put(out, n, "? ", o->missing) : n;
    }
    if (a->next_change.second != INSTANT_FAR.second)
        (void)put_instant(out, n, "; changes ", a->next_change);
}

static void test_owed(void **state)
{
    (void)state;
    rows_check(OWED, sizeof OWED / sizeof *OWED, owed_write);
}

// A fourth referral in a year, money beyond a budget, whose it is.
static const struct {
    const char *deed, *uses; // uses: "label|who|time|amount", outcomes if there is no amount
    enum truth may;
    const char *why;
} LIMITS[] = {
    { "2026-05-03|outcome|G4|referred|the councillor (Khan)", "", TRUTH_YES, "" },
    { "2026-05-03|outcome|G4|referred|the councillor (Khan)",
      "G4|Khan|2026-01-01\nG4|Khan|2026-02-01\nG4|Khan|2026-03-01", TRUTH_NO,
      "'referred' in G4 is not allowed: at most 3 each year for each councillor, and they are used; what may follow is "
      "G3: solved, not solved; G4: referred" },
    { "2026-05-03|outcome|G4|referred|the councillor (Khan)",
      "G4|Khan|2025-12-31\nG4|Khan|2026-02-01\nG4|Khan|2026-03-01", TRUTH_YES, "" },
    { "2026-05-03|outcome|G4|referred|the councillor (Khan)",
      "G4|Bell|2026-01-01\nG4|Khan|2026-02-01\nG4|Khan|2026-03-01", TRUTH_YES, "" },
    { "2026-05-03|outcome|G4|referred|the councillor",
      "G4|Khan|2026-01-01\nG4|Khan|2026-02-01\nG4|Khan|2026-03-01", TRUTH_UNKNOWN,
      "whether 'referred' in G4 is allowed is not known: at most 3 each year for each councillor, and the record does "
      "not say which councillor it is" },
    { "2026-05-03|use|G3|£500|the councillor (Khan)", "G3|Khan|2026-04-01|1500", TRUTH_YES, "" },
    { "2026-05-03|use|G3|£500.01|the councillor (Khan)", "G3|Khan|2026-04-01|1500", TRUTH_NO,
      "£500.01 of G3 is not allowed: at most £2,000 each financial year for each councillor, and less is left" },
    { "2026-05-03|use|G3|£2,000|the councillor (Khan)", "G3|Khan|2026-03-31|1500", TRUTH_YES, "" },
};

static size_t uses_take(const struct world *w, const struct procedure *p, const char *lines,
                        struct stage_use *uses)
{
    size_t n = 0;
    for (str rest = str_from(lines); rest.at && *lines;) {
        str line = str_cut(&rest, '\n');
        instant last;
        uses[n] = (struct stage_use){ .label = str_cut(&line, '|'),
                                      .who = str_cut(&line, '|'),
                                      .amount = { 1, 0 } };
        time_take(w, str_cut(&line, '|'), &uses[n].at, &last);
        if (line.at)
            assert_true(recorded_amount(line, &uses[n].amount));
        else
            uses[n].exit = stage_exit_named(&p->stages[procedure_stage(p, uses[n].label)], STR("referred"));
        n++;
    }
    return n;
}

static void test_limits(void **state)
{
    struct world w = world_open();
    struct procedure *p = world_example(&w, "call_for_action");
    (void)state;
    for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++) {
        struct stage_use uses[8];
        struct recorded record[LINES_MAX], deed = recorded_take(&w, str_from(LIMITS[i].deed));
        struct procedure_question q = { .procedure = p, .recorded = record, .uses = uses };
        struct allowed permission;
        q.n = record_take(
            &w,
            "2026-05-01|fact|crime and disorder|no\n2026-05-01|fact|planning decision|no\n"
            "2026-05-01|fact|licensing decision|no\n2026-05-01|fact|right of review or appeal|no\n"
            "2026-05-01|opening|G4\n2026-05-01|opening|G3",
            record);
        q.n_uses = uses_take(&w, p, LIMITS[i].uses, uses);
        assert_int_equal(procedure_may(&w.ctx, &q, &deed, &permission), OK);
        if (permission.may != LIMITS[i].may || !str_equal(permission.why, str_from(LIMITS[i].why)))
            fail_msg("row %zu: expected %d '%s', got %d '%.*s'", i, LIMITS[i].may, LIMITS[i].why,
                     permission.may, STR_ARGS(permission.why));
    }
    arena_close(w.ctx.arena);
}

// The limit counts the case's own uses too, and is free again when the year is over.
static void test_own_uses(void **state)
{
    struct world w = world_open();
    struct procedure *p = world_example(&w, "call_for_action");
    struct procedure_answer a;
    (void)state;
    answer_at(&w, p,
              "2026-05-01|opening|G3\n2026-05-02|use|G3|1,500|the councillor (Khan)\n"
              "2026-05-03|use|G3|600|the councillor (Khan)\n2026-05-04|use|G3|500|the councillor (Khan)",
              "2026-05-05", &a);
    assert_int_equal(a.notes.n, 1);
    assert_int_equal(a.notes.at[0].recorded->row, 3);
    assert_int_equal(a.choices.n, 2);
    arena_close(w.ctx.arena);
}

// A case stays under the version in force on the day it began.
static void test_versions(void **state)
{
    static const char *const texts[] = {
        "# Procedure: A\n\n- Id: a\n- Between: the council\n- In force: 1 January 2026 to 31 March 2026\n\n"
        "## Stage G1: One\n- By: the council\n- Clock: within 2 days\n- If done: end\n- If late: end\n",
        "# Procedure: A\n\n- Id: a\n- Between: the council\n- In force: from 1 April 2026\n\n"
        "## Stage G1: One\n- By: the council\n- Clock: within 5 days\n- If done: end\n- If late: end\n",
        "# Procedure: B\n\n- Id: b\n- Between: the council\n- In force: from 1 April 2026\n\n"
        "## Stage G1: One\n- By: the council\n- If done: end\n",
    };
    static const struct {
        const char *id, *at;
        int expected; // index into texts, -1 for none
    } rows[] = {
        { "a", "2025-12-31T23:59:59", -1 }, { "a", "2026-01-01T00:00:00", 0 },
        { "a", "2026-03-31T23:59:59", 0 },  { "a", "2026-04-01T00:00:00", 1 },
        { "a", "2036-04-01T00:00:00", 1 },  { "b", "2026-03-31T23:59:59", -1 },
        { "b", "2026-04-01T00:00:00", 2 },  { "c", "2026-04-01T00:00:00", -1 },
    };
    struct world w = world_open();
    const struct procedure *versions[3];
    (void)state;
    for (int i = 0; i < 3; i++)
        versions[i] = world_procedure(&w, str_from(texts[i]));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        instant at, last;
        time_take(&w, str_from(rows[i].at), &at, &last);
        const struct procedure *got = procedure_version(versions, 3, str_from(rows[i].id), at);
        assert_ptr_equal(got, rows[i].expected < 0 ? NULL : versions[rows[i].expected]);
    }
    arena_close(w.ctx.arena);
}

// The same record in any order is the same answer.
static void test_order(void **state)
{
    struct world w = world_open();
    struct texts t = texts_read(&w);
    unsigned seed = 11;
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct procedure *p = procedure_named(&t, ROWS[i].procedure);
        struct recorded record[LINES_MAX];
        struct procedure_answer answer;
        char got[ANSWER_MAX];
        size_t n = record_take(&w, ROWS[i].record, record);
        for (size_t k = n; k > 1; k--) {
            seed = seed * 1103515245u + 12345u;
            size_t with = (seed >> 16) % k;
            struct recorded swap = record[k - 1];
            record[k - 1] = record[with];
            record[with] = swap;
        }
        struct procedure_question q = {
            .procedure = p, .recorded = record, .n = n, .as_of = as_of_take(&w, ROWS[i].as_of)
        };
        assert_int_equal(procedure_answer(&w.ctx, &q, &answer), OK);
        stages_write(p, &answer, got);
        assert_string_equal(got, ROWS[i].expected);
    }
    arena_close(w.ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),     cmocka_unit_test(test_notes),  cmocka_unit_test(test_standing),
        cmocka_unit_test(test_owed),     cmocka_unit_test(test_limits), cmocka_unit_test(test_own_uses),
        cmocka_unit_test(test_versions), cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
