// `wardmote judge --instead`: what a change of the text would have changed.
#include "cli/judge_output.h"

#include "app/judge_table.h"
#include "base/log.h"

enum { NOTES_BYTES_MAX = 1 << 16 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("document"), CELL_TEXT, true },        { STR_INIT("version"), CELL_TEXT, false },
    { STR_INIT("clause"), CELL_TEXT, false },         { STR_INIT("case"), CELL_TEXT, false },
    { STR_INIT("area"), CELL_TEXT, false },           { STR_INIT("started"), CELL_MAYBE, false },
    { STR_INIT("due"), CELL_MAYBE, false },           { STR_INIT("stopped"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_MAYBE, false },         { STR_INIT("started_instead"), CELL_MAYBE, true },
    { STR_INIT("due_instead"), CELL_MAYBE, false },   { STR_INIT("stopped_instead"), CELL_MAYBE, true },
    { STR_INIT("state_instead"), CELL_MAYBE, false },
};

static void side_write(struct table *table, const struct judged_case *c)
{
    const struct zone *zone = c ? c->document->zone : NULL;
    for (int i = 0; !c && i < 4; i++)
        table_cell(table, (str){ 0 });
    if (!c)
        return;
    judge_cell_moment(table, zone, c->started);
    judge_cell_due(table, zone, c->due);
    judge_cell_moment(table, zone, c->stopped);
    table_cell(table, str_from(state_code(c->state)));
}

static result cases_write(struct ctx *ctx, const struct comparison *comparison, enum table_form form,
                          struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < comparison->cases.n; i++) {
        const struct compared_case *pair = &comparison->cases.at[i];
        const struct judged_case *c = pair->was ? pair->was : pair->instead;
        table_cell(&table, c->document->document->id);
        table_cell(&table, c->document->version);
        table_cell(&table, judge_slot_name(ctx->arena, c->account, (size_t)c->slot));
        table_cell(&table, c->facts->id);
        table_cell(&table, c->document->areas.n ? c->document->areas.at[c->area] : STR(""));
        side_write(&table, pair->was);
        side_write(&table, pair->instead);
    }
    return table_close(&table);
}

// Once for each clause, however many versions it is held against.
static bool is_said(const struct comparison *comparison, size_t i)
{
    const struct lone_clause *at = comparison->lone.at;
    for (size_t k = 0; k < i; k++)
        if (str_equal(at[k].label, at[i].label) &&
            at[k].document->document->source.at == at[i].document->document->source.at)
            return true;
    return false;
}

static void notes_write(const struct judge_result *judged, const struct comparison *comparison)
{
    struct buffer out = buffer_open(NOTES_BYTES_MAX);
    judge_write_problems(judged, &out);
    for (size_t i = 0; i < comparison->lone.n; i++) {
        const struct lone_clause *lone = &comparison->lone.at[i];
        str source = lone->document->document->source;
        if (!is_said(comparison, i))
            buffer_print(&out, "  %.*s is counted only in %.*s\n", STR_ARGS(lone->label), STR_ARGS(source));
    }
    log_text(buffer_str(&out));
    buffer_close(&out);
}

result judge_write_compared(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                            enum table_form form, struct buffer *out)
{
    struct comparison comparison;
    result e = judge_compare(ctx, judged, &comparison);
    if (e)
        return e;
    notes_write(judged, &comparison);
    return options->wants_cases ? cases_write(ctx, &comparison, form, out)
                                : judge_table_compared(ctx, &comparison, form, out);
}
