#include "app/demo_internal.h"

#include "app/library.h"
#include "format/csv.h"

result demo_text(struct ctx *ctx, const char *name, str *bytes)
{
    return library_text(ctx, "demo", name, bytes);
}

static result row_take(struct ctx *ctx, const struct csv *csv, struct demo_table *table, const char *name)
{
    if (csv->fault || csv->n != table->columns.n)
        return fail(ctx, ERR_INPUT, "library/demo/%s, row %lld: %zu values where the first line has %zu",
                    name, (long long)csv->row, csv->n, table->columns.n);
    for (size_t i = 0; i < csv->n; i++) {
        str *slot = LIST_PUSH(ctx->arena, &table->cells);
        if (!slot)
            return arena_fail(ctx);
        *slot = csv_field_value(ctx->arena, csv->fields[i]);
    }
    table->rows++;
    return OK;
}

result demo_table_read(struct ctx *ctx, const char *name, struct demo_table *table)
{
    str bytes;
    struct csv csv;
    *table = (struct demo_table){ .rows = 0 };
    result e = demo_text(ctx, name, &bytes);
    if (!e)
        e = csv_open(ctx, bytes, ',', &csv);
    if (e || !csv_next(&csv))
        return e;
    for (size_t i = 0; i < csv.n; i++) {
        str *slot = LIST_PUSH(ctx->arena, &table->columns);
        if (!slot)
            return arena_fail(ctx);
        *slot = csv_field_value(ctx->arena, csv.fields[i]);
    }
    while (!e && csv_next(&csv))
        e = row_take(ctx, &csv, table, name);
    return e;
}

str demo_cell(const struct demo_table *table, size_t row, const char *column)
{
    for (size_t i = 0; i < table->columns.n; i++)
        if (str_equal(table->columns.at[i], str_from(column)))
            return table->cells.at[row * table->columns.n + i];
    return (str){ 0 };
}
