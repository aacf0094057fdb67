#include "format/quick_words.h"

enum { FIRST_ROOM = 256 };

static struct quick_key key_of(str word)
{
    if (word.n <= QUICK_KEY_BYTES)
        return quick_key_short(word);
    struct quick_key key = { word.n, ~(uint64_t)word.n };
    size_t i = 0;
    for (; i + QUICK_KEY_BYTES <= word.n; i += QUICK_KEY_BYTES) {
        uint64_t a = quick_load(word.at + i), b = quick_load(word.at + i + 8);
        key.a = quick_mixed(key.a ^ a, b);
        key.b = quick_mixed(key.b + b, a);
    }
    struct quick_key last = quick_key_short(str_from_byte(word, word.n - QUICK_KEY_BYTES));
    return (struct quick_key){ quick_mixed(key.a ^ last.a, last.b), quick_mixed(key.b + last.b, last.a) };
}

uint64_t quick_hash_long(str word)
{
    return quick_key_hash(key_of(word), word.n);
}

static inline bool slot_is(const struct quick_words *words, const struct quick_slot *slot,
                           struct quick_key key, str word)
{
    if (slot->a != key.a || slot->b != key.b || slot->n != word.n)
        return false;
    return word.n <= QUICK_KEY_BYTES || str_equal(words->list.at[slot->plus1 - 1].word, word);
}

static bool words_grow(struct arena *arena, struct quick_words *words)
{
    size_t room = words->room ? words->room * 2 : FIRST_ROOM;
    struct quick_slot *slots = ARENA_ARRAY(arena, struct quick_slot, room);
    if (!slots)
        return false;
    for (size_t i = 0; i < words->room; i++) {
        struct quick_slot slot = words->slots[i];
        size_t at = quick_key_hash((struct quick_key){ slot.a, slot.b }, slot.n) & (room - 1);
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
    struct quick_key key = key_of(word);
    if (words->list.n >= words->room / 4 * 3 && !words_grow(arena, words))
        return -1;
    size_t at = quick_key_hash(key, word.n) & (words->room - 1);
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

bool quick_words_fill(struct arena *arena, size_t n, struct quick_words *words)
{
    words->list.at = ARENA_ARRAY(arena, struct quick_word, n + 1);
    words->list.n = words->list.room = n;
    for (size_t i = 0; words->list.at && i < n; i++)
        words->list.at[i].value = (int64_t)i;
    return words->list.at;
}
