// Numbers sorted into bins, in two rounds: count what goes where, then put it there. For the indexes of areas.
#pragma once

#include "base/arena.h"

struct bins {
    uint32_t *starts; // bin b holds items[starts[b]] up to, not including, items[starts[b + 1]]
    uint32_t *items;
    size_t n;
};

bool bins_open(struct arena *arena, struct bins *bins, size_t n) MUST; // false if the arena is full
void bins_count(struct bins *bins, size_t bin);
bool bins_ready(struct arena *arena, struct bins *bins) MUST; // after the counting
void bins_put(struct bins *bins, size_t bin, size_t item);    // as often as it was counted
