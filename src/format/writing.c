#include "format/writing.h"

#include "format/markup.h"

enum { FILLED_MAX = 64 << 10 };

#define SUBJECT STR("Subject: ")
#define BRIEF STR("Text: ")
#define QUOTE STR("> ")
#define HEADING STR("## ")
#define ITEM STR("- ")

struct filling {
    struct ctx *ctx;
    str source;
    const struct writing_values *values;
    struct writing *out;
    int line, at; // that was read last; where what is being filled begins
};

result writing_value_add(struct ctx *ctx, struct writing_values *values, const char *name, str value)
{
    struct writing_value *slot = LIST_PUSH(ctx->arena, values);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct writing_value){ str_from(name), value };
    return OK;
}

static result wrong(const struct filling *f, const char *what, str about)
{
    return fail_at(f->ctx, ERR_INPUT, f->source, (struct place){ f->at, 1 }, "'%.*s' %s", STR_ARGS(about),
                   what);
}

static const struct writing_value *value_find(const struct filling *f, str name)
{
    for (size_t i = 0; i < f->values->n; i++)
        if (str_equal(f->values->at[i].name, name))
            return &f->values->at[i];
    return NULL;
}

// What stands in braces at the front of *rest, taken off it.
static result name_fill(const struct filling *f, str *rest, str *value)
{
    size_t end = str_find(*rest, STR("}"));
    str usual = str_slice(*rest, 1, end), name = str_cut(&usual, '|');
    if (end == rest->n)
        return wrong(f, "has no '}' behind it", *rest);
    const struct writing_value *found = value_find(f, name);
    if (!found)
        return wrong(f, "is no name that this message knows", name);
    *value = str_trim(found->value).n ? str_trim(found->value) : usual;
    *rest = str_from_byte(*rest, end + 1);
    return OK;
}

// is_whole: says whether every name in it stands for something.
static result names_fill(const struct filling *f, str text, str *filled, bool *is_whole)
{
    struct buffer out = buffer_open(FILLED_MAX);
    *is_whole = true;
    result e = OK;
    for (str rest = text; rest.n && !e;) {
        size_t plain = str_find(rest, STR("{"));
        str value = { 0 };
        buffer_add(&out, str_slice(rest, 0, plain));
        rest = str_from_byte(rest, plain);
        if (!rest.n)
            break;
        e = name_fill(f, &rest, &value);
        buffer_add(&out, value);
        *is_whole = *is_whole && value.n;
    }
    if (!e)
        e = buffer_check(f->ctx, &out);
    *filled = e ? (str){ 0 } : str_trim(str_copy(f->ctx->arena, buffer_str(&out)));
    buffer_done(f->ctx->arena, &out);
    return e;
}

// *filled has at == NULL if a name in it stands for nothing.
static result text_fill(const struct filling *f, str text, str *filled)
{
    bool is_whole;
    result e = names_fill(f, text, filled, &is_whole);
    if (!is_whole)
        *filled = (str){ 0 };
    return e;
}

static result block_add(const struct filling *f, enum writing_kind kind, str text, str url)
{
    struct writing_block block = { .kind = kind };
    result e = text_fill(f, text, &block.text);
    if (!e && url.n)
        e = text_fill(f, url, &block.url);
    if (e || !block.text.at || (url.n && !block.url.at))
        return e;
    struct writing_block *slot = LIST_PUSH(f->ctx->arena, &f->out->blocks);
    if (!slot)
        return arena_fail(f->ctx);
    *slot = block;
    return OK;
}

static bool is_link(str line, str *words, str *url)
{
    size_t middle = str_find(line, STR("]("));
    *words = str_slice(line, 1, middle);
    *url = str_slice(line, middle + 2, line.n - 1);
    return str_starts(line, STR("[")) && middle < line.n && str_ends(line, STR(")"));
}

