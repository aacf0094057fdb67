// Waiting after something went wrong: kept in the store, so that a new start forgets nothing, and growing with each
// try. Nobody can keep somebody else out: a browser from which they have signed in before waits only for itself.
#pragma once

#include "store/store.h"

enum attempt_kind {
    ATTEMPT_PAIR,         // a password for one address from one network
    ATTEMPT_NETWORK,      // passwords and codes from one network
    ATTEMPT_ADDRESS,      // passwords for one address from anywhere but browsers it is known by
    ATTEMPT_BROWSER,      // passwords and codes for one address from a browser it is known by
    ATTEMPT_SECOND,       // codes of the second step for one account
    ATTEMPT_LINK,         // links and codes asked for, to one address
    ATTEMPT_LINK_NETWORK, // and from one network
    ATTEMPT_KINDS
};

// Which counts something falls under.
struct attempts {
    struct attempt {
        enum attempt_kind kind;
        str who, where; // where: a network or a browser; empty for any
    } at[4];
    size_t n;
};

void attempt_add(struct attempts *attempts, enum attempt_kind kind, str who, str where);
// How long to wait before the next try; 0 for not at all.
result attempts_wait(struct ctx *ctx, struct db *db, const struct attempts *attempts, instant now,
                     int64_t *seconds) MUST;
// One more. Inside store_write.
result attempts_count(struct ctx *ctx, struct db *db, const struct attempts *attempts, instant now) MUST;
// What went right takes what went wrong with it.
result attempts_forget(struct ctx *ctx, struct db *db, const struct attempts *attempts) MUST;

// What everybody may do, though not without end: so many times an hour, by the hours of the clock, from one network.
// What went right counts.
struct hourly {
    const char *what;
    str where;
    int64_t most; // 0 for any number
};
// How long to wait: to the end of the hour; 0 for not at all.
result hourly_wait(struct ctx *ctx, struct db *db, const struct hourly *hourly, instant now,
                   int64_t *seconds) MUST;
// One more. Inside store_write.
result hourly_count(struct ctx *ctx, struct db *db, const struct hourly *hourly, instant now) MUST;

// An address without what differs from one device to the next: of IPv6 the first 64 bits.
str network_of(struct arena *arena, str address);

enum { ATTEMPT_KEPT_SECONDS = 86400 };
