// A backup made a store again.
#pragma once

#include "app/backup.h"
#include "app/derived.h"
#include "app/erasures.h"

struct restoring {
    str file, store; // path of the backup, URL of a store that is not there yet
    str erasures;    // path of a list of erasures; empty: the one beside the store, if there is one
    instant now;
    // What came of it.
    int64_t facts, bytes;
    int64_t schema_from, schema_to;
    bool has_erasures;
    struct replayed replayed;
    struct derived_checking checked; // the backup's derived tables against its facts
};

// Checks the backup, brings it up to date, takes out who was erased since, makes the derived tables again and only then
// puts it in its place: nothing stands there if anything fails. ERR_MISSING if there is no backup, ERR_CONFLICT if the
// target is taken, ERR_INPUT if the list is none, ERR_STORE if the backup is damaged, of a newer Wardmote, or the disk
// is full.
result store_restore(struct ctx *ctx, struct restoring *restoring) MUST;
