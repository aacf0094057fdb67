// What conditions of redress ask beside the facts of a case: how late it was, how long it took, how an earlier step
// ended, how far a target was reached. Pure; the answers are as of the time of asking.
#pragma once

#include "rules/fact_test.h"
#include "rules/money.h"

struct step_outcome {
    int number;
    enum truth is_done, is_late; // not known while its time runs
};

// Of something that was late, or of a target that was missed.
struct aftermath {
    struct moment started, stopped; // of the case's clock
    instant due;                    // inclusive; INSTANT_NONE of a target, which has no clock
    const struct step_outcome *steps;
    size_t n_steps;
    struct ratio achievement; // of an agreement's target
};

// Whether the subject of a test is one of them: "lateness", "time taken", "achievement".
bool aftermath_knows(const struct asked *asked, str subject);
// While nothing is put right lateness grows: what does not hold yet is no so far, and asked says when it changes.
enum truth aftermath_bound(struct asked *asked, const struct test *test);
enum truth aftermath_step(struct asked *asked, const struct test *test);
// The first instant at which "lateness more than 2 working days" and the like hold; INSTANT_NONE for other tests.
instant aftermath_since(const struct asked *asked, const struct test *test);
