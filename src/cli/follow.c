#include "cli/follow_output.h"

#include "base/clock.h"
#include "base/log.h"
#include "format/table.h"
#include "rules/procedure_model.h"

enum { MESSAGES_BYTES_MAX = 4 << 20 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("case"), CELL_TEXT, false },       { STR_INIT("procedure"), CELL_TEXT, false },
    { STR_INIT("version"), CELL_TEXT, true },     { STR_INIT("stage"), CELL_TEXT, false },
    { STR_INIT("run"), CELL_NUMBER, true },       { STR_INIT("title"), CELL_TEXT, false },
    { STR_INIT("state"), CELL_TEXT, false },      { STR_INIT("since"), CELL_MAYBE, false },
    { STR_INIT("who"), CELL_TEXT, false },        { STR_INIT("owes"), CELL_TEXT, false },
    { STR_INIT("due"), CELL_MAYBE, false },       { STR_INIT("overdue"), CELL_TEXT, false },
    { STR_INIT("may_follow"), CELL_TEXT, false }, { STR_INIT("otherwise"), CELL_TEXT, false },
    { STR_INIT("how"), CELL_TEXT, true },
};

// One row: a stage that is open, what is owed in it, or how the case ended.
struct line {
    const struct followed *c;
    const struct entry *entry;   // NULL of the end
    const struct clause *clause; // an Exclusion or Threshold; else NULL
    str state, who, owes, may_follow, otherwise, how;
    instant since, due;
    const char *overdue;
};

str follow_version(struct ctx *ctx, const struct procedure *procedure)
{
    struct buffer words = buffer_open(64);
    date_write(&words, procedure->in_force.from);
    str copy = str_copy(ctx->arena, buffer_str(&words));
    buffer_done(ctx->arena, &words);
    return copy;
}

const char *follow_truth(enum truth t)
{
    return t == TRUTH_YES ? "yes" : t == TRUTH_NO ? "no" : "not known";
}

static void cell_instant(struct table *table, const struct zone *zone, instant t)
{
    struct buffer cell = buffer_open(64);
    if (!instant_is_none(t) && t.second != INSTANT_FAR.second)
        instant_write(&cell, zone, t);
    table_cell(table, buffer_str(&cell));
    buffer_close(&cell);
}

static void line_write(struct ctx *ctx, struct table *table, const struct line *line)
{
    const struct procedure *p = line->c->procedure;
    const struct stage *stage = line->entry ? &p->stages[line->entry->stage] : NULL;
    table_cell(table, line->c->case_id);
    table_cell(table, p->document->id);
    table_cell(table, follow_version(ctx, p));
    table_cell(table, stage ? stage->label : line->clause ? line->clause->label : (str){ 0 });
    table_int(table, line->entry ? line->entry->run : 0);
    table_cell(table, stage ? stage->title : line->clause ? line->clause->title : (str){ 0 });
    table_cell(table, line->state);
    cell_instant(table, p->zone, line->since);
    table_cell(table, line->who);
    table_cell(table, line->owes);
    cell_instant(table, p->zone, line->due);
    table_cell(table, str_from(line->overdue ? line->overdue : ""));
    table_cell(table, line->may_follow);
    table_cell(table, line->otherwise);
    table_cell(table, line->how);
}

// The outcomes that may be taken now; those of which that is not known have a question mark.
static str choices_of(struct ctx *ctx, const struct procedure_answer *a, int entry)
{
    str all = { 0 };
    for (size_t i = 0; i < a->choices.n; i++) {
        const struct way_out *c = &a->choices.at[i];
        if (c->entry == entry && c->may != TRUTH_NO)
            all = str_format(ctx->arena, "%.*s%s%.*s%s", STR_ARGS(all), all.n ? "; " : "",
                             STR_ARGS(c->exit->name), c->may == TRUTH_UNKNOWN ? "?" : "");
    }
    return all;
}

static str otherwise_of(const struct procedure_answer *a, int entry)
{
    for (size_t i = 0; i < a->otherwise.n; i++)
        if (a->otherwise.at[i].entry == entry)
            return a->otherwise.at[i].what;
    return (str){ 0 };
}

static struct line line_of(struct ctx *ctx, const struct followed *c, int entry)
{
    const struct entry *e = &c->answer.entries.at[entry];
    struct line line = { .c = c, .entry = e, .since = e->opened, .due = INSTANT_NONE };
    line.state = str_from(stage_state_words(e->state));
    line.may_follow = choices_of(ctx, &c->answer, entry);
    line.otherwise = otherwise_of(&c->answer, entry);
    return line;
}

