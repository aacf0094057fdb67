#include "store/engine.h"

#include <stdatomic.h>

static _Atomic int64_t fail_after;
static _Atomic int64_t queries_run;

void store_fail_after(int64_t n)
{
    atomic_store(&fail_after, n);
}

int64_t store_queries_run(void)
{
    return atomic_load(&queries_run);
}

static result fault_check(struct ctx *ctx)
{
    atomic_fetch_add(&queries_run, 1);
    if (atomic_load(&fail_after) > 0 && atomic_fetch_sub(&fail_after, 1) == 1)
        return fail(ctx, ERR_STORE, WORDS_DISK);
    return OK;
}

static bool is_missing(const struct sql_column *column, const char *field)
{
    switch (column->type) {
    case SQL_ID:
    case SQL_INT:
        return *(const int64_t *)(const void *)field == ID_NONE;
    case SQL_TEXT:
    case SQL_BYTES:
        return ((const str *)(const void *)field)->n == 0;
    case SQL_BOOL:
        return false;
    case SQL_INSTANT:
        return instant_is_none(*(const instant *)(const void *)field);
    case SQL_DATE:
        return date_is_none(*(const date *)(const void *)field);
    }
    return false;
}

static struct cell cell_of(const struct sql_column *column, const char *field)
{
    struct cell cell = { .is_null = column->is_nullable && is_missing(column, field) };
    switch (column->type) {
    case SQL_ID:
    case SQL_INT:
        cell.number = *(const int64_t *)(const void *)field;
        break;
    case SQL_TEXT:
    case SQL_BYTES:
        cell.text = *(const str *)(const void *)field;
        break;
    case SQL_BOOL:
        cell.number = *(const bool *)(const void *)field;
        break;
    case SQL_INSTANT:
        cell.number = ((const instant *)(const void *)field)->second;
        break;
    case SQL_DATE:
        cell.number = ((const date *)(const void *)field)->day;
        break;
    }
    return cell;
}

static void cells_fill(const struct query *query, const void *in, struct cell *cells)
{
    for (size_t i = 0; i < query->n_in; i++)
        cells[i] = cell_of(&query->in[i], (const char *)in + query->in[i].offset);
}

// arena: where texts are copied to; NULL leaves them with the engine, until the next row.
static void take(const struct cell *cell, const struct sql_column *column, char *field, struct arena *arena)
{
    switch (column->type) {
    case SQL_ID:
    case SQL_INT:
        *(int64_t *)(void *)field = cell->is_null ? ID_NONE : cell->number;
        break;
    case SQL_TEXT:
    case SQL_BYTES:
        *(str *)(void *)field = arena && cell->text.n ? str_copy(arena, cell->text) : cell->text;
        break;
    case SQL_BOOL:
        *(bool *)(void *)field = cell->number != 0;
        break;
    case SQL_INSTANT:
        *(instant *)(void *)field = cell->is_null ? INSTANT_NONE : (instant){ cell->number };
        break;
    case SQL_DATE:
        *(date *)(void *)field = cell->is_null ? DATE_NONE : (date){ (int32_t)cell->number };
        break;
    }
}

static bool row_next(struct ctx *ctx, struct db *db, int number, struct cell *cells)
{
    return db->engine->rows_next(ctx, db, number, cells);
}

static void row_take(const struct cell *cells, int number, void *row, struct arena *arena)
{
    const struct query *query = &QUERIES[number];
    for (size_t i = 0; i < query->n_out; i++)
        take(&cells[i], &query->out[i], (char *)row + query->out[i].offset, arena);
}

static result rows_begin(struct ctx *ctx, struct db *db, int number, const void *in)
{
    struct cell cells[CELLS_MAX];
    cells_fill(&QUERIES[number], in, cells);
    return cells_begin(ctx, db, number, cells);
}

static result rows_end(struct ctx *ctx, struct db *db, int number)
{
    result e = db->engine->rows_end(ctx, db, number);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result cells_exec(struct ctx *ctx, struct db *db, int query, const struct cell *in)
{
    result e = fault_check(ctx);
    return e ? e : db->engine->exec(ctx, db, query, in);
}

result cells_begin(struct ctx *ctx, struct db *db, int query, const struct cell *in)
{
    result e = fault_check(ctx);
    return e ? e : db->engine->rows_begin(ctx, db, query, in);
}

result query_exec(struct ctx *ctx, struct db *db, int number, const void *in)
{
    struct cell cells[CELLS_MAX];
    cells_fill(&QUERIES[number], in, cells);
    return cells_exec(ctx, db, number, cells);
}

result query_insert(struct ctx *ctx, struct db *db, int number, const void *in, int64_t *id)
{
    struct cell cells[CELLS_MAX];
    if (!id)
        return query_exec(ctx, db, number, in);
    *id = ID_NONE;
    cells_fill(&QUERIES[number], in, cells);
    result e = fault_check(ctx);
    return e ? e : db->engine->insert(ctx, db, number, cells, id);
}

result query_one(struct ctx *ctx, struct db *db, int number, struct answer_row row, bool *is_found)
{
    struct cell cells[CELLS_MAX];
    *is_found = false;
    result e = rows_begin(ctx, db, number, row.in);
    if (e)
        return e;
    *is_found = row_next(ctx, db, number, cells);
    if (*is_found)
        row_take(cells, number, row.out, ctx->arena);
    return rows_end(ctx, db, number);
}

struct any_list {
    void *at;
    size_t n, room;
};

result query_many(struct ctx *ctx, struct db *db, int number, struct answer_row row)
{
    struct cell cells[CELLS_MAX];
    struct any_list *list = row.out;
    *list = (struct any_list){ 0 };
    result e = rows_begin(ctx, db, number, row.in);
    if (e)
        return e;
    while (row_next(ctx, db, number, cells)) {
        void *added = list_push(ctx->arena, &list->at, &list->n, &list->room, QUERIES[number].out_size);
        if (!added)
            break;
        row_take(cells, number, added, ctx->arena);
    }
    return rows_end(ctx, db, number);
}

result query_each(struct ctx *ctx, struct db *db, int number, const void *in, struct cursor *cursor)
{
    *cursor = (struct cursor){ .db = db, .query = number };
    cursor->failed = rows_begin(ctx, db, number, in);
    return cursor->failed;
}

bool cursor_next(struct ctx *ctx, struct cursor *cursor, void *row)
{
    struct cell cells[CELLS_MAX];
    bool is_there = row_next(ctx, cursor->db, cursor->query, cells);
    if (is_there)
        row_take(cells, cursor->query, row, NULL);
    else
        cursor->failed = cursor->db->engine->rows_end(ctx, cursor->db, cursor->query);
    return is_there;
}
