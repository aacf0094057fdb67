// A step of redress and its answer: what a body did of what it owes for a missed promise, put on record by one of its
// officers. What the answer comes to (done, late, what begins next) rules/redress.h says, as of any other fact.
//
// Of a target the words are public and stay; of a case they are shown as other words on a case are. Nothing is taken
// that looks like a person's details before somebody has said that they are an office's.
// A payment takes two: one records it (FACT_STEP_PAID, words: what was paid), another confirms it, which is the step's
// FACT_STEP_DONE, or says that it is not so. It may be of a part: the rest stays owed, by the day that the step has.
// An answer that was wrong is put right by a later one that names it; one that should not have been given is taken back
// by "3: not done", as each of several payments of parts is by itself. Both stay on the record.
#pragma once

#include "app/desk.h"
#include "app/permission.h"
#include "document/document.h"
#include "rules/step_kind.h"

// Where it stands in an address: of a case by its reference, of a target by the first day of the period that missed.
struct step_key {
    str document, promise, redress, reference;
    date from;
    int64_t step;
};

struct step_found {
    struct step_key key;
    const struct promise *promise;
    const struct clause *redress;       // as the version has it that binds the step
    const struct field *line;           // the line of the Step that applies
    const struct obligation_row *row;   // it
    const struct obligation_row *steps; // of that redress, in their order, with what shared caps leave
    size_t n_steps;
    struct fact_row_list
        said; // of it: answers, payments recorded, what was put right; in the order of recording
    const struct fact_row *answer; // that counts; NULL for none
    const struct fact_row *claim;  // a payment that nobody has confirmed; NULL for none
    int64_t last;                  // of what was said; 0 for nothing: what a form was made with
    struct case_row of_case;       // reference empty for one of a target
    str body; // who answers for it: whoever owes it or, if that provides nothing here, the provider
};

// ERR_MISSING if there is no such step.
result step_find(struct ctx *ctx, struct db *db, const struct ledger *ledger, const struct step_key *key,
                 struct step_found *found) MUST;

// Whether somebody may do a deed for that body to something of a promise that belongs to no case: a role that is
// limited to an area or a service may if the promise is about no other.
bool may_of_promise(struct ctx *ctx, const struct visitor *visitor, enum deed deed,
                    const struct promise *promise, str body);
bool step_may(struct ctx *ctx, const struct visitor *visitor, const struct step_found *found);
result step_must_may(struct ctx *ctx, const struct visitor *visitor, const struct step_found *found) MUST;
// The body that answers for a row.
str step_body(const struct promise *promise, const struct obligation_row *row);
// Whether it can be answered now: its time runs or is over, or it waits to be asked for.
bool step_is_open(const struct obligation_row *row);
// What of a payment is still owed, in pence: between least and most where somebody decides. False where that is not
// known, and of a deed. The row as owed_settle left it.
struct step_rest {
    int64_t least, most;
};
bool step_rest(const struct obligation_row *row, struct step_rest *rest);
// Of a payment, whether all of it is paid and confirmed.
bool step_is_paid(const struct step_found *found);
// Whether a fact is about that step of that row.
bool step_fact_is(const struct fact_row *fact, const struct obligation_row *row);
// Of what was said of a step: that it takes an answer, or a payment, back; that it is a payment of a part, the last of
// them too.
bool step_fact_takes_back(const struct fact_row *fact);
bool step_fact_is_part(const struct fact_row *fact);
str step_fact_sum(const struct fact_row *fact); // "£250"; empty of a deed
// Whether it counts, and so can be taken back: the answer, each payment of a part, a payment that waits.
bool step_fact_stands(const struct step_found *found, const struct fact_row *fact);

enum step_part {
    STEP_PART_NONE,
    STEP_PART_WORDS,
    STEP_PART_OFFICE,
    STEP_PART_DAY,
    STEP_PART_NEW_DAY,
    STEP_PART_WHERE,
    STEP_PART_EVIDENCE,
    STEP_PART_SUM,
    STEP_PART_REFERENCE,
    STEP_PART_REASON,
    STEP_PART_WHICH
};

enum { STEP_WORDS_MAX = 5000, STEP_LINE_MAX = 300 };

// What somebody wrote.
struct step_said {
    str words;           // what everybody reads
    str office;          // that says so: a post, never a person's name
    date day;            // on which it was done
    date new_day;        // of a step that gives a new date; DATE_NONE for none
    str where;           // of a meeting: which, and where its minutes are
    str evidence;        // where it can be looked at; may be empty
    int64_t pence;       // of a payment
    str reference;       // of a payment
    str reason;          // of what puts an answer right: what was wrong with it
    int64_t of;          // of what is taken back, where several stand: which of them (fact_row.id)
    bool is_office;      // what looks like a person's details is an office's
    enum step_part part; // set where something is wrong: which of them
    bool looks_personal; // set where that is what is wrong
};

// Inside store_write, with a desk that holds the step's case, if it has one. ERR_INPUT or ERR_RULE with a sentence, and
// said->part; ERR_CONFLICT if something was said of the step since `seen`.
result step_same(struct ctx *ctx, const struct step_found *found, int64_t seen) MUST;
// The answer; of a payment, that it was made; of a step that has an answer, what takes its place.
result step_answer(struct desk *desk, const struct step_found *found, struct step_said *said) MUST;
// Of a payment that is recorded; not by whoever recorded it.
result step_confirm(struct desk *desk, const struct step_found *found, struct step_said *said) MUST;
// Of a payment that is recorded and was not made, or of an answer that should not have been given: said->reason, and
// said->of where there are several.
result step_take_back(struct desk *desk, const struct step_found *found, struct step_said *said) MUST;
// Whether that person recorded the payment, under this account or another at the same address.
result step_is_by(struct ctx *ctx, struct db *db, const struct step_found *found, int64_t person,
                  bool *is_so) MUST;
// What follows from it, when all is said: the derived tables, and whoever reported is told.
result step_settle(struct desk *desk, const struct step_found *found) MUST;
