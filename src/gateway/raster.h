// A picture as rows of red, green and blue bytes: made smaller, turned upright, covered. Knows no form of file.
#pragma once

#include "base/arena.h"

enum { RASTER_BYTES = 3 }; // a pixel

struct raster {
    int width, height;
    unsigned char *at; // rows without gaps
};

// ERR_LIMIT if there is no memory for it.
result raster_open(struct ctx *ctx, int width, int height, struct raster *raster) MUST;

// Makes a picture smaller while its rows come in, so that the large one is never whole in memory. Each new pixel is the
// mean of what it covers, worked out in whole numbers: the same picture gives the same bytes on every machine.
struct shrink {
    int from_width, from_height;
    struct raster to;
    int row, to_row;  // the next of each
    uint32_t *across; // the row that came last, summed up across
    uint64_t *sums;   // of the row that is being made
};
// to_width, to_height: at least 1, at most what it is made of.
result shrink_open(struct ctx *ctx, int from_width, int from_height, const struct raster *to,
                   struct shrink *shrink) MUST;
void shrink_row(struct shrink *shrink, const unsigned char *row);

// The size of a picture when it is made smaller so that neither side is longer than that, nor 0; never larger.
void size_within(int *width, int *height, int most_wide, int most_high);

// The picture as it was seen, by EXIF's orientation 1 to 8.
result raster_upright(struct ctx *ctx, const struct raster *from, int orientation, struct raster *to) MUST;
// The whole of it smaller.
result raster_smaller(struct ctx *ctx, const struct raster *from, int width, int height,
                      struct raster *to) MUST;

struct rectangle {
    int left, top, width, height; // pixels
};
void raster_cover(struct raster *raster,
                  const struct rectangle *rectangle); // black; what lies outside is left out
