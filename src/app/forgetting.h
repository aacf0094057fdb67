// Somebody's own wish to be forgotten, from a page: all that stands under the contact that they have shown to be
// theirs. What would go, what stands in the way, and doing it (app/erase.h), with a last message. docs/privacy.md.
#pragma once

#include "app/erase.h"

struct forgetting {
    struct person_row person; // any of those who stand under that contact
    instant now;
    // What was found.
    struct person_row_list people; // all of them
    struct erased erased;
    int64_t reports, open;      // theirs, and those of them that are not closed
    int64_t payments;           // their reports for which something may still be paid
    int64_t alerts, limits;     // that they asked for; of their contact
    str roles;                  // that keep them from being erased, in words; empty for none
    bool is_administrator;      // the only one
    str way, address, language; // where the last message goes; way is empty for nowhere
};

// Counts only. Inside a read.
result forgetting_look(struct ctx *ctx, struct db *db, struct forgetting *forgetting) MUST;
// Why they can't be erased as it is now, in a sentence; empty if they can be.
str forgetting_hindrance(struct ctx *ctx, const struct forgetting *forgetting);
// Inside store_write. ERR_MISSING if they are gone already, ERR_RULE with the sentence where something is in the way.
result forgetting_do(struct ctx *ctx, struct db *db, struct forgetting *forgetting) MUST;
