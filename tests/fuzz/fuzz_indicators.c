// Any bytes as a set of indicators and as benchmarks: taken whole, or refused with a line of the text.
#include "format/indicators.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct ctx *ctx, result e, str text)
{
    int lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.at[i] == '\n' || text.at[i] == '\r';
    if (e && (ctx->error.code != e || !ctx->error.text[0] || ctx->error.place.line > lines))
        abort();
}

static void parse(str text)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) }, other = { .arena = ctx.arena };
    struct indicator_set set;
    struct benchmark_list list;
    result e = indicators_parse(&ctx, STR("i.csv"), text, &set);
    check(&ctx, e, text);
    for (size_t i = 0; !e && i < set.n; i++) { // each line is found again by its name
        const struct indicator *one = &set.at[i];
        str name = one->part.n
            ? str_format(ctx.arena, "%.*s / %.*s", STR_ARGS(one->code), STR_ARGS(one->part))
            : one->code;
        if (indicator_find(&set, name) != one)
            abort();
        (void)indicator_polarity(&set, one);
    }
    if (!e)
        (void)indicator_nearest(&ctx, &set, str_slice(text, 0, 40));
    check(&other, benchmarks_parse(&other, STR("b.csv"), text, &list), text);
    arena_close(ctx.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open((size_t)64 << 20);
    str text = { (const char *)data, size };
    parse(text);
    parse(str_format(
        arena,
        "code,part,title,theme,polarity,unit,frequency,geography,survey,statutory,active,confidence,"
        "source,note\n%.*s",
        STR_ARGS(text)));
    parse(str_format(arena, "code,part,year,group,value,source\n%.*s", STR_ARGS(text)));
    arena_close(arena);
    return 0;
}
