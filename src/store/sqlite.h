// One connection to a SQLite file, with every query prepared. Used by store.c alone.
#pragma once

#include "store/store.h"

struct db;

// path: of the file. Lives in memory of its own until db_close. Sets what every connection needs and brings the schema
// up to date where the mode allows.
result db_open(struct ctx *ctx, const char *path, enum store_mode mode, struct db **db) MUST;
void db_close(struct db *db);

result db_begin(struct ctx *ctx, struct db *db, bool is_write) MUST;
result db_commit(struct ctx *ctx, struct db *db) MUST;
void db_rollback(struct db *db);
bool db_is_in_transaction(const struct db *db); // false if the engine gave it up, as it does on a full disk
// A part of a transaction that can be taken back alone.
result db_part_begin(struct ctx *ctx, struct db *db) MUST;
result db_part_end(struct ctx *ctx, struct db *db, bool is_kept) MUST;
