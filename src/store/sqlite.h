// What the two files on SQLite share: sqlite.c is the engine, sqlite_file.c looks at a store as a file. Nobody else
// includes this.
#pragma once

#include "base/result.h"

struct sqlite3;

enum { SQLITE_APPLICATION_ID = 0x57415244 }; // "WARD"

// What the engine says, as one of our results; its own words go to the log. handle: NULL for no memory.
result sqlite_fail(struct ctx *ctx, struct sqlite3 *handle, const char *what) MUST;
