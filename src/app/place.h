// Where something is: from a point, a postcode or a name to the areas it lies in.
#pragma once

#include "document/value.h"
#include "format/areas.h"
#include "store/store.h"

enum { PLACE_AREAS_MAX = 64 };

struct located {
    bool has_point;
    double latitude, longitude; // WGS 84 degrees
    struct str_list names;      // of the areas it lies in, and behind each its code; the smallest area first
    str areas;     // "Linden Park; Linden ward; Harcaster"; FACT_AREA_OUTSIDE or FACT_AREA_UNKNOWN
    bool is_known; // some area was found
    bool is_found; // what was typed is a postcode of the community, or a name on its map
};

// Nothing known of it.
struct located place_unknown(void);
// areas: NULL if there are none. A point in no area is outside every area.
result place_at(struct ctx *ctx, const struct areas *areas, double latitude, double longitude,
                struct located *place) MUST;
// typed: in any spelling.
result place_postcode(struct ctx *ctx, struct db *db, const struct areas *areas, str typed,
                      struct located *place) MUST;
// typed: the name or code of an area, without 'ward', 'parish' or 'estate' if that leaves one. Its own areas and those
// it lies in; it has no point.
result place_named(struct ctx *ctx, const struct areas *areas, str typed, struct located *place) MUST;
// typed: words among which areas are named, "Foundry Lane, Aldermoor, behind the chip shop": whole words, the longest
// name first. Found is the smallest that lies in all others named; not if two are named side by side, nor if most
// other areas lie in it, which says too little.
result place_among(struct ctx *ctx, const struct areas *areas, str typed, struct located *place) MUST;
// One of them whatever was typed: a postcode, a name, else areas that are not known.
result place_typed(struct ctx *ctx, struct db *db, const struct areas *areas, str typed,
                   struct located *place) MUST;
// As it stands on the record of a case: "Linden ward; Harcaster".
result place_of_areas(struct ctx *ctx, str areas, struct located *place) MUST;
// The rank of an area by name or code: 0 the smallest it lies in; -1 if it is not there.
int place_rank(const struct located *place, str area);
// Metres between two points on the ground, up to a few kilometres apart.
double place_metres(double latitude_1, double longitude_1, double latitude_2, double longitude_2);
