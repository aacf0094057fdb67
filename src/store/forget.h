// What was deleted must also leave the file: the engine's part of erasing a person. Called after the erasure is
// committed, with no transaction open; others may be reading.
#pragma once

#include "base/arena.h"

struct forgotten {
    int64_t pages_before, pages_after; // of the file
    bool is_waited_for; // somebody still reads an older state: do it again when they have ended
    bool is_by_hand;    // the engine has not done it: its operator must
};

// url: as for store_open. Makes the file anew without what was deleted, and empties its log. ERR_BUSY if another
// program is writing all the while; nothing is lost then, and it can be done again. ERR_STORE if there is no room on
// the disk for a second copy. On PostgreSQL it is_by_hand (docs/privacy.md).
result store_forget(struct ctx *ctx, str url, struct forgotten *forgotten) MUST;
