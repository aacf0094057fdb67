#include "format/entries.h"

#include <string.h>

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

// From where to where the lines of a key reach under a heading; both the end of the heading's line if it is not there.
struct entry_lines {
    size_t from, to;
    bool is_heading;
};

static bool is_key(str line, str key)
{
    size_t colon = str_find(line, STR(":"));
    return str_starts(line, STR("- ")) && colon < line.n &&
        str_same_name(str_slice(line, 2, colon), key);
}

static struct entry_lines lines_find(str bytes, str heading, str key)
{
    struct entry_lines found = { bytes.n, bytes.n, false };
    bool is_inside = false, is_value = false;
    for (str rest = bytes; rest.at && rest.n;) {
        size_t at = (size_t)(rest.at - bytes.at);
        str line = str_cut(&rest, '\n');
        size_t end = rest.at ? (size_t)(rest.at - bytes.at) : bytes.n;
        if (is_value && is_indented(line) && !str_starts(str_trim(line), STR("- "))) {
            found.to = end;
            continue;
        }
        if (is_value || (is_inside && str_starts(line, STR("#"))))
            return found;
        if (is_inside && is_key(line, key)) {
            found = (struct entry_lines){ at, end, true };
            is_value = true;
        }
        if (str_starts(line, STR("## ")) && str_equal(str_trim(str_from_byte(line, 3)), heading)) {
            found = (struct entry_lines){ end, end, true };
            is_inside = true;
        }
    }
    return found;
}

result entry_set(struct ctx *ctx, str bytes, str heading, struct entry entry, str *text)
{
    struct entry_lines lines = lines_find(bytes, heading, entry.key);
    *text = bytes;
    if (!lines.is_heading)
        return OK;
    bool is_cut = lines.from > 0 && bytes.at[lines.from - 1] != '\n'; // the heading ends the file
    str line = entry.value.n ? str_format(ctx->arena, "%s- %.*s: %.*s\n", is_cut ? "\n" : "",
                                          STR_ARGS(entry.key), STR_ARGS(entry.value))
                             : (str){ 0 };
    str before = str_slice(bytes, 0, lines.from), after = str_from_byte(bytes, lines.to);
    char *joined = arena_alloc(ctx->arena, before.n + line.n + after.n + 1, 1);
    if (!joined || arena_is_full(ctx->arena))
        return arena_fail(ctx);
    memcpy(joined, before.at, before.n);
    if (line.n)
        memcpy(joined + before.n, line.at, line.n);
    if (after.n)
        memcpy(joined + before.n + line.n, after.at, after.n);
    *text = (str){ joined, before.n + line.n + after.n };
    return OK;
}
