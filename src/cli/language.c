// The tables of the language, printed: for docs/language.md as Markdown, for the tools that make editors' files as
// JSON, the fields alone as CSV.
#include "cli/options.h"
#include "document/diagnostics.h"
#include "document/kinds.h"
#include "document/names.h"

static const char *const NAMED[] = { [NAME_NONE] = "none", [NAME_MAY] = "may", [NAME_MUST] = "must" };

// The clauses of some bits, in the order of the table; some in bold, since the field must stand there.
static void clauses_write(struct buffer *out, unsigned clauses, unsigned bold)
{
    size_t n, written = 0;
    const struct clause_kind *kinds = clause_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        unsigned bit = 1u << kinds[i].key;
        const char *mark = bold & bit ? "**" : "";
        if (clauses & bit)
            buffer_print(out, "%s%s%.*s%s", written++ ? ", " : "", mark, STR_ARGS(kinds[i].word), mark);
    }
}

static void documents_write(struct buffer *out, unsigned documents)
{
    size_t n, written = 0;
    const struct document_kind *kinds = document_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (documents & 1u << kinds[i].key)
            buffer_print(out, "%s%.*s", written++ ? ", " : "", STR_ARGS(kinds[i].word));
}

static void markdown_clauses(struct buffer *out)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    buffer_add(out, STR("| clause | label | stands in | what it is for |\n|---|---|---|---|\n"));
    for (size_t i = 0; i < n; i++) {
        if (kinds[i].key == CLAUSE_HEADER)
            continue;
        buffer_print(out, "| `%.*s` | %c1 | ", STR_ARGS(kinds[i].word), kinds[i].letter);
        documents_write(out, kinds[i].documents);
        buffer_print(out, " | %.*s |\n", STR_ARGS(kinds[i].help));
    }
}

// What may stand behind the key, whether the line may stand again, and whether it may carry conditions.
static void markdown_field(struct buffer *out, const struct field_kind *f)
{
    static const char *const names[] = { [NAME_NONE] = "", [NAME_MAY] = " *name*", [NAME_MUST] = " *name*" };
    buffer_print(out, "| `%.*s`%s | %s%s%s | ", STR_ARGS(f->word), names[f->name], value_kind_name(f->value),
                 f->may_repeat ? "; repeats" : "", f->may_have_when ? "; conditions" : "");
    clauses_write(out, f->clauses, f->required);
    buffer_print(out, " | %.*s |\n", STR_ARGS(f->help));
}

static void markdown_write(struct buffer *out)
{
    size_t n;
    const struct field_kind *fields = field_kinds(&n);
    markdown_clauses(out);
    buffer_add(out, STR("\n| field | value | stands in | what it is for |\n|---|---|---|---|\n"));
    for (size_t i = 0; i < n; i++)
        markdown_field(out, &fields[i]);
}

static void json_documents(struct json *json, const char *key, unsigned documents)
{
    size_t n;
    const struct document_kind *kinds = document_kinds(&n);
    json_put_array(json, key);
    for (size_t i = 0; i < n; i++)
        if (documents & 1u << kinds[i].key)
            json_put_str(json, NULL, kinds[i].word);
    json_put_end(json);
}

static void json_clauses(struct json *json, const char *key, unsigned clauses)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    json_put_array(json, key);
    for (size_t i = 0; i < n; i++)
        if (clauses & 1u << kinds[i].key)
            json_put_str(json, NULL, kinds[i].word);
    json_put_end(json);
}

static void json_field(struct json *json, const struct field_kind *f)
{
    json_put_object(json, NULL);
    json_put_str(json, "word", f->word);
    json_put_str(json, "value", str_from(value_kind_name(f->value)));
    json_put_str(json, "name", str_from(NAMED[f->name]));
    json_put_bool(json, "repeats", f->may_repeat);
    json_put_bool(json, "conditions", f->may_have_when);
    json_clauses(json, "clauses", f->clauses);
    json_clauses(json, "required", f->required);
    json_documents(json, "documents", f->documents ? f->documents : ~0u);
    json_put_str(json, "help", f->help);
    json_put_end(json);
}

static void json_clause(struct json *json, const struct clause_kind *clause)
{
    json_put_object(json, NULL);
    json_put_str(json, "word", clause->word);
    json_put_str(json, "letter", (str){ &clause->letter, clause->letter ? 1 : 0 });
    json_documents(json, "documents", clause->documents);
    json_put_str(json, "help", clause->help);
    json_put_end(json);
}

static void json_names(struct json *json, const char *key, const struct str_list *names)
{
    json_put_array(json, key);
    for (size_t i = 0; i < names->n; i++)
        json_put_str(json, NULL, names->at[i]);
    json_put_end(json);
}

