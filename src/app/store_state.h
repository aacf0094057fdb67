// What tells one state of the store from another: pages are kept for one.
#pragma once

#include "store/store.h"

struct store_state {
    int64_t last_fact;  // the number of the last fact, 0 for none
    int64_t derived_at; // when what follows from the facts was last made anew, 0 for never
};

bool store_state_equal(struct store_state a, struct store_state b);
// The state that this transaction sees, or a single query outside of one.
result store_state_read(struct ctx *ctx, struct db *db, struct store_state *state) MUST;
// From what a query says of it: last_fact below 0 for none, derived_at as its setting has it.
struct store_state store_state_from(int64_t last_fact, str derived_at);
