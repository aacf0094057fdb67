// Which packed rows have an id that another row has too: these are not one case each, and go row by row.
#pragma once

#include "format/packed.h"

// What one thread looks through: the ids whose hash falls into its share.
struct id_search {
    struct packed_part *parts;
    size_t n_parts;
    const uint64_t *odd; // hashes of ids of rows that are not packed
    size_t n_odd;
    size_t share, n_shares;
    uint64_t *slots; // room of them, zero; a quarter must stay free
    size_t room;     // a power of two
    LIST(uint64_t) repeated;
    struct arena *arena;
    bool is_full;
};

size_t id_search_room(size_t n); // for n ids in all of its share
// Sets PACKED_MOVED on every packed row of the share whose id's hash another row has.
void id_search_run(struct id_search *search);
