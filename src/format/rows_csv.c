// Rows of a CSV file: which column stands where, with a header line or by the published order.
#include "format/rows_csv.h"

#include "base/watch.h"

#include <string.h>

static result refuse(struct csv_rows *r, const char *what)
{
    return fail_at(r->reader->ctx, ERR_INPUT, r->reader->source, (struct place){ 1, 0 }, "%s", what);
}

static result names_from_header(struct csv_rows *r)
{
    for (size_t i = 0; i < r->csv.n; i++) {
        bool ignored = false;
        str *name = LIST_PUSH(r->reader->ctx->arena, &r->names);
        str value = csv_field_value(r->reader->ctx->arena, r->csv.fields[i]);
        if (!name || !value.at)
            return arena_fail(r->reader->ctx);
        *name = row_value(r->reader, value, &ignored);
    }
    while (r->names.n > 1 && !r->names.at[r->names.n - 1].n) // a delimiter at the end of the line
        r->names.n--;
    return OK;
}

// Values of the row, without empty ones behind the last.
static size_t values_used(const struct csv *csv, size_t at_least)
{
    size_t n = csv->n;
    while (n > at_least && !str_trim(csv->fields[n - 1].raw).n)
        n--;
    return n;
}

// The layout with as many names as the first row has values; else one the row only has empty values behind.
static const struct str_list *layout_choose(const struct csv_rows *r)
{
    const struct mapping *m = r->reader->mapping;
    for (size_t i = 0; i < m->layouts.n; i++)
        if (r->csv.n == m->layouts.at[i].n)
            return &m->layouts.at[i];
    for (size_t i = 0; i < m->layouts.n; i++)
        if (r->csv.n > m->layouts.at[i].n && values_used(&r->csv, m->layouts.at[i].n) == m->layouts.at[i].n)
            return &m->layouts.at[i];
    return NULL;
}

static result names_from_layout(struct csv_rows *r)
{
    const struct mapping *m = r->reader->mapping;
    const struct str_list *layout = layout_choose(r);
    if (!m->layouts.n) {
        r->n_columns = r->csv.n;
        return OK;
    }
    if (!layout)
        return fail_at(r->reader->ctx, ERR_INPUT, r->reader->source, (struct place){ 1, 0 },
                       "the first row has %zu values, and no 'Columns' line of the mapping %.*s has as many names (the "
                       "first has %zu): add the order of the columns of this edition",
                       r->csv.n, STR_ARGS(m->source), m->layouts.at[0].n);
    r->names = *layout;
    return OK;
}

static bool row_holds_name(const struct csv_rows *r, const struct column *column)
{
    for (size_t i = 0; i < column->names.n; i++)
        for (size_t j = 0; j < r->csv.n; j++)
            if (column_same(column->names.at[i], r->csv.fields[j].raw))
                return true;
    return false;
}

static bool first_row_is_header(const struct csv_rows *r)
{
    const struct mapping *m = r->reader->mapping;
    if (m->header != HEADER_EITHER)
        return m->header == HEADER_YES;
    return row_holds_name(r, &m->columns[COLUMN_ID]) || row_holds_name(r, &m->columns[COLUMN_OPENED]);
}

static result place_add(struct csv_rows *r, const struct column *column, str name, struct place_list *places)
{
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < r->names.n; i++) {
        if (!column_same(name, r->names.at[i]))
            continue;
        if (found != SIZE_MAX)
            return fail_at(
                r->reader->ctx, ERR_INPUT, r->reader->source, (struct place){ 1, 0 },
                "columns %zu and %zu are both called '%.*s': write the number of the right one in the mapping (%.*s)",
                found + 1, i + 1, STR_ARGS(name), STR_ARGS(column->key));
        found = i;
    }
    int64_t number;
    if (found == SIZE_MAX && str_to_int(name, &number) && number >= 1 && (size_t)number <= r->n_columns)
        found = (size_t)number - 1;
    if (found != SIZE_MAX)
        places->at[places->n++] = found;
    return OK;
}

