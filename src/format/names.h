// Finding names again: a table from text to its number in an array the caller keeps, and the nearest of several
// words to one that was mistyped.
#pragma once

#include "base/arena.h"

// Open addressing; slots hold numbers of the caller's array, never the text.
struct name_table {
    struct name_slot *slots;
    size_t n, room;
};

enum name_way {
    NAME_EXACT, // byte for byte
    NAME_SAME   // as str_same_name
};

// Where the text of the caller's elements is: the element i begins at `base` + i * `size` with a str.
struct name_keys {
    const void *base;
    size_t size;
    enum name_way way;
};

uint32_t name_hash(str key, enum name_way way);
// The number of the element whose text is `key`; -1 if the table has none.
int64_t name_find(const struct name_table *table, struct name_keys keys, str key, uint32_t hash);
// Adds element `number`, which is not in the table. False if the arena is full.
bool name_table_add(struct arena *arena, struct name_table *table, uint32_t hash, size_t number) MUST;

// The word of `words` with the fewest letters to change, if they are few enough to be a slip of the hand; else empty.
str name_nearest(const str *words, size_t n, str word);

// The name with every run of white space folded to one space; the same bytes if there was none to fold.
// at == NULL if the arena is full.
str name_fold(struct arena *arena, str name);
