#include "app/place.h"

#include "app/ledger.h"
#include "app/postcodes.h"

#include <math.h>

enum { AREAS_TEXT_MAX = 8192 };

#define METRES_PER_DEGREE 111195.0 // of a sphere with the earth's mean radius
#define RADIANS 0.017453292519943295

struct located place_unknown(void)
{
    return (struct located){ .areas = FACT_AREA_UNKNOWN };
}

static result name_add(struct ctx *ctx, struct located *place, str name)
{
    str *slot = name.n ? LIST_PUSH(ctx->arena, &place->names) : NULL;
    if (slot)
        *slot = name;
    return name.n && !slot ? arena_fail(ctx) : OK;
}

// found: the areas, the smallest first.
static result areas_take(struct ctx *ctx, const struct areas *areas, const size_t *found, size_t n,
                         struct located *place)
{
    struct buffer all = buffer_open(AREAS_TEXT_MAX);
    result e = OK;
    for (size_t i = 0; i < n && !e; i++) {
        str name = areas_name(areas, found[i]), code = areas_code(areas, found[i]);
        buffer_print(&all, "%s%.*s", i ? "; " : "", STR_ARGS(name.n ? name : code));
        e = name_add(ctx, place, name);
        if (!e)
            e = name_add(ctx, place, code);
    }
    place->is_known = n > 0;
    place->areas = n ? str_copy(ctx->arena, buffer_str(&all)) : FACT_AREA_OUTSIDE;
    buffer_done(ctx->arena, &all);
    return e;
}

result place_at(struct ctx *ctx, const struct areas *areas, double latitude, double longitude,
                struct located *place)
{
    size_t found[PLACE_AREAS_MAX];
    *place = place_unknown();
    place->has_point = true;
    place->latitude = latitude;
    place->longitude = longitude;
    return areas
        ? areas_take(ctx, areas, found, areas_all(areas, latitude, longitude, found, PLACE_AREAS_MAX), place)
        : OK;
}

// What the table of postcodes says goes before the boundaries: a postcode on a border belongs to one side.
static result row_take(struct ctx *ctx, const struct areas *areas, const struct postcode_find_out *row,
                       struct located *place)
{
    double latitude, longitude;
    bool has_point = str_to_double(row->latitude, &latitude) && str_to_double(row->longitude, &longitude);
    result e = OK;
    if (has_point)
        e = place_at(ctx, areas, latitude, longitude, place);
    if (e || !row->areas.n)
        return e;
    struct str_list codes = place->names;
    place->names = (struct str_list){ 0 };
    place->areas = row->areas;
    place->is_known = true;
    for (str rest = row->areas; rest.at && !e;)
        e = name_add(ctx, place, str_trim(str_cut(&rest, ';')));
    for (size_t i = 0; i < codes.n && !e; i++)
        e = place_rank(place, codes.at[i]) < 0 ? name_add(ctx, place, codes.at[i]) : OK;
    return e;
}

result place_postcode(struct ctx *ctx, struct db *db, const struct areas *areas, str typed,
                      struct located *place)
{
    struct postcode_find_out row;
    bool is_found;
    *place = place_unknown();
    result e = query_postcode_find(
        ctx, db, &(struct postcode_find_in){ COMMUNITY_FIRST, postcode_name(ctx, typed) }, &row, &is_found);
    if (!e && is_found)
        e = row_take(ctx, areas, &row, place);
    place->is_found = !e && is_found;
    return e;
}

// "Nether Sallow" for "Nether Sallow parish".
static bool is_short_for(str typed, str name)
{
    static const str endings[] = { STR_INIT(" ward"), STR_INIT(" parish"), STR_INIT(" estate"),
                                   STR_INIT(" town centre"), STR_INIT(" community") };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, endings[i]) && str_same_name(typed, str_slice(name, 0, name.n - endings[i].n)))
            return true;
    return false;
}

static int64_t area_named(const struct areas *areas, str typed)
{
    int64_t found = -1;
    for (size_t i = 0; i < areas_count(areas); i++) {
        if (str_same_name(areas_name(areas, i), typed) || str_same_name(areas_code(areas, i), typed))
            return (int64_t)i;
        if (found < 0 && is_short_for(typed, areas_name(areas, i)))
            found = (int64_t)i;
    }
    return found;
}

result place_named(struct ctx *ctx, const struct areas *areas, str typed, struct located *place)
{
    size_t found[PLACE_AREAS_MAX + 1] = { 0 }, n = 1;
    double latitude, longitude;
    int64_t own = areas && typed.n ? area_named(areas, typed) : -1;
    *place = place_unknown();
    place->is_found = own >= 0;
    if (own < 0)
        return OK;
    found[0] = (size_t)own;
    if (areas_inner(areas, (size_t)own, &latitude, &longitude)) {
        size_t all[PLACE_AREAS_MAX], n_all = areas_all(areas, latitude, longitude, all, PLACE_AREAS_MAX),
                                     i = 0;
        while (i < n_all && all[i] != (size_t)own) // what is smaller lies inside it, and need not be meant
            i++;
        for (i++; i < n_all; i++)
            found[n++] = all[i];
    }
    return areas_take(ctx, areas, found, n, place);
}

result place_typed(struct ctx *ctx, struct db *db, const struct areas *areas, str typed,
                   struct located *place)
{
    *place = place_unknown();
    result e = typed.n ? place_postcode(ctx, db, areas, typed, place) : OK;
    return e || place->is_found ? e : place_named(ctx, areas, typed, place);
}

result place_of_areas(struct ctx *ctx, str areas, struct located *place)
{
    result e = OK;
    *place = place_unknown();
    place->areas = areas;
    for (str rest = areas; rest.n && !e;)
        e = name_add(ctx, place, str_trim(str_cut(&rest, ';')));
    return e;
}

int place_rank(const struct located *place, str area)
{
    for (size_t i = 0; i < place->names.n; i++)
        if (str_same_name(place->names.at[i], area))
            return (int)i;
    return -1;
}

double place_metres(double latitude_1, double longitude_1, double latitude_2, double longitude_2)
{
    double y = (latitude_2 - latitude_1) * METRES_PER_DEGREE;
    double x = (longitude_2 - longitude_1) * METRES_PER_DEGREE * cos((latitude_1 + latitude_2) / 2 * RADIANS);
    return sqrt(x * x + y * y);
}
