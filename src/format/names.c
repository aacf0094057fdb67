#include "format/names.h"

#include "base/utf8.h"

#include <string.h>

enum { FIRST_ROOM = 64, NEAREST_LENGTH_MAX = 64 };

struct name_slot {
    uint32_t hash;
    uint32_t number_plus_one; // 0: free
};

// Eight bytes at a time: ids and categories are hashed once for each row.
static uint64_t bytes_hash(str key)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ key.n, word;
    size_t i = 0;
    for (; i + sizeof word <= key.n; i += sizeof word) {
        memcpy(&word, key.at + i, sizeof word);
        h = (h ^ word) * 0xD6E8FEB86659FD93u;
        h ^= h >> 32;
    }
    word = 0;
    if (i < key.n)
        memcpy(&word, key.at + i, key.n - i);
    h = (h ^ word) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 29;
}

uint32_t name_hash(str key, enum name_way way)
{
    uint64_t h = way == NAME_EXACT ? bytes_hash(key) : str_name_hash(key);
    return (uint32_t)(h ^ h >> 32);
}

int64_t name_find(const struct name_table *table, struct name_keys keys, str key, uint32_t hash)
{
    if (!table->room)
        return -1;
    for (size_t i = hash & (table->room - 1); table->slots[i].number_plus_one; i = (i + 1) & (table->room - 1)) {
        if (table->slots[i].hash != hash)
            continue;
        size_t number = table->slots[i].number_plus_one - 1;
        str known;
        memcpy(&known, (const char *)keys.base + number * keys.size, sizeof known);
        if (keys.way == NAME_EXACT ? str_equal(known, key) : str_same_name(known, key))
            return (int64_t)number;
    }
    return -1;
}

static void slot_put(struct name_slot *slots, size_t room, struct name_slot slot)
{
    size_t i = slot.hash & (room - 1);
    while (slots[i].number_plus_one)
        i = (i + 1) & (room - 1);
    slots[i] = slot;
}

static bool table_grow(struct arena *arena, struct name_table *table)
{
    size_t room = table->room ? table->room * 2 : FIRST_ROOM;
    struct name_slot *slots = ARENA_ARRAY(arena, struct name_slot, room);
    if (!slots)
        return false;
    for (size_t i = 0; i < table->room; i++)
        if (table->slots[i].number_plus_one)
            slot_put(slots, room, table->slots[i]);
    table->slots = slots;
    table->room = room;
    return true;
}

bool name_table_add(struct arena *arena, struct name_table *table, uint32_t hash, size_t number)
{
    if (number >= UINT32_MAX || (table->n + 1 > table->room / 4 * 3 && !table_grow(arena, table)))
        return false;
    slot_put(table->slots, table->room, (struct name_slot){ hash, (uint32_t)number + 1 });
    table->n++;
    return true;
}

// Letters to add, drop, change or swap with their neighbour to make one word of the other, case aside.
static size_t distance(str a, str b)
{
    size_t rows[3][NEAREST_LENGTH_MAX + 1];
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            bool is_same = char_lower(a.at[i - 1]) == char_lower(b.at[j - 1]);
            size_t best = before[j - 1] + (is_same ? 0 : 1);
            best = before[j] + 1 < best ? before[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            bool is_swap = i > 1 && j > 1 && char_lower(a.at[i - 1]) == char_lower(b.at[j - 2]) &&
                           char_lower(a.at[i - 2]) == char_lower(b.at[j - 1]);
            if (is_swap && earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[a.n % 3][b.n];
}

str name_nearest(const str *words, size_t n, str word)
{
    word = str_trim(word);
    str nearest = { "", 0 };
    size_t least = word.n / 3 + 2; // "Opnd" for "Opened" is a slip, "Ward" is another word
    for (size_t i = 0; i < n && word.n <= NEAREST_LENGTH_MAX; i++) {
        if (words[i].n > NEAREST_LENGTH_MAX || !words[i].n)
            continue;
        size_t d = distance(word, words[i]);
        if (d < least && d < words[i].n) {
            least = d;
            nearest = words[i];
        }
    }
    return nearest;
}

static bool is_folded(str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool is_space = s.at[i] == ' ';
        if ((is_space && i + 1 < s.n && s.at[i + 1] == ' ') || s.at[i] == '\t' || s.at[i] == '\n' ||
            s.at[i] == '\r' || s.at[i] == '\xC2')
            return false;
    }
    return true;
}

str name_fold(struct arena *arena, str name)
{
    name = str_trim(name);
    if (is_folded(name))
        return name;
    char *at = arena_alloc(arena, name.n, 1);
    if (!at)
        return (str){ 0 };
    size_t n = 0;
    while (name.n) {
        str rest = str_trim(name); // nothing stands behind, so only white space in front goes
        if (rest.n < name.n)
            at[n++] = ' ';
        size_t step = utf8_step(rest);
        memcpy(at + n, rest.at, step);
        n += step;
        name = str_from_byte(rest, step);
    }
    return (str){ at, n };
}
