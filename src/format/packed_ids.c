#include "format/packed_ids.h"

#include <stdlib.h>

enum {
    AHEAD = 32,
    BITS_FOR_EACH = 8,
    BITS_LEAST = 4096
}; // AHEAD: hashes whose bits are fetched before they are asked

size_t id_search_bits(size_t n)
{
    size_t bits = BITS_LEAST;
    while (bits / BITS_FOR_EACH < n)
        bits *= 2;
    return bits;
}

static inline bool is_mine(const struct id_search *s, uint64_t hash)
{
    return ((hash >> 32) * s->n_shares) >> 32 == s->share;
}

struct hashes {
    uint64_t *at;
    size_t n, room;
};

// The bit of a hash is set from now on. True if it was.
static inline bool bit_set(struct id_search *s, uint64_t hash)
{
    size_t i = hash & (s->n_bits - 1);
    uint64_t mask = (uint64_t)1 << (i % 64);
    bool was = s->bits[i / 64] & mask;
    s->bits[i / 64] |= mask;
    return was;
}

static void waiting_ask(struct id_search *s, const uint64_t *waiting, size_t n, struct hashes *suspects)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t *slot = bit_set(s, waiting[i]) ? LIST_PUSH(s->arena, suspects) : NULL;
        if (slot)
            *slot = waiting[i];
    }
}

static void suspects_find(struct id_search *s, const uint64_t *hashes, size_t n, struct hashes *suspects)
{
    uint64_t waiting[AHEAD];
    size_t n_waiting = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_mine(s, hashes[i]))
            continue;
        __builtin_prefetch(&s->bits[(hashes[i] & (s->n_bits - 1)) / 64], 1);
        waiting[n_waiting++] = hashes[i];
        if (n_waiting < AHEAD)
            continue;
        waiting_ask(s, waiting, n_waiting, suspects);
        n_waiting = 0;
    }
    waiting_ask(s, waiting, n_waiting, suspects);
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

// The suspects, each once, and how often it has been met; a table of them by their last bits.
struct meeting {
    uint64_t hash;
    int64_t n;
};

struct meetings {
    struct meeting *at; // open addressing; n == 0 is free
    size_t room;
};

static struct meeting *meeting_of(const struct meetings *m, uint64_t hash)
{
    size_t i = hash & (m->room - 1);
    while (m->at[i].n && m->at[i].hash != hash)
        i = (i + 1) & (m->room - 1);
    return &m->at[i];
}

static bool meetings_open(struct id_search *s, struct hashes *suspects, struct meetings *m)
{
    m->room = 64;
    while (m->room / 2 < suspects->n)
        m->room *= 2;
    m->at = ARENA_ARRAY(s->arena, struct meeting, m->room);
    if (!m->at)
        return false;
    qsort(suspects->at, suspects->n, sizeof *suspects->at, by_hash);
    for (size_t i = 0; i < suspects->n; i++)
        if (!i || suspects->at[i] != suspects->at[i - 1])
            *meeting_of(m, suspects->at[i]) = (struct meeting){ suspects->at[i], 1 };
    for (size_t i = 0; i * 64 < s->n_bits; i++)
        s->bits[i] = 0;
    for (size_t i = 0; i < suspects->n; i++) // the bits now say which hashes are worth a look into the table
        (void)bit_set(s, suspects->at[i]);
    return true;
}

static inline struct meeting *suspect_of(const struct id_search *s, const struct meetings *m, uint64_t hash)
{
    size_t i = hash & (s->n_bits - 1);
    if (!is_mine(s, hash) || !(s->bits[i / 64] >> (i % 64) & 1))
        return NULL;
    struct meeting *found = meeting_of(m, hash);
    return found->n ? found : NULL;
}

static bool any_is_repeated(const struct meetings *m)
{
    for (size_t i = 0; i < m->room; i++)
        if (m->at[i].n > 2) // one for being there, one for each row
            return true;
    return false;
}

static void suspects_meet(struct id_search *s, const struct meetings *m, const uint64_t *hashes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct meeting *met = suspect_of(s, m, hashes[i]);
        if (met)
            met->n++;
    }
}

void id_search_run(struct id_search *s)
{
    struct hashes suspects = { 0 };
    struct meetings m;
    for (size_t p = 0; p < s->n_parts; p++)
        suspects_find(s, s->parts[p].ids, s->parts[p].n, &suspects);
    suspects_find(s, s->odd, s->n_odd, &suspects);
    s->is_full = arena_is_full(s->arena);
    if (!suspects.n || s->is_full)
        return;
    if (!meetings_open(s, &suspects, &m)) {
        s->is_full = true;
        return;
    }
    for (size_t p = 0; p < s->n_parts; p++)
        suspects_meet(s, &m, s->parts[p].ids, s->parts[p].n);
    suspects_meet(s, &m, s->odd, s->n_odd);
    if (!any_is_repeated(&m))
        return;
    for (size_t p = 0; p < s->n_parts; p++)
        for (size_t i = 0; i < s->parts[p].n; i++) {
            const struct meeting *met = suspect_of(s, &m, s->parts[p].ids[i]);
            if (met && met->n > 2)
                s->parts[p].rows[i].flags |= PACKED_MOVED;
        }
}
