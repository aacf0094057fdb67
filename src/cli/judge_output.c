#include "cli/judge_output.h"

#include "format/table.h"

enum { CELL_BYTES_MAX = 256, NAMES_SHOWN = 10 };

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

static const struct table_column CASE_COLUMNS[] = {
    { STR_INIT("document"), CELL_TEXT, false }, { STR_INIT("version"), CELL_TEXT, false },
    { STR_INIT("clause"), CELL_TEXT, false },   { STR_INIT("case"), CELL_TEXT, false },
    { STR_INIT("area"), CELL_TEXT, false },     { STR_INIT("started"), CELL_MAYBE, false },
    { STR_INIT("due"), CELL_MAYBE, false },     { STR_INIT("stopped"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_TEXT, false },    { STR_INIT("source_due"), CELL_MAYBE, false },
};

#define COLUMNS(table) (table), sizeof(table) / sizeof *(table)

static void cell_date(struct table *table, bool is_given, date d)
{
    struct buffer cell = buffer_open(CELL_BYTES_MAX);
    if (is_given)
        date_write(&cell, d);
    table_cell(table, buffer_str(&cell));
    buffer_close(&cell);
}

static void cell_share(struct table *table, const struct counts *counts)
{
    struct buffer cell = buffer_open(CELL_BYTES_MAX);
    int64_t share = share_ten_thousandths(counts);
    if (share >= 0)
        buffer_print(&cell, "%lld.%04lld", (long long)(share / 10000), (long long)(share % 10000));
    table_cell(table, buffer_str(&cell));
    buffer_close(&cell);
}

// A count has no cases that are in time or late, only its value.
static void cells_counts(struct table *table, const struct counts *c, bool is_count)
{
    const int64_t cells[] = { counts_cases(c), c->on_time, c->late, c->not_yet_due, c->not_known };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (is_count)
            table_cell(table, STR(""));
        else
            table_int(table, cells[i]);
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
    buffer_close(&cell);
}

static void row_write(struct table *table, const struct judge_row *row, enum table_form form)
{
    bool is_count = row->account->count != NULL, is_measured = row->account->is_measured;
    const char *verdict = form == TABLE_TEXT ? verdict_words(row->verdict) : verdict_code(row->verdict);
    table_cell(table, row->document->document->id);
    cell_clause(table, row);
    table_cell(table, row->area);
    cell_date(table, row->has_period, row->period.from);
    cell_date(table, row->has_period, row->period.to);
    cells_counts(table, &row->counts, is_count);
    cell_share(table, is_count || is_measured ? &(struct counts){ 0 } : &row->counts);
    table_cell(table, row->target);
    table_cell(table, str_from(verdict));
    table_cell(table, row->measure);
    table_cell(table, row->value);
}

result judge_write_rows(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
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

// A moment that spans a day is a date without a time, and is written as one.
static void cell_moment(struct table *table, const struct zone *zone, struct moment m)
{
    struct buffer cell = buffer_open(CELL_BYTES_MAX);
    if (m.kind == MOMENT_KNOWN && m.first.second == m.last.second)
        instant_write(&cell, zone, m.first);
    else if (m.kind == MOMENT_KNOWN)
        date_write(&cell, zone_date(zone, m.last, NULL));
    table_cell(table, buffer_str(&cell));
    buffer_close(&cell);
}

static void case_write(struct ctx *ctx, struct table *table, const struct judged_case *c)
{
    const struct zone *zone = c->document->zone;
    bool is_due = !instant_is_none(c->due);
    table_cell(table, c->document->document->id);
    table_cell(table, c->document->version);
    table_cell(table, judge_slot_name(ctx->arena, c->account, (size_t)c->slot));
    table_cell(table, c->facts->id);
    table_cell(table, c->document->areas.n ? c->document->areas.at[c->area] : STR(""));
    cell_moment(table, zone, c->started);
    cell_moment(table, zone, (struct moment){ is_due ? MOMENT_KNOWN : MOMENT_NEVER, c->due, c->due });
    cell_moment(table, zone, c->stopped);
    table_cell(table, str_from(state_code(c->state)));
    cell_moment(table, zone, c->facts->source_due);
}

result judge_write_cases(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                         struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS(CASE_COLUMNS));
    for (size_t i = 0; i < judged->cases.n; i++)
        case_write(ctx, &table, &judged->cases.at[i]);
    return table_close(&table);
}

static const char *const LEFT_WORDS[LEFT_COUNT] = {
    [LEFT_NO_CLAUSE] = "a service that no clause names",
    [LEFT_OTHER_AREA] = "outside the document's area",
    [LEFT_NO_AREA] = "they name no area, so that nobody can say whether the document covers them",
    [LEFT_NOT_IN_FORCE] = "begun when the document was not in force",
    [LEFT_NO_START] = "no start that can be read",
};

// The service with most cases that no clause takes, after `last` in that order; SIZE_MAX if there is none.
static size_t unclaimed_next(const struct judge_result *judged, size_t last)
{
    const int64_t *n = judged->unclaimed;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < judged->requests->shape.services.n; i++) {
        bool is_after = last == SIZE_MAX || n[i] < n[last] || (n[i] == n[last] && i > last);
        if (n[i] && is_after && (best == SIZE_MAX || n[i] > n[best]))
            best = i;
    }
    return best;
}

static void unclaimed_write(struct buffer *out, const struct judge_result *judged)
{
    const struct service_list *services = &judged->requests->shape.services;
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < services->n; i++)
        n += judged->unclaimed[i] > 0;
    for (size_t i = unclaimed_next(judged, SIZE_MAX); i != SIZE_MAX && shown < NAMES_SHOWN;
         i = unclaimed_next(judged, i)) {
        const struct service *s = &services->at[i];
        buffer_print(out, "      %lld  %.*s%s%.*s\n", (long long)judged->unclaimed[i], STR_ARGS(s->name),
                     s->sub.n ? " / " : "", STR_ARGS(s->sub));
        shown++;
    }
    if (n > shown)
        buffer_print(out, "      and %zu more\n", n - shown);
}

void judge_write_summary(const struct judge_result *judged, struct buffer *out)
{
    const struct requests *requests = judged->requests;
    problems_write(out, &requests->problems, requests->source, requests->rows, (int64_t)requests->cases.n);
    bool has_some = false;
    for (int i = 0; i < LEFT_COUNT; i++) {
        const struct left *left = &judged->left[i];
        if (!left->n)
            continue;
        if (!has_some)
            buffer_add(out, STR("Cases that are in no row of the table:\n"));
        has_some = true;
        buffer_print(out, "  %lld case%s: %s%s%.*s (first: %.*s)\n", (long long)left->n,
                     left->n == 1 ? "" : "s", LEFT_WORDS[i], left->about.n ? ": " : "", STR_ARGS(left->about),
                     STR_ARGS(left->first));
        if (i == LEFT_NO_CLAUSE)
            unclaimed_write(out, judged);
    }
    for (size_t i = 0; i < judged->notes.n; i++)
        buffer_print(out, "  %.*s\n", STR_ARGS(judged->notes.at[i]));
}
