#include "app/move.h"

#include "app/adopt.h"

// Two transactions, one inside the other: the source's, which is taken back at its end, and the target's.
struct move_state {
    struct store_moving *moving;
    struct store *to;
    struct db *from;
    bool is_done;
};

static void told(const struct move_state *m, int table)
{
    if (m->moving->progress)
        m->moving->progress(STORED_TABLES[table].name);
}

static result kept_copy(struct ctx *ctx, struct db *db, struct move_state *m)
{
    int filled;
    result e = tables_first_filled(ctx, db, &filled);
    if (!e && filled >= 0)
        return fail(ctx, ERR_CONFLICT,
                    "the store to be filled holds something already, in its table %s: name an empty one",
                    STORED_TABLES[filled].name);
    for (int i = 0; i < STORED_TABLES_COUNT && !e; i++)
        if (!STORED_TABLES[i].is_derived) {
            told(m, i);
            e = table_copy(ctx, m->from, db, i, &m->moving->rows[i]);
        }
    return e;
}

static bool is_inhabited(const struct move_state *m)
{
    int community = 0;
    while (community < STORED_TABLES_COUNT &&
           !str_equal(str_from(STORED_TABLES[community].name), STR("community")))
        community++;
    return community < STORED_TABLES_COUNT && m->moving->rows[community];
}

// Both by the same rules at the same time: the source's own may be older than the last fact.
static result derived_make(struct ctx *ctx, struct db *db, struct move_state *m)
{
    if (!is_inhabited(m))
        return OK;
    result e = derived_rebuild(ctx, db, m->moving->now);
    return e ? e : derived_rebuild(ctx, m->from, m->moving->now);
}

static result target_fill(struct ctx *ctx, struct db *db, void *with)
{
    struct move_state *m = with;
    result e = kept_copy(ctx, db, m);
    if (!e)
        e = derived_make(ctx, db, m);
    for (int i = 0; i < STORED_TABLES_COUNT && !e; i++)
        if (STORED_TABLES[i].is_derived) {
            told(m, i);
            e = table_compare(ctx, m->from, db, i, &m->moving->rows[i]);
        }
    return e;
}

static result source_hold(struct ctx *ctx, struct db *db, void *with)
{
    struct move_state *m = with;
    m->from = db;
    result e = store_write(ctx, m->to, target_fill, m);
    m->is_done = !e;
    return e ? e : ERR_CONFLICT; // what was made again in the source is taken back
}

result store_move(struct ctx *ctx, struct store *from, struct store *to, struct store_moving *moving)
{
    struct move_state state = { moving, to, NULL, false };
    moving->rows = ARENA_ARRAY(ctx->arena, int64_t, (size_t)STORED_TABLES_COUNT);
    if (!moving->rows)
        return arena_fail(ctx);
    result e = store_write(ctx, from, source_hold, &state);
    return state.is_done ? OK : e;
}

static result snapshot_fill(struct ctx *ctx, struct db *db, void *with)
{
    struct move_state *m = with;
    result e = kept_copy(ctx, db, m);
    return e || !is_inhabited(m) ? e : derived_rebuild(ctx, db, m->moving->now);
}

static result snapshot_hold(struct ctx *ctx, struct db *db, void *with)
{
    struct move_state *m = with;
    m->from = db;
    return store_write(ctx, m->to, snapshot_fill, m);
}

result store_copy(struct ctx *ctx, struct store *from, struct store *to, struct store_moving *moving)
{
    struct move_state state = { moving, to, NULL, false };
    moving->rows = ARENA_ARRAY(ctx->arena, int64_t, (size_t)STORED_TABLES_COUNT);
    if (!moving->rows)
        return arena_fail(ctx);
    return store_read(ctx, from, snapshot_hold, &state);
}
