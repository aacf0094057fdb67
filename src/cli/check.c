#include "app/calendars.h"
#include "app/documents.h"
#include "base/log.h"
#include "cli/check_files.h"
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

static result checked_say(struct ctx *ctx, const struct options *options, struct checked_files *checked,
                          struct buffer *out)
{
    struct diagnostics *list = &checked->list;
    for (size_t i = 0; i < checked->n; i++)
        document_check_outside(ctx, checked->documents[i], checked->documents, checked->n, list);
    result e = documents_check_versions(ctx, checked->documents, checked->n, list);
    if (e)
        return e;
    diagnostics_sort(list);
    enum table_form form = options_form(options);
    if (form == TABLE_TEXT)
        diagnostics_write(out, list);
    else
        e = diagnostics_table(ctx, list, form, out);
    if (checked->n)
        count_say(list, checked->n);
    if (!e)
        e = buffer_check(ctx, out);
    return e ? e : checked->unread ? checked->unread : list->errors ? ERR_RULE : OK;
}

// The library's; with a store those of its place, too.
static result calendars_of(struct ctx *ctx, const struct options *options, struct str_list *calendars)
{
    struct store *store;
    if (!options->has[OPTION_STORE])
        return calendars_known(ctx, NULL, calendars);
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_READ, &store);
    if (e)
        return e;
    e = store_read(ctx, store, calendars_load, calendars);
    store_close(store);
    return e;
}

result command_check(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct checked_files checked = { .n = 0 };
    size_t memory = (size_t)options_number(options, OPTION_MEMORY) * 1000000;
    result e = calendars_of(ctx, options, &checked.calendars);
    if (!e)
        e = files_check(ctx, options->operands, options->n_operands, memory, &checked);
    if (!e)
        e = checked_say(ctx, options, &checked, out);
    files_close(&checked);
    return e;
}