// The words that values are made of.
static void json_words(struct ctx *ctx, struct json *json)
{
    struct str_list events = { 0 }, facts = { 0 }, units = { 0 }, bounds = { 0 }, states = { 0 };
    usual_events(ctx->arena, &events);
    usual_facts(ctx->arena, &facts);
    for (int i = 0; i < UNIT_COUNT; i++) {
        str_list_add(ctx->arena, &units, str_from(unit_name((enum unit)i, true)));
        str_list_add(ctx->arena, &units, str_from(unit_name((enum unit)i, false)));
    }
    for (int i = BOUND_AT_LEAST; i <= BOUND_UNDER; i++)
        str_list_add(ctx->arena, &bounds, str_from(bound_name((enum bound)i)));
    for (int i = STATE_WORD_KEPT; i <= STATE_WORD_OPEN; i++)
        str_list_add(ctx->arena, &states, str_from(state_word_name((enum state_word)i)));
    json_names(json, "units", &units);
    json_names(json, "events", &events);
    json_names(json, "facts", &facts);
    json_names(json, "bounds", &bounds);
    json_names(json, "states", &states);
}

// A message with "..." where something of the document stands.
static void message_write(struct buffer *out, const char *format)
{
    for (str rest = str_from(format); rest.n;) {
        size_t plain = str_find(rest, STR("%")), end = plain + 1;
        buffer_add(out, str_slice(rest, 0, plain));
        while (end < rest.n && !char_is_letter(rest.at[end]) && rest.at[end] != '%')
            end++;
        if (plain < rest.n)
            buffer_add(out, rest.at[end] == '%' ? STR("%") : STR("..."));
        rest = str_from_byte(rest, end + 1);
    }
}

static void json_messages(struct ctx *ctx, struct json *json)
{
    size_t n;
    const struct message_kind *kinds = message_kinds(&n);
    json_put_array(json, "messages");
    for (size_t i = 0; i < n; i++) {
        json_put_object(json, NULL);
        json_put_str(json, "code", kinds[i].code);
        struct buffer text = buffer_open(1000);
        message_write(&text, kinds[i].format);
        json_put_str(json, "text", buffer_str(&text));
        buffer_done(ctx->arena, &text);
        json_put_end(json);
    }
    json_put_end(json);
}

static void json_write(struct ctx *ctx, struct buffer *out)
{
    struct json json = json_put_open(out);
    size_t n;
    json_put_object(&json, NULL);
    json_documents(&json, "documents", ~0u);
    const struct clause_kind *clauses = clause_kinds(&n);
    json_put_array(&json, "clauses");
    for (size_t i = 0; i < n; i++)
        json_clause(&json, &clauses[i]);
    json_put_end(&json);
    const struct field_kind *fields = field_kinds(&n);
    json_put_array(&json, "fields");
    for (size_t i = 0; i < n; i++)
        json_field(&json, &fields[i]);
    json_put_end(&json);
    json_words(ctx, &json);
    json_messages(ctx, &json);
    json_put_end(&json);
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("field"), CELL_TEXT, false },      { STR_INIT("value"), CELL_TEXT, false },
    { STR_INIT("name"), CELL_TEXT, false },       { STR_INIT("repeats"), CELL_TEXT, false },
    { STR_INIT("conditions"), CELL_TEXT, false }, { STR_INIT("clauses"), CELL_TEXT, false },
    { STR_INIT("required"), CELL_TEXT, false },   { STR_INIT("help"), CELL_TEXT, false },
};

static result fields_table(struct ctx *ctx, struct buffer *out)
{
    struct table table = table_open(ctx, out, TABLE_CSV, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    size_t n;
    const struct field_kind *fields = field_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        struct buffer clauses = buffer_open(1000), required = buffer_open(1000);
        clauses_write(&clauses, fields[i].clauses, 0);
        clauses_write(&required, fields[i].required, 0);
        table_cell(&table, fields[i].word);
        table_cell(&table, str_from(value_kind_name(fields[i].value)));
        table_cell(&table, str_from(NAMED[fields[i].name]));
        table_cell(&table, fields[i].may_repeat ? STR("yes") : STR("no"));
        table_cell(&table, fields[i].may_have_when ? STR("yes") : STR("no"));
        table_cell(&table, buffer_str(&clauses));
        table_cell(&table, buffer_str(&required));
        table_cell(&table, fields[i].help);
        buffer_done(ctx->arena, &clauses);
        buffer_done(ctx->arena, &required);
    }
    return table_close(&table);
}

result command_language(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    enum table_form form = options_form(options);
    result e = OK;
    if (form == TABLE_CSV)
        e = fields_table(ctx, out);
    else if (form == TABLE_JSON)
        json_write(ctx, out);
    else
        markdown_write(out);
    return e ? e : buffer_check(ctx, out);
}
