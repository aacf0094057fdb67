// Areas on the map: the polygons of a GeoJSON file, and which of them a point falls in.
//
// A point on a border that two areas share falls in exactly one of them: a border belongs to the area on its east,
// or on its north where it runs level. Where polygons overlap the first of the file has the point. A straight line
// between two corners is straight in degrees, as RFC 7946 says.
#pragma once

#include "base/arena.h"

enum { AREA_FEATURE_BYTES_MAX = 32 << 20 };

struct areas;

// A FeatureCollection of Polygon and MultiPolygon in WGS 84 degrees. Code and name are properties called code,
// area_code, id or like wd23cd, and name, area_name or like wd23nm, in any case. ERR_INPUT names the feature.
result areas_parse(struct ctx *ctx, str source, str bytes, struct areas **areas) MUST;

size_t areas_count(const struct areas *areas);
str areas_code(const struct areas *areas, size_t i); // empty if it has none
str areas_name(const struct areas *areas, size_t i); // likewise; it has one of them
str areas_kind(const struct areas *areas, size_t i); // its property `kind`: "ward"; empty without one
int64_t areas_population(const struct areas *areas, size_t i); // its property `population`; -1 without one
// Index of the area that holds the point; -1 if none does.
int64_t areas_find(const struct areas *areas, double latitude, double longitude);
// Whether that one area holds it, whatever others do.
bool areas_holds(const struct areas *areas, size_t i, double latitude, double longitude);
// All that hold it, the smallest first; at most `room` of them. How many there are in found.
size_t areas_all(const struct areas *areas, double latitude, double longitude, size_t *found, size_t room);
// Whether the two have one border, position by position.
bool areas_same_border(const struct areas *a, size_t i, const struct areas *b, size_t k);
// A part of the first area as seen from a square of points in its box: how many of them lie in it, and how many of
// those in the other.
void areas_share(const struct areas *areas, size_t i, size_t other, int64_t *inside, int64_t *shared);
bool areas_boxes_meet(const struct areas *areas, size_t i, size_t k);
// A point inside that area, whatever its shape. False if none is found: the area is a line.
bool areas_inner(const struct areas *areas, size_t i, double *latitude, double *longitude);
