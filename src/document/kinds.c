#include "document/kinds.h"

enum {
    H = 1 << CLAUSE_HEADER,
    I = 1 << CLAUSE_INFORMATION,
    S = 1 << CLAUSE_STANDARD,
    P = 1 << CLAUSE_PRIORITY,
    C = 1 << CLAUSE_COMMITMENT,
    M = 1 << CLAUSE_MONITORING,
    R = 1 << CLAUSE_REDRESS,
    O = 1 << CLAUSE_OPTION,
    K = 1 << CLAUSE_CONTACT,
    V = 1 << CLAUSE_REVIEW,
    T = 1 << CLAUSE_TARGET,
    A = 1 << CLAUSE_PARTNER,
    F = 1 << CLAUSE_FUND,
    W = 1 << CLAUSE_REWARD,
    L = 1 << CLAUSE_PLAN,
    G = 1 << CLAUSE_STAGE,
    B = 1 << CLAUSE_THRESHOLD,
    X = 1 << CLAUSE_EXCLUSION,
    N = 1 << CLAUSE_NOTICE,
    CHARTERS = I | S | P | C | M | R | O | K | V, // what charters have, and others some of
    AREA = T | A | F | L,                         // what an area's partners agree on
    TIMED = I | S | P | C | M | K,                // what can run a clock against a calendar
    STAGED = G | N | L,                           // likewise, in the course of a procedure or a plan
    PROMISED = I | S | P | C | M | O              // what somebody undertakes to do
};

// Behind the clauses where it may stand: those where it must, and the help. The variants differ in whether a
// name stands behind the key, whether the line repeats and whether it carries conditions.
#define PLAIN(key, word, value, clauses, must, help)                                                         \
    [key] = { key, STR_INIT(word), value, NAME_NONE, false, false, clauses, must, STR_INIT(help), 0 }
#define REPEATED(key, word, value, clauses, must, help)                                                      \
    [key] = { key, STR_INIT(word), value, NAME_NONE, true, false, clauses, must, STR_INIT(help), 0 }
#define BANDED(key, word, value, clauses, must, help)                                                        \
    [key] = { key, STR_INIT(word), value, NAME_NONE, true, true, clauses, must, STR_INIT(help), 0 }

// A field that the header of one kind of document has.
#define HEADED(key, word, value, clauses, must, documents, help)                                             \
    [key] = { key, STR_INIT(word), value, NAME_NONE, false, false, clauses, must, STR_INIT(help), documents }

