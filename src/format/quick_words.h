// Words of a file's rows and a number for each: categories, areas, statuses. Byte for byte, up to sixteen bytes without
// a look at where the word first stood, so that a row costs one place of the table. Numbers count from 0 in the order
// in which the words come.
#pragma once

#include "base/arena.h"

struct quick_word {
    str word;
    int64_t n;         // how often it was asked for, if whoever asks counts
    int64_t first_row; // likewise
    int64_t value;     // the caller's; set by whoever finds it new
};

struct quick_slot {
    uint64_t a, b;  // the word itself; two hashes of a longer one
    uint32_t n;     // its bytes
    uint32_t plus1; // its number and one; 0 if the slot is free
};

struct quick_words {
    LIST(struct quick_word) list;
    struct quick_slot *slots;
    size_t room;
};

// The key of a word: itself where it fits.
struct quick_key {
    uint64_t a, b;
};
struct quick_key quick_key_of(str word);
uint64_t quick_hash(str word); // of all its bytes, for tables of words that are kept nowhere

// The number of a word, added if it is new; -1 if the arena is full. word: stays where it is.
int64_t quick_words_find(struct arena *arena, struct quick_words *words, str word);
