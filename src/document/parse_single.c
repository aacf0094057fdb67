// Single values, as the command line gives them.
#include "document/parse_rules.h"

#include "base/utf8.h"

static bool is_one_line(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.at[i] < 0x20 && text.at[i] != '\t')
            return false;
    return text.n <= FIELD_BYTES_MAX && utf8_invalid_at(text) == text.n;
}

// The parser is told that no names are declared, and what it would print is the one failure of the call.
static result single_read(struct ctx *ctx, str source, str text, enum value_kind kind, void *value)
{
    struct diagnostics diagnostics = { 0 };
    struct parser p = {
        .ctx = ctx, .source = source, .diagnostics = &diagnostics, .is_single = true, .kind = kind
    };
    str raw;
    if (!is_one_line(text))
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 }, "is not one line of text");
    p.text = str_copy(ctx->arena, text);
    names_begin(&p);
    if (!p.text.at ||
        !value_lex(ctx->arena, str_trim(p.text), kind == VALUE_HOURS ? LEX_HOURS : LEX_WORDS, &p.words, &raw))
        return arena_fail(ctx);
    struct cursor c = { .parser = &p, .words = p.words.at, .n = p.words.n - 1 };
    bool is_read = habits_refuse(&c, kind);
    if (is_read && kind == VALUE_HOURS)
        is_read = hours_read(&c, value);
    else if (is_read)
        is_read = limit_alone_read(&c, value);
    if (is_read && cursor_ends(&c) && !arena_is_full(ctx->arena))
        return OK;
    if (arena_is_full(ctx->arena) || !diagnostics.n)
        return arena_fail(ctx);
    return fail_at(ctx, ERR_INPUT, source, (struct place){ 0, diagnostics.at[0].place.column }, "%.*s",
                   STR_ARGS(diagnostics.at[0].text));
}

result limit_parse(struct ctx *ctx, str source, str text, struct limit *limit)
{
    return single_read(ctx, source, text, VALUE_CLOCK, limit);
}

result hours_parse(struct ctx *ctx, str source, str text, struct hours *hours)
{
    *hours = (struct hours){ 0 };
    return single_read(ctx, source, text, VALUE_HOURS, hours);
}
