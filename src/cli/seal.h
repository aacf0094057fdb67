// Sealing after a command that put facts on record.
#pragma once

#include "cli/options.h"
#include "store/store.h"

// What came into the store is sealed, now, with the key of the options.
result record_seal(struct ctx *ctx, const struct options *options, struct store *store) MUST;
// The same at the end of a command. If it fails, the facts are there all the same: it is said, and is no error.
void record_seal_or_say(struct ctx *ctx, const struct options *options, struct store *store);
