// Who administered what: private, for administrators. What figures rest on is a fact of the record besides.
#pragma once

#include "store/store.h"

struct administered {
    int64_t person;    // ID_NONE: the clock, on a day that was set
    str deed, subject; // "adopted", "the bodies": never a person's name or address
    int64_t fact_id;   // ID_NONE for none
    instant at;
};

// Inside store_write.
result administered_note(struct ctx *ctx, struct db *db, const struct administered *administered) MUST;
// When the person is erased: what was done stays, and that it was they goes.
result administered_forget(struct ctx *ctx, struct db *db, int64_t person) MUST;
