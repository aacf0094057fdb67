// Whether the derived tables are what the facts say: held against the same tables made again.
#pragma once

#include "app/ledger.h"
#include "store/store.h"

struct derived_checking {
    instant now;
    const char *table; // the first that differs; NULL if none does
    int64_t was, is;   // its rows, as it was and made again
};

// Inside a transaction that writes: lets the derived tables move on to `now`, makes them again, compares. They are the
// new ones afterwards; no fact is written. Tables that were never made differ in nothing.
result derived_check(struct ctx *ctx, struct db *db, struct derived_checking *checking) MUST;
// The same on a store that is served, which stays as it was.
result store_derived_check(struct ctx *ctx, struct store *store, struct derived_checking *checking) MUST;
