#include "app/judge_table.h"

enum { CELL_BYTES_MAX = 256 };

static const struct table_column ROW_COLUMNS[] = {
    { STR_INIT("document"), CELL_TEXT, false },      { STR_INIT("clause"), CELL_TEXT, false },
    { STR_INIT("area"), CELL_TEXT, false },          { STR_INIT("period_start"), CELL_MAYBE, false },
    { STR_INIT("period_end"), CELL_MAYBE, false },   { STR_INIT("cases"), CELL_NUMBER, false },
    { STR_INIT("on_time"), CELL_NUMBER, false },     { STR_INIT("late"), CELL_NUMBER, false },
    { STR_INIT("not_yet_due"), CELL_NUMBER, false }, { STR_INIT("not_known"), CELL_NUMBER, false },
    { STR_INIT("excluded"), CELL_NUMBER, false },    { STR_INIT("share"), CELL_NUMBER, false },
    { STR_INIT("target"), CELL_MAYBE, false },       { STR_INIT("verdict"), CELL_MAYBE, false },
    { STR_INIT("measure"), CELL_MAYBE, true },       { STR_INIT("value"), CELL_NUMBER, false },
};

static void cell_share(struct table *table, const struct counts *counts)
{
    struct buffer cell = buffer_open(CELL_BYTES_MAX);
    int64_t share = share_ten_thousandths(counts);
    if (share >= 0)
        buffer_print(&cell, "%lld.%04lld", (long long)(share / 10000), (long long)(share % 10000));
    table_cell(table, buffer_str(&cell));
    buffer_done(table->ctx->arena, &cell);
}

// A count has no cases that are in time or late, only its value.
static void cells_counts(struct table *table, const struct counts *c, bool is_count, bool is_few)
{
    const int64_t cells[] = { counts_cases(c), c->on_time, c->late, c->not_yet_due, c->not_known };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (is_count || is_few)
            table_cell(table, STR(""));
        else
            table_int(table, cells[i]);
    if (is_few)
        table_cell(table, STR(""));
    else
        table_int(table, c->excluded);
}

// For people the promise has its title: "S1 Offensive graffiti". For programs the label is enough.
static void cell_clause(struct table *table, const struct judge_row *row)
{
    struct buffer cell = buffer_open(1 << 14);
    buffer_add(&cell, row->label);
    if (table->form == TABLE_TEXT)
        buffer_print(&cell, " %.*s", STR_ARGS(row->account->promise->clause->title));
    table_cell(table, buffer_str(&cell));
    buffer_done(table->ctx->arena, &cell);
}

static void row_write(struct table *table, const struct judge_row *row, enum table_form form)
{
    bool is_count = row->account->count && row->measure.n, is_measured = row->account->is_measured;
    const char *verdict = form == TABLE_TEXT ? verdict_words(row->verdict) : verdict_code(row->verdict);
    table_cell(table, row->document->document->id);
    cell_clause(table, row);
    table_cell(table, row->area);
    table_date(table, row->has_period ? row->period.from : DATE_NONE);
    table_date(table, row->has_period ? row->period.to : DATE_NONE);
    cells_counts(table, &row->counts, is_count, row->is_few);
    cell_share(table, is_count || is_measured || row->is_few ? &(struct counts){ 0 } : &row->counts);
    table_cell(table, row->target);
    table_cell(table, str_from(verdict));
    table_cell(table, row->measure);
    table_cell(table, row->is_few ? (str){ 0 } : row->value);
}

result judge_table_rows(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                        struct buffer *out)
{
    struct table_column columns[sizeof ROW_COLUMNS / sizeof *ROW_COLUMNS];
    size_t n = sizeof columns / sizeof *columns;
    for (size_t i = 0; i < n; i++)
        columns[i] = ROW_COLUMNS[i];
    columns[0].is_hidden = judged->documents.n == 1; // in text, one document need not be named on every line
    struct table table = table_open(ctx, out, form, columns, n);
    for (size_t i = 0; i < judged->rows.n; i++)
        row_write(&table, &judged->rows.at[i], form);
    return table_close(&table);
}
