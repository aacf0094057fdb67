// Whoever reported is told what was done to their report: which message follows from what was just recorded.
#pragma once

#include "app/outbox.h"

// The facts of a case past a number, in the transaction that recorded them; nothing for what is no news to whoever
// reported.
struct case_telling {
    int64_t case_id, after; // after: the last fact there was before; 0 for a new case
    instant at;
};
result case_tell(struct ctx *ctx, struct db *db, const struct case_telling *telling) MUST;