// A paragraph of several lines stays one: the lines go on behind a space, but in a list, where each is its own.
static result paragraph_add(struct filling *f, str paragraph)
{
    str words, url;
    result e = OK;
    if (str_starts(paragraph, QUOTE))
        return block_add(f, WRITING_QUOTE, str_from_byte(paragraph, QUOTE.n), (str){ 0 });
    if (str_starts(paragraph, HEADING))
        return block_add(f, WRITING_HEADING, str_from_byte(paragraph, HEADING.n), (str){ 0 });
    if (is_link(paragraph, &words, &url))
        return block_add(f, WRITING_LINK, words, url);
    if (!str_starts(paragraph, ITEM))
        return block_add(f, WRITING_PARAGRAPH, paragraph, (str){ 0 });
    for (str rest = paragraph; rest.at && !e;) {
        str line = str_cut(&rest, '\n');
        e = block_add(f, WRITING_ITEM, str_starts(line, ITEM) ? str_from_byte(line, ITEM.n) : line,
                      (str){ 0 });
    }
    return e;
}

// What stands at the head is never left out: there a name may stand for nothing.
static result head_line(struct filling *f, str line)
{
    bool is_whole;
    if (str_starts(line, SUBJECT))
        return names_fill(f, str_from_byte(line, SUBJECT.n), &f->out->subject, &is_whole);
    if (str_starts(line, BRIEF))
        return names_fill(f, str_from_byte(line, BRIEF.n), &f->out->brief, &is_whole);
    return wrong(f, "is neither 'Subject: ...' nor 'Text: ...': an empty line ends the head", line);
}

// Up to the first empty line.
static result head_read(struct filling *f, str *rest)
{
    result e = OK;
    while (rest->at && !e) {
        str line = str_trim(str_cut(rest, '\n'));
        f->at = ++f->line;
        if (!line.n)
            break;
        e = head_line(f, line);
    }
    if (!e && !f->out->subject.n)
        e = wrong(f, "has no 'Subject: ...' that stands for something at its head", f->source);
    if (!f->out->brief.n)
        f->out->brief = f->out->subject;
    return e;
}

// The next lines up to an empty one.
static str paragraph_cut(struct filling *f, str *rest)
{
    str paragraph = { rest->at, 0 };
    f->at = f->line + 1;
    while (rest->at) {
        str line = str_cut(rest, '\n');
        f->line++;
        if (!str_trim(line).n)
            break;
        paragraph.n = (size_t)(line.at - paragraph.at) + line.n;
    }
    return str_trim(paragraph);
}

result writing_fill(struct ctx *ctx, str source, str template, const struct writing_values *values,
                    struct writing *writing)
{
    struct filling f = { ctx, source, values, writing, 0, 0 };
    str rest = template;
    *writing = (struct writing){ 0 };
    result e = head_read(&f, &rest);
    while (!e && rest.at) {
        str paragraph = paragraph_cut(&f, &rest);
        if (paragraph.n)
            e = paragraph_add(&f, paragraph);
    }
    return e;
}

static void lines_write(struct buffer *out, const char *before, str text)
{
    for (str rest = text; rest.at;) {
        str line = str_trim(str_cut(&rest, '\n'));
        buffer_print(out, "%s%.*s\n", line.n ? before : "", STR_ARGS(line));
    }
}

static void block_text(struct buffer *out, const struct writing_block *b)
{
    switch (b->kind) {
    case WRITING_QUOTE:
        lines_write(out, "    ", b->text);
        break;
    case WRITING_ITEM:
        buffer_add(out, ITEM);
        lines_write(out, "", b->text);
        break;
    case WRITING_LINK:
        buffer_print(out, "%.*s:\n%.*s\n", STR_ARGS(b->text), STR_ARGS(b->url));
        break;
    case WRITING_PARAGRAPH:
    case WRITING_HEADING:
        lines_write(out, "", b->text);
        break;
    }
}