static const struct field_kind FIELDS[KEY_COUNT_OF_KEYS] = {
    PLAIN(KEY_ID, "Id", VALUE_TEXT, H, 0, "The document's own short name, the same in every version of it."),
    PLAIN(KEY_AREA, "Area", VALUE_ITEMS, H, 0,
          "The places it is for; what stands before the first comma is a place's name."),
    PLAIN(KEY_BETWEEN, "Between", VALUE_PARTIES, H, H, "The parties, those who sign it."),
    PLAIN(KEY_FUNDS, "Funds", VALUE_PARTIES, H, 0, "Funds that money under it may be paid to."),
    PLAIN(KEY_IN_FORCE, "In force", VALUE_IN_FORCE, H, H,
          "From which day it binds and, unless it is open-ended, to which; both included."),
    BANDED(KEY_PROVIDER, "Provider", VALUE_PARTIES, CHARTERS & ~(R | C), S | P,
           "The party that answers for it."),
    BANDED(KEY_BY, "By", VALUE_PARTIES, (CHARTERS & ~(S | K)) | A | F | W | L | STAGED, C | A | F | G,
           "The party that does it."),
    PLAIN(KEY_ROLE, "Role", VALUE_TEXT, CHARTERS | AREA | STAGED, 0,
          "The post that answers for it; never a person's name."),
    PLAIN(KEY_DELIVERED_THROUGH, "Delivered through", VALUE_TEXT, PROMISED | AREA | G, 0,
          "Who does the work for the party that answers for it."),
    PLAIN(KEY_SERVICE, "Service", VALUE_SERVICES, I | S | P | C | M, 0,
          "Which reports it is about; ' / ' sets off a sub-service."),
    PLAIN(KEY_FOR, "For", VALUE_SERVICES, I | O | K, 0, "What to get in touch about."),
    REPEATED(KEY_TELEPHONE, "Telephone", VALUE_TEXT, K, 0, "The number to ring."),
    REPEATED(KEY_EMAIL, "Email", VALUE_TEXT, K, 0, "The address to write to."),
    BANDED(KEY_PUBLIC, "Public", VALUE_PUBLIC, S | C | M | G, 0,
           "Whether its cases are shown, only counted, or not taken here."),
    PLAIN(KEY_DO, "Do", VALUE_TEXT, (CHARTERS & ~R) | AREA | W | STAGED, 0, "What will be done, in words."),
    PLAIN(KEY_MEASURE, "Measure", VALUE_TEXT, I | S | P | C | M | AREA, 0,
          "What is counted where it is not cases, and how."),
    PLAIN(KEY_CALENDAR, "Calendar", VALUE_TEXT, H | TIMED | R | STAGED, 0,
          "The calendar whose working days are counted."),
    PLAIN(KEY_ZONE, "Zone", VALUE_TEXT, H, 0, "The time zone, where it is not the calendar's."),
    PLAIN(KEY_HOURS, "Hours", VALUE_HOURS, H | TIMED | R | STAGED, 0,
          "The hours in which working hours run."),
    PLAIN(KEY_YEAR_STARTS, "Year starts", VALUE_MONTH_DAY, H | S | C | M | T | F | G, 0,
          "The day on which a year begins, where it is not 1 January."),
    PLAIN(KEY_PERIOD, "Period", VALUE_PERIOD, H | TIMED | AREA | G, 0,
          "How often results are drawn, where the target does not say."),
    PLAIN(KEY_REVIEW, "Review", VALUE_TEXT, H, 0, "When it is looked at again."),
    REPEATED(KEY_FACT, "Fact", VALUE_FACT, H, 0,
             "Something that conditions may test, with its unit or its values."),
    REPEATED(KEY_EVENT, "Event", VALUE_EVENTS, H, 0,
             "Events that clocks may start or stop at, besides the usual ones."),
    PLAIN(KEY_STATUS, "Status", VALUE_TEXT, H, 0, "What it is in law, and what it takes nothing away from."),
    PLAIN(KEY_SPOKEN_FOR_BY, "Spoken for by", VALUE_TEXT, H, 0,
          "Who speaks for the residents, and by what vote."),
    PLAIN(KEY_ASKED, "Asked", VALUE_TEXT, H | O | L | N, 0,
          "Who was asked, how many answered, and who was missed."),
    PLAIN(KEY_DECIDED_BY, "Decided by", VALUE_TEXT, H | O | L | F | N, 0,
          "The resolution, delegation or minute by which each party decided."),
    PLAIN(KEY_EQUALITY, "Equality", VALUE_TEXT, H | O | L | N, 0,
          "The assessment of what it means for different people."),
    PLAIN(KEY_TRIAL, "Trial", VALUE_TRIAL, H | S, 0, "Days that are counted and shown, but without redress."),
    PLAIN(KEY_DEPARTURE, "Departure", VALUE_TEXT, H, 0,
          "When a provider may depart from a standard, and by what notice."),
    HEADED(KEY_NOTICE, "Notice", VALUE_DURATION, H, 0, 1u << DOCUMENT_CHARTER,
           "How long before its end any one party says that it ends the charter."),
    PLAIN(KEY_SUCCESSOR, "Successor", VALUE_TEXT, H, 0, "The body that takes over when a party ends."),
    PLAIN(KEY_INDICATOR, "Indicator", VALUE_INDICATOR, T, 0,
          "The code of what is measured, and behind ' / ' the part of it."),
    PLAIN(KEY_TYPE, "Type", VALUE_TEXT, T, 0, "How the target came about: negotiable, local and the like."),
    HEADED(KEY_DESIGNATED, "Designated", VALUE_DESIGNATED, H | T, 0, 1u << DOCUMENT_AGREEMENT,
           "Whether the target is designated; in the header, how many may be."),
    PLAIN(KEY_THEME, "Theme", VALUE_TEXT, T | L, 0, "Under which heading it is reported."),
    PLAIN(KEY_BASELINE, "Baseline", VALUE_FIGURE, T, 0, "The figure it starts from, and its year."),
    BANDED(KEY_OPENS, "Opens", VALUE_OPENING, G | N, 0,
           "What opens it, who may bring that about, and within which time."),
    PLAIN(KEY_OVERRIDES, "Overrides", VALUE_REFS, X, 0,
          "The exclusions that don't count where this one holds."),
    REPEATED(KEY_ONLY_WHEN, "Only when", VALUE_REASONS, PROMISED | K | R | W | G | B | N, 0,
             "Which cases it is for; others are not counted here."),
    PLAIN(KEY_WHEN, "When", VALUE_REASONS, R | O | X | N, X, "What sets it off."),
    PLAIN(KEY_START, "Start", VALUE_START, H | TIMED | STAGED, 0,
          "Moves a start on a day off to the next working day."),
    BANDED(KEY_CONSENT, "Consent", VALUE_PARTIES, G | N | F, 0, "Who must agree before it is done."),
    BANDED(KEY_ADVICE, "Advice", VALUE_PARTIES, G | N | L, 0, "Who must be asked before it is done."),
    PLAIN(KEY_MUST_SAY, "Must say", VALUE_ITEMS, G | N, 0,
          "What the text that is issued must hold, item by item."),
    [KEY_CLOCK] = { KEY_CLOCK, STR_INIT("Clock"), VALUE_CLOCK, NAME_MAY, true, true,
                    (CHARTERS & ~R) | A | STAGED, 0,
                    STR_INIT("From what to what, and how soon; several clocks are named, 'Clock made safe'."),
                    0 },
    BANDED(KEY_EVERY, "Every", VALUE_DURATION, CHARTERS | AREA | STAGED, 0, "How often it is done."),
    PLAIN(KEY_OPEN, "Open", VALUE_HOURS, CHARTERS | G, 0, "When it is open."),
    BANDED(KEY_COUNT, "Count", VALUE_TARGET, CHARTERS | AREA | G | B, B, "How many, in which period."),
    BANDED(KEY_TARGET, "Target", VALUE_TARGET, TIMED | T, T,
           "What share of cases, or what figure, keeps the promise."),
    PLAIN(KEY_WITHOUT_REWARD, "Without reward", VALUE_FIGURE, T, 0,
          "The figure that was expected without the reward, and its year."),
    REPEATED(KEY_TOTAL, "Total", VALUE_PAYMENT, W, 0, "The whole sum that can be earned."),
    REPEATED(KEY_SHARE, "Share", VALUE_PAYMENT, W, 0, "What part of the total each target can earn."),
    REPEATED(KEY_PAYS, "Pays", VALUE_PAYMENT, W, W, "What is earned; the first line that fits holds."),
    PLAIN(KEY_PAID, "Paid", VALUE_INSTALMENTS, W, 0,
          "In which years it is paid, and how much of it in each."),
    REPEATED(KEY_ON_ACCOUNT, "On account", VALUE_PAYMENT, W, 0, "What is paid before the result is known."),
    [KEY_NORM] = { KEY_NORM, STR_INIT("Norm"), VALUE_CLOCK_OR_TARGET, NAME_MAY, true, true, TIMED | T, 0,
                   STR_INIT("What holds elsewhere, from which this departs."), 0 },
    [KEY_AIM] = { KEY_AIM, STR_INIT("Aim"), VALUE_CLOCK_OR_TARGET, NAME_MAY, true, true, TIMED | T, 0,
                  STR_INIT("What is hoped for; shown, and never missed."), 0 },
    [KEY_EXPECT] = { KEY_EXPECT, STR_INIT("Expect"), VALUE_CLOCK_OR_TARGET, NAME_MAY, true, true, TIMED | T,
                     0, STR_INIT("What usually happens; shown, and never missed."), 0 },
    PLAIN(KEY_REASON, "Reason", VALUE_TEXT, PROMISED | T, 0, "Why it differs from the norm."),
    PLAIN(KEY_COST, "Cost", VALUE_TEXT, PROMISED | R | AREA, 0,
          "What the difference from the norm costs, and whose budget bears it."),
    REPEATED(KEY_EXEMPT, "Exempt", VALUE_REASONS, TIMED | R | G | B, 0,
             "Which cases are left out, and counted as left out."),
    REPEATED(KEY_PAUSE, "Pause", VALUE_REASONS, TIMED | G | N, 0,
             "For what reasons the clock stands still, who says so, and how long at most."),
    PLAIN(KEY_LEAD, "Lead", VALUE_PARTIES, T | L, T, "The party that answers for the target."),
    PLAIN(KEY_PARTNERS, "Partners", VALUE_PARTIES, T | L, 0, "The parties that help to reach it."),
    PLAIN(KEY_CONTRIBUTES, "Contributes", VALUE_REFS, S | P | C | M | T | L, 0,
          "The clauses whose cases it adds up."),
    PLAIN(KEY_IN_RETURN_FOR, "In return for", VALUE_REFS, S | P | C | O | A, 0,
          "The clause that the other side keeps for it."),
    PLAIN(KEY_REWARD, "Reward", VALUE_REFS, T, 0, "The Reward that is earned by reaching it."),
    PLAIN(KEY_PUBLISH, "Publish", VALUE_TEXT, (CHARTERS & ~K) | AREA | W | STAGED | B, 0,
          "What is made public, and when."),
    [KEY_STEP] = { KEY_STEP, STR_INIT("Step"), VALUE_STEP, NAME_MUST, true, false, R, R,
                   STR_INIT("Who does or pays what, in order; one deed each."), 0 },
    [KEY_IF] = { KEY_IF, STR_INIT("If"), VALUE_OUTCOME, NAME_MUST, true, false, CHARTERS | AREA | STAGED | B,
                 0, STR_INIT("Which clause follows an outcome, 'If late', 'If target missed'."), 0 },
    BANDED(KEY_TELL, "Tell", VALUE_PARTIES, (CHARTERS & ~K) | AREA | W | STAGED | B | X, 0, "Who is told."),
    REPEATED(KEY_BASIS, "Basis", VALUE_TEXT, H | CHARTERS | AREA | W | STAGED | B | X, 0,
             "The law or decision it rests on."),
};

