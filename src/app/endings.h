// How the reports ended that somebody's bodies closed of late.
#pragma once

#include "app/closing.h"
#include "app/permission.h"

enum { ENDINGS_DAYS = 28 };

struct endings {
    int64_t n[ENDING_COUNT];
};

// Of the ENDINGS_DAYS before now that are closed still, as far as they may work on them. Whose it was is who closed it,
// as the record has it: what came with a file of requests does not count.
result endings_count(struct ctx *ctx, struct db *db, const struct visitor *visitor, instant now,
                     struct endings *endings) MUST;
