// The photographs of a store from one shelf to another, each held against its name; what is there already and is right
// stays.
#pragma once

#include "app/shelf.h"
#include "store/store.h"

struct photographs_copying {
    const struct shelf *from, *to;
    // What came of it.
    int64_t files, missing; // there now; on neither of them
};

// Inside a transaction. Fails where one can't be put, or `from` can't be reached; what was put until then stays.
result photographs_copy(struct ctx *ctx, struct db *db, struct photographs_copying *copying) MUST;
