// Which packed rows have an id that another row has too: these are not one case each, and go row by row.
//
// Most files have none, or few. So one bit stands for each id, or for several; an id that finds its bit set may have
// been there before, and only of those it is found out.
#pragma once

#include "format/packed.h"

// What one thread looks through: the ids whose hash falls into its share.
struct id_search {
    struct packed_part *parts;
    size_t n_parts;
    const uint64_t *odd; // hashes of ids of rows that are not packed
    size_t n_odd;
    size_t share, n_shares;
    uint64_t *bits; // n_bits of them, zero; a power of two
    size_t n_bits;
    struct arena *arena; // for the ids that may have been there before
    bool is_full;
};

size_t id_search_bits(size_t n); // for n ids in all of its share
// Sets PACKED_MOVED on every packed row of the share whose id's hash another row has.
void id_search_run(struct id_search *search);
