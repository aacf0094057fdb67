// Any bytes as GeoJSON: refused with a reason, or areas of which whatever holds a point is found.
#include "format/area_outline.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void points_check(const struct areas *areas)
{
    static const double at[] = { -180, -0.5, 0, 0.25, 1, 1.5, 53.4, 90 };
    enum { N = sizeof at / sizeof at[0] };
    for (size_t i = 0; i < (size_t)N * N; i++) {
        double latitude = at[i / N], longitude = at[i % N];
        int64_t found = areas_find(areas, latitude, longitude), first = -1;
        for (size_t a = 0; first < 0 && a < areas_count(areas); a++)
            if (areas_holds(areas, a, latitude, longitude))
                first = (int64_t)a;
        if (found != first)
            abort();
    }
}

// Drawn whole and on a coarse grid.
static void outline_check(struct ctx *ctx, const struct areas *areas, str text)
{
    for (size_t most = 100; most <= (1 << 20); most *= 100) {
        struct buffer out = buffer_open((size_t)16 << 20);
        if (areas_outline(ctx, &(struct area_outline){ areas, text, most, NULL, NULL }, &out) == OK && !out.n)
            abort();
        buffer_close(&out);
    }
}

static void parse(str text)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    struct areas *areas;
    result e = areas_parse(&ctx, STR("a"), text, &areas);
    if (e && !ctx.error.text[0])
        abort();
    if (!e)
        points_check(areas);
    if (!e)
        outline_check(&ctx, areas, text);
    arena_close(ctx.arena);
}

// The input alone, and as the coordinates of an area.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    str text = { (const char *)data, size };
    parse(text);
    parse(str_format(ctx.arena, "{\"features\":[{\"properties\":{\"id\":1},"
        "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":%.*s}}]}",
                     STR_ARGS(text)));
    arena_close(ctx.arena);
    return 0;
}
