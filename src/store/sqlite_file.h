// A SQLite store as a file: copied whole while others write to it, checked page by page, described. Nothing here knows
// what stands in it but that it is a store of Wardmote. The paths are of files, not URLs.
#pragma once

#include "base/result.h"

#include <stdbool.h>

// The path in "sqlite:PATH", or the path alone; empty if the URL is of another engine.
str sqlite_path(str url);

struct sqlite_file {
    int64_t schema;
    int64_t bytes, wal_bytes, free_bytes; // of the file, of the -wal file beside it, free on its disk
    str journal;                          // "wal", "delete"
};

// In arenas of ctx. ERR_MISSING if there is no such file, ERR_STORE if it is no store of ours.
result sqlite_describe(struct ctx *ctx, const char *path, struct sqlite_file *file) MUST;
result sqlite_facts(struct ctx *ctx, const char *path, int64_t *n) MUST; // counts them one by one
// Every page, row and index of it. ERR_STORE, with what to do, if anything is damaged.
result sqlite_check(struct ctx *ctx, const char *path) MUST;
// One state of the whole, without its free pages, into the file `to`, which must be there and be empty. It is on the
// disk when this returns; on failure what is in `to` is of no use. Writers go on meanwhile.
result sqlite_copy(struct ctx *ctx, const char *path, const char *to) MUST;
// The engine can't tell a byte that changed inside a text: so a copy is sealed with one number over every row of every
// table that is kept. ERR_STORE if the rows are no longer those; a file without a seal is sound.
result sqlite_seal(struct ctx *ctx, const char *path) MUST;
result sqlite_seal_check(struct ctx *ctx, const char *path) MUST;
#define SETTING_SEAL "backup_seal" // its name among the settings of a backup
// Whether a journal lies beside it: what was written last is then not in the file itself.
bool sqlite_has_journal(const char *path);
