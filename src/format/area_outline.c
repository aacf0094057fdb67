#include "format/area_outline.h"

#include "format/json_objects.h"
#include "format/json_write.h"

#include <jansson.h>
#include <math.h>

enum { GRID_FINEST = 100000, GRID_COARSEST_BITS = 14, SHAPE_BYTES_MAX = 16 << 20, POINT_BYTES = 22 };

// A ring of one polygon of one area: positions in hundred-thousandths of a degree, about a metre.
struct ring {
    size_t area;
    bool is_first; // the outer one of its polygon
    int64_t *x, *y;
    size_t n;
};

struct ring_list {
    struct ring *at;
    size_t n, room;
    size_t n_points;
};

static result ring_take(struct ctx *ctx, json_t *positions, size_t area, bool is_first,
                        struct ring_list *rings)
{
    size_t n = json_array_size(positions);
    struct ring *ring = LIST_PUSH(ctx->arena, rings);
    int64_t *x = ARENA_ARRAY(ctx->arena, int64_t, n + 1), *y = ARENA_ARRAY(ctx->arena, int64_t, n + 1);
    if (!ring || !x || !y)
        return arena_fail(ctx);
    *ring = (struct ring){ area, is_first, x, y, n };
    rings->n_points += n;
    for (size_t i = 0; i < n; i++) {
        json_t *position = json_array_get(positions, i);
        x[i] = llround(json_number_value(json_array_get(position, 0)) * GRID_FINEST);
        y[i] = llround(json_number_value(json_array_get(position, 1)) * GRID_FINEST);
    }
    return OK;
}

static result polygon_take(struct ctx *ctx, json_t *polygon, size_t area, struct ring_list *rings)
{
    result e = OK;
    for (size_t i = 0; i < json_array_size(polygon) && !e; i++)
        e = ring_take(ctx, json_array_get(polygon, i), area, i == 0, rings);
    return e;
}

// areas_parse has said already what is wrong with a shape; here it is drawn as far as it goes.
static result feature_take(struct ctx *ctx, str bytes, size_t area, struct ring_list *rings)
{
    json_error_t error;
    json_t *feature = json_loadb(bytes.at, bytes.n, 0, &error);
    json_t *geometry = json_object_get(feature, "geometry");
    json_t *coordinates = json_object_get(geometry, "coordinates");
    const char *type = json_string_value(json_object_get(geometry, "type"));
    bool is_many = type && str_equal(str_from(type), STR("MultiPolygon"));
    result e = is_many ? OK : polygon_take(ctx, coordinates, area, rings);
    for (size_t i = 0; is_many && i < json_array_size(coordinates) && !e; i++)
        e = polygon_take(ctx, json_array_get(coordinates, i), area, rings);
    json_decref(feature);
    return e;
}

static result rings_read(struct ctx *ctx, str bytes, struct ring_list *rings)
{
    struct json_objects objects;
    str object;
    result e = OK;
    if (!json_objects_open(bytes, STR("features"), &objects))
        return OK;
    for (size_t area = 0;
         !e && json_objects_next(&objects, AREA_FEATURE_BYTES_MAX, &object) == JSON_STEP_OBJECT; area++)
        e = feature_take(ctx, object, area, rings);
    return e;
}

// The nearest multiple of a step.
static int64_t on_grid(int64_t value, int bits)
{
    int64_t step = (int64_t)1 << bits, half = step / 2;
    int64_t down = value >= 0 ? (value + half) / step : -((-value + half) / step);
    return down * step;
}

// The corners left of it on the grid, without its end, which is its beginning. In place.
static size_t ring_coarsen(struct ring *ring, int bits)
{
    size_t n = 0;
    for (size_t i = 0; i < ring->n; i++) {
        int64_t x = on_grid(ring->x[i], bits), y = on_grid(ring->y[i], bits);
        if (n && ring->x[n - 1] == x && ring->y[n - 1] == y)
            continue;
        ring->x[n] = x;
        ring->y[n] = y;
        n++;
    }
    while (n > 1 && ring->x[n - 1] == ring->x[0] && ring->y[n - 1] == ring->y[0])
        n--;
    ring->n = n;
    return n;
}

static void coarsen(struct ring_list *rings, int bits)
{
    rings->n_points = 0;
    for (size_t i = 0; i < rings->n; i++)
        rings->n_points += ring_coarsen(&rings->at[i], bits);
}