#define CLAUSE(key, word, documents, letter, help)                                                           \
    [key] = { key, STR_INIT(word), documents, letter, STR_INIT(help) }

enum {
    CHARTER = 1 << DOCUMENT_CHARTER,
    AGREEMENT = 1 << DOCUMENT_AGREEMENT,
    PROCEDURE = 1 << DOCUMENT_PROCEDURE,
    EVERY = CHARTER | AGREEMENT | PROCEDURE
};

static const struct clause_kind CLAUSES[CLAUSE_COUNT] = {
    CLAUSE(CLAUSE_HEADER, "header", EVERY, '\0', "What the document is, whom it binds and when."),
    CLAUSE(CLAUSE_INFORMATION, "Information", CHARTER, 'I', "What people will be told."),
    CLAUSE(CLAUSE_STANDARD, "Standard", CHARTER, 'S', "How well or how soon a service is done."),
    CLAUSE(CLAUSE_PRIORITY, "Priority", CHARTER, 'P', "One thing to be done, once."),
    CLAUSE(CLAUSE_COMMITMENT, "Commitment", CHARTER, 'C', "What residents or others do in return."),
    CLAUSE(CLAUSE_MONITORING, "Monitoring", CHARTER, 'M', "Who checks, and how."),
    CLAUSE(CLAUSE_REDRESS, "Redress", CHARTER, 'R', "What is done when a promise is broken, step by step."),
    CLAUSE(CLAUSE_OPTION, "Option", CHARTER, 'O', "Something that somebody may choose to take over."),
    CLAUSE(CLAUSE_TARGET, "Target", AGREEMENT, 'T',
           "What the area is to reach, by which year, and who answers for it."),
    CLAUSE(CLAUSE_PARTNER, "Partner", AGREEMENT, 'P', "What a partner does towards the targets."),
    CLAUSE(CLAUSE_FUND, "Fund", AGREEMENT, 'F', "Money held together, by whom and how much."),
    CLAUSE(CLAUSE_REWARD, "Reward", AGREEMENT, 'W', "What is paid for reaching targets, and when."),
    CLAUSE(CLAUSE_PLAN, "Plan", AGREEMENT, 'L', "A strategy or plan that the agreement has regard to."),
    CLAUSE(CLAUSE_STAGE, "Stage", PROCEDURE, 'G',
           "One stage of a case: who has it, how long, and what follows."),
    CLAUSE(CLAUSE_THRESHOLD, "Threshold", PROCEDURE, 'H',
           "A number that leads to a stage once it is reached."),
    CLAUSE(CLAUSE_EXCLUSION, "Exclusion", PROCEDURE, 'X',
           "Which cases are not taken, and which are all the same."),
    CLAUSE(CLAUSE_NOTICE, "Notice", PROCEDURE, 'N', "A text that is issued, and what it must say."),
    CLAUSE(CLAUSE_CONTACT, "Contact", EVERY, 'K', "Whom to ring or write to."),
    CLAUSE(CLAUSE_REVIEW, "Review", CHARTER | AGREEMENT, 'V', "How the document is looked at again."),
};

