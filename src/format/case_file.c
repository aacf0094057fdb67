#include "format/case_file.h"

#include "base/utf8.h"
#include "document/suggest.h"
#include "format/csv.h"
#include "format/time_format.h"

enum column {
    COLUMN_CASE,
    COLUMN_TIME,
    COLUMN_KIND,
    COLUMN_NAME,
    COLUMN_VALUE,
    COLUMN_BY,
    COLUMN_WORDS,
    COLUMN_PROCEDURE,
    COLUMN_COUNT
};

static const str COLUMNS[COLUMN_COUNT] = {
    STR_INIT("case"),  STR_INIT("time"), STR_INIT("kind"),  STR_INIT("name"),
    STR_INIT("value"), STR_INIT("by"),   STR_INIT("words"), STR_INIT("procedure"),
};

enum { COLUMNS_NEEDED = COLUMN_VALUE }; // those before it

struct reader {
    struct ctx *ctx;
    const struct case_file *file;
    struct csv csv;
    int column[COLUMN_COUNT]; // -1 if the file does not have it
    int64_t line;             // of the byte `counted`
    size_t counted;
};

// A place in the file: its line and column are counted only when something is said of it.
static struct diagnostic diagnostic_at(const struct reader *r, const char *at, size_t width)
{
    str bytes = r->file->bytes;
    size_t end = (size_t)(at - bytes.at), line_start = 0;
    struct diagnostic d = { .severity = SEVERITY_ERROR, .source = r->file->source, .place = { 1, 1 } };
    for (size_t i = 0; i < end; i++)
        if (bytes.at[i] == r->csv.line_end) {
            d.place.line++;
            line_start = i + 1;
        }
    str rest = str_from_byte(bytes, line_start);
    d.line = str_slice(rest, 0, str_find(rest, (str){ &r->csv.line_end, 1 }));
    d.place.column = 1 + (int)utf8_length(str_slice(bytes, line_start, end));
    d.width = width ? (int)width : 1;
    return d;
}

static void say(const struct reader *r, enum severity severity, str where, str text)
{
    const char *at = where.at && where.at >= r->file->bytes.at &&
            where.at <= r->file->bytes.at + r->file->bytes.n
        ? where.at
        : r->csv.line.at;
    struct diagnostic d = diagnostic_at(r, at, utf8_length(where));
    d.severity = severity;
    d.text = text;
    diagnostic_add(r->ctx, r->file->diagnostics, d);
}

static str offered(struct ctx *ctx, str near, const char *cure)
{
    return near.n ? str_format(ctx->arena, ": did you mean '%.*s'?", STR_ARGS(near)) : str_from(cure);
}

static struct str_list columns_list(void)
{
    return (struct str_list){ .at = (str *)COLUMNS, .n = COLUMN_COUNT };
}

static void column_take(struct reader *r, int index, str name)
{
    struct str_list known = columns_list();
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (str_same_name(name, COLUMNS[c])) {
            r->column[c] = index;
            return;
        }
    str near = suggest(name, &known); // columns of one's own may stand in the file
    if (near.n)
        say(r, SEVERITY_WARNING, name,
            str_format(r->ctx->arena, "'%.*s' is not read: did you mean '%.*s'?", STR_ARGS(name),
                       STR_ARGS(near)));
}

static bool header_read(struct reader *r)
{
    bool has_all = true;
    for (int c = 0; c < COLUMN_COUNT; c++)
        r->column[c] = -1;
    if (!csv_next(&r->csv) || r->csv.fault) {
        struct diagnostic d = {
            .severity = SEVERITY_ERROR, .source = r->file->source, .place = { 1, 1 }, .width = 1
        };
        d.text = STR("the first line must name the columns: case,time,kind,name,value,by,words");
        diagnostic_add(r->ctx, r->file->diagnostics, d);
        return false;
    }
    for (size_t i = 0; i < r->csv.n; i++)
        column_take(r, (int)i, str_trim(r->csv.fields[i].raw));
    for (int c = 0; c < COLUMNS_NEEDED; c++) {
        if (r->column[c] >= 0)
            continue;
        has_all = false;
        say(r, SEVERITY_ERROR, r->csv.line,
            str_format(r->ctx->arena,
                       "there is no column '%.*s': the columns are case,time,kind,name,value,by,words",
                       STR_ARGS(COLUMNS[c])));
    }
    return has_all;
}

static str cell(const struct reader *r, enum column column)
{
    int i = r->column[column];
    return i < 0 || (size_t)i >= r->csv.n ? (str){ 0 }
                                          : str_trim(csv_field_value(r->ctx->arena, r->csv.fields[i]));
}

static bool time_take(const struct reader *r, struct recorded *recorded)
{
    struct stamp stamp;
    str text = cell(r, COLUMN_TIME);
    if (!time_parse(&(struct str_list){ 0 }, text, &stamp)) {
        say(r, SEVERITY_ERROR, text,
            str_format(r->ctx->arena, "'%.*s' is no time: write 2026-06-30, or 2026-06-30T17:00",
                       STR_ARGS(text)));
        return false;
    }
    struct moment m = time_moment(r->file->zone, stamp);
    recorded->at = m.first;
    recorded->last = m.last;
    return true;
}

static bool kind_take(const struct reader *r, struct recorded *recorded)
{
    str word = cell(r, COLUMN_KIND), words[RECORDED_KIND_COUNT];
    for (int i = 0; i < RECORDED_KIND_COUNT; i++)
        words[i] = str_from(recorded_kind_word((enum recorded_kind)i));
    if (recorded_kind_parse(word, &recorded->kind))
        return true;
    str near = suggest(word, &(struct str_list){ .at = words, .n = RECORDED_KIND_COUNT });
    str cure = offered(
        r->ctx, near,
        ": write fact, event, outcome, opening, consent, advice, text, use, told, published or "
        "time set");
    say(r, SEVERITY_ERROR, word,
        str_format(r->ctx->arena, "'%.*s' is not a kind%.*s", STR_ARGS(word), STR_ARGS(cure)));
    return false;
}

