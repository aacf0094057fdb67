#include "app/template_internal.h"

#include "app/library.h"
#include "document/format.h"
#include "document/parse.h"

enum { NOTICE_DAYS = 28, YEARS = 3 };

// What is written today can be agreed and printed before it binds: the first of a month, four weeks away or more.
static date first_day(date today)
{
    struct civil c = date_civil(date_add_days(today, NOTICE_DAYS - 1));
    bool is_clipped;
    return date_add_months(date_from_civil((struct civil){ c.year, c.month, 1 }), 1, &is_clipped);
}

// The first 1 April of such a day or later, when a financial year begins.
static date first_april(date today)
{
    struct civil c = date_civil(first_day(today));
    return date_from_civil((struct civil){ c.month > 4 ? c.year + 1 : c.year, 4, 1 });
}

static str day_words(struct ctx *ctx, date d)
{
    struct civil c = date_civil(d);
    return str_format(ctx->arena, "%d %s %d", c.day, month_name(c.month), c.year);
}

// The last day of a document in force for some years from that day on.
static date last_day(date first)
{
    bool is_clipped;
    return date_add_days(date_add_months(first, 12 * YEARS, &is_clipped), -1);
}

// "2026/27", the financial year that the day lies in.
static str financial_year(struct ctx *ctx, date d)
{
    struct civil c = date_civil(d);
    int year = c.month < 4 ? c.year - 1 : c.year;
    return str_format(ctx->arena, "%d/%02d", year, (year + 1) % 100);
}

// "Aldermoor Clean Streets" as an Id: "aldermoor-clean-streets". Letters that are not English ones are left out.
static str id_of(struct ctx *ctx, str title)
{
    struct buffer id = buffer_open(title.n + 1);
    bool is_gap = false;
    for (size_t i = 0; i < title.n; i++) {
        char c = char_lower(title.at[i]);
        bool is_word = char_is_letter(c) || char_is_digit(c);
        if (is_word && is_gap && id.n)
            buffer_byte(&id, '-');
        if (is_word)
            buffer_byte(&id, c);
        is_gap = c != '\'' && (is_gap || !is_word) && !is_word;
    }
    str copy = str_copy(ctx->arena, buffer_str(&id));
    buffer_done(ctx->arena, &id);
    return copy.n ? copy : STR("our-charter");
}

static str party(str between, bool is_last)
{
    str found = { 0 };
    for (str rest = between; rest.at && (is_last || !found.n);) {
        str one = str_trim(str_cut(&rest, ';'));
        found = one.n ? one : found;
    }
    return found;
}

str template_value(const struct template_values *values, str name, bool *is_known)
{
    struct ctx *ctx = values->ctx;
    date today = values->wish->today;
    const struct {
        str name, value;
    } known[] = {
        { STR("title"), values->title },
        { STR("id"), values->wish->id.n ? values->wish->id : id_of(ctx, values->title) },
        { STR("area"), values->wish->area },
        { STR("between"), values->between },
        { STR("first"), party(values->between, false) },
        { STR("last"), party(values->between, true) },
        { STR("start"), day_words(ctx, first_day(today)) },
        { STR("end"), day_words(ctx, last_day(first_day(today))) },
        { STR("april"), day_words(ctx, first_april(today)) },
        { STR("march"), day_words(ctx, last_day(first_april(today))) },
        { STR("year"), financial_year(ctx, today) },
        { STR("goal"), financial_year(ctx, last_day(first_april(today))) },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal(known[i].name, name))
            return *is_known = true, known[i].value;
    *is_known = false;
    return (str){ 0 };
}

// What stands in braces at the front of *rest, taken off it; its own value is taken where none was given.
static result name_fill(struct template_values *values, str *rest, struct place place, str *value)
{
    size_t end = str_find(*rest, STR("}"));
    str usual = str_slice(*rest, 1, end), name = str_cut(&usual, '|');
    bool is_known;
    if (end == rest->n)
        return fail_at(values->ctx, ERR_INPUT, STR("template"), place, "a '}' is missing behind '{%.*s'",
                       STR_ARGS(name));
    if (str_equal(name, STR("title")) && !values->title.n)
        values->title = usual;
    if (str_equal(name, STR("between")) && !values->between.n)
        values->between = usual;
    *value = template_value(values, name, &is_known);
    *rest = str_from_byte(*rest, end + 1);
    if (is_known)
        return OK;
    return fail_at(values->ctx, ERR_INPUT, STR("template"), place,
                   "'{%.*s}' is no name that is filled in: docs/editing.md lists them", STR_ARGS(name));
}

