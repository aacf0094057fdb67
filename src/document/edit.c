#include "document/edit.h"

#include "document/format.h"
#include "document/parse.h"

// The text with the piece in it, and where the piece stands.
struct spliced {
    struct buffer out;
    int first, last; // its lines
};

static int lines_in(str text)
{
    int n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.at[i] == '\n';
    return n;
}

static void piece_write(struct spliced *s, str text)
{
    s->first = lines_in(buffer_str(&s->out)) + 1;
    buffer_add(&s->out, text);
    buffer_byte(&s->out, '\n');
    s->last = lines_in(buffer_str(&s->out));
}

static bool is_last(const struct document *document, size_t i)
{
    return i + 1 == document->clauses.n;
}

// Where an added clause goes: behind the one it names, else behind the last.
static bool comes_behind(const struct document *document, const struct edit *edit, size_t i)
{
    if (edit->kind != EDIT_ADD)
        return false;
    if (edit->after.n && document_clause(document, edit->after))
        return str_equal(document->clauses.at[i].label, edit->after);
    return is_last(document, i);
}

static void clauses_splice(struct spliced *s, const struct document *document, const struct edit *edit)
{
    for (size_t i = 0; i < document->clauses.n; i++) {
        const struct clause *c = &document->clauses.at[i];
        bool is_it = edit->kind != EDIT_ADD && edit->label.n && str_equal(c->label, edit->label);
        if (is_it && edit->kind == EDIT_REMOVE)
            continue;
        buffer_byte(&s->out, '\n');
        if (is_it)
            piece_write(s, edit->text);
        else
            clause_write(&s->out, c);
        if (comes_behind(document, edit, i)) {
            buffer_byte(&s->out, '\n');
            piece_write(s, edit->text);
        }
    }
}

static void splice(struct spliced *s, const struct document *document, const struct edit *edit)
{
    if (!edit->label.n && edit->kind == EDIT_CHANGE)
        piece_write(s, edit->text);
    else
        header_write(&s->out, document);
    clauses_splice(s, document, edit);
    if (edit->kind == EDIT_ADD && !document->clauses.n) {
        buffer_byte(&s->out, '\n');
        piece_write(s, edit->text);
    }
}

// What is wrong with the piece itself; the rest was there before.
static size_t piece_problems(struct ctx *ctx, const struct diagnostics *all, const struct spliced *s,
                             struct diagnostics *diagnostics)
{
    size_t errors = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct diagnostic d = all->at[i];
        if (d.place.line < s->first || d.place.line > s->last)
            continue;
        d.place.line -= s->first - 1;
        errors += d.severity == SEVERITY_ERROR;
        diagnostic_add(ctx, diagnostics, d);
    }
    return errors;
}

static result not_it(struct ctx *ctx, const struct document *document, const struct edit *edit)
{
    if (!edit->label.n)
        return fail(ctx, ERR_INPUT,
                    "this must be the header alone: '# %.*s: ' with the title, then its lines",
                    STR_ARGS(document->kind->word));
    return fail(ctx, ERR_INPUT, "this must be the one clause %.*s, beginning with its heading '## '",
                STR_ARGS(edit->label));
}

static result asked_check(struct ctx *ctx, const struct document *document, const struct edit *edit)
{
    bool is_there = document_clause(document, edit->label) != NULL;
    if (edit->kind == EDIT_ADD && is_there)
        return fail(ctx, ERR_CONFLICT, "there is a clause %.*s already: give the new one another label",
                    STR_ARGS(edit->label));
    bool has_heading = edit->kind == EDIT_REMOVE || str_starts(edit->text, STR("#"));
    if (edit->kind == EDIT_REMOVE && !edit->label.n)
        return fail(ctx, ERR_INPUT, "the header can't be taken out");
    if (edit->kind != EDIT_ADD && edit->label.n && !is_there)
        return fail(ctx, ERR_MISSING, "there is no clause %.*s any more", STR_ARGS(edit->label));
    return has_heading ? OK : not_it(ctx, document, edit);
}

// One clause came of it, under its label; all others are as they were.
static result outcome_check(struct ctx *ctx, const struct document *before, const struct edit *edit,
                            const struct document *after)
{
    static const int more[EDIT_KINDS] = { [EDIT_CHANGE] = 0, [EDIT_ADD] = 1, [EDIT_REMOVE] = -1 };
    size_t n = before->clauses.n + (size_t)more[edit->kind];
    bool has_it = edit->kind == EDIT_REMOVE || !edit->label.n || document_clause(after, edit->label);
    if (after->kind == before->kind && after->clauses.n == n && has_it)
        return OK;
    return not_it(ctx, before, edit);
}

static result read_again(struct ctx *ctx, const struct document *document, const struct edit *edit,
                         struct diagnostics *diagnostics, struct document **edited)
{
    struct spliced s = { .out = buffer_open(2 * DOCUMENT_BYTES_MAX) };
    struct diagnostics all = { .at = NULL };
    splice(&s, document, edit);
    result e = buffer_check(ctx, &s.out);
    if (!e)
        e = document_parse(ctx, document->source, str_copy(ctx->arena, buffer_str(&s.out)), &all, edited);
    if (!e && piece_problems(ctx, &all, &s, diagnostics))
        e = fail(ctx, ERR_INPUT, "it can't be read as it stands");
    if (!e)
        e = outcome_check(ctx, document, edit, *edited);
    buffer_close(&s.out);
    return e;
}

result document_edit(struct ctx *ctx, const struct document *document, const struct edit *edit,
                     struct diagnostics *diagnostics, struct document **edited)
{
    struct document *read;
    struct diagnostics again = { .at = NULL };
    result e = asked_check(ctx, document, edit);
    if (!e)
        e = read_again(ctx, document, edit, diagnostics, &read);
    if (e)
        return e;
    struct buffer out = buffer_open(2 * DOCUMENT_BYTES_MAX);
    document_write(&out, read);
    e = buffer_check(ctx, &out);
    if (!e)
        e = document_parse(ctx, document->source, str_copy(ctx->arena, buffer_str(&out)), &again, edited);
    buffer_close(&out);
    return e;
}

str document_part(struct ctx *ctx, const struct document *document, str label)
{
    const struct clause *clause = document_clause(document, label);
    struct buffer out = buffer_open(DOCUMENT_BYTES_MAX);
    if (!label.n)
        header_write(&out, document);
    else if (clause)
        clause_write(&out, clause);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}
