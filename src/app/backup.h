// A whole store into one file, while others write to it, and out of it again (app/restore.h).
//
// Photographs go into a folder beside the file, FILE.photographs: on the same disk as further names of the same bytes,
// which take no room. Keep the two together. Those in a bucket are not copied.
//
// A backup is a store itself, in SQLite whatever the engine it was made of: judge, serve and restore open it.
#pragma once

#include "app/shelf.h"
#include "base/date.h"

struct backup {
    str store, file; // URL and path
    struct shelf photographs;
    instant now;
    // What came of it.
    int64_t bytes, facts;
    int64_t files; // of photographs
    bool
        is_noted; // the store knows that it was backed up; false where it can't be written to, which harms nothing
};

// The file is whole and on the disk, or not there; the photographs come first. ERR_CONFLICT if something stands there
// already; ERR_STORE if the store is damaged or the disk is full.
result store_backup(struct ctx *ctx, struct backup *backup) MUST;

// A whole store into an empty file of its own, and out of one into an empty store: where it matters which engine it is.
result store_into_file(struct ctx *ctx, str store, const char *file, instant now) MUST;
result store_from_file(struct ctx *ctx, const char *file, str store, instant now) MUST;
