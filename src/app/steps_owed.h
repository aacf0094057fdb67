// The steps of redress that the bodies of somebody with work owe now: their time runs, or it has passed.
#pragma once

#include "app/permission.h"
#include "store/queries.h"

struct steps_owed {
    struct owed_step *at; // the first due first
    size_t n, room;
};

// Only those of cases that they may work on; those of targets only if they may do so everywhere in the body.
result steps_owed_find(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                       struct steps_owed *steps) MUST;
result steps_owed_count(struct ctx *ctx, struct db *db, const struct visitor *visitor, int64_t *n) MUST;
