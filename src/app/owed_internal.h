// What the two halves of what is owed share: rows of obligations, and the facts that say what was done.
#pragma once

#include "app/owed.h"
#include "app/record.h"

// What all rows that follow from one miss share.
struct owing {
    int64_t community, case_id; // case_id 0 for a target
    str document;
    int64_t version; // its content
    const struct promise *promise;
};

// A row for each step of each redress of the chain. One that is there already stays.
result owed_chain_write(struct ctx *ctx, struct db *db, const struct owing *owing,
                        const struct redress_chain *chain) MUST;

// A FACT_STEP_DONE: "3", or of a payment "3: £12.50" or "3: £12.50 in part". False if its value is neither, as the "3:
// not done" by which an answer is taken back.
bool step_done_read(const struct fact_row *fact, struct step_done *done);
