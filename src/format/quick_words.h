// Words of a file's rows and a number for each: categories, areas, statuses. Byte for byte, up to sixteen bytes without
// a look at where the word first stood, so that a row costs one place of the table. Numbers count from 0 in the order
// in which the words come.
#pragma once

#include "base/arena.h"
#include "base/wide.h"

#include <string.h>

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

enum { QUICK_KEY_BYTES = 16, QUICK_NEAR = 1024 };

// The key of a word: itself where it fits.
struct quick_key {
    uint64_t a, b;
};

uint64_t quick_hash_long(str word);

// The number of a word, added if it is new; -1 if the arena is full. word: stays where it is.
int64_t quick_words_find(struct arena *arena, struct quick_words *words, str word);
// Numbers up to n that stand for themselves, without words. False if the arena is full.
bool quick_words_fill(struct arena *arena, size_t n, struct quick_words *words) MUST;

HOT uint64_t quick_mixed(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)(a ^ 0x9E3779B97F4A7C15u) *
        (b ^ 0xD6E8FEB86659FD93u);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

HOT uint64_t quick_load(const char *at)
{
    uint64_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

HOT uint64_t quick_load_half(const char *at)
{
    uint32_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

// All bytes of up to sixteen, in words that overlap: with the length they say which word it is.
HOT struct quick_key quick_key_short(str word)
{
    if (word.n >= 8)
        return (struct quick_key){ quick_load(word.at), quick_load(word.at + word.n - 8) };
    if (word.n >= 4)
        return (struct quick_key){ quick_load_half(word.at) | quick_load_half(word.at + word.n - 4) << 32,
                                   0 };
    if (!word.n)
        return (struct quick_key){ 0, 0 };
    uint64_t first = (unsigned char)word.at[0], middle = (unsigned char)word.at[word.n / 2],
             last = (unsigned char)word.at[word.n - 1];
    return (struct quick_key){ first | middle << 8 | last << 16, 0 };
}

HOT uint64_t quick_key_hash(struct quick_key key, size_t n)
{
    return quick_mixed(key.a ^ n, key.b);
}

// Of all its bytes, for tables of words that are kept nowhere.
HOT uint64_t quick_hash(str word)
{
    return word.n <= QUICK_KEY_BYTES ? quick_key_hash(quick_key_short(word), word.n) : quick_hash_long(word);
}

// The place of a word that will be asked for soon is fetched, where there are so many that it may be far.
HOT void quick_words_fetch(const struct quick_words *words, str word)
{
    if (words->room > QUICK_NEAR && word.n <= QUICK_KEY_BYTES)
        __builtin_prefetch(&words->slots[quick_key_hash(quick_key_short(word), word.n) & (words->room - 1)]);
}

// The number of a short word that has been there before; -1 for quick_words_find to say.
HOT int64_t quick_words_known(const struct quick_words *words, str word)
{
    if (word.n > QUICK_KEY_BYTES || !words->room)
        return -1;
    struct quick_key key = quick_key_short(word);
    size_t at = quick_key_hash(key, word.n) & (words->room - 1);
    for (; words->slots[at].plus1; at = (at + 1) & (words->room - 1)) {
        const struct quick_slot *slot = &words->slots[at];
        if (slot->a == key.a && slot->b == key.b && slot->n == word.n)
            return (int64_t)slot->plus1 - 1;
    }
    return -1;
}
