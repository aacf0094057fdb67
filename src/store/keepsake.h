// What the rooms above keep with a store from one transaction to the next, for all its connections: things that are
// made of what never changes, such as a document read, and looked for again by what they were made of.
//
// A thing lives in an arena of its own, which nobody fills any more. Whoever takes it has it until their own arena
// ends, also when another has taken its place.
#pragma once

#include "base/arena.h"

#include <pthread.h>

enum { KEEPSAKES = 4 };

struct keepsakes {
    pthread_mutex_t lock;
    struct {
        struct arena *arena;
        const void *at;
    } places[KEEPSAKES];
};

void keepsakes_open(struct keepsakes *keepsakes);
void keepsakes_close(struct keepsakes *keepsakes);

// What is kept at a place, held by `holder`; NULL if nothing is, or there is no room to hold it.
const void *keepsake_take(struct keepsakes *keepsakes, int place, struct arena *holder);
// From now on that; its arena is theirs, and what was there before goes with the last who has it.
void keepsake_put(struct keepsakes *keepsakes, int place, struct arena *arena, const void *at);
