// What a clause measures where it is not cases with a clock: nights with officers on foot, places at a grade,
// appointments kept, cuts of the grass. Somebody looked, and wrote down what there was.
//
// Pure. A value that can't be read is not known; it is never a pass or a fail.
#pragma once

#include "rules/judgement.h"
#include "rules/verdict.h"

// value: "yes" or "no" ("kept", "met", "missed"...); a grade ("B+") where the target names one; a whole number
// where it counts; or "61 of 65", a return for several at once. What was asked may be NULL: every one of them.
// Returns what it adds to the counts: how many passed (on_time), failed (late) or can't be told (not_known).
struct counts observation_counts(const struct quantity *asked, str value);

// Grades run A, B+, B, B-, C, C-, D, best first (NI 195); < 0 if `a` is the better, 0 if they are equal.
// False if either is no grade.
bool grade_compare(str a, str b, int *order);

// A bound case of a promise without a clock, at a time: ON_TIME, LATE or NOT_KNOWN by its counts, EXCLUDED by
// its status or an Exempt, ABSENT if it has not happened yet or fell outside the time in force. The moment is that
// of `event`, an index into shape.events.
struct judgement observation_judge(const struct promise *promise, int event, const struct quantity *asked,
                                   const struct case_facts *facts, struct as_of as_of);
