#include "format/table.h"

#include "base/utf8.h"
#include "format/csv_write.h"

struct table table_open(struct ctx *ctx, struct buffer *out, enum table_form form,
                        const struct table_column *columns, size_t n)
{
    struct table table = { .ctx = ctx, .out = out, .form = form, .columns = columns, .n_columns = n };
    if (form == TABLE_CSV || form == TABLE_SHEET) {
        for (size_t i = 0; i < n; i++)
            csv_value(out, i == 0, columns[i].name);
        csv_end(out);
    } else if (form == TABLE_JSON) {
        table.json = json_put_open(out);
        json_put_array(&table.json, NULL);
    }
    return table;
}

static void json_cell(struct table *table, const struct table_column *column, str value)
{
    char key[64];
    size_t n = column->name.n < sizeof key - 1 ? column->name.n : sizeof key - 1;
    for (size_t i = 0; i < n; i++)
        key[i] = column->name.at[i];
    key[n] = '\0';
    if (!value.n && column->kind != CELL_TEXT)
        json_put_null(&table->json, key);
    else if (column->kind == CELL_NUMBER)
        json_put_raw(&table->json, key, value);
    else
        json_put_str(&table->json, key, value);
}

static void text_cell(struct table *table, str value)
{
    str *cell = LIST_PUSH(table->ctx->arena, &table->cells);
    if (cell)
        *cell = str_copy(table->ctx->arena, value);
}

// What begins so may be run as a formula, or send what is in other cells somewhere (OWASP, CSV injection).
static bool is_formula(const struct table *table, size_t column, str value)
{
    return table->form == TABLE_SHEET && table->columns[column].kind != CELL_NUMBER && value.n &&
        str_has(STR("=+-@\t\r"), value.at[0]);
}

static str guarded(struct table *table, str value)
{
    return str_format(table->ctx->arena, "'%.*s", STR_ARGS(value));
}

void table_cell(struct table *table, str value)
{
    size_t column = table->n_cells++ % table->n_columns;
    bool is_last = column + 1 == table->n_columns;
    if (table->form == TABLE_TEXT) {
        text_cell(table, value);
    } else if (table->form != TABLE_JSON) {
        csv_value(table->out, column == 0, is_formula(table, column, value) ? guarded(table, value) : value);
        if (is_last)
            csv_end(table->out);
    } else {
        if (column == 0)
            json_put_object(&table->json, NULL);
        json_cell(table, &table->columns[column], value);
        if (is_last)
            json_put_end(&table->json);
    }
}

void table_int(struct table *table, int64_t value)
{
    char digits[24];
    size_t n = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        digits[--n] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (value < 0)
        digits[--n] = '-';
    table_cell(table, (str){ digits + n, sizeof digits - n });
}

void table_date(struct table *table, date d)
{
    struct buffer cell = buffer_open(32);
    date_write(&cell, d);
    table_cell(table, buffer_str(&cell));
    buffer_close(&cell);
}

static size_t text_width(str s)
{
    size_t width = 0;
    for (size_t step; (step = utf8_step(s)) > 0; s = str_from_byte(s, step))
        width += (size_t)utf8_width(s);
    return width;
}

static void text_row(struct table *table, const str *cells, const size_t *widths)
{
    size_t pending = 0; // spaces not yet written: none stand at a line's end
    for (size_t i = 0; i < table->n_columns; i++) {
        if (!widths[i])
            continue;
        size_t pad = widths[i] - text_width(cells[i]);
        bool is_right = table->columns[i].kind == CELL_NUMBER;
        if (cells[i].n) {
            buffer_repeat(table->out, ' ', pending + (is_right ? pad : 0));
            buffer_add(table->out, cells[i]);
            pending = 2 + (is_right ? 0 : pad);
        } else {
            pending += widths[i] + 2;
        }
    }
    buffer_byte(table->out, '\n');
}

// A column with nothing in it, or that says too little to people, is not shown.
static size_t column_width(const struct table *table, size_t column)
{
    size_t widest = 0;
    for (size_t i = column; i < table->cells.n; i += table->n_columns) {
        size_t width = text_width(table->cells.at[i]);
        widest = width > widest ? width : widest;
    }
    size_t name = text_width(table->columns[column].name);
    return !widest || table->columns[column].is_hidden ? 0 : widest > name ? widest : name;
}

static result text_close(struct table *table)
{
    size_t *widths = ARENA_ARRAY(table->ctx->arena, size_t, table->n_columns);
    str *names = ARENA_ARRAY(table->ctx->arena, str, table->n_columns);
    if (!widths || !names)
        return arena_fail(table->ctx);
    for (size_t i = 0; i < table->n_columns; i++) {
        widths[i] = column_width(table, i);
        names[i] = str_copy(table->ctx->arena, table->columns[i].name);
        for (size_t c = 0; c < names[i].n; c++)
            if (names[i].at[c] == '_')
                ((char *)names[i].at)[c] = ' '; // our own copy
    }
    text_row(table, names, widths);
    for (size_t i = 0; i + table->n_columns <= table->cells.n; i += table->n_columns)
        text_row(table, table->cells.at + i, widths);
    return OK;
}

result table_close(struct table *table)
{
    if (arena_is_full(table->ctx->arena))
        return arena_fail(table->ctx);
    if (table->form == TABLE_JSON)
        json_put_end(&table->json);
    result e = table->form == TABLE_TEXT && table->n_cells ? text_close(table) : OK;
    return e ? e : buffer_check(table->ctx, table->out);
}
