#include "document/compare.h"

#include "cli/documents.h"
#include "format/table.h"

static const struct table_column COLUMNS[] = {
    { STR_INIT("kind"), CELL_TEXT, false },   { STR_INIT("clause"), CELL_TEXT, false },
    { STR_INIT("field"), CELL_TEXT, false },  { STR_INIT("before"), CELL_MAYBE, false },
    { STR_INIT("after"), CELL_MAYBE, false }, { STR_INIT("words"), CELL_TEXT, false },
};

static str kind_code(enum change_kind kind)
{
    static const str codes[] = {
        [CHANGE_ADDED] = STR_INIT("added"),     [CHANGE_REMOVED] = STR_INIT("removed"),
        [CHANGE_CHANGED] = STR_INIT("changed"), [CHANGE_RETITLED] = STR_INIT("retitled"),
        [CHANGE_MOVED] = STR_INIT("moved"),     [CHANGE_RELABELLED] = STR_INIT("relabelled"),
    };
    return codes[kind];
}

static result changes_table(struct ctx *ctx, const struct changes *changes, enum table_form form,
                            struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < changes->n; i++) {
        const struct change *c = &changes->at[i];
        table_cell(&table, kind_code(c->kind));
        table_cell(&table, c->clause);
        table_cell(&table, c->field);
        table_cell(&table, c->before);
        table_cell(&table, c->after);
        table_cell(&table, c->words);
    }
    return table_close(&table);
}

result command_compare(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct document *before, *after;
    struct changes changes;
    result e = document_without_errors(ctx, options->operands[0], &before);
    if (!e || e == ERR_RULE) { // what is wrong with either is told at once
        result of_after = document_without_errors(ctx, options->operands[1], &after);
        e = of_after ? of_after : e;
    }
    if (!e)
        e = document_compare(ctx, before, after, &changes);
    if (e)
        return e;
    enum table_form form = options_form(options);
    if (form != TABLE_TEXT)
        return changes_table(ctx, &changes, form, out);
    for (size_t i = 0; i < changes.n; i++)
        buffer_print(out, "%.*s\n", STR_ARGS(changes.at[i].words));
    if (!changes.n)
        buffer_add(out, STR("no change in meaning\n"));
    return buffer_check(ctx, out);
}
