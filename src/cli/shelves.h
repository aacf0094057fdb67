// Where the photographs of a store are, by its options: in a bucket, a folder that is named, or beside a store in a
// file.
#pragma once

#include "app/shelf.h"
#include "cli/options.h"

// place: as --photographs has it; empty: beside the store, if that is a file. ERR_INPUT if it can't be read.
result shelf_named(struct ctx *ctx, str store, str place, struct shelf *shelf) MUST;
// Where --photographs says.
result shelf_of_options(struct ctx *ctx, const struct options *options, str store, struct shelf *shelf) MUST;