static void owed_write(struct ctx *ctx, struct table *table, const struct followed *c,
                       const struct owed_deed *o)
{
    struct line line = line_of(ctx, c, o->entry);
    line.who = o->who;
    line.owes = o->missing.n
        ? str_format(ctx->arena, "%.*s (not known: %.*s)", STR_ARGS(o->what), STR_ARGS(o->missing))
        : o->what;
    if (o->clock && o->clock->has_deadline)
        line.due = o->clock->deadline.due;
    if (o->clock && o->clock->state == CLOCK_NOT_STARTED && o->clock->about.n)
        line.owes = str_format(ctx->arena, "%.*s (its time starts with %.*s)", STR_ARGS(o->what),
                               STR_ARGS(o->clock->about));
    line.overdue = o->clock ? (o->is_overdue ? "yes" : "no") : "";
    line_write(ctx, table, &line);
}

static void offer_write(struct ctx *ctx, struct table *table, const struct followed *c, int entry)
{
    struct line line = line_of(ctx, c, entry);
    line.owes = STR("may be asked for");
    line.due = line.entry->ask_by.due;
    line_write(ctx, table, &line);
}

static void told_write(struct ctx *ctx, struct table *table, struct line line, str untold)
{
    if (!untold.n)
        return;
    line.owes = str_format(ctx->arena, "to tell %.*s", STR_ARGS(untold));
    line_write(ctx, table, &line);
}

// Who must still be told that an exclusion applies or a threshold is reached.
static void standing_rows(struct ctx *ctx, struct table *table, const struct followed *c)
{
    const struct procedure_answer *a = &c->answer;
    for (size_t i = 0; i < a->exclusions.n; i++) {
        const struct exclusion_answer *x = &a->exclusions.at[i];
        told_write(ctx, table,
                   (struct line){ .c = c,
                                  .clause = x->clause,
                                  .state = STR("applies"),
                                  .since = INSTANT_NONE,
                                  .due = INSTANT_NONE },
                   x->untold);
    }
    for (size_t i = 0; i < a->thresholds.n; i++) {
        const struct threshold_answer *t = &a->thresholds.at[i];
        told_write(
            ctx, table,
            (struct line){
                .c = c, .clause = t->clause, .state = STR("reached"), .since = t->at, .due = INSTANT_NONE },
            t->untold);
    }
}

static void case_rows(struct ctx *ctx, struct table *table, const struct followed *c)
{
    const struct procedure_answer *a = &c->answer;
    for (size_t i = 0; i < a->owed.n; i++)
        owed_write(ctx, table, c, &a->owed.at[i]);
    for (size_t i = 0; i < a->entries.n; i++)
        if (a->entries.at[i].state == STAGE_ASKABLE)
            offer_write(ctx, table, c, (int)i);
    standing_rows(ctx, table, c);
    if (a->has_begun && !a->is_over)
        return;
    struct line end = { .c = c, .since = a->ended, .due = INSTANT_NONE, .how = a->how, .otherwise = a->how };
    end.state = a->has_begun ? STR("ended") : STR("not begun");
    end.otherwise = (str){ 0 };
    end.owes = a->how;
    line_write(ctx, table, &end);
}

// case_id: only that one; empty: all.
static result table_write(struct ctx *ctx, const struct follow_result *followed, str case_id,
                          enum table_form form, struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < followed->cases.n; i++)
        if (!case_id.n || str_equal(followed->cases.at[i]->case_id, case_id))
            case_rows(ctx, &table, followed->cases.at[i]);
    return table_close(&table);
}

static const char *note_words(enum note_kind kind)
{
    static const char *const words[] = { "refused", "in doubt", "not used", "cut short" };
    return words[kind];
}

// What was on record and could not be taken as it stands, with its line of the file.
static void notes_say(const struct followed *c, const char *file, struct buffer *messages)
{
    for (size_t i = 0; i < c->answer.notes.n; i++) {
        const struct procedure_note *n = &c->answer.notes.at[i];
        int64_t row = n->recorded ? n->recorded->row : 0;
        buffer_print(messages, "%s", file);
        if (row)
            buffer_print(messages, ":%lld", (long long)row);
        buffer_print(messages, ": case %.*s: %s: %.*s\n", STR_ARGS(c->case_id), note_words(n->kind),
                     STR_ARGS(n->text));
    }
}

