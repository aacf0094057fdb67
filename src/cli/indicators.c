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

static const struct table_column BENCHMARK_COLUMNS[] = {
    { STR_INIT("code"), CELL_TEXT, false },    { STR_INIT("part"), CELL_MAYBE, false },
    { STR_INIT("year"), CELL_TEXT, false },    { STR_INIT("group"), CELL_TEXT, false },
    { STR_INIT("value"), CELL_NUMBER, false }, { STR_INIT("source"), CELL_MAYBE, true },
};

// Whether it was asked for: by "NI 195" with all its parts, by "NI 195 / litter" alone, by nothing at all.
static bool is_asked(const struct options *options, const struct benchmark *b)
{
    for (size_t i = 0; i < options->n_operands; i++) {
        str part = str_from(options->operands[i]), code = str_trim(str_cut(&part, '/'));
        if (indicator_code_same(code, b->code) && (!part.at || str_same_name(part, b->part)))
            return true;
    }
    return !options->n_operands;
}

static result benchmarks_write(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct benchmark_list list;
    result e = library_benchmarks(ctx, options->value[OPTION_BENCHMARKS], &list);
    if (e)
        return e;
    struct table table = table_open(ctx, out, options_form(options), BENCHMARK_COLUMNS,
                                    sizeof BENCHMARK_COLUMNS / sizeof *BENCHMARK_COLUMNS);
    for (size_t i = 0; i < list.n; i++) {
        const struct benchmark *b = &list.at[i];
        struct buffer value = buffer_open(64);
        decimal_write(&value, b->value);
        const str cells[] = { b->code, b->part, b->year, b->group, buffer_str(&value), b->source };
        for (size_t cell = 0; is_asked(options, b) && cell < sizeof cells / sizeof *cells; cell++)
            table_cell(&table, cells[cell]);
        buffer_close(&value);
    }
    return table_close(&table);
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
    if (!e && options->has[OPTION_BENCHMARKS])
        e = benchmarks_write(ctx, options, out);
    if (e || options->has[OPTION_BENCHMARKS])
        return e ? e : buffer_check(ctx, out);
    struct table table = table_open(ctx, out, options_form(options), COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; !options->n_operands && i < set.n; i++)
        row_write(&table, &set, &set.at[i]);
    for (size_t i = 0; i < options->n_operands; i++)
        one_write(&table, &set, indicator_find(&set, str_from(options->operands[i])));
    e = table_close(&table);
    return e ? e : buffer_check(ctx, out);
}