// Twice the area, positive against the clock, by the shoelace formula: of 360 by 180 degrees far from overflowing.
static int64_t ring_turn(const struct ring *ring)
{
    int64_t twice = 0;
    for (size_t i = 0; i < ring->n; i++) {
        size_t next = (i + 1) % ring->n;
        twice += ring->x[i] * ring->y[next] - ring->x[next] * ring->y[i];
    }
    return twice;
}

// The first corner stays the first.
static void ring_orient(struct ring *ring)
{
    bool is_right = ring->n < 3 || (ring_turn(ring) > 0) == ring->is_first;
    for (size_t a = 1, b = ring->n; !is_right && a + 1 < b; a++) {
        b--;
        int64_t x = ring->x[a], y = ring->y[a];
        ring->x[a] = ring->x[b];
        ring->y[a] = ring->y[b];
        ring->x[b] = x;
        ring->y[b] = y;
    }
}

static void degrees_write(struct buffer *out, int64_t value)
{
    int64_t size = value < 0 ? -value : value;
    buffer_print(out, "%s%lld.%05lld", value < 0 ? "-" : "", (long long)(size / GRID_FINEST),
                 (long long)(size % GRID_FINEST));
}

static void ring_write(struct buffer *out, const struct ring *ring)
{
    buffer_byte(out, '[');
    for (size_t i = 0; i <= ring->n; i++) { // RFC 7946 3.1.6: the last position is the first again
        buffer_add(out, i ? STR(",[") : STR("["));
        degrees_write(out, ring->x[i % ring->n]);
        buffer_byte(out, ',');
        degrees_write(out, ring->y[i % ring->n]);
        buffer_byte(out, ']');
    }
    buffer_byte(out, ']');
}

// The polygons of one area, from ring *i on, which is moved past them. Holes of an outer ring too small to be seen are
// left out with it.
static void area_write(struct buffer *out, const struct ring_list *rings, size_t *i)
{
    size_t area = rings->at[*i].area;
    bool is_open = false, has_one = false;
    buffer_byte(out, '[');
    for (; *i < rings->n && rings->at[*i].area == area; ++*i) {
        const struct ring *ring = &rings->at[*i];
        bool is_seen = ring->n >= 3;
        if (ring->is_first) {
            buffer_add(out, is_open ? STR("]") : STR(""));
            buffer_add(out, is_seen ? has_one ? STR(",[") : STR("[") : STR(""));
            is_open = is_seen;
            has_one |= is_seen;
        } else if (is_open && is_seen) {
            buffer_byte(out, ',');
        }
        if (is_open && is_seen)
            ring_write(out, ring);
    }
    buffer_add(out, is_open ? STR("]]") : STR("]"));
}

static result outline_write(struct ctx *ctx, const struct area_outline *outline,
                            const struct ring_list *rings, struct buffer *out)
{
    struct json json = json_put_open(out);
    const struct areas *areas = outline->areas;
    json_put_object(&json, NULL);
    json_put_str(&json, "type", STR("FeatureCollection"));
    json_put_array(&json, "features");
    for (size_t i = 0; i < rings->n;) {
        size_t area = rings->at[i].area;
        struct buffer shape = buffer_open(SHAPE_BYTES_MAX);
        area_write(&shape, rings, &i);
        json_put_object(&json, NULL);
        json_put_str(&json, "type", STR("Feature"));
        json_put_object(&json, "properties");
        str name = areas_name(areas, area);
        json_put_str(&json, "name", name.n ? name : areas_code(areas, area));
        if (outline->more)
            outline->more(&json, area, outline->with);
        json_put_end(&json);
        json_put_object(&json, "geometry");
        json_put_str(&json, "type", STR("MultiPolygon"));
        json_put_raw(&json, "coordinates", buffer_str(&shape));
        json_put_end(&json);
        json_put_end(&json);
        result e = buffer_check(ctx, &shape);
        buffer_close(&shape);
        if (e)
            return e;
    }
    json_put_end(&json);
    json_put_end(&json);
    return OK;
}

result areas_outline(struct ctx *ctx, const struct area_outline *outline, struct buffer *out)
{
    struct ring_list rings = { .n = 0 };
    result e = rings_read(ctx, outline->bytes, &rings);
    for (int bits = 0; !e && rings.n_points * POINT_BYTES > outline->most && bits <= GRID_COARSEST_BITS;
         bits++)
        coarsen(&rings, bits);
    if (!e)
        coarsen(&rings, 0); // where all of it was small: twice the same corner, and the end
    for (size_t i = 0; i < rings.n; i++)
        ring_orient(&rings.at[i]);
    return e ? e : outline_write(ctx, outline, &rings, out);
}
