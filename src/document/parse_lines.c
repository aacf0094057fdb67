// Lines into sections: which belong to a heading, a field, or prose. Only headings and keys are looked into.
#include "document/parser.h"

#include "base/utf8.h"

struct line {
    str text; // without its end and the white space before it
    int number;
};

struct scan {
    struct parser *p;
    str rest;
    int number;
    str fence;             // what opened the code block we are in; at == NULL outside
    const char *prose;     // where the run of prose began; NULL outside one
    bool has_open;         // the last draft may still be continued
    bool is_after_field;   // the line before was a field's
};

enum line_kind { LINE_BLANK, LINE_TITLE, LINE_CLAUSE, LINE_FENCE, LINE_FIELD, LINE_INDENTED, LINE_NESTED, LINE_PROSE };

static bool is_white(char c)
{
    return c == ' ' || c == '\t';
}

static bool line_next(struct scan *s, struct line *line)
{
    if (!s->rest.n)
        return false;
    size_t end = 0;
    while (end < s->rest.n && s->rest.at[end] != '\n' && s->rest.at[end] != '\r')
        end++;
    bool is_crlf = end + 1 < s->rest.n && s->rest.at[end] == '\r' && s->rest.at[end + 1] == '\n';
    *line = (struct line){ str_slice(s->rest, 0, end), ++s->number };
    while (line->text.n && is_white(line->text.at[line->text.n - 1]))
        line->text.n--;
    line->text.at = s->rest.at; // also of an empty line
    s->rest = str_from_byte(s->rest, end + 1 + is_crlf);
    return true;
}

// Bytes of white space at the front; a no-break space counts behind a bullet, not as indentation.
static size_t indent_of(str s, bool has_no_break)
{
    size_t n = 0;
    for (;;) {
        if (n < s.n && is_white(s.at[n]))
            n++;
        else if (has_no_break && n + 1 < s.n && s.at[n] == '\xC2' && s.at[n + 1] == '\xA0')
            n += 2;
        else
            return n;
    }
}

// Bytes of a bullet and the white space behind it at the front of s, 0 if there is none.
static size_t bullet_of(str s, bool may_be_prose)
{
    static const str bullets[] = { STR_INIT("-"), STR_INIT("+"), STR_INIT("•"), STR_INIT("‣"),
                                   STR_INIT("◦"), STR_INIT("–"), STR_INIT("—") };
    size_t n = may_be_prose && s.n && s.at[0] == '*' ? 1 : 0;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets && !n; i++)
        n = str_starts(s, bullets[i]) ? bullets[i].n : 0;
    size_t white = n ? indent_of(str_from_byte(s, n), true) : 0;
    return white || (n && n == s.n) ? n + white : 0;
}

// "---" or "- - -": a rule across the page.
static bool is_rule(str s)
{
    size_t dashes = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '-')
            dashes++;
        else if (!is_white(s.at[i]))
            return false;
    }
    return dashes >= 3;
}

// How many of the character a code block is fenced with stand at the front; 0 if no fence does.
static size_t fence_of(str s)
{
    char c = s.n ? s.at[0] : '\0';
    size_t n = 0;
    if (c != '`' && c != '~')
        return 0;
    while (n < s.n && s.at[n] == c)
        n++;
    bool is_inline = c == '`' && str_has(str_from_byte(s, n), '`');
    return n >= 3 && !is_inline ? n : 0;
}

// Whether a heading of that many '#' is one of ours; what else begins with '#' is prose.
static bool is_heading(str s, size_t level)
{
    for (size_t i = 0; i < level; i++)
        if (i >= s.n || s.at[i] != '#')
            return false;
    if (s.n > level && s.at[level] == '#')
        return false;
    str rest = str_from_byte(s, level);
    return !rest.n || indent_of(rest, true) || heading_is_ours(rest, level);
}

