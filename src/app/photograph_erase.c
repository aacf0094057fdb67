// Photographs that go: with a person, by their age, or because their report was never sent. The rows go in the write
// that erases, the files after it: what was noted as gone is removed even if the program ends between the two.
#include "app/photograph.h"

#include "base/arena.h"

static result row_erase(struct ctx *ctx, struct db *db, const struct photograph_row *row)
{
    const str files[] = { row->hash, row->small };
    result e = query_photograph_delete(ctx, db, &(struct photograph_delete_in){ COMMUNITY_FIRST, row->id });
    for (size_t i = 0; i < 2 && !e; i++)
        e = query_photograph_gone_insert(ctx, db,
                                         &(struct photograph_gone_insert_in){ COMMUNITY_FIRST, files[i] });
    return e || row->case_id == ID_NONE
        ? e
        : query_photograph_unpair(ctx, db,
                                  &(struct photograph_unpair_in){ COMMUNITY_FIRST, row->case_id, row->id });
}

result photograph_erase(struct ctx *ctx, struct db *db, int64_t fact_id)
{
    struct photograph_row row;
    bool is_found;
    result e = query_photograph_of_fact(ctx, db, &(struct photograph_of_fact_in){ COMMUNITY_FIRST, fact_id },
                                        &row, &is_found);
    return e || !is_found ? e : row_erase(ctx, db, &row);
}

struct sweeping {
    const struct shelf *shelf;
    instant now;
    int64_t n;
};

static result unsent_erase(struct ctx *ctx, struct db *db, const struct sweeping *s)
{
    struct photograph_row_list left;
    struct photograph_left_in asked = { COMMUNITY_FIRST,
                                        { s->now.second - PHOTOGRAPH_UNSENT_SECONDS },
                                        PHOTOGRAPHS_AT_ONCE };
    result e = query_photograph_left(ctx, db, &asked, &left);
    for (size_t i = 0; i < left.n && !e; i++)
        e = row_erase(ctx, db, &left.at[i]);
    return e;
}

// In the writer's turn: whoever keeps the same picture meanwhile comes after it and puts the file again.
static result file_remove(struct ctx *ctx, struct db *db, struct sweeping *s, str hash)
{
    struct photograph_file_used_out used;
    bool is_used;
    result e = query_photograph_file_used(ctx, db, &(struct photograph_file_used_in){ COMMUNITY_FIRST, hash },
                                          &used, &is_used);
    if (!e && !is_used) {
        e = shelf_remove(ctx, s->shelf, hash);
        s->n += !e;
    }
    return e
        ? e
        : query_photograph_gone_delete(ctx, db, &(struct photograph_gone_delete_in){ COMMUNITY_FIRST, hash });
}

static result sweep_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sweeping *s = with;
    struct photograph_gone_list_out_list gone;
    int64_t at_once = s->shelf->kind && s->shelf->kind->is_far ? PHOTOGRAPHS_FAR_AT_ONCE
                                                               : PHOTOGRAPHS_AT_ONCE;
    result e = unsent_erase(ctx, db, s);
    if (!e)
        e = query_photograph_gone_list(ctx, db, &(struct photograph_gone_list_in){ COMMUNITY_FIRST, at_once },
                                       &gone);
    for (size_t i = 0; !e && i < gone.n; i++)
        e = file_remove(ctx, db, s, gone.at[i].hash);
    return e;
}

struct asking {
    instant now;
    bool has_any;
};

static result look(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    struct photograph_gone_list_out_list gone;
    struct photograph_row_list left = { 0 };
    struct photograph_left_in asked = { COMMUNITY_FIRST, { a->now.second - PHOTOGRAPH_UNSENT_SECONDS }, 1 };
    result e = query_photograph_gone_list(ctx, db, &(struct photograph_gone_list_in){ COMMUNITY_FIRST, 1 },
                                          &gone);
    if (!e)
        e = query_photograph_left(ctx, db, &asked, &left);
    a->has_any = !e && (gone.n || left.n);
    return e;
}

// Most of the time there is nothing to do, and nobody has to wait for that.
result photographs_sweep(struct ctx *ctx, struct store *store, const struct shelf *shelf, instant now,
                         int64_t *n)
{
    struct sweeping s = { shelf, now, 0 };
    struct asking a = { .now = now };
    result e = store_read(ctx, store, look, &a);
    if (!e && a.has_any)
        e = store_write(ctx, store, sweep_work, &s);
    *n = s.n;
    return e;
}
