// A draft that begins with what is in force already.
#include "app/draft.h"

bool draft_takes_over(enum field_key key)
{
    switch (key) {
    case KEY_ID: // whoever begins it says so
    case KEY_AREA:
    case KEY_BETWEEN:
    case KEY_IN_FORCE:
    case KEY_SPOKEN_FOR_BY: // how that one came about
    case KEY_ASKED:
    case KEY_DECIDED_BY:
    case KEY_EQUALITY:
    case KEY_TRIAL:
        return false;
    default:
        return true;
    }
}

static result lines_add(struct ctx *ctx, const struct field_list *from, enum field_key key,
                        struct field_list *to)
{
    const struct field *f = field_find(from, key);
    for (; f; f = field_next(from, key, f)) {
        struct field *slot = LIST_PUSH(ctx->arena, to);
        if (!slot)
            return arena_fail(ctx);
        *slot = *f;
    }
    return OK;
}

// In canonical order; a line that the one in force has not stays as it was made.
static result header_from(struct ctx *ctx, const struct field_list *made, const struct field_list *followed,
                          struct field_list *header)
{
    size_t n;
    const struct field_kind *kinds = field_kinds(&n);
    result e = OK;
    *header = (struct field_list){ 0 };
    for (size_t i = 0; i < n && !e; i++) {
        enum field_key key = kinds[i].key;
        bool is_taken = draft_takes_over(key) && field_find(followed, key);
        e = lines_add(ctx, is_taken ? followed : made, key, header);
    }
    return e;
}

// Without the days of a trial, which lie in the time of that one.
static result clauses_from(struct ctx *ctx, const struct clause_list *followed, struct clause_list *clauses)
{
    *clauses = (struct clause_list){ 0 };
    for (size_t i = 0; i < followed->n; i++) {
        const struct clause *from = &followed->at[i];
        struct clause *slot = LIST_PUSH(ctx->arena, clauses);
        if (!slot)
            return arena_fail(ctx);
        *slot = *from;
        slot->fields = (struct field_list){ 0 };
        for (size_t f = 0; f < from->fields.n; f++) {
            bool is_kept = from->fields.at[f].kind->key != KEY_TRIAL;
            struct field *field = is_kept ? LIST_PUSH(ctx->arena, &slot->fields) : NULL;
            if (field)
                *field = from->fields.at[f];
        }
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result draft_text_from(struct ctx *ctx, str made, const struct document *followed, str *text)
{
    struct diagnostics found = { .at = NULL };
    struct field_list header = { 0 };
    struct clause_list clauses = { 0 };
    struct document *own;
    result e = draft_text_read(ctx, (str){ 0 }, made, &found, &own);
    if (!e)
        e = header_from(ctx, &own->header, &followed->header, &header);
    if (!e)
        e = clauses_from(ctx, &followed->clauses, &clauses);
    if (e)
        return e;
    own->header = header;
    own->clauses = clauses;
    *text = draft_text(ctx, own);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// A text of one line: what stands in a field, or begins a paragraph that is neither a field nor a heading.
static str one_line(struct ctx *ctx, str words)
{
    struct buffer out = buffer_open(words.n + 1);
    for (size_t i = 0; i < words.n; i++) {
        bool is_space = words.at[i] == '\n' || words.at[i] == '\r' || words.at[i] == '\t' ||
            words.at[i] == ' ';
        bool is_sign = !out.n && (words.at[i] == '-' || words.at[i] == '#' || words.at[i] == '+');
        if (is_sign || (is_space && (!out.n || out.at[out.n - 1] == ' ')))
            continue;
        buffer_byte(&out, is_space ? ' ' : words.at[i]);
    }
    str line = str_trim(str_copy(ctx->arena, buffer_str(&out)));
    buffer_done(ctx->arena, &out);
    return line;
}

result draft_text_asked(struct ctx *ctx, str made, const struct draft_asked *asked, str *text)
{
    struct diagnostics found = { .at = NULL };
    struct field_list header = { 0 };
    struct document *own;
    size_t n;
    const struct field_kind *kinds = field_kinds(&n);
    struct field spoken = { .kind = &kinds[KEY_SPOKEN_FOR_BY] };
    result e = draft_text_read(ctx, (str){ 0 }, made, &found, &own);
    if (e)
        return e;
    spoken.text = spoken.raw = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(one_line(ctx, asked->party)),
                                          STR_ARGS(one_line(ctx, asked->spoken)));
    const struct field_list said = { .at = &spoken, .n = 1 };
    for (size_t i = 0; i < n && !e; i++)
        e = lines_add(ctx, kinds[i].key == KEY_SPOKEN_FOR_BY ? &said : &own->header, kinds[i].key, &header);
    own->header = header;
    own->prose = one_line(ctx, asked->matters);
    if (!e)
        *text = draft_text(ctx, own);
    return e || !arena_is_full(ctx->arena) ? e : arena_fail(ctx);
}