static enum line_kind line_kind(str text)
{
    size_t indent = indent_of(text, false);
    str rest = str_from_byte(text, indent);
    bool is_shallow = indent <= 3 && !str_has(str_slice(text, 0, indent), '\t'); // deeper is code, to Markdown
    if (!rest.n)
        return LINE_BLANK;
    if (is_shallow && is_heading(rest, 1))
        return LINE_TITLE;
    if (is_shallow && is_heading(rest, 2))
        return LINE_CLAUSE;
    if (is_shallow && fence_of(rest))
        return LINE_FENCE;
    if (is_rule(rest))
        return LINE_PROSE;
    if (indent)
        return bullet_of(rest, true) ? LINE_NESTED : LINE_INDENTED;
    return bullet_of(rest, false) ? LINE_FIELD : LINE_PROSE;
}

static struct section *section_last(const struct scan *s)
{
    return &s->p->sections.at[s->p->sections.n - 1];
}

static void prose_add(struct scan *s, const char *line)
{
    s->prose = s->prose ? s->prose : line;
    s->has_open = false;
}

static void prose_end(struct scan *s, const char *end)
{
    if (!s->prose)
        return;
    str *run = LIST_PUSH(s->p->ctx->arena, &section_last(s)->prose);
    if (run)
        *run = (str){ s->prose, (size_t)(end - s->prose) };
    s->prose = NULL;
}

static void fence_line(struct scan *s, str text)
{
    str rest = str_from_byte(text, indent_of(text, false));
    size_t n = fence_of(rest);
    bool is_end = n >= s->fence.n && n == rest.n && rest.at[0] == s->fence.at[0];
    if (is_end)
        s->fence = (str){ 0 };
}

static void field_line(struct scan *s, const struct line *line)
{
    struct parser *p = s->p;
    size_t bullet = bullet_of(line->text, false);
    str content = str_from_byte(line->text, bullet);
    size_t before = section_last(s)->drafts.n;
    prose_end(s, line->text.at);
    if (++p->n_fields > DOCUMENT_FIELDS_MAX) {
        problem_refuse(p, line->text, "a document has at most %d fields: split it", DOCUMENT_FIELDS_MAX);
        return;
    }
    draft_read(p, content, (struct place){ line->number, (int)utf8_length(str_slice(line->text, 0, bullet)) + 1 },
               line->text.at);
    s->has_open = section_last(s)->drafts.n > before;
    s->is_after_field = true;
}

// A nested list is prose. If what it says looks like one of our fields, the writer may have meant it as one.
static void nested_line(struct scan *s, const struct line *line)
{
    str rest = str_from_byte(line->text, indent_of(line->text, false));
    size_t bullet = bullet_of(rest, false);
    if (bullet && key_is_known(s->p, str_from_byte(rest, bullet)))
        problem(s->p, SEVERITY_WARNING, rest,
                "this line is indented, so it is prose: begin it with '-' at the margin to make it a field");
    prose_add(s, line->text.at);
}

// To Markdown, text right below a list item belongs to it; here only an indented line does.
static void prose_line(struct scan *s, const struct line *line)
{
    char c = line->text.at[0];
    bool is_text = c != '*' && c != '#' && c != '>' && c != '|' && c != '<' && c != '-' && c != '_' && c != '=';
    if (s->is_after_field && is_text)
        problem(s->p, SEVERITY_WARNING, line->text,
                "this line is prose: indent it to continue the field above, or put an empty line before it");
    prose_add(s, line->text.at);
}

static void continuation_line(struct scan *s, const struct line *line)
{
    struct section *section = section_last(s);
    if (!s->has_open) {
        prose_add(s, line->text.at);
        return;
    }
    str *value = &section->drafts.at[section->drafts.n - 1].value;
    value->n = (size_t)(line->text.at + line->text.n - value->at);
    s->is_after_field = true;
}