// Items of a list stand together, everything else has an empty line between.
void writing_text(const struct writing *w, struct buffer *out)
{
    for (size_t i = 0; i < w->blocks.n; i++) {
        const struct writing_block *b = &w->blocks.at[i];
        bool goes_on = i && b->kind == WRITING_ITEM && w->blocks.at[i - 1].kind == WRITING_ITEM;
        if (i && !goes_on)
            buffer_byte(out, '\n');
        block_text(out, b);
    }
}

// Lines of one paragraph stay lines.
static void escape(struct buffer *out, str text)
{
    for (str rest = text; rest.at;) {
        str line = str_cut(&rest, '\n');
        line.n -= line.n && line.at[line.n - 1] == '\r';
        markup_text(out, line);
        if (rest.at)
            buffer_add(out, STR("<br>\n"));
    }
}

// Only an address of the web can be pressed; another is shown.
static bool is_web(str url)
{
    return str_starts(url, STR("https://")) || str_starts(url, STR("http://")) || str_starts(url, STR("/"));
}

static void link_html(struct buffer *out, const struct writing_block *b)
{
    if (is_web(b->url)) {
        buffer_add(out,
                   STR("<p style=\"margin:0 0 20px\"><a style=\"display:inline-block;padding:10px 16px;"
                       "background:#14404a;color:#ffffff;font-weight:bold\" href=\""));
        escape(out, b->url);
        buffer_add(out, STR("\">"));
        escape(out, b->text);
        buffer_add(out, STR("</a></p>\n"));
        return;
    }
    buffer_add(out, STR("<p style=\"margin:0 0 20px\">"));
    escape(out, b->text);
    buffer_add(out, STR(": "));
    escape(out, b->url);
    buffer_add(out, STR("</p>\n"));
}

static void block_html(struct buffer *out, const struct writing_block *b)
{
    static const struct {
        str begin, end;
    } marks[] = {
        [WRITING_PARAGRAPH] = { STR_INIT("<p style=\"margin:0 0 20px\">"), STR_INIT("</p>\n") },
        [WRITING_QUOTE] = { STR_INIT(
                                "<blockquote style=\"margin:0 0 20px;padding:0 0 0 14px;border-left:6px solid "
                                "#b1b4b6\">"),
                            STR_INIT("</blockquote>\n") },
        [WRITING_HEADING] = { STR_INIT("<h2 style=\"margin:28px 0 12px;font-size:20px;line-height:1.3\">"),
                              STR_INIT("</h2>\n") },
        [WRITING_ITEM] = { STR_INIT("<li style=\"margin:0 0 8px\">"), STR_INIT("</li>\n") },
    };
    if (b->kind == WRITING_LINK) {
        link_html(out, b);
        return;
    }
    buffer_add(out, marks[b->kind].begin);
    escape(out, b->text);
    buffer_add(out, marks[b->kind].end);
}

void writing_html(const struct writing *w, str language, struct buffer *out)
{
    bool is_list = false;
    buffer_add(out, STR("<!DOCTYPE html>\n<html lang=\""));
    escape(out, language);
    buffer_add(
        out,
        STR("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<title>"));
    escape(out, w->subject);
    buffer_add(out,
               STR("</title>\n</head>\n<body style=\"margin:0;padding:20px;color:#0b0c0c;background:#ffffff;"
                   "font:17px/1.5 Arial,Helvetica,sans-serif\">\n<div style=\"max-width:600px\">\n"));
    for (size_t i = 0; i < w->blocks.n; i++) {
        bool is_item = w->blocks.at[i].kind == WRITING_ITEM;
        if (is_item != is_list)
            buffer_add(out,
                       is_item ? STR("<ul style=\"margin:0 0 20px;padding:0 0 0 20px\">\n") : STR("</ul>\n"));
        is_list = is_item;
        block_html(out, &w->blocks.at[i]);
    }
    if (is_list)
        buffer_add(out, STR("</ul>\n"));
    buffer_add(out, STR("</div>\n</body>\n</html>\n"));
}
