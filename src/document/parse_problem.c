#include "document/parse_rules.h"

#include "base/utf8.h"
#include "document/suggest.h"

#include <stdarg.h>
#include <stdio.h>

enum { TEXT_MAX = 600, SHOWN_MAX = 60 };

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

// The line that holds `at`, without its end.
static str line_at(const struct parser *p, const char *at)
{
    const char *start = at, *end = at, *first = p->text.at, *last = p->text.at + p->text.n;
    while (start > first && !is_line_end(start[-1]))
        start--;
    while (end < last && !is_line_end(*end))
        end++;
    return (str){ start, (size_t)(end - start) };
}

// Counted only when a message is kept, so that reading does not carry places about.
static struct place place_of(const struct parser *p, const char *at)
{
    struct place place = { .line = 1 };
    for (const char *c = p->text.at; c < at; c++)
        if (*c == '\n' || (*c == '\r' && c[1] != '\n')) // a NUL stands behind the text
            place.line++;
    str line = line_at(p, at);
    place.column = (int)utf8_length((str){ line.at, (size_t)(at - line.at) }) + 1;
    return place;
}

bool parser_is_telling(const struct parser *p)
{
    return !p->is_refused && diagnostics_keep(p->diagnostics, SEVERITY_ERROR);
}

static str text_of(struct parser *p, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static str text_of(struct parser *p, const char *format, va_list args)
{
    char text[TEXT_MAX];
    vsnprintf(text, sizeof text, format, args);
    return str_copy(p->ctx->arena, str_from(text));
}

// Those that won't be kept are only counted: finding the place of each takes time.
static void tell(struct parser *p, enum severity severity, str from, const char *format, va_list args)
    __attribute__((format(printf, 4, 0)));

static void tell(struct parser *p, enum severity severity, str from, const char *format, va_list args)
{
    struct diagnostic d = { .severity = severity, .source = p->source, .place = { 1, 1 }, .width = 1 };
    if (diagnostics_keep(p->diagnostics, severity)) {
        d.text = text_of(p, format, args);
        d.code = message_code(format);
        if (from.at) {
            d.place = place_of(p, from.at);
            d.line = line_at(p, from.at);
            size_t width = utf8_length(str_slice(from, 0, (size_t)(d.line.at + d.line.n - from.at)));
            d.width = width ? (int)width : 1;
        }
    }
    diagnostic_add(p->ctx, p->diagnostics, d);
}

void problem(struct parser *p, enum severity severity, str from, const char *format, ...)
{
    va_list args;
    if (p->is_refused)
        return;
    va_start(args, format);
    tell(p, severity, from, format, args);
    va_end(args);
}

// What was found before is taken back: one message says more than two hundred that follow from it.
void problem_refuse(struct parser *p, str from, const char *format, ...)
{
    va_list args;
    if (p->is_refused)
        return;
    *p->diagnostics = p->before;
    va_start(args, format);
    tell(p, SEVERITY_ERROR, from, format, args);
    va_end(args);
    p->is_refused = true;
}

str shown(struct parser *p, str text)
{
    size_t end = 0;
    for (int i = 0; i < SHOWN_MAX && end < text.n; i++)
        end += utf8_step(str_from_byte(text, end));
    if (end >= text.n)
        return text;
    return parser_is_telling(p) ? str_format(p->ctx->arena, "%.*s...", STR_ARGS(str_slice(text, 0, end)))
                                : text;
}

static str from_words(const struct cursor *c, size_t first, size_t end)
{
    if (first > c->n)
        first = c->n;
    const struct word *w = &c->words[first], *last = end > first ? &c->words[end - 1] : w;
    return (str){ w->from.at, (size_t)(last->from.at + last->from.n - w->from.at) };
}

static bool refuse_with(struct cursor *c, str from, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static bool refuse_with(struct cursor *c, str from, const char *format, va_list args)
{
    bool is_told = !c->is_quiet && !c->has_failed; // the first fault of a value is the cause, others its echo
    c->has_failed = true;
    if (is_told && !c->parser->is_refused)
        tell(c->parser, SEVERITY_ERROR, from, format, args);
    return false;
}

bool refuse(struct cursor *c, size_t first, size_t end, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)refuse_with(c, from_words(c, first, end), format, args);
    va_end(args);
    return false;
}

bool senseless(struct cursor *c, size_t first, size_t end, const char *format, ...)
{
    va_list args;
    if (c->parser->is_strict)
        return true;
    va_start(args, format);
    (void)refuse_with(c, from_words(c, first, end), format, args);
    va_end(args);
    return false;
}

bool cursor_is_strict(const struct cursor *c)
{
    return c->parser->is_strict;
}

bool habit_takes(struct cursor *c, str phrase)
{
    return !c->parser->is_strict && cursor_takes(c, phrase);
}

// For what is missing or out of place, where nothing better can be said than what should stand there.
bool expected(struct cursor *c, const char *what)
{
    if (phrase_told(c))
        return false;
    if (cursor_at_end(c))
        return refuse(c, c->i, c->i, "expected %s, but nothing follows", what);
    return refuse(c, c->i, c->i + 1, "expected %s, found '%.*s'", what,
                  STR_ARGS(shown(c->parser, cursor_word(c, 0))));
}

str nearest(const struct cursor *c, str word, const struct str_list *names)
{
    bool is_read = !c->is_quiet && !c->has_failed && parser_is_telling(c->parser);
    return is_read ? suggest(word, names) : (str){ 0 };
}

// What begins a further part of some value, and so has a comma before it.
static const str OPENERS[] = {
    STR_INIT("within"),
    STR_INIT("when"),
    STR_INIT("unless"),
    STR_INIT("by the clock"),
    STR_INIT("at most"),
    STR_INIT("at least"),
    STR_INIT("automatically"),
    STR_INIT("on request"),
    STR_INIT("said by"),
    STR_INIT("decided by"),
    STR_INIT("set off against"),
    STR_INIT("immediately"),
    STR_INIT("with"),
    STR_INIT("to"),
    STR_INIT("from"),
    STR_INIT("next working day"),
    STR_INIT("same day"),
    STR_INIT("one of"),
    STR_INIT("in"),
};

static bool comma_refuse(struct cursor *c, str behind)
{
    str before = cursor_text(c, c->i - 1, c->i);
    return refuse(c, c->i, c->i + 1, "a comma is missing: write '%.*s, %.*s'",
                  STR_ARGS(shown(c->parser, before)), STR_ARGS(behind));
}

bool cursor_ends(struct cursor *c)
{
    if (cursor_at_end(c))
        return true;
    if (phrase_told(c))
        return false;
    for (size_t i = 0; c->i && i < sizeof OPENERS / sizeof *OPENERS; i++)
        if (cursor_sees(c, OPENERS[i]))
            return comma_refuse(c, OPENERS[i]);
    struct cursor behind = *c;
    enum unit unit;
    behind.i++;
    if (c->i && limit_sees(c)) {
        (void)unit_read(&behind, &unit);
        return comma_refuse(c, shown(c->parser, cursor_text(c, c->i, behind.i)));
    }
    if (cursor_sees(c, STR(",")) || cursor_sees(c, STR(";")))
        return refuse(c, c->i, c->i + 1, "expected the end of the line, found '%.*s'",
                      STR_ARGS(shown(c->parser, cursor_text(c, c->i, c->i + 2 > c->n ? c->n : c->i + 2))));
    return expected(c, "the end of the line");
}
