// What a point is in words (/report/where/found), for the script of a page that takes one, and the borders that its map
// draws (/map/areas). Without a script none of it is asked for.
#include "web/report_form.h"
#include "web/site.h"

#include "format/area_outline.h"
#include "format/json_write.h"

enum { OUTLINE_BYTES = 200 << 10 }; // before it is compressed, which makes a fifth of it

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
    json_put_bool(&json, "is_known", located->is_known);
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
    const struct area_outline outline = { board->areas, content.body, OUTLINE_BYTES, NULL, NULL };
    return e ? e : areas_outline(request->ctx, &outline, &response->body);
}