static void jumps_say(const struct follow_result *f, const struct followed *c, struct buffer *messages)
{
    for (size_t i = 0; i < c->answer.jumps.n; i++) {
        const struct jump *j = &c->answer.jumps.at[i];
        if (!follow_jump(f, c, j))
            buffer_print(messages, "case %.*s goes on in %.*s%s%.*s, which is not given here\n",
                         STR_ARGS(c->case_id), STR_ARGS(j->document), j->label.n ? " " : "",
                         STR_ARGS(j->label));
    }
}

static void messages_write(const struct follow_result *f, const struct follow_options *options)
{
    struct buffer messages = buffer_open(MESSAGES_BYTES_MAX);
    diagnostics_write(&messages, &f->diagnostics);
    for (size_t i = 0; i < f->cases.n && !f->diagnostics.errors; i++) {
        const struct followed *c = f->cases.at[i];
        if (options->case_id.n && !str_equal(c->case_id, options->case_id))
            continue;
        notes_say(c, options->facts, &messages);
        jumps_say(f, c, &messages);
    }
    log_text(buffer_str(&messages));
    buffer_close(&messages);
}

static result options_take(struct ctx *ctx, const struct options *options, struct follow_options *follow)
{
    *follow = (struct follow_options){ .documents = options->operands, .n_documents = options->n_operands };
    follow->facts = str_c(ctx->arena, options->value[OPTION_FACTS]);
    follow->case_id = str_trim(options->value[OPTION_ONE_CASE]);
    follow->has_as_of = options->has[OPTION_AS_OF];
    follow->now = clock_now();
    return follow->facts ? options_time(ctx, options, OPTION_AS_OF, &follow->as_of) : arena_fail(ctx);
}

static const struct table_column STAGE_COLUMNS[] = {
    { STR_INIT("procedure"), CELL_TEXT, false },  { STR_INIT("version"), CELL_TEXT, true },
    { STR_INIT("stage"), CELL_TEXT, false },      { STR_INIT("title"), CELL_TEXT, false },
    { STR_INIT("who"), CELL_TEXT, false },        { STR_INIT("time"), CELL_TEXT, false },
    { STR_INIT("may_follow"), CELL_TEXT, false }, { STR_INIT("otherwise"), CELL_TEXT, false },
};

static result stages_write(struct ctx *ctx, struct table *table, const struct procedure *p)
{
    struct model_rows rows;
    result e = procedure_deadlines(ctx, p, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct model_row *r = &rows.at[i];
        table_cell(table, p->document->id);
        table_cell(table, follow_version(ctx, p));
        table_cell(table, r->stage->label);
        table_cell(table, r->stage->title);
        table_cell(table, r->who);
        table_cell(table, r->time);
        table_cell(table, r->outcomes);
        table_cell(table, r->otherwise);
    }
    return e;
}

// Without a record, what the procedures themselves say.
static result procedures_write(struct ctx *ctx, const struct follow_options *follow, enum table_form form,
                               struct buffer *out)
{
    struct follow_result followed;
    result e = follow_load(ctx, follow, &followed);
    messages_write(&followed, follow);
    if (e)
        return e;
    struct table table = table_open(ctx, out, form, STAGE_COLUMNS,
                                    sizeof STAGE_COLUMNS / sizeof *STAGE_COLUMNS);
    for (size_t i = 0; !e && i < followed.procedures.n; i++)
        e = stages_write(ctx, &table, followed.procedures.at[i]);
    return e ? e : table_close(&table);
}

// Whether it is the record that can't be read, and not the procedures.
static bool is_unread(const struct follow_result *followed, result e)
{
    return e == ERR_RULE && followed->procedures.n > 0;
}

result command_follow(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct follow_options follow;
    struct follow_result followed = { 0 };
    enum table_form form = options_form(options);
    result e = options_take(ctx, options, &follow);
    if (!e && !options->has[OPTION_FACTS] && !options->has[OPTION_ONE_CASE])
        return procedures_write(ctx, &follow, form, out);
    if (!e && !options->has[OPTION_FACTS])
        return fail_at(ctx, ERR_INPUT, STR("--case"), (struct place){ 0 },
                       "needs --facts FILE.csv: where the case is");
    if (e)
        return e;
    e = follow_run(ctx, &follow, &followed);
    messages_write(&followed, &follow);
    if (e)
        return is_unread(&followed, e) ? ERR_INPUT : e;
    if (!options->has[OPTION_ONE_CASE] || form == TABLE_CSV)
        return table_write(ctx, &followed, follow.case_id, form, out);
    return form == TABLE_JSON ? follow_write_case_json(ctx, &followed, follow.case_id, out)
                              : follow_write_case(ctx, &followed, follow.case_id, out);
}
