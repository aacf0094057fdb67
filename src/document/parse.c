#include "document/parse.h"

#include "base/utf8.h"
#include "document/parse_rules.h"

// Byte-order mark in front of a file, as some editors write it.
static const str MARK = STR_INIT("\xEF\xBB\xBF");

// "notes/aldermoor.md" is called "aldermoor".
static str id_of(str source)
{
    size_t start = 0;
    for (size_t i = 0; i < source.n; i++)
        if (source.at[i] == '/')
            start = i + 1;
    str name = str_from_byte(source, start);
    return str_ends(name, STR(".md")) ? str_slice(name, 0, name.n - 3) : name;
}

// Whether a code point that begins with this byte may be one that can't be read.
static bool may_be_unreadable(unsigned char c)
{
    return c < 0x20 || c == 0x7F || c == 0xC2 || c == 0xE2 || c == 0xEF || c == 0xF3;
}

static bool is_encoded(struct parser *p)
{
    size_t bad = utf8_invalid_at(p->text);
    if (bad == p->text.n)
        return true;
    problem_refuse(p, str_slice(p->text, bad, bad + 1),
                   "this byte, 0x%02X, is not UTF-8: save the file as UTF-8 text",
                   (unsigned)(unsigned char)p->text.at[bad]);
    return false;
}

// No control characters, none that can't be seen or that turn the order of the others, no line that is too long.
static bool is_text(struct parser *p)
{
    size_t line = 0;
    for (size_t i = 0; i < p->text.n; i++) {
        str rest = { p->text.at + i, p->text.n - i };
        unsigned char c = (unsigned char)rest.at[0];
        int32_t unreadable = may_be_unreadable(c) ? utf8_unreadable(rest) : -1;
        line = c == '\n' || c == '\r' ? 0 : line + 1;
        if (unreadable >= 0) {
            problem_refuse(p, str_slice(rest, 0, 1),
                           "this is not text but the control character U+%04X: take it out",
                           (unsigned)unreadable);
            return false;
        }
        if (line > DOCUMENT_LINE_MAX) {
            const char *start = rest.at - line + 1;
            problem_refuse(p, (str){ start, 1 },
                           "this line is longer than %d bytes: break it, and indent what continues a field",
                           DOCUMENT_LINE_MAX);
            return false;
        }
    }
    return true;
}

// What can be said at once about bytes that can't be a document.
static bool is_readable(struct parser *p)
{
    if (!is_encoded(p) || !is_text(p))
        return false;
    if (heading_has_title(p->text))
        return true;
    problem_refuse(p, (str){ p->text.at, 0 },
                   "there is no title: begin with '# Charter: ' and the document's name");
    return false;
}

static void clauses_build(struct parser *p)
{
    struct document *document = p->document;
    for (size_t i = 0; i < p->sections.n; i++) {
        struct section *section = &p->sections.at[i];
        if (i == 0) {
            fields_read(p, section, &document->header);
            document->prose = section->clause.prose;
            continue;
        }
        fields_read(p, section, &section->clause.fields);
        struct clause *clause = section->kind ? LIST_PUSH(p->ctx->arena, &document->clauses) : NULL;
        if (clause)
            *clause = section->clause;
    }
}

static void document_read(struct parser *p)
{
    names_begin(p);
    lines_read(p);
    if (!p->is_refused && p->sections.n)
        clauses_build(p);
    if (p->is_refused) // as a whole: nothing else is known of it
        p->document->header.n = p->document->clauses.n = 0;
    const struct field *id = field_find(&p->document->header, KEY_ID);
    if (id && !id->is_bad)
        p->document->id = id->text;
}

static result parser_run(struct parser *p, str source, str bytes, struct document **document)
{
    struct ctx *ctx = p->ctx;
    size_t n;
    p->source = str_copy(ctx->arena, source);
    p->document = *document = ARENA_NEW(ctx->arena, struct document);
    if (!p->document || !p->source.at)
        return arena_fail(ctx);
    p->document->source = p->source;
    p->document->id = id_of(p->source);
    if (bytes.n > DOCUMENT_BYTES_MAX) {
        problem_refuse(p, (str){ 0 }, "the file is larger than the %d bytes a document may have: split it",
                       DOCUMENT_BYTES_MAX);
    } else {
        p->text = str_copy(ctx->arena, str_starts(bytes, MARK) ? str_from_byte(bytes, MARK.n) : bytes);
        p->document->text = p->text;
        if (p->text.at && is_readable(p))
            document_read(p);
    }
    if (!p->document->kind)
        p->document->kind = document_kinds(&n); // a Charter, for want of anything better
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result document_parse(struct ctx *ctx, str source, str bytes, struct diagnostics *diagnostics,
                      struct document **document)
{
    struct parser p = { .ctx = ctx, .diagnostics = diagnostics, .before = *diagnostics };
    return parser_run(&p, source, bytes, document);
}

result document_parse_strict(struct ctx *ctx, str source, str bytes, struct diagnostics *diagnostics,
                             struct document **document)
{
    struct parser p = { .ctx = ctx, .diagnostics = diagnostics, .before = *diagnostics, .is_strict = true };
    return parser_run(&p, source, bytes, document);
}
