#include "format/entries.h"

struct entries entries_open(struct ctx *ctx, str bytes)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from_byte(bytes, 3);
    return (struct entries){ .ctx = ctx, .rest = bytes };
}

static bool is_indented(str line)
{
    return line.n && (line.at[0] == ' ' || line.at[0] == '\t') && str_trim(line).n;
}

// The value with the lines that continue it.
static str value_join(struct entries *x, str value)
{
    for (;;) {
        str rest = x->rest;
        str line = rest.at ? str_cut(&rest, '\n') : (str){ 0 };
        if (!is_indented(line) || str_starts(str_trim(line), STR("- ")))
            return value;
        x->rest = rest;
        x->line++;
        value = str_format(x->ctx->arena, "%.*s %.*s", STR_ARGS(value), STR_ARGS(str_trim(line)));
    }
}

static struct entry key_read(struct entries *x, str line)
{
    struct entry entry = { ENTRY_KEY, .place = { x->line, 1 } };
    str text = str_from_byte(line, 2);
    size_t colon = str_find(text, STR(":"));
    entry.value = str_trim(text);
    if (colon == text.n) {
        entry.kind = ENTRY_UNREADABLE;
        return entry;
    }
    entry.key = str_trim(str_slice(text, 0, colon));
    entry.value = value_join(x, str_trim(str_from_byte(text, colon + 1)));
    return entry;
}

struct entry entries_next(struct entries *x)
{
    while (x->rest.at) {
        str line = str_cut(&x->rest, '\n');
        x->line++;
        struct place place = { x->line, 1 };
        if (str_starts(line, STR("## ")))
            return (struct entry){ ENTRY_HEADING, .value = str_trim(str_from_byte(line, 3)), .place = place };
        if (str_starts(line, STR("# ")))
            return (struct entry){ ENTRY_TITLE, .value = str_trim(str_from_byte(line, 2)), .place = place };
        if (str_starts(line, STR("- ")))
            return key_read(x, line);
    }
    return (struct entry){ ENTRY_END, .place = { x->line, 1 } };
}

result entry_list(struct ctx *ctx, str value, char separator, struct str_list *list)
{
    for (str rest = value; rest.at;) {
        str part = str_trim(str_cut(&rest, separator));
        str *slot = part.n ? LIST_PUSH(ctx->arena, list) : NULL;
        if (part.n && !slot)
            return arena_fail(ctx);
        if (slot)
            *slot = part;
    }
    return OK;
}
