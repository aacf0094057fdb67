// What a service has to do: every case that is open, or disputed, by whoever answers for it, the first due first. A
// derived table, kept with the findings.
#pragma once

#include "app/ledger.h"

enum work_state {
    WORK_LATE = 1,
    WORK_PAUSED = 2,   // its clock stands still
    WORK_DISPUTED = 4, // whoever reported says that it is not so, and nobody has answered
    WORK_COUNTED = 8,  // only counted: its words are for whoever answers for it
    WORK_WITHHELD = 16,
    WORK_CLOSED = 32 // and yet disputed
};

// The due time of a case without one.
#define WORK_DUE_NONE ((instant){ 253402300799 })

// What the ledger found out about a case.
struct work_found {
    str provider; // of the first clause that takes it
    instant due;  // the first of its clocks that run; INSTANT_NONE
    bool is_late, is_paused;
};

struct finding;
void work_note(struct work_found *found, const struct finding *finding);

// Replaces the case's row. facts: all of it, in the order of recording.
result work_write(struct ctx *ctx, struct db *db, const struct folded *c, const struct fact_row_list *facts,
                  const struct work_found *found) MUST;

// What of a case its facts say beyond the judge's: who answers for it, who works on it, whether it is disputed.
struct work_facts {
    str body;     // the last that it was handed to; empty for none
    str assigned; // a post
    str ending;   // how it was closed last: "not found"; empty for fixed or open
    bool is_disputed;
};
struct work_facts work_facts_of(const struct fact_row_list *facts);
