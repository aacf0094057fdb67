// Words of a file, each looked up once: from then on a row that holds it costs one hash and one comparison.
#pragma once

#include "format/names.h"

struct interned {
    str word;      // must stand first
    int64_t value; // what the word means to whoever keeps the list
    int64_t n;     // rows
};

struct interner {
    struct interned *at;
    size_t n, room;
    struct name_table table;
};

// The entry of a word, byte for byte; *is_new if it was not there. Copied into the arena unless it lasts.
// NULL if the arena is full. Valid until the next call.
struct interned *intern(struct arena *arena, struct interner *interner, str word, bool lasts, bool *is_new) MUST;
