// What is owed because a promise was missed: the table of obligations, kept true like the findings.
//
// Of a missed target: a row for each step of each redress that its confirmed figures opened. Of a case that is late: a
// row for each step of what its clause promises for that (`If late`), and of what follows where that is late itself.
// Both are worked out from the facts by rules/redress.h; every row says when it changes if nothing happens. What a row
// says of money is what that case or figure comes to alone; owed_shared.h has what caps leave that several share.
#pragma once

#include "app/ledger.h"
#include "rules/redress.h"

// A promise that a case is late for, and what its clause has follow from that.
struct late_redress {
    const struct judged_document *document;
    const struct promise *promise;
    const struct clause *clause;     // of the redress
    const struct promise_line *line; // the Clock line that applied
    const struct case_facts *facts;
    struct moment started, stopped; // of its clock
    date day;                       // on which its clock started
    instant due, late_from;         // its due instant, and the first past it
};

enum { LATE_PROMISES_MAX = 8 };

// Behind the sum that a fact of a payment says, where it is not all of what is owed: "3: £12.50 in part".
#define STEP_IN_PART STR(" in part")
// Of the last of several parts, with how much is paid by all of them: "3: £2.50 the last of £12.50".
#define STEP_LAST_OF STR(" the last of ")

struct late_list {
    struct late_redress at[LATE_PROMISES_MAX]; // each promise once
    size_t n;
};

// For a sink of case_walk: keeps the finding if it is late and something follows from that.
void late_note(struct late_list *list, const struct finding *finding);
// The steps: the deed that comes automatically, else the first, is done by FACT_EXPLAINED; any by a FACT_STEP_DONE that
// names the redress. facts: of the case.
void late_answer(const struct late_redress *late, const struct fact_row_list *facts,
                 struct redress_chain *chain);

// The redress that a promise's `If late` names; NULL for none.
const struct clause *promise_late_redress(const struct promise *promise);
// The step of a redress that is told by itself: the first deed that comes `automatically`; 0 if none does.
int redress_automatic_step(const struct clause *redress);

// The rows of a case, in place of those there are.
result owed_case_write(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                       const struct late_list *list, const struct fact_row_list *facts) MUST;

// The rows of the targets of one promise, in place of those there are; of every promise with document empty.
result owed_targets_write(struct ctx *ctx, struct db *db, struct ledger *ledger, str document,
                          str promise) MUST;
// Those that change by themselves at or before the ledger's time.
result owed_advance(struct ctx *ctx, struct db *db, struct ledger *ledger) MUST;

// What of a missed target's redress nobody has put on record yet: that it opened, that a step began, that its time is
// up. One fact for each, recorded at the ledger's time; with is_told_then at the time at which it happened, for a
// record that is made up (app/demo.h). n is added to.
result owed_record(struct ctx *ctx, struct db *db, const struct ledger *ledger, bool is_told_then,
                   int64_t *n) MUST;

// Whether a period was tried out: counted and shown, without redress.
bool is_on_trial(const struct document *document, const struct clause *clause, struct span period);
