// A backup made a store again.
#pragma once

#include "app/backup.h"
#include "app/derived.h"
#include "app/erasures.h"

struct restoring {
    str file, store;          // path of the backup, URL of a store that is not there yet
    str erasures;             // path of a list of erasures; empty: the one beside the store, if there is one
    struct shelf photographs; // of the store that is made
    instant now;
    // What came of it.
    int64_t facts, bytes;
    int64_t schema_from, schema_to;
    bool has_erasures;
    int64_t files, files_missing; // of photographs: in their place, and not beside the backup
    struct replayed replayed;
    struct derived_checking checked; // the backup's derived tables against its facts
};

// Checks the backup, brings it up to date, takes out who was erased since, makes the derived tables again and only then
// puts it in its place: nothing stands there if anything fails. ERR_MISSING if there is no backup, ERR_CONFLICT if the
// target is taken, ERR_INPUT if the list is none, ERR_STORE if the backup is damaged or of a newer Wardmote, or if the
// disk is full. Photographs that are not beside the backup are counted, and keep nothing from being restored.
result store_restore(struct ctx *ctx, struct restoring *restoring) MUST;
