#include "app/judge_table.h"

#include "app/documents.h"
#include "app/life.h"

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

// What it is of: the columns before the figures.
static void row_subject(struct table *table, const struct judge_row *row)
{
    table_cell(table, row->document->document->id);
    cell_clause(table, row);
    table_cell(table, row->area);
    table_date(table, row->has_period ? row->period.from : DATE_NONE);
    table_date(table, row->has_period ? row->period.to : DATE_NONE);
}

static void row_figures(struct table *table, const struct judge_row *row)
{
    bool is_count = row->account->count && row->measure.n, is_measured = row->account->is_measured;
    bool is_text = table->form == TABLE_TEXT;
    const char *verdict = is_text ? verdict_words(row->verdict) : verdict_code(row->verdict);
    cells_counts(table, &row->counts, is_count, row->is_few);
    cell_share(table, is_count || is_measured || row->is_few ? &(struct counts){ 0 } : &row->counts);
    table_cell(table, row->target);
    table_cell(table, str_from(verdict));
    table_cell(table, row->measure);
    table_cell(table, row->is_few ? (str){ 0 } : row->value);
}

// Of a store: how the document of a row stands on the day of asking.
static const struct table_column LIFE_COLUMNS[] = {
    { STR_INIT("standing"), CELL_TEXT, true },
    { STR_INIT("in_force_to"), CELL_MAYBE, true },
    { STR_INIT("suspended"), CELL_MAYBE, true },
};
enum {
    ROW_CELLS = sizeof ROW_COLUMNS / sizeof *ROW_COLUMNS,
    LIFE_CELLS = sizeof LIFE_COLUMNS / sizeof *LIFE_COLUMNS
};

struct life_cells {
    str of; // the Id they are of
    str standing, suspended;
    date to;
};

static date day_of(const struct judged_document *d)
{
    return zone_date(d->zone, (instant){ d->as_of.facts_before.second - 1 }, NULL);
}

// Of its versions the one that binds then, else the last.
static const struct judged_document *binding(const struct judged_documents *all, str id)
{
    const struct judged_document *found = NULL;
    for (size_t i = 0; i < all->n; i++) {
        const struct judged_document *d = &all->at[i];
        bool is_of = !d->is_instead && str_equal(d->document->id, id);
        if (is_of && (!found || document_in_force(d->document).from.day <= day_of(d).day))
            found = d;
    }
    return found;
}

static void life_write(struct table *table, const struct judge_result *judged, const struct judge_row *row,
                       struct life_cells *cells)
{
    str id = row->document->document->id;
    const struct judged_document *d = str_equal(cells->of, id) ? NULL : binding(&judged->documents, id);
    if (d)
        *cells = (struct life_cells){ id, life_state(d->document, day_of(d)),
                                      life_suspended(table->ctx, d->document),
                                      document_in_force(d->document).to };
    table_cell(table, cells->standing);
    table_date(table, cells->to);
    table_cell(table, cells->suspended);
}

result judge_table_rows(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                        struct buffer *out)
{
    struct table_column columns[ROW_CELLS + LIFE_CELLS];
    struct life_cells life = { .of = { 0 } };
    size_t n = judged->is_adopted ? ROW_CELLS + LIFE_CELLS : ROW_CELLS;
    for (size_t i = 0; i < n; i++)
        columns[i] = i < ROW_CELLS ? ROW_COLUMNS[i] : LIFE_COLUMNS[i - ROW_CELLS];
    columns[0].is_hidden = judged->documents.n == 1; // in text, one document need not be named on every line
    struct table table = table_open(ctx, out, form, columns, n);
    for (size_t i = 0; i < judged->rows.n; i++) {
        row_subject(&table, &judged->rows.at[i]);
        row_figures(&table, &judged->rows.at[i]);
        if (judged->is_adopted)
            life_write(&table, judged, &judged->rows.at[i], &life);
    }
    return table_close(&table);
}

enum { SUBJECTS = 5, FIGURES = 11, COMPARED = SUBJECTS + 1 + 2 * FIGURES };

