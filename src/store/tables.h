// Whole tables, row by row: into another store, and held against those of another. Which there are, and which of them
// are kept, the migrations say (STORED_TABLES, query.h), so that none can be forgotten.
#pragma once

#include "store/store.h"

// The first of `STORED_TABLES` that has a row; -1 if the store is empty.
result tables_first_filled(struct ctx *ctx, struct db *db, int *table) MUST;
// Every row of a table that is kept, into the same, empty table of another store, with its id; new ids begin behind
// them.
result table_copy(struct ctx *ctx, struct db *from, struct db *to, int table, int64_t *rows) MUST;
// ERR_CONFLICT, with the table's name, if it does not hold the same rows in both.
result table_compare(struct ctx *ctx, struct db *a, struct db *b, int table, int64_t *rows) MUST;

// A table's rows as one number: those that hold the same have the same. Not against forgery.
struct digest {
    int64_t rows;
    uint64_t sum; // of the rows' hashes: their order says nothing
};
result table_digest(struct ctx *ctx, struct db *db, int table, struct digest *digest) MUST;