// One line; nothing of one that holds a name which stands for nothing.
static result line_fill(struct template_values *values, str line, int number, struct buffer *out)
{
    size_t start = out->n;
    bool is_left_out = false;
    str rest = line;
    for (;;) {
        size_t plain = str_find(rest, STR("{"));
        str value;
        buffer_add(out, str_slice(rest, 0, plain));
        rest = str_from_byte(rest, plain);
        if (!rest.n)
            break;
        result e = name_fill(values, &rest, (struct place){ number, (int)(line.n - rest.n) + 1 }, &value);
        if (e)
            return e;
        buffer_add(out, value);
        is_left_out = is_left_out || !value.n;
    }
    buffer_byte(out, '\n');
    if (is_left_out)
        out->n = start;
    return OK;
}

static result template_fill(struct template_values *values, str text, struct buffer *out)
{
    result e = OK;
    int number = 0;
    for (str rest = text; rest.at && !e;)
        e = line_fill(values, str_cut(&rest, '\n'), ++number, out);
    return e;
}

// One line of text that is not empty, if it was given at all.
static result wish_check(struct ctx *ctx, const char *option, str given)
{
    for (size_t i = 0; i < given.n; i++)
        if ((unsigned char)given.at[i] < ' ' || given.at[i] == 0x7F)
            return fail_at(ctx, ERR_INPUT, str_from(option), (struct place){ 0 }, "is not one line of text");
    return OK;
}

static result wishes_check(struct ctx *ctx, const struct template_wish *wish)
{
    result e = wish_check(ctx, "--title", wish->title);
    if (!e)
        e = wish_check(ctx, "--id", wish->id);
    if (!e)
        e = wish_check(ctx, "--between", wish->between);
    if (!e)
        e = wish_check(ctx, "--area", wish->area);
    if (!e && wish->between.n && str_equal(party(wish->between, false), party(wish->between, true)))
        e = fail_at(
            ctx, ERR_INPUT, STR("--between"), (struct place){ 0 },
            "names one party: name two or more, 'Harcaster Borough Council; the residents of Aldermoor'");
    return e;
}

static result source_fill(struct template_values *values, struct buffer *text)
{
    const struct template_wish *wish = values->wish;
    struct ctx *ctx = values->ctx;
    str bytes;
    if (wish->from.n) {
        str path;
        result e = library_standards(ctx, wish->from, &path, &bytes);
        return e ? e : template_from_standards(values, path, bytes, text);
    }
    struct buffer name = buffer_open(100);
    for (size_t i = 0; i < wish->kind->word.n; i++)
        buffer_byte(&name, char_lower(wish->kind->word.at[i]));
    buffer_add(&name, STR(".md"));
    char *file = str_c(ctx->arena, buffer_str(&name));
    buffer_done(ctx->arena, &name);
    result e = file ? library_text(ctx, "templates", file, &bytes) : arena_fail(ctx);
    return e ? e : template_fill(values, bytes, text);
}

result template_write(struct ctx *ctx, const struct template_wish *wish, struct diagnostics *diagnostics,
                      struct buffer *out)
{
    struct template_values values = { ctx, wish, wish->title, wish->between };
    struct document *document;
    result e = wishes_check(ctx, wish);
    if (e)
        return e;
    struct buffer text = buffer_open(TEMPLATE_BYTES_MAX);
    e = source_fill(&values, &text);
    if (!e && arena_is_full(ctx->arena)) // a name stood for nothing for want of memory
        e = arena_fail(ctx);
    if (!e)
        e = buffer_check(ctx, &text);
    if (!e)
        e = document_parse(ctx, STR("new document"), buffer_str(&text), diagnostics, &document);
    if (!e && diagnostics->errors)
        e = ERR_RULE;
    if (!e)
        document_write(out, document);
    buffer_close(&text);
    return e;
}
