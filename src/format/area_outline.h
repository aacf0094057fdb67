// Borders of areas as a map in a browser draws them: the shapes of a GeoJSON file with the name of each, and nothing
// else, on a grid just coarse enough that all of it is small. Every corner moves to the nearest point of the same grid,
// so a border that two areas share stays one.
#pragma once

#include "base/buffer.h"
#include "format/areas.h"

// Writes a FeatureCollection of MultiPolygons to `out`, of `most` bytes or few more. bytes: the file that `areas` were
// read from. What is too small to be seen on that grid is left out.
result areas_outline(struct ctx *ctx, const struct areas *areas, str bytes, size_t most,
                     struct buffer *out) MUST;
