// The demonstration: an invented borough from library/demo/, filled into an empty store.
//
// Documents, boundaries, figures and stories are data; what is made up here are the single reports that add up to
// exactly those figures. The same seed makes the same facts, up to 22 November 2026; the day that is asked for only
// sets the clock, so that a later `rebuild --as-of` lets the story go on. All of it is one transaction: killed in the
// middle, nothing is there, and the next start says so and begins again.
#pragma once

#include "app/account.h"
#include "store/store.h"

struct demo {
    int64_t seed;
    str as_of;                          // the demonstration's today, as --as-of takes it
    instant now;                        // when the facts about the demonstration itself are recorded
    void (*progress)(const char *what); // NULL for none
    // What came of it.
    int64_t cases, facts;
    bool was_interrupted; // an earlier filling had not ended
};

#define DEMO_AS_OF STR("2026-11-22") // the day library/demo/figures.csv runs to

// Whom anybody may sign in as, with library/demo/accounts.csv's posts and the one password that its page tells.
#define DEMO_PASSWORD STR("market place at noon")
struct demo_accounts {
    struct demo_account {
        str name, email;
        struct role_held role; // ROLE_RESIDENT: none but what everybody has
    } * at;
    size_t n, room;
};
result demo_accounts_read(struct ctx *ctx, struct demo_accounts *accounts) MUST;

// ERR_CONFLICT if the store holds a community already.
result demo_fill(struct ctx *ctx, struct store *store, struct demo *demo) MUST;
