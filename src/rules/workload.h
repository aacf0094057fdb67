// How much a promise makes its provider do that it would not do without it: explanations, steps, figures to confirm.
// Pure, from the counts of periods; the work of mending is no part of it.
//
// By the rules of proportion: a case that is late within what the target allows is told so by itself, where the redress
// of a late case has a step that comes `automatically`; past that one explanation is owed for each cause, taken as one
// for each month of a period. Every other deed of a late case's redress is an act for each late case; of a missed
// target's, for each time it opens. A payment is two acts: one records it, another confirms it. What somebody has to
// ask for, and what follows only if an earlier step was late, is none.
#pragma once

#include "rules/redress.h"

struct workload_period {
    struct span span;
    struct counts counts;
    struct ask ask; // of a share of cases; has_ask false where none is asked for
    bool has_ask, is_over, is_kept;
    bool is_missed; // as redress counts it: not on trial, not by departures alone
};

struct workload {
    int64_t cases, late;      // on time or late
    int64_t by_itself;        // late ones whose reason is told without anybody's doing
    int64_t explanations;     // one for each cause
    int64_t case_acts;        // other steps for single late cases
    int64_t missed, openings; // periods; times that redress opened for them
    int64_t target_acts;      // steps of that
    int64_t figures;          // of periods that are over: each may be confirmed, or is by itself
};

// How many acts a step of a redress is each time: none, one, or two for a payment. is_of_case: of a late case's.
int64_t workload_of_step(const struct clause *redress, const struct field *step, bool is_of_case);
// How many late cases a target leaves room for among so many.
int64_t late_allowed(struct ask ask, int64_t cases);
// late: the redress of a late case; missed: of a missed target; either may be NULL. Periods in their order.
struct workload workload_of(const struct clause *late, const struct clause *missed,
                            const struct workload_period *periods, size_t n);
// What is owed: without the figures, which confirm themselves.
int64_t workload_acts(const struct workload *w);
void workload_add(struct workload *sum, const struct workload *more);
