#include "format/quick_words.h"

#include <string.h>

enum { FIRST_ROOM = 256, KEY_BYTES = 16 };

static inline uint64_t mixed(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)(a ^ 0x9E3779B97F4A7C15u) *
        (b ^ 0xD6E8FEB86659FD93u);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t load(const char *at, size_t n)
{
    uint64_t v = 0;
    memcpy(&v, at, n);
    return v;
}

// All bytes of up to sixteen, in two overlapping words: with the length they say which word it is.
static inline struct quick_key short_key(str word)
{
    if (word.n >= 8)
        return (struct quick_key){ load(word.at, 8), load(word.at + word.n - 8, 8) };
    if (word.n >= 4)
        return (struct quick_key){ load(word.at, 4) | load(word.at + word.n - 4, 4) << 32, 0 };
    return (struct quick_key){ word.n ? load(word.at, word.n) : 0, 0 };
}

struct quick_key quick_key_of(str word)
{
    if (word.n <= KEY_BYTES)
        return short_key(word);
    struct quick_key key = { word.n, ~(uint64_t)word.n };
    size_t i = 0;
    for (; i + KEY_BYTES <= word.n; i += KEY_BYTES) {
        uint64_t a = load(word.at + i, 8), b = load(word.at + i + 8, 8);
        key.a = mixed(key.a ^ a, b);
        key.b = mixed(key.b + b, a);
    }
    struct quick_key last = short_key(str_from_byte(word, word.n - KEY_BYTES));
    return (struct quick_key){ mixed(key.a ^ last.a, last.b), mixed(key.b + last.b, last.a) };
}

uint64_t quick_hash(str word)
{
    struct quick_key key = quick_key_of(word);
    return mixed(key.a ^ word.n, key.b);
}

static inline bool slot_is(const struct quick_words *words, const struct quick_slot *slot,
                           struct quick_key key, str word)
{
    if (slot->a != key.a || slot->b != key.b || slot->n != word.n)
        return false;
    return word.n <= KEY_BYTES || str_equal(words->list.at[slot->plus1 - 1].word, word);
}

static bool words_grow(struct arena *arena, struct quick_words *words)
{
    size_t room = words->room ? words->room * 2 : FIRST_ROOM;
    struct quick_slot *slots = ARENA_ARRAY(arena, struct quick_slot, room);
    if (!slots)
        return false;
    for (size_t i = 0; i < words->room; i++) {
        struct quick_slot slot = words->slots[i];
        size_t at = mixed(slot.a ^ slot.n, slot.b) & (room - 1);
        while (slot.plus1 && slots[at].plus1)
            at = (at + 1) & (room - 1);
        if (slot.plus1)
            slots[at] = slot;
    }
    words->slots = slots;
    words->room = room;
    return true;
}

int64_t quick_words_find(struct arena *arena, struct quick_words *words, str word)
{
    struct quick_key key = quick_key_of(word);
    if (words->list.n >= words->room / 4 * 3 && !words_grow(arena, words))
        return -1;
    size_t at = mixed(key.a ^ word.n, key.b) & (words->room - 1);
    for (; words->slots[at].plus1; at = (at + 1) & (words->room - 1))
        if (slot_is(words, &words->slots[at], key, word))
            return (int64_t)words->slots[at].plus1 - 1;
    struct quick_word *entry = words->list.n < UINT32_MAX - 1 ? LIST_PUSH(arena, &words->list) : NULL;
    if (!entry)
        return -1;
    *entry = (struct quick_word){ .word = word, .first_row = -1, .value = -1 };
    words->slots[at] = (struct quick_slot){ key.a, key.b, (uint32_t)word.n, (uint32_t)words->list.n };
    return (int64_t)words->list.n - 1;
}
