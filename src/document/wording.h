// What differs between two texts, word by word: for showing them side by side.
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum {
    WORDING_CELLS_MAX = 1 << 20
}; // of words compared with words; beyond that all between is called different

struct wording_part {
    str text;
    bool is_other; // stands in this text alone
};

struct wording_parts {
    struct wording_part *at;
    size_t n, room;
};

// The parts of each together are that text. False if there is no room.
bool wording_compare(struct arena *arena, str before, str after, struct wording_parts *old,
                     struct wording_parts *new);
