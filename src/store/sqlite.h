// What the files on SQLite share: sqlite.c is the engine, sqlite_file.c looks at a store as a file, forget.c makes
// one anew. Nobody else includes this.
#pragma once

#include "base/result.h"

struct sqlite3;

enum { SQLITE_APPLICATION_ID = 0x57415244 }; // "WARD"

// sqlite3_open_v2 of a file, without a lock of each connection's own and without counts of the library's memory, which
// all connections would wait for. flags: those beside. An SQLite code.
int sqlite_open(const char *path, struct sqlite3 **handle, int flags);

// What the engine says, as one of our results; its own words go to the log. handle: NULL for no memory.
result sqlite_fail(struct ctx *ctx, struct sqlite3 *handle, const char *what) MUST;
