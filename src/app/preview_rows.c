// Two tables beside each other: which rows are new, which say something else, which are gone.
#include "app/preview_internal.h"

#include "format/csv.h"

#include <stdlib.h>

enum { TABLE_COLUMNS_MAX = 16, WORDS_MAX = 400 };

struct kept_row {
    str key, shown;
    str cells[TABLE_COLUMNS_MAX];
    size_t nth;
};

struct kept_table {
    struct ctx *ctx;
    str names[TABLE_COLUMNS_MAX];
    size_t columns;
    struct {
        struct kept_row *at;
        size_t n, room;
    } rows;
};

static str small(struct ctx *ctx, str text)
{
    struct buffer out = buffer_open(text.n + 1);
    for (size_t i = 0; i < text.n; i++)
        buffer_byte(&out, char_lower(text.at[i]));
    str kept = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return kept;
}

static str key_of(struct ctx *ctx, const struct kept_row *row, unsigned keys)
{
    struct buffer out = buffer_open(WORDS_MAX);
    for (size_t i = 0; i < TABLE_COLUMNS_MAX; i++)
        if ((keys & 1U << i) && row->cells[i].n)
            buffer_print(&out, "%s%.*s", out.n ? ", " : "", STR_ARGS(row->cells[i]));
    str key = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return key;
}

static void cells_take(struct kept_table *t, const struct csv *csv, str *cells)
{
    for (size_t i = 0; i < csv->n && i < TABLE_COLUMNS_MAX; i++)
        cells[i] = str_trim(csv_field_value(t->ctx->arena, csv->fields[i]));
}

static int row_compare(const void *a, const void *b)
{
    const struct kept_row *x = a, *y = b;
    int order = str_compare(x->key, y->key);
    return order ? order : x->nth < y->nth ? -1 : 1;
}

static result table_read(struct kept_table *t, str text, unsigned keys)
{
    struct csv csv;
    result e = csv_open(t->ctx, text, ',', &csv);
    if (!e && csv_next(&csv)) {
        t->columns = csv.n < TABLE_COLUMNS_MAX ? csv.n : TABLE_COLUMNS_MAX;
        cells_take(t, &csv, t->names);
    }
    while (!e && csv_next(&csv)) {
        struct kept_row *row = LIST_PUSH(t->ctx->arena, &t->rows);
        if (!row)
            return arena_fail(t->ctx);
        cells_take(t, &csv, row->cells);
        row->shown = key_of(t->ctx, row, keys);
        row->key = small(t->ctx, row->shown);
        row->nth = t->rows.n;
    }
    if (!e && t->rows.n)
        qsort(t->rows.at, t->rows.n, sizeof *t->rows.at, row_compare);
    return e ? e : arena_is_full(t->ctx->arena) ? arena_fail(t->ctx) : OK;
}

static str cell_named(const struct kept_table *t, const struct kept_row *row, str name)
{
    for (size_t i = 0; row && i < t->columns; i++)
        if (str_same_name(t->names[i], name))
            return row->cells[i];
    return (str){ 0 };
}

struct pair_of_tables {
    struct kept_table before, after;
    unsigned keys;
    struct preview *preview;
};

static str cell_words(struct ctx *ctx, str cell)
{
    date day;
    return date_parse(cell, &day) ? date_words(ctx, day) : cell;
}

// "telephone: 101, before 999"; of a row that is new what it says.
static str row_words(const struct pair_of_tables *t, const struct kept_row *before,
                     const struct kept_row *after)
{
    const struct kept_table *names = after ? &t->after : &t->before;
    struct ctx *ctx = names->ctx;
    struct buffer out = buffer_open(1 << 16);
    for (size_t i = 0; i < names->columns && out.n < WORDS_MAX; i++) {
        str old = cell_named(&t->before, before, names->names[i]),
            new = cell_named(&t->after, after, names->names[i]);
        if ((t->keys & 1U << i) || (before && after && str_equal(old, new)) || (!old.n && !new.n))
            continue;
        old = cell_words(ctx, old);
        new = cell_words(ctx, new);
        buffer_print(&out, "%s%.*s: ", out.n ? "; " : "", STR_ARGS(names->names[i]));
        if (before && after)
            buffer_print(&out, "%.*s, before %.*s", STR_ARGS(new.n ? new : STR("nothing")),
                         STR_ARGS(old.n ? old : STR("nothing")));
        else
            buffer_add(&out, after ? new : old);
    }
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static bool is_same_row(const struct pair_of_tables *t, const struct kept_row *a, const struct kept_row *b)
{
    for (size_t i = 0; i < t->after.columns; i++)
        if (!str_equal(cell_named(&t->before, a, t->after.names[i]), b->cells[i]))
            return false;
    return true;
}

static result pair_add(struct ctx *ctx, struct pair_of_tables *t, const struct kept_row *a,
                       const struct kept_row *b)
{
    enum preview_how how = !a ? PREVIEW_NEW : !b ? PREVIEW_GONE : PREVIEW_CHANGED;
    if (a && b && is_same_row(t, a, b)) {
        t->preview->n_same++;
        return OK;
    }
    bool is_shown = t->preview->lines.n < PREVIEW_LINES_MAX;
    return preview_line_add(
        ctx, t->preview,
        (struct preview_line){ how, b ? b->shown : a->shown, is_shown ? row_words(t, a, b) : (str){ 0 } });
}

result preview_rows(struct ctx *ctx, str before, str after, unsigned keys, struct preview *preview)
{
    struct pair_of_tables t = { { .ctx = ctx }, { .ctx = ctx }, keys, preview };
    result e = before.n ? table_read(&t.before, before, keys) : OK;
    if (!e)
        e = table_read(&t.after, after, keys);
    for (size_t i = 0, k = 0; !e && (i < t.before.rows.n || k < t.after.rows.n);) {
        const struct kept_row *a = i < t.before.rows.n ? &t.before.rows.at[i] : NULL,
                              *b = k < t.after.rows.n ? &t.after.rows.at[k] : NULL;
        int order = !a ? 1 : !b ? -1 : str_compare(a->key, b->key);
        e = pair_add(ctx, &t, order <= 0 ? a : NULL, order >= 0 ? b : NULL);
        i += order <= 0;
        k += order >= 0;
    }
    return e;
}
