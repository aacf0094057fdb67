// How a store is: what is in it, how far its clock has got, what needs a hand.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "store/sqlite_file.h"
#include "store/store.h"

enum { STATUS_WARNINGS_MAX = 16 };

struct store_status {
    struct sqlite_file file;
    int64_t schema_known;                        // of this program
    int64_t facts, cases, documents;             // -1: not known, because the schema is not this program's
    instant last_fact, derived_at, backed_up_at; // INSTANT_NONE if there is none
    str community, unfinished;                   // empty for none
    bool stands_still;                           // the community's clock, on purpose
    str warnings[STATUS_WARNINGS_MAX];
    size_t n_warnings;
};

// Fails only where there is no store of ours; anything else that is wrong is a warning with what to do.
result store_status(struct ctx *ctx, str store, instant now, struct store_status *status) MUST;

// The same of a store that is open, inside a transaction, but for its file.
result store_status_of(struct ctx *ctx, struct db *db, instant now, struct store_status *status) MUST;

// Below this the disk counts as full: a group of writes and its journal must fit.
#define DISK_LEAST ((int64_t)64 << 20)
