// What a query answers, made into one number: two tables that hold the same rows have the same. Not against forgery:
// what the record proves has hashes of its own.
#pragma once

#include "store/queries.h"

struct digest {
    int64_t rows;
    uint64_t sum; // of the rows' hashes: their order says nothing
};

// What is left of a cursor that was just begun.
result cursor_digest(struct ctx *ctx, struct cursor *cursor, struct digest *digest) MUST;
