#include "store/tables.h"

#include "store/engine.h"

// The next row's cells, which live until the one after it.
static bool row_next(struct ctx *ctx, struct db *db, int query, struct cell *cells)
{
    return db->engine->rows_next(ctx, db, query, cells);
}

result tables_first_filled(struct ctx *ctx, struct db *db, int *table)
{
    struct cell cells[CELLS_MAX];
    result e = OK;
    *table = -1;
    for (int i = 0; i < STORED_TABLES_COUNT && !e && *table < 0; i++) {
        e = cells_begin(ctx, db, STORED_TABLES[i].each, NULL);
        if (!e && row_next(ctx, db, STORED_TABLES[i].each, cells))
            *table = i;
        if (!e)
            e = db->engine->rows_end(ctx, db, STORED_TABLES[i].each);
    }
    return e;
}

result table_copy(struct ctx *ctx, struct db *from, struct db *to, int table, int64_t *rows)
{
    const struct stored_table *t = &STORED_TABLES[table];
    struct cell cells[CELLS_MAX];
    *rows = 0;
    result e = cells_begin(ctx, from, t->each, NULL);
    while (!e && row_next(ctx, from, t->each, cells)) {
        e = cells_exec(ctx, to, t->put, cells);
        *rows += !e;
    }
    if (!e)
        e = from->engine->rows_end(ctx, from, t->each);
    return e || t->ids < 0 ? e : cells_exec(ctx, to, t->ids, NULL);
}

static bool same_rows(const struct cell *a, const struct cell *b, const struct query *query)
{
    for (size_t i = 0; i < query->n_out; i++)
        if (a[i].is_null != b[i].is_null || a[i].number != b[i].number || !str_equal(a[i].text, b[i].text))
            return false;
    return true;
}

result table_compare(struct ctx *ctx, struct db *a, struct db *b, int table, int64_t *rows)
{
    const struct stored_table *t = &STORED_TABLES[table];
    struct cell ours[CELLS_MAX], theirs[CELLS_MAX];
    bool is_same = true, has_ours = true;
    *rows = 0;
    result e = cells_begin(ctx, a, t->each, NULL);
    if (!e)
        e = cells_begin(ctx, b, t->each, NULL);
    while (!e && is_same && has_ours) {
        has_ours = row_next(ctx, a, t->each, ours);
        is_same = has_ours == row_next(ctx, b, t->each, theirs) &&
            (!has_ours || same_rows(ours, theirs, &QUERIES[t->each]));
        *rows += is_same && has_ours;
    }
    if (!e)
        e = a->engine->rows_end(ctx, a, t->each);
    if (!e)
        e = b->engine->rows_end(ctx, b, t->each);
    if (!e && !is_same)
        e = fail(ctx, ERR_CONFLICT, "the table %s differs in row %lld", t->name, (long long)*rows + 1);
    return e;
}

static uint64_t bytes_hash(uint64_t hash, const void *at, size_t n)
{
    const unsigned char *bytes = at;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u; // FNV-1a
    return hash;
}

static uint64_t row_hash(const struct cell *cells, size_t n)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++) {
        hash = bytes_hash(hash, &cells[i].is_null, sizeof cells[i].is_null);
        hash = bytes_hash(hash, &cells[i].number, sizeof cells[i].number);
        hash = bytes_hash(hash, &cells[i].text.n, sizeof cells[i].text.n);
        hash = bytes_hash(hash, cells[i].text.at, cells[i].text.n);
    }
    return (hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u;
}

result table_digest(struct ctx *ctx, struct db *db, int table, struct digest *digest)
{
    int each = STORED_TABLES[table].each;
    struct cell cells[CELLS_MAX];
    *digest = (struct digest){ 0 };
    result e = cells_begin(ctx, db, each, NULL);
    if (e)
        return e;
    for (; row_next(ctx, db, each, cells); digest->rows++)
        digest->sum += row_hash(cells, QUERIES[each].n_out);
    return db->engine->rows_end(ctx, db, each);
}