static result columns_place(struct csv_rows *r)
{
    struct row_reader *reader = r->reader;
    r->places = ARENA_ARRAY(reader->ctx->arena, struct place_list, reader->n_wanted + 1);
    if (!r->places)
        return arena_fail(reader->ctx);
    reader->columns = r->names;
    if (reader->columns.n > ROW_COLUMNS_SHOWN)
        reader->columns.n = ROW_COLUMNS_SHOWN;
    for (size_t w = 0; w < reader->n_wanted; w++) {
        const struct column *column = reader->wanted[w].column;
        for (size_t i = 0; i < column->names.n; i++) {
            result e = place_add(r, column, column->names.at[i], &r->places[w]);
            if (e)
                return e;
        }
        reader->wanted[w].is_found = r->places[w].n > 0;
    }
    return rows_needed(reader);
}

static enum row_fault fault_of(const struct csv_rows *r)
{
    static const enum row_fault faults[] = {
        [CSV_OK] = ROW_OK, [CSV_QUOTE_OPEN] = ROW_QUOTE_OPEN, [CSV_QUOTE_TEXT] = ROW_QUOTE_TEXT,
        [CSV_TOO_LONG] = ROW_TOO_LARGE, [CSV_TOO_MANY] = ROW_TOO_LARGE,
    };
    const struct csv *csv = &r->csv;
    if (csv->fault)
        return faults[csv->fault];
    if (csv->n == r->n_columns)
        return ROW_OK;
    if (csv->n < r->n_columns)
        return csv->is_cut ? ROW_CUT : ROW_SHORT;
    return values_used(csv, r->n_columns) == r->n_columns ? ROW_OK : ROW_LONG;
}

result rows_csv_take(struct csv_rows *r)
{
    struct row_reader *reader = r->reader;
    enum row_fault fault = fault_of(r);
    if (fault)
        return row_refuse(reader, r->csv.row, fault, r->csv.line);
    struct row row = { .number = r->csv.row, .values = reader->values };
    for (size_t w = 0; w < reader->n_wanted; w++) {
        str value = { "", 0 };
        for (size_t i = 0; i < r->places[w].n && !value.n; i++) {
            str raw = csv_field_value(reader->ctx->arena, r->csv.fields[r->places[w].at[i]]);
            value = row_value(reader, raw, &row.is_repaired);
            if (!value.at)
                return arena_fail(reader->ctx);
        }
        reader->values[w] = value;
    }
    return reader->take(reader->to, &row);
}

// Lines of the file, which no well-formed row has fewer than; and a row needs a byte for each column.
static size_t rows_at_most(str bytes, size_t n_columns)
{
    size_t n = 1, most = bytes.n / (n_columns ? n_columns : 1) + 1;
    for (str rest = bytes; n < most && rest.at;) {
        (void)str_cut(&rest, '\n');
        n++;
    }
    return n;
}

static result columns_read(struct csv_rows *r, bool *is_header)
{
    if (!csv_next(&r->csv))
        return refuse(r, "the file is empty");
    if (r->csv.fault)
        return refuse(r, "the first line can't be read as CSV: a quote is not closed, a value is too long, or it has "
                         "too many values");
    *is_header = first_row_is_header(r);
    result e = *is_header ? names_from_header(r) : names_from_layout(r);
    if (e)
        return e;
    if (r->names.n)
        r->n_columns = r->names.n;
    return columns_place(r);
}

result rows_csv_open(struct row_reader *reader, struct csv_rows *r, bool *is_header)
{
    *r = (struct csv_rows){ .reader = reader };
    reader->values_last = reader->knows_columns = true;
    result e = csv_open(reader->ctx, reader->bytes, reader->mapping->delimiter, &r->csv);
    return e ? e : columns_read(r, is_header);
}

result rows_csv(struct row_reader *reader)
{
    struct csv_rows r;
    bool is_header;
    result e = rows_csv_open(reader, &r, &is_header);
    if (e)
        return e;
    reader->rows_at_most = rows_at_most(reader->bytes, 2);
    if (!is_header)
        e = rows_csv_take(&r);
    while (!e && csv_next(&r.csv)) {
        watch_at(WATCH_BYTES, r.csv.at);
        e = rows_csv_take(&r);
    }
    return e;
}
