// What was deleted must also leave the file: the engine's part of erasing a person. Called after the erasure is
// committed, with no transaction open; others may be reading.
#pragma once

#include "base/arena.h"

struct forgotten {
    int64_t pages_before, pages_after; // of the file; on a server of the tables that may hold it
    bool is_waited_for;  // somebody still reads an older state: do it again when they have ended
    bool is_on_server;   // whose log keeps it for a while (docs/privacy.md)
    bool has_checkpoint; // on a server: its log's older files are no longer needed by itself
};

// url: as for store_open. Makes the file anew without what was deleted, and empties its log; on a server makes those
// tables anew that may hold something of a person. ERR_BUSY if another program is writing all the while; nothing is
// lost then, and it can be done again. ERR_STORE if there is no room on the disk for a second copy.
result store_forget(struct ctx *ctx, str url, struct forgotten *forgotten) MUST;
