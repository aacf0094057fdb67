// How a share of cases will come out if the period goes on as it began: how many may be late, how many are, and the
// day on which there are too many. A guess that says so: it decides nothing, and no verdict rests on it.
#pragma once

#include "rules/period.h"
#include "rules/verdict.h"

enum outlook_state {
    OUTLOOK_NONE,     // no share of cases, no cases yet, or the period is over
    OUTLOOK_STEADY,   // it lasts to the end of the period
    OUTLOOK_FULL,     // as many are late as may be
    OUTLOOK_RUNS_OUT, // there are too many before the end
    OUTLOOK_OVER      // there are too many already
};

struct outlook {
    enum outlook_state state;
    int64_t expected; // cases at the end of the period, at the rate of its days so far
    int64_t allowed;  // of those may be late
    int64_t used;     // are late
    date runs_out;    // of OUTLOOK_RUNS_OUT: the day on which one is late too many
};

// today: the last day that is over or runs. ask: "at least 90%" of the cases.
struct outlook outlook_of(struct ask ask, const struct counts *counts, struct span period, date today);
