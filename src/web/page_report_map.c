// Giving the place of a report by a pin or by where the device is: what the page "where" tells its script, what a point
// is in words (/report/where/found), and the borders that the map draws (/map/areas). Without a script none of it is
// asked for, and words alone do.
#include "web/assets.h"
#include "web/report_form.h"
#include "web/site.h"
#include "web/tiles.h"

#include "format/area_outline.h"
#include "format/json_write.h"

enum { OUTLINE_BYTES = 200 << 10 }; // before it is compressed, which makes a fifth of it

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

static result point_fill(const struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    struct report_place place;
    result e = reporting_place(&form->reporting, (str){ 0 }, page->latitude.value, page->longitude.value,
                               &place);
    if (e || !place.located.has_point)
        return e;
    page->map.found = located_words(ctx, &place.located);
    page->off = form_field(form->request, "off",
                           str_format(ctx->arena, "A place is marked: %.*s", STR_ARGS(page->map.found)));
    return form_option_add(ctx, &page->off, STR("yes"), STR("Take the mark off"));
}

result report_map_fill(const struct report_form *form, struct report_page *page)
{
    const struct request *request = form->request;
    const struct board *board = request->board;
    struct place_map *map = &page->map;
    tiles_fill(request, map);
    map->has_map = board->areas || map->tiles.n;
    map->script = (struct url){ asset_path("where.js") };
    map->leaflet = asset_path("leaflet.js");
    map->style = asset_path("leaflet.css");
    if (board->areas)
        map->borders = str_format(request->ctx->arena, "/map/areas/%lld", (long long)board->areas_content);
    return point_fill(form, page);
}

result report_found_show(struct request *request, struct response *response)
{
    response_see(request, response, (struct url){ STR("/report/where") });
    return OK;
}

// The point itself where there is one, else that of the postcode: nothing of it is kept, and it is in no address.
static void found_write(struct ctx *ctx, const struct located *located, struct buffer *out)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "words", located_words(ctx, located));
    if (located->has_point) {
        json_put_raw(&json, "latitude", str_format(ctx->arena, "%.6f", located->latitude));
        json_put_raw(&json, "longitude", str_format(ctx->arena, "%.6f", located->longitude));
    }
    json_put_end(&json);
}

result report_found_send(struct request *request, struct response *response)
{
    struct report_place place;
    struct reporting reporting = reporting_open(request->ctx, request->db, request->board, request->now);
    str typed = request_form(request, "place");
    typed = typed.n > REPORT_WORDS_MAX ? (str){ 0 } : typed;
    result e = reporting_place(&reporting, typed, request_form(request, "latitude"),
                               request_form(request, "longitude"), &place);
    response->type = STR("application/json");
    response->is_unkept = true;
    if (!e)
        found_write(request->ctx, &place.located, &response->body);
    return e;
}

// By the number of the file they are of, so that a browser may keep them.
result map_areas_show(struct request *request, struct response *response)
{
    const struct board *board = request->board;
    struct content_by_id_out content;
    int64_t id;
    bool is_found;
    if (!board->areas || !str_to_int(request_parameter(request, "content"), &id) ||
        id != board->areas_content)
        return fail(request->ctx, ERR_MISSING, "there are no such borders");
    result e = query_content_by_id(request->ctx, request->db,
                                   &(struct content_by_id_in){ COMMUNITY_FIRST, id }, &content, &is_found);
    if (!e && !is_found)
        e = fail(request->ctx, ERR_MISSING, "there are no such borders");
    response->type = STR("application/geo+json");
    response->is_immutable = true;
    return e ? e : areas_outline(request->ctx, board->areas, content.body, OUTLINE_BYTES, &response->body);
}
