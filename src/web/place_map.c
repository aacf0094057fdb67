#include "web/place_map.h"

#include "app/reporting.h"
#include "web/assets.h"
#include "web/site.h"
#include "web/tiles.h"

str located_words(struct ctx *ctx, const struct located *located)
{
    struct buffer out = buffer_open(2000);
    if (!located->is_known)
        return str_equal(located->areas, FACT_AREA_OUTSIDE) ? STR("outside every area that we know")
                                                            : (str){ 0 };
    for (str rest = located->areas; rest.at;) {
        str area = str_trim(str_cut(&rest, ';'));
        buffer_print(&out, "%s%.*s", out.n ? ", " : "in ", STR_ARGS(area));
    }
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static void tiles_fill(const struct request *request, struct place_map *map)
{
    const struct tiles *tiles = site_tiles(request->site);
    if (!tiles || !tiles->url.n)
        return;
    map->tiles = tiles->url;
    map->tiles_by = tiles->by;
    map->tiles_from = tiles->host;
}

static result point_fill(struct request *request, struct place_map *map)
{
    struct ctx *ctx = request->ctx;
    struct report_place place;
    struct reporting reporting = reporting_open(ctx, request->db, request->board, request->now);
    result e = reporting_place(&reporting, (str){ 0 }, map->latitude.value, map->longitude.value, &place);
    if (e || !place.located.has_point)
        return e;
    map->found = located_words(ctx, &place.located);
    map->off = form_field(request, "off",
                          str_format(ctx->arena, "A place is marked: %.*s", STR_ARGS(map->found)));
    return form_option_add(ctx, &map->off, STR("yes"), STR("Take the mark off"));
}

result place_map_fill(struct request *request, struct place_map *map)
{
    const struct board *board = request->board;
    tiles_fill(request, map);
    map->has_map = board->areas || map->tiles.n;
    map->script = (struct url){ asset_path("where.js") };
    map->leaflet = asset_path("leaflet.js");
    map->style = asset_path("leaflet.css");
    if (board->areas)
        map->borders = str_format(request->ctx->arena, "/map/areas/%lld", (long long)board->areas_content);
    return point_fill(request, map);
}

void place_map_look(const struct request *request, const struct located *found, struct place_map *map)
{
    if (!found->has_point || request_form(request, "off").n)
        map->latitude.value = map->longitude.value = (str){ 0 };
}

void place_map_allow(const struct place_map *map, struct response *response)
{
    response->asks_place = true;
    response->tiles_from = map->tiles_from;
}
