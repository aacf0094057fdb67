// The way of a case through the stages of a procedure: every stage is come to, and from every stage there is an end.
#include "document/check_internal.h"

// What the outcomes lead to, as numbers of clauses; `ways` of clause i stand at first[i] up to first[i + 1].
struct map {
    size_t n, *first, *ways;
};

struct way {
    size_t from, to;
};

struct way_list {
    struct way *at;
    size_t n, room;
};

// Outcomes that lead to no clause of this document, but to the end or another one, are marked in `is_left`.
static void ways_find(const struct checker *k, const struct clause *c, struct way_list *ways, bool *is_left)
{
    const struct clause *clauses = k->document->clauses.at;
    size_t from = (size_t)(c - clauses);
    for (const struct field *f = field_find(&c->fields, KEY_IF); f; f = field_next(&c->fields, KEY_IF, f)) {
        is_left[from] |= f->is_bad;
        for (size_t i = 0; !f->is_bad && i < f->outcome.n; i++) {
            const struct clause *to = clause_there(k, &f->outcome.at[i].ref);
            struct way *way = to ? LIST_PUSH(k->ctx->arena, ways) : NULL;
            if (way)
                *way = (struct way){ from, (size_t)(to - clauses) };
            is_left[from] |= !to;
        }
    }
}

// Sorted by where they begin, or backwards by where they end.
static bool map_draw(struct arena *arena, struct map *map, const struct way_list *ways, bool is_backward)
{
    map->first = ARENA_ARRAY(arena, size_t, map->n + 2);
    map->ways = ARENA_ARRAY(arena, size_t, ways->n + 1);
    if (!map->first || !map->ways)
        return false;
    for (size_t i = 0; i < ways->n; i++)
        map->first[(is_backward ? ways->at[i].to : ways->at[i].from) + 2]++;
    for (size_t i = 2; i <= map->n; i++)
        map->first[i] += map->first[i - 1];
    for (size_t i = 0; i < ways->n; i++) {
        struct way w = ways->at[i];
        map->ways[map->first[(is_backward ? w.to : w.from) + 1]++] = is_backward ? w.from : w.to;
    }
    return true;
}

// Marks everything that can be come to from what is marked.
static void marks_spread(struct arena *arena, const struct map *map, bool *is_marked)
{
    size_t *open = ARENA_ARRAY(arena, size_t, map->n + 1), n = 0;
    for (size_t i = 0; open && i < map->n; i++)
        if (is_marked[i])
            open[n++] = i;
    while (n) {
        size_t from = open[--n];
        for (size_t w = map->first[from]; w < map->first[from + 1]; w++) {
            size_t to = map->ways[w];
            if (!is_marked[to])
                open[n++] = to;
            is_marked[to] = true;
        }
    }
}

// A case begins in the first stage, in one that says what opens it, or at a threshold; and in one that waits for
// how another fares: "G6 is failing".
static bool is_entry(const struct clause *c)
{
    const struct field *f = field_find(&c->fields, KEY_ONLY_WHEN);
    for (; f; f = field_next(&c->fields, KEY_ONLY_WHEN, f))
        for (size_t i = 0; !f->is_bad && i < f->reasons.n; i++)
            for (size_t t = 0; t < f->reasons.at[i].n; t++)
                if (f->reasons.at[i].tests[t].kind == TEST_STATE)
                    return true;
    return c->kind->key == CLAUSE_THRESHOLD || field_find(&c->fields, KEY_OPENS) ||
        (c->kind->key == CLAUSE_NOTICE && field_find(&c->fields, KEY_WHEN));
}

static void entries_mark(const struct checker *k, bool *is_reached)
{
    bool has_first = false;
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        bool is_first = c->kind->key == CLAUSE_STAGE && !has_first;
        is_reached[i] = is_first || is_entry(c);
        has_first |= is_first;
    }
}

static void unreached_say(struct checker *k, const bool *is_reached)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (clause_is_stage(c) && !is_reached[i])
            say_clause(k, SEVERITY_WARNING, c,
                       "nothing leads to %.*s: name it in an If of another stage, or say what 'Opens' it",
                       STR_ARGS(c->label));
    }
}

// A stage whose outcomes lead only round and round is never left.
static void endless_say(struct checker *k, const bool *is_left)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (!is_left[i])
            say_clause(k, SEVERITY_ERROR, c,
                       "no outcome of %.*s ever leads to an end: give one of those on the way 'end'",
                       STR_ARGS(c->label));
    }
}

void check_stages(struct checker *k)
{
    struct arena *arena = k->ctx->arena;
    struct map map = { .n = k->document->clauses.n };
    struct way_list ways = { 0 };
    bool *is_reached = ARENA_ARRAY(arena, bool, map.n + 1), *is_left = ARENA_ARRAY(arena, bool, map.n + 1);
    if (!is_reached || !is_left)
        return;
    for (size_t i = 0; i < map.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        is_left[i] = !field_find(&c->fields, KEY_IF);
        ways_find(k, c, &ways, is_left);
    }
    entries_mark(k, is_reached);
    if (map_draw(arena, &map, &ways, false))
        marks_spread(arena, &map, is_reached);
    if (map_draw(arena, &map, &ways, true))
        marks_spread(arena, &map, is_left);
    if (arena_is_full(arena))
        return;
    unreached_say(k, is_reached);
    endless_say(k, is_left);
}
