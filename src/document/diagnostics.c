#include "document/diagnostics.h"

#include "base/utf8.h"

enum { SHOWN_COLUMNS = 110, SHOWN_BEFORE = 60 }; // of a source line, and of it before the place

static const str CUT = STR_INIT("...");

bool diagnostics_keep(const struct diagnostics *list, enum severity severity)
{
    size_t most = severity == SEVERITY_ERROR ? DIAGNOSTICS_MAX
                                             : DIAGNOSTICS_MAX / 2; // warnings leave room for errors
    return list->n < most;
}

void diagnostic_add(struct ctx *ctx, struct diagnostics *list, struct diagnostic diagnostic)
{
    bool is_error = diagnostic.severity == SEVERITY_ERROR;
    bool is_kept = diagnostics_keep(list, diagnostic.severity);
    list->errors += is_error;
    list->warnings += !is_error;
    struct diagnostic *slot = is_kept ? LIST_PUSH(ctx->arena, list) : NULL;
    if (slot)
        *slot = diagnostic;
}

static bool comes_before(const struct diagnostic *a, const struct diagnostic *b)
{
    int order = str_compare(a->source, b->source);
    if (order)
        return order < 0;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line;
    return a->place.column < b->place.column;
}

void diagnostics_sort(struct diagnostics *list)
{
    for (size_t i = 1; i < list->n; i++) { // at most DIAGNOSTICS_MAX of them; equal ones keep their order
        struct diagnostic moved = list->at[i];
        size_t to = i;
        for (; to > 0 && comes_before(&moved, &list->at[to - 1]); to--)
            list->at[to] = list->at[to - 1];
        list->at[to] = moved;
    }
}

// What a terminal is given for the code point that begins s: a tab is one space, and what would move the
// cursor or the order of the others, or is not UTF-8, is the replacement character.
static str glyph(str s, size_t bytes)
{
    unsigned char c = (unsigned char)s.at[0];
    bool is_broken = bytes == 1 && c >= 0x80;
    if (c == '\t')
        return STR(" ");
    if (is_broken || utf8_unreadable(s) >= 0)
        return STR("\xEF\xBF\xBD");
    return str_slice(s, 0, bytes);
}

static size_t glyph_width(str shown)
{
    return str_equal(shown, STR("\xEF\xBF\xBD")) ? 1 : (size_t)utf8_width(shown);
}

// The part of a line that is shown, and where the place lies in it, in columns of the terminal.
struct view {
    size_t start, end; // bytes of the line
    size_t before, under;
};

// Where the code point `column` (from 1) begins, and the width of what stands between `start` and it.
static size_t walk(str line, size_t start, int columns, size_t *width)
{
    size_t at = start;
    for (int i = 0; i < columns && at < line.n; i++) {
        str rest = str_from_byte(line, at);
        size_t bytes = utf8_step(rest);
        *width += glyph_width(glyph(rest, bytes));
        at += bytes;
    }
    return at;
}

static struct view view_of(const struct diagnostic *d)
{
    struct view v = { 0 };
    size_t place = walk(d->line, 0, d->place.column - 1, &v.before), whole = 0;
    (void)walk(d->line, place, d->width, &v.under);
    bool is_long = walk(d->line, 0, SHOWN_COLUMNS, &whole) < d->line.n || whole > SHOWN_COLUMNS;
    while (is_long && v.before > SHOWN_BEFORE &&
           v.start < place) { // drop from the front until the place is in sight
        str rest = str_from_byte(d->line, v.start);
        size_t bytes = utf8_step(rest), width = glyph_width(glyph(rest, bytes));
        v.before -= width;
        v.start += bytes;
    }
    size_t shown = 0;
    for (v.end = v.start; v.end < d->line.n && shown < SHOWN_COLUMNS;)
        v.end = walk(d->line, v.end, 1, &shown);
    if (v.before + v.under > shown)
        v.under = shown > v.before ? shown - v.before : 1;
    return v;
}

static void line_write(struct buffer *out, const struct diagnostic *d)
{
    struct view v = view_of(d);
    if (v.start)
        buffer_add(out, CUT);
    for (size_t at = v.start; at < v.end;) {
        str rest = str_from_byte(d->line, at);
        size_t bytes = utf8_step(rest);
        buffer_add(out, glyph(rest, bytes));
        at += bytes;
    }
    if (v.end < d->line.n)
        buffer_add(out, CUT);
    buffer_byte(out, '\n');
    buffer_repeat(out, ' ', v.before + (v.start ? CUT.n : 0));
    buffer_byte(out, '^');
    buffer_repeat(out, '~', v.under > 1 ? v.under - 1 : 0);
    buffer_byte(out, '\n');
}

void diagnostics_write(struct buffer *out, const struct diagnostics *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct diagnostic *d = &list->at[i];
        buffer_add(out, d->source);
        if (d->place.line)
            buffer_print(out, ":%d:%d", d->place.line, d->place.column);
        buffer_print(out, ": %s: ", d->severity == SEVERITY_ERROR ? "error" : "warning");
        buffer_add(out, d->text);
        buffer_byte(out, '\n');
        if (d->line.at)
            line_write(out, d);
    }
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

str diagnostic_line(str text, int n)
{
    size_t at = 0, end;
    for (int line = 1;; line++) {
        for (end = at; end < text.n && !is_line_end(text.at[end]); end++)
            ;
        if (line == n || end == text.n)
            return str_slice(text, at, end);
        bool is_pair = text.at[end] == '\r' && end + 1 < text.n && text.at[end + 1] == '\n';
        at = end + (is_pair ? 2 : 1);
    }
}

// Whether the quotation mark at `i` begins or ends something quoted: one between letters is an apostrophe.
static bool is_quote(str text, size_t i, bool is_inside)
{
    size_t beside = is_inside ? i + 1 : i - 1;
    if (is_inside ? beside == text.n : i == 0)
        return true;
    return !char_is_letter(text.at[beside]) && !char_is_digit(text.at[beside]);
}

str diagnostic_cure(str text)
{
    bool is_inside = false;
    size_t cure = text.n;
    if (str_starts(text, STR("write ")))
        return text;
    for (size_t i = 0; i < text.n; i++) {
        str rest = str_from_byte(text, i);
        if (text.at[i] == '\'' && is_quote(text, i, is_inside))
            is_inside = !is_inside;
        else if (!is_inside && str_starts(rest, STR("; "))) // behind what a colon explains
            return str_from_byte(text, i + 2);
        else if (!is_inside && cure == text.n && str_starts(rest, STR(": ")))
            cure = i + 2;
    }
    return str_from_byte(text, cure);
}

// "write '24 hours' instead of '24hrs'", where what is underlined is those words and no others.
str diagnostic_replacement(const struct diagnostic *diagnostic)
{
    static const str before = STR_INIT("write '"), between = STR_INIT("' instead of '");
    size_t width = 0;
    size_t start = walk(diagnostic->line, 0, diagnostic->place.column - 1, &width);
    size_t end = walk(diagnostic->line, start, diagnostic->width, &width);
    str underlined = str_slice(diagnostic->line, start, end), text = diagnostic->text;
    if (!str_starts(text, before) || !str_ends(text, STR("'")))
        return STR("");
    str said = str_slice(text, before.n, text.n - 1);
    size_t middle = str_find(said, between);
    bool is_all = middle < said.n && str_equal(str_from_byte(said, middle + between.n), underlined);
    return is_all ? str_slice(said, 0, middle) : STR("");
}
