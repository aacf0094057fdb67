// Borders of areas as a map in a browser draws them: the shapes of a GeoJSON file with the name of each, and nothing
// else, on a grid just coarse enough that all of it is small. Every corner moves to the nearest point of the same grid,
// so a border that two areas share stays one.
#pragma once

#include "base/buffer.h"
#include "format/areas.h"

struct json;

struct area_outline {
    const struct areas *areas;
    str bytes;   // of the file that they were read from
    size_t most; // bytes to write, or few more
    // More properties of a feature, behind its name; NULL for none.
    void (*more)(struct json *json, size_t area, void *with);
    void *with;
};

// Writes a FeatureCollection of MultiPolygons to `out`, outer rings against the clock and holes with it, as RFC 7946,
// 3.1.6, has it, whatever the file does. What is too small to be seen on that grid is left out.
result areas_outline(struct ctx *ctx, const struct area_outline *outline, struct buffer *out) MUST;
