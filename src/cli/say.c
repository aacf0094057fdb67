// Documents as plain sentences, field by field: to read aloud, to print, to hold against what was meant.
#include "document/sentence.h"

#include "base/utf8.h"
#include "cli/documents.h"
#include "document/format.h"
#include "format/table.h"

enum { SAY_COLUMNS = 79, SAY_INDENT = 2, SAID_VALUE_BYTES_MAX = 1 << 16 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("document"), CELL_TEXT, false }, { STR_INIT("clause"), CELL_TEXT, false },
    { STR_INIT("field"), CELL_TEXT, false },    { STR_INIT("value"), CELL_TEXT, false },
    { STR_INIT("language"), CELL_TEXT, false }, { STR_INIT("standing"), CELL_TEXT, false },
    { STR_INIT("sentence"), CELL_TEXT, false },
};

// How many characters a text takes on the screen, near enough: one for each code point.
static size_t width_of(str text)
{
    size_t n = 0;
    for (size_t step; (step = utf8_step(text)) > 0; n++)
        text = str_from_byte(text, step);
    return n;
}

// "- A sentence", wrapped.
static void sentence_write(struct buffer *out, str sentence)
{
    size_t column = 1;
    buffer_byte(out, '-');
    for (str rest = sentence; rest.at;) {
        str word = str_cut(&rest, ' ');
        size_t width = width_of(word);
        if (column > SAY_INDENT && column + 1 + width > SAY_COLUMNS) {
            buffer_byte(out, '\n');
            buffer_byte(out, ' ');
            column = 1;
        }
        buffer_byte(out, ' ');
        buffer_add(out, word);
        column += 1 + width;
    }
    buffer_byte(out, '\n');
}

static void fields_write(struct buffer *out, const struct speech *speech, const struct field_list *fields)
{
    str heading = clause_heading(speech);
    buffer_print(out, "%.*s\n\n", STR_ARGS(heading));
    for (size_t i = 0; i < fields->n; i++)
        sentence_write(out, field_sentence(speech, &fields->at[i]));
}

// English is the code's own; every other language is a draft until a person has reviewed it.
static str standing_of(enum language language)
{
    return language == LANGUAGE_EN ? STR("code") : language_is_draft(language) ? STR("draft") : STR("reviewed");
}

static void fields_table(struct table *table, const struct speech *speech, const struct field_list *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        const struct field *f = &fields->at[i];
        struct buffer value = buffer_open(SAID_VALUE_BYTES_MAX);
        field_write_value(&value, f);
        table_cell(table, speech->document->id);
        table_cell(table, speech->clause ? speech->clause->label : (str){ 0 });
        table_cell(table,
                   f->name.n
                       ? str_format(speech->arena, "%.*s %.*s", STR_ARGS(f->kind->word), STR_ARGS(f->name))
                       : f->kind->word);
        table_cell(table, buffer_str(&value));
        table_cell(table, language_code(speech->language));
        table_cell(table, standing_of(speech->language));
        table_cell(table, field_sentence(speech, f));
        buffer_done(speech->arena, &value);
    }
}

static void document_say(struct buffer *out, struct table *table, struct speech *speech)
{
    const struct document *d = speech->document;
    for (size_t i = 0; i <= d->clauses.n; i++) {
        speech->clause = i ? &d->clauses.at[i - 1] : NULL;
        const struct field_list *fields = i ? &speech->clause->fields : &d->header;
        if (table) {
            fields_table(table, speech, fields);
        } else {
            buffer_add(out, i ? STR("\n") : STR(""));
            fields_write(out, speech, fields);
        }
    }
}

static void notice_write(struct buffer *out, enum language language)
{
    str notice = language_notice(language);
    if (notice.n)
        buffer_print(out, "%.*s\n\n", STR_ARGS(notice));
}

result command_say(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct speech speech = { .arena = ctx->arena, .language = LANGUAGE_EN };
    enum table_form form = options_form(options);
    struct table table = { 0 };
    result e = OK;
    if (!language_parse(options->value[OPTION_LANGUAGE], &speech.language))
        return fail(ctx, ERR_INTERNAL, "a language of the options is none of the catalogue's");
    if (form != TABLE_TEXT)
        table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < options->n_operands && !e; i++) {
        struct document *document;
        e = document_without_errors(ctx, options->operands[i], &document);
        if (e)
            break;
        if (form == TABLE_TEXT) {
            buffer_add(out, i ? STR("\n") : STR(""));
            notice_write(out, speech.language);
        }
        speech.document = document;
        document_say(out, form == TABLE_TEXT ? NULL : &table, &speech);
    }
    if (form != TABLE_TEXT && !e)
        e = table_close(&table);
    return e ? e : buffer_check(ctx, out);
}
