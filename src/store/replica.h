// A replica of the store, from which pages are read while it has everything that this program knows to be kept: what it
// wrote itself, what it read from the store itself, and, by a thread that asks twice a second, what others wrote. How
// far a server has come is its position, in bytes of its journal. Only store.c includes this.
#pragma once

#include "store/readers.h"
#include "store/store.h"

struct replica;

// primary: the store's own readers. ERR_LIMIT, or ERR_STORE if its thread can't be started.
result replica_open(struct ctx *ctx, struct readers *primary, const char *where,
                    struct replica **replica) MUST;
void replica_close(struct replica *replica); // NULL is fine

// A read-only transaction in the replica; NULL if it is gone or behind, or has not come as far as `after` for all that
// is known here.
struct db *replica_begin(struct ctx *ctx, struct replica *replica, int64_t after);
void replica_end(struct replica *replica, struct db *db);
// Notes how far the primary has come, by one of its connections, after something was kept or begun there. NULL is fine.
void replica_note(struct ctx *ctx, struct replica *replica, struct db *db);
int64_t replica_known(const struct replica *replica);
void replica_describe(const struct replica *replica, struct replica_status *status);
