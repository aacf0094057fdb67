// What follows when a target is missed, step by step: pure, from what was published and what was done.
//
// A redress opens when a figure is confirmed, never when it is merely counted. Only what was kept breaks a run, also
// where it was missed only because of declared departures; a miss on trial, a period without cases and one of which the
// verdict is not known neither break nor lengthen it.
// Step n begins when step n - 1 is done or its time is up, whichever comes first (docs/language.md, "What follows").
#pragma once

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
    date period_from; // of the figure that opened the redress
    int step;
    instant done;
    str words, said_by;
};

enum step_state {
    STEP_WAITING, // another comes first
    STEP_OPEN,    // its time runs
    STEP_DONE,    // in time
    STEP_DONE_LATE,
    STEP_OVERDUE,
    STEP_STATE_COUNT
};

const char *step_state_words(enum step_state state); // "done late"

struct step_answer {
    const struct field *field; // the Step
    enum step_state state;
    instant started;          // INSTANT_NONE while waiting
    struct deadline deadline; // valid if has_deadline
    bool has_deadline;
    instant done;       // INSTANT_NONE if it is not
    str words, said_by; // of what was done
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
    instant next_change; // INSTANT_FAR if only somebody's doing can change it
};

struct redress_answer_list {
    struct redress_answer *at;
    size_t n, room;
};

struct redress_question {
    const struct clause *redress;
    const struct timing *timing;
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
