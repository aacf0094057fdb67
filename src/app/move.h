// A whole store moved into another, on whichever engine each is.
#pragma once

#include "store/tables.h"

struct store_moving {
    instant now;
    void (*progress)(const char *table); // may be NULL
    int64_t *rows;                       // of each of STORED_TABLES, when it is done; in ctx's arena
};

// What is kept is copied row by row, what is derived is made again in both and compared row by row, all in one
// transaction of the target; of the source nothing is changed, and nobody writes to it meanwhile. ERR_CONFLICT if the
// target holds something, or a derived table comes out differently: then nothing was moved.
result store_move(struct ctx *ctx, struct store *from, struct store *to, struct store_moving *moving) MUST;
// The same from one state of the source, whose writers go on meanwhile: what is derived is made again in the target
// alone.
result store_copy(struct ctx *ctx, struct store *from, struct store *to, struct store_moving *moving) MUST;
