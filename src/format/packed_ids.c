#include "format/packed_ids.h"

enum { AHEAD = 32 }; // hashes whose places are fetched before they are looked at

size_t id_search_room(size_t n)
{
    size_t room = 1024;
    while (room / 4 * 3 < n)
        room *= 2;
    return room;
}

static inline bool is_mine(const struct id_search *s, uint64_t hash)
{
    return ((hash >> 32) * s->n_shares) >> 32 == s->share;
}

static inline uint64_t stored(uint64_t hash)
{
    return hash ? hash : 1; // 0 is a free slot
}

static void repeated_add(struct id_search *s, uint64_t hash)
{
    uint64_t *slot = LIST_PUSH(s->arena, &s->repeated);
    if (slot)
        *slot = hash;
    else
        s->is_full = true;
}

static inline void hash_put(struct id_search *s, uint64_t hash)
{
    size_t i = hash & (s->room - 1);
    for (; s->slots[i]; i = (i + 1) & (s->room - 1))
        if (s->slots[i] == hash) {
            repeated_add(s, hash);
            return;
        }
    s->slots[i] = hash;
}

static void hashes_put(struct id_search *s, const uint64_t *hashes, size_t n)
{
    uint64_t waiting[AHEAD];
    size_t n_waiting = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t hash = stored(hashes[i]);
        if (!is_mine(s, hash))
            continue;
        __builtin_prefetch(&s->slots[hash & (s->room - 1)], 1);
        waiting[n_waiting++] = hash;
        if (n_waiting < AHEAD)
            continue;
        for (size_t j = 0; j < AHEAD; j++)
            hash_put(s, waiting[j]);
        n_waiting = 0;
    }
    for (size_t j = 0; j < n_waiting; j++)
        hash_put(s, waiting[j]);
}

// The table again, now of those that came more than once.
static void repeated_keep(struct id_search *s)
{
    for (size_t i = 0; i < s->room; i++)
        s->slots[i] = 0;
    for (size_t r = 0; r < s->repeated.n; r++) {
        size_t i = s->repeated.at[r] & (s->room - 1);
        while (s->slots[i] && s->slots[i] != s->repeated.at[r])
            i = (i + 1) & (s->room - 1);
        s->slots[i] = s->repeated.at[r];
    }
}

static bool is_repeated(const struct id_search *s, uint64_t hash)
{
    size_t i = hash & (s->room - 1);
    while (s->slots[i] && s->slots[i] != hash)
        i = (i + 1) & (s->room - 1);
    return s->slots[i] == hash;
}

void id_search_run(struct id_search *s)
{
    for (size_t p = 0; p < s->n_parts; p++)
        hashes_put(s, s->parts[p].ids, s->parts[p].n);
    hashes_put(s, s->odd, s->n_odd);
    if (!s->repeated.n)
        return;
    repeated_keep(s);
    for (size_t p = 0; p < s->n_parts; p++)
        for (size_t i = 0; i < s->parts[p].n; i++) {
            uint64_t hash = stored(s->parts[p].ids[i]);
            if (is_mine(s, hash) && is_repeated(s, hash))
                s->parts[p].rows[i].flags |= PACKED_MOVED;
        }
}
