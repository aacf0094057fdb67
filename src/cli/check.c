#include "document/check.h"
#include "app/documents.h"
#include "base/log.h"
#include "cli/options.h"
#include "format/table.h"

static const struct table_column COLUMNS[] = {
    { STR_INIT("severity"), CELL_TEXT, false },     { STR_INIT("file"), CELL_TEXT, false },
    { STR_INIT("line"), CELL_NUMBER, false },       { STR_INIT("column"), CELL_NUMBER, false },
    { STR_INIT("text"), CELL_TEXT, false },         { STR_INIT("end_column"), CELL_NUMBER, false },
    { STR_INIT("code"), CELL_TEXT, false },         { STR_INIT("cure"), CELL_MAYBE, false },
    { STR_INIT("replacement"), CELL_MAYBE, false },
};

static result diagnostics_table(struct ctx *ctx, const struct diagnostics *list, enum table_form form,
                                struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < list->n; i++) {
        const struct diagnostic *d = &list->at[i];
        table_cell(&table, d->severity == SEVERITY_ERROR ? STR("error") : STR("warning"));
        table_cell(&table, d->source);
        table_int(&table, d->place.line);
        table_int(&table, d->place.column);
        table_cell(&table, d->text);
        table_int(&table, d->place.column + d->width); // the first column behind it
        table_cell(&table, d->code);
        table_cell(&table, diagnostic_cure(d->text));
        table_cell(&table, diagnostic_replacement(d));
    }
    return table_close(&table);
}

static void count_say(const struct diagnostics *list, size_t n)
{
    const char *document = n == 1 ? "document" : "documents";
    if (list->errors + list->warnings > list->n)
        log_line("only the first %zu are shown", list->n);
    if (!list->errors && !list->warnings)
        log_line("no errors, no warnings in %zu %s", n, document);
    else
        log_line("%zu error%s, %zu warning%s in %zu %s", list->errors, list->errors == 1 ? "" : "s",
                 list->warnings, list->warnings == 1 ? "" : "s", n, document);
}

// A file that can't be read is told at once; the others are still checked.
static result check_one(struct ctx *ctx, const char *path, struct diagnostics *list,
                        struct document **document)
{
    result e = document_load(ctx, path, DOCUMENT_CHECKED, list, document);
    if (e && !arena_is_full(ctx->arena)) {
        log_line("wardmote: %s: %s", path, ctx->error.text);
        ctx->error = (struct error){ .code = OK };
    }
    return e;
}

result command_check(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct diagnostics list = { 0 };
    struct document **documents = ARENA_ARRAY(ctx->arena, struct document *, options->n_operands);
    size_t n = 0;
    result e = documents ? OK : arena_fail(ctx), unread = OK;
    for (size_t i = 0; !e && i < options->n_operands; i++) {
        result one = check_one(ctx, options->operands[i], &list, &documents[n]);
        n += !one;
        if (one && arena_is_full(ctx->arena))
            e = one; // there is no memory for the others either
        else if (one)
            unread = one;
    }
    for (size_t i = 0; !e && i < n; i++)
        document_check_outside(ctx, documents[i], documents, n, &list);
    if (!e)
        e = documents_check_versions(ctx, documents, n, &list);
    if (e)
        return e;
    diagnostics_sort(&list);
    enum table_form form = options_form(options);
    if (form == TABLE_TEXT)
        diagnostics_write(out, &list);
    else
        e = diagnostics_table(ctx, &list, form, out);
    if (n)
        count_say(&list, n);
    if (!e)
        e = buffer_check(ctx, out);
    return e ? e : unread ? unread : list.errors ? ERR_RULE : OK;
}
