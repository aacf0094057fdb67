// GET /areas.geojson: the areas on the map with their borders (RFC 7946), and how each promise made for them stands:
// what /areas/{area}.json has, for those who draw maps. Reports are not in it: pages show no more of a place than its
// area.
#include "web/pages.h"

#include "format/area_outline.h"
#include "format/json_write.h"
#include "store/fact.h"

enum { OUTLINE_BYTES = 2 << 20, DAY_TEXT_MAX = 32 };

struct drawing {
    struct ctx *ctx;
    const struct board *board;
};

static void day_put(struct json *json, const char *name, date day)
{
    struct buffer text = buffer_open(DAY_TEXT_MAX);
    if (!date_is_none(day))
        date_write(&text, day);
    if (text.n)
        json_put_str(json, name, buffer_str(&text));
    buffer_close(&text);
}

static void figure_put(struct json *json, const struct charter *c, const struct promise_entry *p)
{
    json_put_object(json, NULL);
    json_put_str(json, "charter", c->id);
    json_put_str(json, "promise", p->label);
    json_put_str(json, "title", p->title);
    json_put_str(json, "party", p->party);
    day_put(json, "period_start", p->span.from);
    day_put(json, "period_end", p->span.to);
    if (p->counts.n)
        json_put_str(json, "figure", p->counts);
    json_put_str(json, "state", str_from(p->mark.words ? p->mark.words : ""));
    json_put_end(json);
}

static void charter_put(struct ctx *ctx, struct json *json, const struct charter *c)
{
    for (size_t i = 0; i < c->promises.n; i++)
        if (is_in_lists(&c->promises.at[i])) {
            struct promise_entry entry = promise_entry_make(ctx, &c->promises.at[i]);
            figure_put(json, c, &entry);
        }
}

static void area_put(struct json *json, size_t area, void *with)
{
    const struct drawing *d = with;
    str name = d->board->places.at[area], code = areas_code(d->board->areas, area);
    str kind = areas_kind(d->board->areas, area);
    if (code.n)
        json_put_str(json, "code", code);
    if (kind.n)
        json_put_str(json, "kind", kind);
    json_put_str(json, "page", area_url(d->ctx, name).text);
    json_put_array(json, "figures");
    for (size_t i = 0; i < d->board->charters.n; i++)
        if (charter_covers(&d->board->charters.at[i], name))
            charter_put(d->ctx, json, &d->board->charters.at[i]);
    json_put_end(json);
}

// Where there are no boundaries, a collection of none.
static void empty_write(struct buffer *out)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "type", STR("FeatureCollection"));
    json_put_array(&json, "features");
    json_put_end(&json);
    json_put_end(&json);
}

result areas_map_show(struct request *request, struct response *response)
{
    const struct board *board = request->board;
    struct drawing drawing = { request->ctx, board };
    struct content_by_id_out content;
    bool is_found = false;
    response->type = STR("application/geo+json");
    result e = board->areas
        ? query_content_by_id(request->ctx, request->db,
                              &(struct content_by_id_in){ COMMUNITY_FIRST, board->areas_content }, &content,
                              &is_found)
        : OK;
    if (e)
        return e;
    if (is_found)
        return areas_outline(
            request->ctx,
            &(struct area_outline){ board->areas, content.body, OUTLINE_BYTES, area_put, &drawing },
            &response->body);
    empty_write(&response->body);
    return OK;
}