static bool list_has(const struct str_list *list, str name)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_same_name(list->at[i], name))
            return true;
    return false;
}

// A name no procedure has is told, and kept: it may be of a version that is not here.
static void name_check(const struct reader *r, const struct recorded *recorded, str procedure)
{
    const struct case_names *names = r->file->names;
    bool is_fact = recorded->kind == RECORDED_FACT, is_event = recorded->kind == RECORDED_EVENT;
    const struct str_list *known = is_fact ? &names->facts : &names->events;
    if ((is_fact || is_event) && known->n && !list_has(known, recorded->name)) {
        str cure = offered(r->ctx, suggest(recorded->name, known), "; it changes nothing");
        say(r, SEVERITY_WARNING, recorded->name,
            str_format(r->ctx->arena, "'%.*s' is no %s of these procedures%.*s", STR_ARGS(recorded->name),
                       is_fact ? "Fact" : "event", STR_ARGS(cure)));
    }
    if (procedure.n && !list_has(&names->procedures, procedure)) {
        str cure = offered(r->ctx, suggest(procedure, &names->procedures), ": give its file too");
        say(r, SEVERITY_ERROR, procedure,
            str_format(r->ctx->arena, "the procedure '%.*s' is not here%.*s", STR_ARGS(procedure),
                       STR_ARGS(cure)));
    }
}

static bool value_check(const struct reader *r, const struct recorded *recorded)
{
    bool needs_value = recorded->kind == RECORDED_OUTCOME || recorded->kind == RECORDED_FACT ||
        recorded->kind == RECORDED_TIME_SET || recorded->kind == RECORDED_CONSENT ||
        recorded->kind == RECORDED_TEXT || recorded->kind == RECORDED_TOLD;
    if (recorded->name.n && (recorded->value.n || !needs_value))
        return true;
    str where = str_slice(r->csv.line, 0, 0);
    say(r, SEVERITY_ERROR, where,
        str_format(r->ctx->arena, "%s %s has no %s: fill that column in",
                   recorded->kind == RECORDED_EVENT || recorded->kind == RECORDED_OUTCOME ||
                           recorded->kind == RECORDED_OPENING || recorded->kind == RECORDED_ADVICE
                       ? "an"
                       : "a",
                   recorded_kind_word(recorded->kind), recorded->name.n ? "value" : "name"));
    return false;
}

// The line of the row last read; rows come in order, so each byte is looked at once.
static int64_t line_now(struct reader *r)
{
    size_t end = (size_t)(r->csv.line.at - r->file->bytes.at);
    for (; r->counted < end; r->counted++)
        r->line += r->file->bytes.at[r->counted] == r->csv.line_end;
    return r->line + 1;
}

static result row_take(struct reader *r, struct case_rows *rows)
{
    struct case_row row = { .case_id = cell(r, COLUMN_CASE), .procedure = cell(r, COLUMN_PROCEDURE) };
    struct recorded *recorded = &row.recorded;
    recorded->name = cell(r, COLUMN_NAME);
    recorded->value = cell(r, COLUMN_VALUE);
    recorded->by = cell(r, COLUMN_BY);
    recorded->words = cell(r, COLUMN_WORDS);
    recorded->row = line_now(r);
    if (!row.case_id.n)
        say(r, SEVERITY_ERROR, r->csv.line, STR("the row names no case: fill in the column 'case'"));
    bool is_read = time_take(r, recorded);
    is_read &= kind_take(r, recorded);
    if (!is_read || !row.case_id.n || !value_check(r, recorded))
        return OK;
    name_check(r, recorded, row.procedure);
    struct case_row *slot = LIST_PUSH(r->ctx->arena, rows);
    if (!slot)
        return arena_fail(r->ctx);
    *slot = row;
    return OK;
}

static void fault_say(const struct reader *r)
{
    static const char *const words[] = {
        [CSV_OK] = "",
        [CSV_QUOTE_OPEN] = "a quote that begins here is never closed",
        [CSV_QUOTE_TEXT] = "something stands behind a closing quote: double the quotes inside a value",
        [CSV_TOO_LONG] = "a value is too long",
        [CSV_TOO_MANY] = "the row has too many values",
    };
    say(r, SEVERITY_ERROR, r->csv.line, str_from(words[r->csv.fault]));
}

result case_file_read(struct ctx *ctx, const struct case_file *file, struct case_rows *rows)
{
    struct reader r = { .ctx = ctx, .file = file };
    size_t invalid = utf8_text_invalid_at(file->bytes);
    *rows = (struct case_rows){ 0 };
    result e = csv_open(ctx, file->bytes, ',', &r.csv);
    if (e)
        return e;
    if (invalid < file->bytes.n) {
        struct diagnostic d = diagnostic_at(&r, file->bytes.at + invalid, 1);
        d.line = (str){ 0 };
        d.text = STR("the file is not UTF-8 text: save it as 'CSV UTF-8'");
        diagnostic_add(ctx, file->diagnostics, d);
        return OK;
    }
    if (!header_read(&r))
        return OK;
    while (!e && csv_next(&r.csv)) {
        if (rows->n == CASE_ROWS_MAX)
            return fail(ctx, ERR_LIMIT, "%.*s has more than %d rows: split it", STR_ARGS(file->source),
                        CASE_ROWS_MAX);
        if (r.csv.fault)
            fault_say(&r);
        else
            e = row_take(&r, rows);
    }
    return !e && arena_is_full(ctx->arena) ? arena_fail(ctx) : e;
}
