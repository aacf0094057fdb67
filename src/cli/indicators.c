#include "app/library.h"
#include "cli/options.h"

static const struct table_column COLUMNS[] = {
    { STR_INIT("code"), CELL_TEXT, false },      { STR_INIT("part"), CELL_MAYBE, false },
    { STR_INIT("polarity"), CELL_TEXT, false },  { STR_INIT("confidence"), CELL_TEXT, false },
    { STR_INIT("title"), CELL_TEXT, false },     { STR_INIT("theme"), CELL_TEXT, true },
    { STR_INIT("unit"), CELL_TEXT, true },       { STR_INIT("frequency"), CELL_MAYBE, true },
    { STR_INIT("geography"), CELL_MAYBE, true }, { STR_INIT("survey"), CELL_MAYBE, true },
    { STR_INIT("statutory"), CELL_TEXT, true },  { STR_INIT("active"), CELL_TEXT, true },
    { STR_INIT("source"), CELL_TEXT, true },     { STR_INIT("note"), CELL_MAYBE, true },
};

static str yes_or_no(bool answer)
{
    return answer ? STR("yes") : STR("no");
}

static void row_write(struct table *table, const struct indicator_set *set, const struct indicator *i)
{
    str polarity = indicator_parts_differ(set, i) ? STR("by part") : str_from(polarity_name(i->polarity));
    const str cells[] = { i->code,
                          i->part,
                          polarity,
                          i->is_read ? STR("source") : STR("memory"),
                          i->title,
                          i->theme,
                          i->unit,
                          i->frequency,
                          i->geography,
                          i->survey,
                          yes_or_no(i->is_statutory),
                          yes_or_no(i->is_active),
                          i->source,
                          i->note };
    for (size_t cell = 0; cell < sizeof cells / sizeof *cells; cell++)
        table_cell(table, cells[cell]);
}

static result code_refuse(struct ctx *ctx, const struct indicator_set *set, str code)
{
    str near = indicator_nearest(ctx, set, code);
    if (near.n)
        return fail(ctx, ERR_INPUT, "there is no indicator '%.*s' in the set: did you mean '%.*s'?",
                    STR_ARGS(code), STR_ARGS(near));
    return fail(ctx, ERR_INPUT, "there is no indicator '%.*s' in the set: 'wardmote indicators' lists them",
                STR_ARGS(code));
}

// The one that is asked for and, of a whole, its parts.
static void one_write(struct table *table, const struct indicator_set *set, const struct indicator *one)
{
    row_write(table, set, one);
    for (const struct indicator *i = one + 1; !one->part.n && i < set->at + set->n && i->part.n; i++)
        row_write(table, set, i);
}

// Nothing is written unless all that were asked for are there: half a table is none.
result command_indicators(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct indicator_set set;
    result e = library_indicators(ctx, options->value[OPTION_SET], &set);
    for (size_t i = 0; !e && i < options->n_operands; i++) {
        str code = str_from(options->operands[i]);
        e = indicator_find(&set, code) ? OK : code_refuse(ctx, &set, code);
    }
    if (e)
        return e;
    struct table table = table_open(ctx, out, options_form(options), COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; !options->n_operands && i < set.n; i++)
        row_write(&table, &set, &set.at[i]);
    for (size_t i = 0; i < options->n_operands; i++)
        one_write(&table, &set, indicator_find(&set, str_from(options->operands[i])));
    e = table_close(&table);
    return e ? e : buffer_check(ctx, out);
}
