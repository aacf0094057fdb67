// What the counts of a period mean for a target: the table of verdicts in docs/commands.md, in whole numbers.
#pragma once

#include "document/value.h"
#include "rules/judgement.h"

enum verdict {
    VERDICT_NONE, // nothing is promised for that period, or the rows were summed over periods
    VERDICT_KEPT,
    VERDICT_MISSED,
    VERDICT_ON_COURSE,
    VERDICT_AT_RISK,
    VERDICT_NOT_YET_DUE,
    VERDICT_NOT_KNOWN,
    VERDICT_NO_CASES,
    VERDICT_COUNT
};

const char *verdict_code(enum verdict verdict);  // "on_course"; empty for none
const char *verdict_words(enum verdict verdict); // "on course"

struct counts {
    int64_t on_time, late, not_yet_due, not_known, excluded;
};

int64_t counts_cases(const struct counts *counts); // all but the excluded
void counts_add(struct counts *sum, const struct counts *more);

// What is asked of a share of cases, a count or a measure: "at least 90%" is { BOUND_AT_LEAST, { 90, 0 } }.
struct ask {
    enum bound bound;
    decimal number;
};

#define ASK_EVERY_CASE ((struct ask){ BOUND_AT_LEAST, { 100, 0 } })

bool share_passes(struct ask ask, int64_t part, int64_t whole); // whole > 0; exact
enum verdict verdict_share(struct ask ask, const struct counts *counts, bool is_over);

// counted: how many there have been for certain; unknown: how many more there may have been.
// Kept or missed as soon as nothing later can change it.
enum verdict verdict_count(struct ask ask, int64_t counted, int64_t unknown, bool is_over);

// Of the number asked, exactly: 17 of 7 are 2.43 weeks. whole is 0 where there is none.
struct fraction {
    int64_t part, whole;
};

// An average or median of the times that cases took. An open case has taken at least what has passed, and one of which
// nothing is known at least nothing, so that an average or median of these is the least it can come to.
struct measure {
    int64_t n;              // cases whose time is known
    struct fraction done;   // of those
    struct fraction so_far; // the least, of all but those not yet due
    struct fraction all;    // the least, of all
};

// Kept or missed when the period is over and the time of every case is known, or when it is over and what is open or
// not known can only confirm it.
enum verdict verdict_measure(struct ask ask, const struct measure *measure, const struct counts *counts,
                             bool is_over);

// on_time / (on_time + late) in ten-thousandths, half up; -1 for 0/0.
int64_t share_ten_thousandths(const struct counts *counts);
