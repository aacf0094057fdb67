// One beat of the clock of a server: what falls due falls due, what is old enough is erased; by one of several servers.
//
// The record's time never goes backwards. If the machine says an earlier time than the record was last written at, the
// clock stands still until it has caught up, and says so once.
#pragma once

#include "app/lease.h"

struct tick {
    char holder[HOLDER_CHARS]; // of this server
    int64_t lease_seconds;
    bool is_leading; // after a beat: this server runs the clock; after one that failed nobody knows
    enum tick_role { TICK_UNKNOWN, TICK_LEADS, TICK_FOLLOWS } role; // as it was said last
    bool is_behind;  // the machine's time is before the record's
    bool has_erased; // something was erased by its age: the list beside the store wants completing
};

// A demonstration's clock stands still, whoever leads.
result tick_run(struct ctx *ctx, struct store *store, struct tick *tick, instant now) MUST;
result tick_end(struct ctx *ctx, struct store *store, struct tick *tick,
                instant now) MUST; // gives up the lease
