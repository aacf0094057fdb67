// Somebody else's standards taken over: the same promises, facts and events, between others and from another day.
#include "app/template_internal.h"

#include "document/parse.h"

// The parties of one list, from "A; B".
static void parties_split(struct ctx *ctx, str between, struct str_list *parties)
{
    for (str rest = between; rest.at;) {
        str one = str_trim(str_cut(&rest, ';'));
        str *slot = one.n ? LIST_PUSH(ctx->arena, parties) : NULL;
        if (slot)
            *slot = one;
    }
}

// Who takes whose place. Parties of theirs that ours has no number for stay, and stand in Between too.
struct exchange {
    struct str_list theirs, ours;
};

static bool is_word_byte(char c)
{
    return char_is_letter(c) || char_is_digit(c) || (unsigned char)c >= 0x80;
}

// Which of their parties begins at byte `at` of the text, the longest; theirs.n if none does.
static size_t party_at(const struct exchange *exchange, str text, size_t at)
{
    size_t found = exchange->theirs.n, longest = 0;
    if (at && is_word_byte(text.at[at - 1]))
        return found;
    for (size_t i = 0; i < exchange->theirs.n; i++) {
        str name = exchange->theirs.at[i], here = str_slice(text, at, at + name.n);
        bool ends = at + name.n >= text.n || !is_word_byte(text.at[at + name.n]);
        if (ends && name.n > longest && str_same_name(here, name)) {
            found = i;
            longest = name.n;
        }
    }
    return found;
}

static void exchanged_write(struct buffer *out, const struct exchange *exchange, str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t i = party_at(exchange, text, at);
        if (i < exchange->ours.n && i < exchange->theirs.n) {
            buffer_add(out, exchange->ours.at[i]);
            at += exchange->theirs.at[i].n;
        } else {
            buffer_byte(out, text.at[at++]);
        }
    }
}

static void field_copy(struct buffer *out, const struct exchange *exchange, const struct field *f)
{
    bool is_prose = f->kind->value == VALUE_TEXT; // a Basis names who said it first
    buffer_print(out, "- %.*s%s%.*s: ", STR_ARGS(f->kind->word), f->name.n ? " " : "", STR_ARGS(f->name));
    if (is_prose)
        buffer_add(out, f->raw);
    else
        exchanged_write(out, exchange, f->raw);
    buffer_byte(out, '\n');
}

static bool is_of_this_header(enum field_key key)
{
    return key == KEY_ID || key == KEY_AREA || key == KEY_BETWEEN || key == KEY_IN_FORCE || key == KEY_REVIEW;
}

static str value_of(const struct template_values *values, const char *name)
{
    bool is_known;
    return template_value(values, str_from(name), &is_known);
}

static void header_write(struct buffer *out, const struct template_values *values,
                         const struct exchange *exchange, const struct document *theirs)
{
    str area = value_of(values, "area");
    buffer_print(out, "# Charter: %.*s\n\n- Id: %.*s\n", STR_ARGS(values->title),
                 STR_ARGS(value_of(values, "id")));
    if (area.n)
        buffer_print(out, "- Area: %.*s\n", STR_ARGS(area));
    buffer_print(out, "- Between: %.*s", STR_ARGS(values->between));
    for (size_t i = exchange->ours.n; i < exchange->theirs.n; i++)
        buffer_print(out, "; %.*s", STR_ARGS(exchange->theirs.at[i]));
    buffer_print(out, "\n- In force: %.*s to %.*s\n- Review: every 12 months\n",
                 STR_ARGS(value_of(values, "start")), STR_ARGS(value_of(values, "end")));
    for (size_t i = 0; i < theirs->header.n; i++)
        if (!is_of_this_header(theirs->header.at[i].kind->key))
            field_copy(out, exchange, &theirs->header.at[i]);
    buffer_print(out, "\nBegun from the standards of '%.*s'.\n", STR_ARGS(theirs->title));
}

static void clauses_write(struct buffer *out, const struct exchange *exchange, const struct document *theirs)
{
    for (size_t i = 0; i < theirs->clauses.n; i++) {
        const struct clause *c = &theirs->clauses.at[i];
        buffer_print(out, "\n## %.*s %.*s: %.*s\n", STR_ARGS(c->kind->word), STR_ARGS(c->label),
                     STR_ARGS(c->title));
        for (size_t f = 0; f < c->fields.n; f++)
            field_copy(out, exchange, &c->fields.at[f]);
        if (c->prose.n)
            buffer_print(out, "\n%.*s\n", STR_ARGS(c->prose));
    }
}

result template_from_standards(struct template_values *values, str source, str text, struct buffer *out)
{
    struct ctx *ctx = values->ctx;
    struct diagnostics diagnostics = { 0 };
    struct exchange exchange = { 0 };
    struct document *theirs;
    result e = document_parse(ctx, source, text, &diagnostics, &theirs);
    if (e)
        return e;
    const struct field *between = field_find(&theirs->header, KEY_BETWEEN);
    if (diagnostics.errors || !between || theirs->kind->key != DOCUMENT_CHARTER)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 },
                       "is no charter that can be taken over: 'wardmote check' says why");
    if (!values->title.n)
        values->title = theirs->title;
    if (!values->between.n)
        values->between = STR("the council; the residents");
    exchange.theirs = between->items;
    parties_split(ctx, values->between, &exchange.ours);
    header_write(out, values, &exchange, theirs);
    clauses_write(out, &exchange, theirs);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
