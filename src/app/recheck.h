// Closed reports of a charter that a champion looks at again: is it still so? Which ones is chance that anybody can
// check.
//
// On each Monday, of the reports under a promise of the charter that were closed as done in the seven days before,
// whose clock began at most RECHECK_DAYS_BACK before it, and that everybody sees: one in RECHECK_ONE_IN, and one at
// least; those whose SHA-256 of "charter day reference" comes first, such as "aldermoor-streets 2026-11-23
// HAR-26-0814". What they find is a fact (FACT_LOOKED) and counts in no figure.
#pragma once

#include "app/board.h"
#include "app/desk.h"

enum { RECHECK_ONE_IN = 20, RECHECK_DAYS_BACK = 92 };

#define LOOKED_SAME STR("as said")
#define LOOKED_OTHERWISE STR("otherwise")

struct recheck_stop {
    const struct promise_state *promise;
    int64_t case_id;
    str reference, area, summary;
    instant closed;
    bool is_looked; // a champion has
};

struct recheck {
    date day; // the Monday
    struct {
        struct recheck_stop *at;
        size_t n, room;
    } stops;
};

date recheck_day(date today); // the Monday of that week
// Of all charters, by charter and then in the order of the sums.
result recheck_sample(struct ctx *ctx, struct db *db, const struct board *board, struct recheck *sample) MUST;
// The stop of that report; NULL where it is in no sample of this week.
const struct recheck_stop *recheck_stop_of(const struct recheck *sample, str reference);
// On the case at the desk, inside store_write; once. The caller settles the desk.
result recheck_say(struct desk *desk, const struct recheck *sample, const struct recheck_stop *stop,
                   bool is_same) MUST;

// Of a promise, since it is on record.
struct recheck_counts {
    int64_t looked, otherwise;
};
result recheck_count(struct ctx *ctx, struct db *db, const struct promise_state *promise,
                     struct recheck_counts *counts) MUST;