static const struct document_kind DOCUMENTS[] = {
    { DOCUMENT_CHARTER, STR_INIT("Charter") },
    { DOCUMENT_AGREEMENT, STR_INIT("Agreement") },
    { DOCUMENT_PROCEDURE, STR_INIT("Procedure") },
};

const struct field_kind *field_kinds(size_t *n)
{
    *n = sizeof FIELDS / sizeof *FIELDS;
    return FIELDS;
}

const struct clause_kind *clause_kinds(size_t *n)
{
    *n = sizeof CLAUSES / sizeof *CLAUSES;
    return CLAUSES;
}

const struct document_kind *document_kinds(size_t *n)
{
    *n = sizeof DOCUMENTS / sizeof *DOCUMENTS;
    return DOCUMENTS;
}

const char *value_kind_name(enum value_kind kind)
{
    static const char *const names[] = {
        [VALUE_TEXT] = "text",
        [VALUE_ITEMS] = "names",
        [VALUE_PARTIES] = "parties",
        [VALUE_EVENTS] = "events",
        [VALUE_SERVICES] = "services",
        [VALUE_CLOCK] = "clock",
        [VALUE_TARGET] = "target",
        [VALUE_CLOCK_OR_TARGET] = "clock or target",
        [VALUE_DURATION] = "length of time",
        [VALUE_STEP] = "step",
        [VALUE_REASONS] = "reasons",
        [VALUE_OUTCOME] = "what follows",
        [VALUE_REFS] = "references",
        [VALUE_FACT] = "fact",
        [VALUE_IN_FORCE] = "time in force",
        [VALUE_TRIAL] = "trial",
        [VALUE_HOURS] = "hours",
        [VALUE_MONTH_DAY] = "day of the year",
        [VALUE_PERIOD] = "period",
        [VALUE_PUBLIC] = "public",
        [VALUE_START] = "start",
        [VALUE_OPENING] = "opening",
        [VALUE_PAYMENT] = "payment",
        [VALUE_INSTALMENTS] = "instalments",
        [VALUE_FIGURE] = "figure of a year",
        [VALUE_INDICATOR] = "indicator",
        [VALUE_DESIGNATED] = "designated",
    };
    return names[kind];
}
