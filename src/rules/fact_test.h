// Conditions, in three values: what is not known stays not known, and never counts as no.
#pragma once

#include "rules/judgement.h"

enum { ASKED_DEPTH_MAX = 8 }; // promises that depend on promises ("when C28 is kept")

struct aftermath; // rules/aftermath.h

// What a test is asked of.
struct asked {
    const struct promise *promise;
    const struct case_facts *facts; // NULL when a target is asked, not a case
    struct as_of as_of;
    instant start; // of the clock, for seasons and hours; INSTANT_NONE if not known
    bool is_open;  // the clock has not stopped
    str area;      // code or name; empty if not known
    int depth;
    const struct aftermath *after; // of redress: what is known once it was late; else NULL
    str missing;                   // out: the first fact that was not known
    bool can_change;               // out: by itself, because of another clause
    instant next_change;           // out: when at the earliest, if can_change
};

// The value of a fact, empty if the data does not have it.
str asked_value(const struct asked *asked, str name);
// As the document declares it; NULL if it does not.
const struct fact *asked_fact(const struct asked *asked, str name);
// Notes the first fact that was not known; always TRUTH_UNKNOWN.
enum truth asked_unknown(struct asked *asked, str fact);
// Notes that the answer may be another from t on.
void asked_change_at(struct asked *asked, instant t);
enum truth truth_of(bool is_so);
enum truth truth_not(enum truth t);

enum truth test_truth(struct asked *asked, const struct test *test);
// All tests hold.
enum truth tests_truth(struct asked *asked, const struct test *tests, size_t n);
// All of `, when` and `, unless` hold.
enum truth conditions_truth(struct asked *asked, const struct conditions *conditions);
// Any reason applies. One that somebody must say (`said by`) has not been given until it is on record.
enum truth reasons_truth(struct asked *asked, const struct reasons *reasons);
