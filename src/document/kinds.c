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
    ANY = I | S | P | C | M | R | O | K | V,
    TIMED = I | S | P | C | M | K,   // what can run a clock against a calendar
    PROMISED = I | S | P | C | M | O // what somebody undertakes to do
};

// Behind the clauses where it may stand: those where it must, and the help. The variants differ in whether a
// name stands behind the key, whether the line repeats and whether it carries conditions.
#define PLAIN(key, word, value, clauses, must, help)                                                         \
    [key] = { key, STR_INIT(word), value, NAME_NONE, false, false, clauses, must, STR_INIT(help) }
#define REPEATED(key, word, value, clauses, must, help)                                                      \
    [key] = { key, STR_INIT(word), value, NAME_NONE, true, false, clauses, must, STR_INIT(help) }
#define BANDED(key, word, value, clauses, must, help)                                                        \
    [key] = { key, STR_INIT(word), value, NAME_NONE, true, true, clauses, must, STR_INIT(help) }

static const struct field_kind FIELDS[KEY_COUNT_OF_KEYS] = {
    PLAIN(KEY_ID, "Id", VALUE_TEXT, H, 0, "The document's own short name, the same in every version of it."),
    PLAIN(KEY_AREA, "Area", VALUE_ITEMS, H, 0,
          "The places it is for; what stands before the first comma is a place's name."),
    PLAIN(KEY_BETWEEN, "Between", VALUE_PARTIES, H, H, "The parties, those who sign it."),
    PLAIN(KEY_FUNDS, "Funds", VALUE_PARTIES, H, 0, "Funds that money under it may be paid to."),
    PLAIN(KEY_IN_FORCE, "In force", VALUE_IN_FORCE, H, H,
          "From which day it binds and, unless it is open-ended, to which; both included."),
    BANDED(KEY_PROVIDER, "Provider", VALUE_PARTIES, ANY & ~(R | C), S | P, "The party that answers for it."),
    BANDED(KEY_BY, "By", VALUE_PARTIES, ANY & ~(S | K), C, "The party that does it."),
    PLAIN(KEY_ROLE, "Role", VALUE_TEXT, ANY, 0, "The post that answers for it; never a person's name."),
    PLAIN(KEY_DELIVERED_THROUGH, "Delivered through", VALUE_TEXT, PROMISED, 0,
          "Who does the work for the party that answers for it."),
    PLAIN(KEY_SERVICE, "Service", VALUE_SERVICES, I | S | P | C | M, 0,
          "Which reports it is about; ' / ' sets off a sub-service."),
    PLAIN(KEY_FOR, "For", VALUE_SERVICES, I | O | K, 0, "What to get in touch about."),
    REPEATED(KEY_TELEPHONE, "Telephone", VALUE_TEXT, K, 0, "The number to ring."),
    REPEATED(KEY_EMAIL, "Email", VALUE_TEXT, K, 0, "The address to write to."),
    BANDED(KEY_PUBLIC, "Public", VALUE_PUBLIC, S | C | M, 0,
           "Whether its cases are shown, only counted, or not taken here."),
    PLAIN(KEY_DO, "Do", VALUE_TEXT, ANY & ~R, 0, "What will be done, in words."),
    PLAIN(KEY_MEASURE, "Measure", VALUE_TEXT, I | S | P | C | M, 0,
          "What is counted where it is not cases, and how."),
    PLAIN(KEY_CALENDAR, "Calendar", VALUE_TEXT, H | TIMED | R, 0,
          "The calendar whose working days are counted."),
    PLAIN(KEY_ZONE, "Zone", VALUE_TEXT, H, 0, "The time zone, where it is not the calendar's."),
    PLAIN(KEY_HOURS, "Hours", VALUE_HOURS, H | TIMED | R, 0, "The hours in which working hours run."),
    PLAIN(KEY_YEAR_STARTS, "Year starts", VALUE_MONTH_DAY, H | S | C | M, 0,
          "The day on which a year begins, where it is not 1 January."),
    PLAIN(KEY_PERIOD, "Period", VALUE_PERIOD, H | TIMED, 0,
          "How often results are drawn, where the target does not say."),
    PLAIN(KEY_REVIEW, "Review", VALUE_TEXT, H, 0, "When it is looked at again."),
    REPEATED(KEY_FACT, "Fact", VALUE_FACT, H, 0,
             "Something that conditions may test, with its unit or its values."),
    REPEATED(KEY_EVENT, "Event", VALUE_EVENTS, H, 0,
             "Events that clocks may start or stop at, besides the usual ones."),
    PLAIN(KEY_STATUS, "Status", VALUE_TEXT, H, 0, "What it is in law, and what it takes nothing away from."),
    PLAIN(KEY_SPOKEN_FOR_BY, "Spoken for by", VALUE_TEXT, H, 0,
          "Who speaks for the residents, and by what vote."),
    PLAIN(KEY_ASKED, "Asked", VALUE_TEXT, H | O, 0, "Who was asked, how many answered, and who was missed."),
    PLAIN(KEY_DECIDED_BY, "Decided by", VALUE_TEXT, H | O, 0,
          "The resolution, delegation or minute by which each party decided."),
    PLAIN(KEY_EQUALITY, "Equality", VALUE_TEXT, H | O, 0,
          "The assessment of what it means for different people."),
    PLAIN(KEY_TRIAL, "Trial", VALUE_TRIAL, H | S, 0, "Days that are counted and shown, but without redress."),
    PLAIN(KEY_DEPARTURE, "Departure", VALUE_TEXT, H, 0,
          "When a provider may depart from a standard, and by what notice."),
    PLAIN(KEY_SUCCESSOR, "Successor", VALUE_TEXT, H, 0, "The body that takes over when a party ends."),
    REPEATED(KEY_ONLY_WHEN, "Only when", VALUE_REASONS, PROMISED | K | R, 0,
             "Which cases it is for; others are not counted here."),
    PLAIN(KEY_WHEN, "When", VALUE_REASONS, R | O, 0, "What sets it off."),
    PLAIN(KEY_START, "Start", VALUE_START, H | TIMED, 0,
          "Moves a start on a day off to the next working day."),
    [KEY_CLOCK] = { KEY_CLOCK, STR_INIT("Clock"), VALUE_CLOCK, NAME_MAY, true, true, ANY & ~R, 0,
                    STR_INIT(
                        "From what to what, and how soon; several clocks are named, 'Clock made safe'.") },
    BANDED(KEY_EVERY, "Every", VALUE_DURATION, ANY, 0, "How often it is done."),
    PLAIN(KEY_OPEN, "Open", VALUE_HOURS, ANY, 0, "When it is open."),
    BANDED(KEY_COUNT, "Count", VALUE_TARGET, ANY, 0, "How many, in which period."),
    BANDED(KEY_TARGET, "Target", VALUE_TARGET, TIMED, 0,
           "What share of cases, or what figure, keeps the promise."),
    [KEY_NORM] = { KEY_NORM, STR_INIT("Norm"), VALUE_CLOCK_OR_TARGET, NAME_MAY, true, true, TIMED, 0,
                   STR_INIT("What holds elsewhere, from which this departs.") },
    [KEY_AIM] = { KEY_AIM, STR_INIT("Aim"), VALUE_CLOCK_OR_TARGET, NAME_MAY, true, true, TIMED, 0,
                  STR_INIT("What is hoped for; shown, and never missed.") },
    [KEY_EXPECT] = { KEY_EXPECT, STR_INIT("Expect"), VALUE_CLOCK_OR_TARGET, NAME_MAY, true, true, TIMED, 0,
                     STR_INIT("What usually happens; shown, and never missed.") },
    PLAIN(KEY_REASON, "Reason", VALUE_TEXT, PROMISED, 0, "Why it differs from the norm."),
    PLAIN(KEY_COST, "Cost", VALUE_TEXT, PROMISED | R, 0,
          "What the difference from the norm costs, and whose budget bears it."),
    REPEATED(KEY_EXEMPT, "Exempt", VALUE_REASONS, TIMED | R, 0,
             "Which cases are left out, and counted as left out."),
    REPEATED(KEY_PAUSE, "Pause", VALUE_REASONS, TIMED, 0,
             "For what reasons the clock stands still, who says so, and how long at most."),
    PLAIN(KEY_CONTRIBUTES, "Contributes", VALUE_REFS, S | P | C | M, 0,
          "The clauses whose cases it adds up."),
    PLAIN(KEY_IN_RETURN_FOR, "In return for", VALUE_REFS, S | P | C | O, 0,
          "The clause that the other side keeps for it."),
    PLAIN(KEY_PUBLISH, "Publish", VALUE_TEXT, ANY & ~K, 0, "What is made public, and when."),
    [KEY_STEP] = { KEY_STEP, STR_INIT("Step"), VALUE_STEP, NAME_MUST, true, false, R, R,
                   STR_INIT("Who does or pays what, in order; one deed each.") },
    [KEY_IF] = { KEY_IF, STR_INIT("If"), VALUE_OUTCOME, NAME_MUST, true, false, ANY, 0,
                 STR_INIT("Which clause follows an outcome, 'If late', 'If target missed'.") },
    BANDED(KEY_TELL, "Tell", VALUE_PARTIES, ANY & ~K, 0, "Who is told."),
    REPEATED(KEY_BASIS, "Basis", VALUE_TEXT, H | ANY, 0, "The law or decision it rests on."),
};

#define CLAUSE(key, word, help) [key] = { key, STR_INIT(word), 1u << DOCUMENT_CHARTER, STR_INIT(help) }

static const struct clause_kind CLAUSES[CLAUSE_COUNT] = {
    CLAUSE(CLAUSE_HEADER, "header", "What the document is, whom it binds and when."),
    CLAUSE(CLAUSE_INFORMATION, "Information", "What people will be told."),
    CLAUSE(CLAUSE_STANDARD, "Standard", "How well or how soon a service is done."),
    CLAUSE(CLAUSE_PRIORITY, "Priority", "One thing to be done, once."),
    CLAUSE(CLAUSE_COMMITMENT, "Commitment", "What residents or others do in return."),
    CLAUSE(CLAUSE_MONITORING, "Monitoring", "Who checks, and how."),
    CLAUSE(CLAUSE_REDRESS, "Redress", "What is done when a promise is broken, step by step."),
    CLAUSE(CLAUSE_OPTION, "Option", "Something that somebody may choose to take over."),
    CLAUSE(CLAUSE_CONTACT, "Contact", "Whom to ring or write to."),
    CLAUSE(CLAUSE_REVIEW, "Review", "How the document is looked at again."),
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
