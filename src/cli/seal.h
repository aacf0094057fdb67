// Sealing after a command that put facts on record.
#pragma once

#include "cli/options.h"
#include "store/store.h"

// What came into the store is sealed. If that fails, the facts are there all the same: it is said, and is no error.
void record_seal(struct ctx *ctx, const struct options *options, struct store *store);