static void heading_line(struct scan *s, const struct line *line, bool is_title)
{
    struct place place = { line->number, (int)indent_of(line->text, false) + 1 };
    str heading = str_from_byte(line->text, indent_of(line->text, false));
    prose_end(s, line->text.at);
    s->has_open = false;
    if (is_title)
        title_read(s->p, heading, place);
    else
        clause_read(s->p, heading, place);
}

// Before the title only empty lines may stand.
static bool is_before_title(struct scan *s, const struct line *line, enum line_kind kind)
{
    if (s->p->document->kind || kind == LINE_BLANK || kind == LINE_TITLE)
        return kind == LINE_BLANK && !s->p->document->kind;
    problem_refuse(s->p, line->text, "the title comes first: begin with '# Charter: ' and the document's name");
    return true;
}

static void line_read(struct scan *s, const struct line *line)
{
    enum line_kind kind = s->fence.at ? LINE_PROSE : line_kind(line->text);
    bool is_after_field = s->is_after_field;
    if (is_before_title(s, line, kind))
        return;
    s->is_after_field = false;
    if (s->fence.at) {
        fence_line(s, line->text);
        return;
    }
    switch (kind) {
    case LINE_TITLE:
    case LINE_CLAUSE: heading_line(s, line, kind == LINE_TITLE); break;
    case LINE_FIELD: field_line(s, line); break;
    case LINE_INDENTED: continuation_line(s, line); break;
    case LINE_NESTED: nested_line(s, line); break;
    case LINE_FENCE:
        s->fence = str_from_byte(line->text, indent_of(line->text, false));
        s->fence.n = fence_of(s->fence);
        prose_add(s, line->text.at);
        break;
    case LINE_BLANK: prose_add(s, line->text.at); break;
    case LINE_PROSE:
        s->is_after_field = is_after_field;
        prose_line(s, line);
        s->is_after_field = false;
        break;
    }
}

// The runs of a section as one text: LF line ends, no white space at line ends, no empty lines at either end,
// one empty line between runs.
static str prose_of(struct arena *arena, const struct str_list *runs)
{
    size_t room = 0;
    for (size_t i = 0; i < runs->n; i++)
        room += runs->at[i].n + 2;
    char *at = arena_alloc(arena, room + 1, 1);
    str prose = { at, 0 };
    for (size_t i = 0; at && i < runs->n; i++) {
        struct scan s = { .rest = runs->at[i] };
        size_t empty = prose.n ? 1 : 0; // line ends owed before the next line that is not empty
        bool has_text = false;
        for (struct line line; line_next(&s, &line);) {
            empty += prose.n && (has_text || line.text.n);
            has_text = has_text || line.text.n;
            for (; line.text.n && empty; empty--)
                at[prose.n++] = '\n';
            for (size_t b = 0; b < line.text.n; b++)
                at[prose.n++] = line.text.at[b];
        }
    }
    return prose;
}

bool heading_has_title(str text)
{
    struct scan s = { .rest = text };
    for (struct line line; line_next(&s, &line);) {
        enum line_kind kind = line_kind(line.text);
        if (s.fence.at) {
            fence_line(&s, line.text);
        } else if (kind == LINE_FENCE) {
            s.fence = str_from_byte(line.text, indent_of(line.text, false));
            s.fence.n = fence_of(s.fence);
        } else if (kind == LINE_TITLE) {
            return true;
        }
    }
    return false;
}

void lines_read(struct parser *p)
{
    struct scan s = { .p = p, .rest = p->text };
    for (struct line line; !p->is_refused && line_next(&s, &line);) {
        if (arena_is_full(p->ctx->arena))
            return;
        line_read(&s, &line);
    }
    if (s.fence.at)
        problem(p, SEVERITY_ERROR, s.fence, "this code block has no end: close it with a line of '%.*s'",
                STR_ARGS(shown(p, s.fence)));
    prose_end(&s, p->text.at + p->text.n);
    for (size_t i = 0; i < p->sections.n; i++)
        p->sections.at[i].clause.prose = prose_of(p->ctx->arena, &p->sections.at[i].prose);
}
