#include "gateway/raster.h"

#include <string.h>

result raster_open(struct ctx *ctx, int width, int height, struct raster *raster)
{
    *raster = (struct raster){ width, height, NULL };
    raster->at = arena_alloc(ctx->arena, (size_t)height, (size_t)width * RASTER_BYTES);
    return raster->at ? OK : arena_fail(ctx);
}

static int clamped(int64_t value, int most)
{
    return value < 1 ? 1 : value > most ? most : (int)value;
}

void size_within(int *width, int *height, int most_wide, int most_high)
{
    int64_t w = *width, h = *height;
    if (w > most_wide) {
        h = (h * most_wide + w / 2) / w;
        w = most_wide;
    }
    if (h > most_high) {
        w = (w * most_high + h / 2) / h;
        h = most_high;
    }
    *width = clamped(w, *width);
    *height = clamped(h, *height);
}

result shrink_open(struct ctx *ctx, int from_width, int from_height, const struct raster *to,
                   struct shrink *shrink)
{
    size_t cells = (size_t)to->width * RASTER_BYTES;
    *shrink = (struct shrink){ .from_width = from_width, .from_height = from_height, .to = *to };
    shrink->across = ARENA_ARRAY(ctx->arena, uint32_t, cells);
    shrink->sums = ARENA_ARRAY(ctx->arena, uint64_t, cells);
    return shrink->across && shrink->sums ? OK : arena_fail(ctx);
}

// An old pixel is to_width long and a new one from_width, so that all lengths are whole. An old one lies in one new
// pixel, or in two of them.
static void across_sum(struct shrink *s, const unsigned char *row)
{
    uint32_t *to = s->across, length = (uint32_t)s->to.width, left = (uint32_t)s->from_width;
    memset(to, 0, (size_t)s->to.width * RASTER_BYTES * sizeof *to);
    for (int x = 0; x < s->from_width; x++, row += RASTER_BYTES) {
        uint32_t here = length < left ? length : left, there = length - here;
        for (int c = 0; c < RASTER_BYTES; c++)
            to[c] += here * row[c];
        left -= here;
        if (left)
            continue;
        to += RASTER_BYTES;
        left = (uint32_t)s->from_width - there;
        for (int c = 0; there && c < RASTER_BYTES; c++)
            to[c] = there * row[c];
    }
}

static void sums_add(struct shrink *s, uint64_t length)
{
    size_t cells = (size_t)s->to.width * RASTER_BYTES;
    for (size_t i = 0; i < cells; i++)
        s->sums[i] += length * s->across[i];
}

static void row_finish(struct shrink *s)
{
    size_t cells = (size_t)s->to.width * RASTER_BYTES;
    unsigned char *to = s->to.at + (size_t)s->to_row++ * cells;
    double part = 1.0 / ((double)s->from_width * s->from_height);
    for (size_t i = 0; i < cells; i++)
        to[i] = (unsigned char)((double)s->sums[i] * part + 0.5);
    memset(s->sums, 0, cells * sizeof *s->sums);
}

void shrink_row(struct shrink *s, const unsigned char *row)
{
    int64_t at = (int64_t)s->row++ * s->to.height, end = (int64_t)(s->to_row + 1) * s->from_height;
    if (s->to_row == s->to.height)
        return;
    int64_t here = end - at < s->to.height ? end - at : s->to.height;
    across_sum(s, row);
    sums_add(s, (uint64_t)here);
    if (at + s->to.height < end)
        return;
    row_finish(s);
    if (here < s->to.height)
        sums_add(s, (uint64_t)(s->to.height - here));
}

// Where the pixel of the upright picture stands in the picture as it was stored.
static size_t place_of(const struct raster *from, int orientation, int x, int y)
{
    bool is_turned = orientation > 4;
    int across = is_turned ? y : x, down = is_turned ? x : y;
    bool is_from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    bool is_from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    if (is_from_right)
        across = from->width - 1 - across;
    if (is_from_below)
        down = from->height - 1 - down;
    return ((size_t)down * (size_t)from->width + (size_t)across) * RASTER_BYTES;
}

result raster_upright(struct ctx *ctx, const struct raster *from, int orientation, struct raster *to)
{
    bool is_turned = orientation > 4;
    *to = *from;
    if (orientation <= 1)
        return OK;
    result e = raster_open(ctx, is_turned ? from->height : from->width,
                           is_turned ? from->width : from->height, to);
    unsigned char *at = to->at;
    for (int y = 0; !e && y < to->height; y++)
        for (int x = 0; x < to->width; x++, at += RASTER_BYTES)
            memcpy(at, from->at + place_of(from, orientation, x, y), RASTER_BYTES);
    return e;
}

result raster_smaller(struct ctx *ctx, const struct raster *from, int width, int height, struct raster *to)
{
    struct shrink shrink;
    result e = raster_open(ctx, width, height, to);
    if (!e)
        e = shrink_open(ctx, from->width, from->height, to, &shrink);
    for (int y = 0; !e && y < from->height; y++)
        shrink_row(&shrink, from->at + (size_t)y * (size_t)from->width * RASTER_BYTES);
    return e;
}

static int within(int64_t value, int most)
{
    return value < 0 ? 0 : value > most ? most : (int)value;
}

void raster_cover(struct raster *raster, const struct rectangle *r)
{
    int left = within(r->left, raster->width), right = within((int64_t)r->left + r->width, raster->width);
    int top = within(r->top, raster->height), bottom = within((int64_t)r->top + r->height, raster->height);
    for (int y = top; y < bottom && left < right; y++)
        memset(raster->at + ((size_t)y * (size_t)raster->width + (size_t)left) * RASTER_BYTES, 0,
               (size_t)(right - left) * RASTER_BYTES);
}
