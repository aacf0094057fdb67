// Any bytes as a mapping: taken whole, or refused with a place inside the text.
#include "format/mapping.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// The input alone, and behind a title so that its lines are reached.
static void parse(str text)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    struct mapping *mapping;
    result e = mapping_parse(&ctx, STR("m.md"), text, &mapping);
    int lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.at[i] == '\n';
    if (e && (ctx.error.code != e || !ctx.error.text[0] || ctx.error.place.line > lines))
        abort();
    if (!e && (!mapping->zone || !mapping->columns[COLUMN_OPENED].names.n || !mapping->columns[COLUMN_SERVICE].names.n))
        abort();
    arena_close(ctx.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    str text = { (const char *)data, size };
    parse(text);
    parse(str_format(ctx.arena, "# Mapping: F\n- Zone: UTC\n- Service: s\n- Opened: o\n- Map: * = same\n"
        "%.*s", STR_ARGS(text)));
    arena_close(ctx.arena);
    return 0;
}
