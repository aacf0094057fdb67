#include "format/bins.h"

bool bins_open(struct arena *arena, struct bins *bins, size_t n)
{
    *bins = (struct bins){ .starts = ARENA_ARRAY(arena, uint32_t, n + 2), .n = n };
    return bins->starts != NULL;
}

// Counts stand two places on, so that after adding up each bin's start stands one place on and serves as the
// place where its next item goes; when all are put it has become the start of the bin behind.
void bins_count(struct bins *bins, size_t bin)
{
    bins->starts[bin + 2]++;
}

bool bins_ready(struct arena *arena, struct bins *bins)
{
    for (size_t i = 2; i < bins->n + 2; i++)
        bins->starts[i] += bins->starts[i - 1];
    bins->items = ARENA_ARRAY(arena, uint32_t, (size_t)bins->starts[bins->n + 1] + 1);
    return bins->items != NULL;
}

void bins_put(struct bins *bins, size_t bin, size_t item)
{
    bins->items[bins->starts[bin + 1]++] = (uint32_t)item;
}