static const struct table_column INSTEAD_COLUMNS[] = {
    { STR_INIT("cases_instead"), CELL_NUMBER, false },
    { STR_INIT("on_time_instead"), CELL_NUMBER, false },
    { STR_INIT("late_instead"), CELL_NUMBER, false },
    { STR_INIT("not_yet_due_instead"), CELL_NUMBER, false },
    { STR_INIT("not_known_instead"), CELL_NUMBER, false },
    { STR_INIT("excluded_instead"), CELL_NUMBER, false },
    { STR_INIT("share_instead"), CELL_NUMBER, false },
    { STR_INIT("target_instead"), CELL_MAYBE, false },
    { STR_INIT("verdict_instead"), CELL_MAYBE, false },
    { STR_INIT("measure_instead"), CELL_MAYBE, true },
    { STR_INIT("value_instead"), CELL_NUMBER, false },
};

// What a text leaves out because no row has anything of it: areas, counts of cases that are rare, values.
struct shown {
    bool areas, only, not_yet_due, not_known, excluded, values;
};

static void shown_by(struct shown *shown, const struct judge_row *row)
{
    shown->areas |= row && row->area.n;
    shown->not_yet_due |= row && row->counts.not_yet_due;
    shown->not_known |= row && row->counts.not_known;
    shown->excluded |= row && row->counts.excluded;
    shown->values |= row && row->value.n;
}

static struct shown shown_of(const struct comparison *comparison)
{
    struct shown shown = { 0 };
    for (size_t i = 0; i < comparison->rows.n; i++) {
        const struct compared_row *r = &comparison->rows.at[i];
        shown.only |= !r->was || !r->instead;
        shown_by(&shown, r->was);
        shown_by(&shown, r->instead);
    }
    return shown;
}

// People read the second half under one word; programs need names of their own.
static struct table_column column_instead(size_t i, enum table_form form)
{
    struct table_column column = INSTEAD_COLUMNS[i];
    if (form == TABLE_TEXT)
        column.name = i ? ROW_COLUMNS[SUBJECTS + i].name : STR("instead: cases");
    return column;
}

static void columns_fill(struct table_column *columns, const struct shown *shown, enum table_form form)
{
    for (size_t i = 0; i < SUBJECTS; i++)
        columns[i] = ROW_COLUMNS[i];
    columns[0].is_hidden = true; // it is one document
    columns[2].is_hidden = !shown->areas;
    columns[SUBJECTS] = (struct table_column){ STR("only_in"), CELL_MAYBE, !shown->only };
    for (size_t side = 0; side < 2; side++) {
        struct table_column *own = columns + SUBJECTS + 1 + side * FIGURES;
        for (size_t i = 0; i < FIGURES; i++)
            own[i] = side ? column_instead(i, form) : ROW_COLUMNS[SUBJECTS + i];
        own[3].is_hidden = !shown->not_yet_due;
        own[4].is_hidden = !shown->not_known;
        own[5].is_hidden = !shown->excluded;
        own[FIGURES - 1].is_hidden = !shown->values;
    }
}

static void side_write(struct table *table, const struct judge_row *row)
{
    for (int i = 0; !row && i < FIGURES; i++)
        table_cell(table, (str){ 0 });
    if (row)
        row_figures(table, row);
}

result judge_table_compared(struct ctx *ctx, const struct comparison *comparison, enum table_form form,
                            struct buffer *out)
{
    struct table_column columns[COMPARED];
    struct shown shown = shown_of(comparison);
    columns_fill(columns, &shown, form);
    struct table table = table_open(ctx, out, form, columns, COMPARED);
    for (size_t i = 0; i < comparison->rows.n; i++) {
        const struct compared_row *r = &comparison->rows.at[i];
        row_subject(&table, r->was ? r->was : r->instead);
        table_cell(&table, r->was && r->instead ? (str){ 0 } : r->was ? STR("old") : STR("new"));
        side_write(&table, r->was);
        side_write(&table, r->instead);
    }
    return table_close(&table);
}
