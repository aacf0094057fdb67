// What follows when a target is missed or a case is late, step by step: pure, from what was published or judged and
// what was done.
//
// A redress opens when a figure is confirmed, never when it is merely counted. Only what was kept breaks a run, also
// where it was missed only because of declared departures; a miss on trial, a period without cases and one of which the
// verdict is not known neither break nor lengthen it.
// Step n begins when step n - 1 is done or its time is up, whichever comes first (docs/language.md, "What follows").
// Of several lines with one number the first whose conditions hold is the step.
#pragma once

#include "rules/payment.h"
#include "rules/period.h"
#include "rules/verdict.h"

// What the record says of one period, newest word; in the order of the periods.
struct published {
    struct span period;
    enum verdict verdict;
    bool is_trial, is_departed;
    instant confirmed; // INSTANT_NONE while it is provisional
};

struct step_done {
    str redress;      // whose step; empty: of the one asked about
    date period_from; // of the figure that opened the redress
    int step;
    instant done;
    str words, said_by;
    bool has_paid;   // it says how much was paid
    int64_t paid;    // in pence
    bool is_part;    // and that it is a part: what is left is still owed
    int64_t last_of; // of the last of several parts: the pence with which all is paid; 0 of any other
};

enum step_state {
    STEP_WAITING, // another comes first
    STEP_OPEN,    // its time runs
    STEP_DONE,    // in time
    STEP_DONE_LATE,
    STEP_OVERDUE,
    STEP_OFFERED,   // it waits to be asked for
    STEP_NOT_OWED,  // no line of it applies, or it was not asked for in time
    STEP_NOT_KNOWN, // whether it applies is not on record
    STEP_STATE_COUNT
};

const char *step_state_words(enum step_state state); // "done late"
bool step_is_settled(enum step_state state);         // nobody owes anything by it now

struct step_answer {
    const struct field *field; // the line of the Step that applies
    int line;                  // which of the clause's Step lines it is
    enum step_state state;
    instant started;          // INSTANT_NONE while waiting
    struct deadline deadline; // valid if has_deadline
    bool has_deadline;
    instant done;       // INSTANT_NONE if it is not
    str words, said_by; // of what was done
    instant ask_by;     // of what is paid or done on request: INSTANT_NONE if there is no end to it
    struct payment payment;
};

enum { REDRESS_STEPS_MAX = 16 };

// One opening.
struct redress_answer {
    struct span period; // of the figure that opened it
    int missed;         // how many periods running
    instant opened;
    struct step_answer steps[REDRESS_STEPS_MAX];
    size_t n_steps;
    bool is_complete;
    str incident, person; // of the case, if its facts name them
    instant next_change;  // INSTANT_FAR if only somebody's doing can change it
};

struct redress_answer_list {
    struct redress_answer *at;
    size_t n, room;
};

// The case that was late, where it is one.
struct redress_case {
    const struct case_facts *facts;
    const struct limit *limit;      // that it missed: "within the same time again"; NULL if there is none
    struct moment started, stopped; // of its clock; stopped NEVER while it runs
    instant due, late_from;         // the last instant in time, and the first past it
};

struct redress_question {
    const struct clause *redress;
    const struct timing *timing;
    const struct promise *promise;      // for facts and conditions; NULL: none can be known
    const struct redress_case *of_case; // NULL of a target
    const struct published *published;
    size_t n_published;
    const struct step_done *done;
    size_t n_done;
    struct as_of as_of;
};

// How many misses running set it off: "in 2 quarters running" is 2, no When is 1.
int redress_run(const struct clause *redress);
// Every time it opened by as_of. ERR_LIMIT if the arena is full.
result redress_for_target(struct ctx *ctx, const struct redress_question *question,
                          struct redress_answer_list *answers) MUST;
// The steps from an opening: also for one case, whose redress opens when it becomes late.
void redress_steps(const struct redress_question *question, struct redress_answer *answer);
// Of a late case: whether it opened by as_of, from `from` on or, where its When asks for more, later; with its steps.
// next_change is set either way. An Exempt or a When that can't be answered opens it, with payments not known.
bool redress_for_case(const struct redress_question *question, instant from, struct redress_answer *answer);
// Since when a step of it is or was late. INSTANT_NONE if none is.
instant redress_late_from(const struct redress_answer *answer);

enum { REDRESS_CHAIN_MAX = 4 };

// A redress and what follows from its own lateness (`If late` in it), such as a penalty for paying late.
struct redress_chain {
    struct redress_link {
        const struct clause *redress, *because; // because: the one that was late; NULL for the first
        struct redress_answer answer;
    } at[REDRESS_CHAIN_MAX];
    size_t n;            // 0 if it did not open
    instant next_change; // of all
};

// question->redress is the first.
void redress_chain_of_case(const struct redress_question *question, instant from,
                           struct redress_chain *chain);
// chain->at[0] is there, as redress_for_target has it.
void redress_chain_on(const struct redress_question *question, struct redress_chain *chain);
