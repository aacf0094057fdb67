// A snapshot of requests (format/snapshot.h), made of a file once and judged many times.
#pragma once

#include "app/judge.h"

struct snapshot_made {
    int64_t cases;
    size_t bytes;
};

// Reads options->requests with its mapping, as judge does, and writes it to `path`, which is whole or as it was before.
// What was wrong with the file is in judged->requests, which the caller releases. ERR_INPUT if it has what a snapshot
// does not hold.
result snapshot_make(struct ctx *ctx, const struct judge_options *options, const char *path,
                     struct judge_result *judged, struct snapshot_made *made) MUST;
// The requests of a snapshot, into judged->packed.
result snapshot_open(struct ctx *ctx, const struct judge_options *options, str bytes,
                     struct judge_result *judged) MUST;
