#include "format/areas.h"

#include "base/utf8.h"
#include "format/area_shape.h"
#include "format/json_objects.h"
#include "format/names.h"

#include <jansson.h>

static const double POPULATION_MAX = 1e10;

enum { GRID_MAX = 512, CELLS_PER_AREA = 4, SHARES_PER_AREA = 16, INNER_ROWS_MAX = 256, SHARE_ROWS = 24 };

struct area {
    str code, name, kind;
    int64_t population; // -1 where it is not said
    struct area_shape shape;
};

struct areas {
    struct area *at;
    size_t n, room;
    double west, south, east, north; // of all of them
    size_t side;                     // the grid has side * side cells
    struct bins cells;
};

// One feature while it is read.
struct feature {
    struct ctx *ctx;
    str source;
    size_t number; // from 1
    struct area *area;
};

#define REFUSE(feature, ...) refuse(feature, str_format((feature)->ctx->arena, __VA_ARGS__))

static result refuse(const struct feature *f, str what)
{
    const struct area *a = f->area;
    str called = a && a->name.n ? a->name : a ? a->code : (str){ "", 0 };
    return fail_at(f->ctx, ERR_INPUT, f->source, (struct place){ 0 }, "feature %zu%s%.*s%s: %.*s", f->number,
                   called.n ? " ('" : "", STR_ARGS(called), called.n ? "')" : "", STR_ARGS(what));
}

// "wd23cd", "LSOA21CD": letters, the year of the edition, then CD or NM.
static bool is_statistics_key(str key, str ending)
{
    size_t letters = 0;
    while (letters < key.n && char_is_letter(key.at[letters]))
        letters++;
    return letters && key.n == letters + 4 && char_is_digit(key.at[letters]) &&
        char_is_digit(key.at[letters + 1]) && str_same_name(str_from_byte(key, letters + 2), ending);
}

// How well a property serves as code or name: 0 not at all, else the less the better.
static int key_rank(str key, bool is_code)
{
    static const str codes[] = { STR_INIT("code"), STR_INIT("area_code") },
                     names[] = { STR_INIT("name"), STR_INIT("area_name") };
    const str *words = is_code ? codes : names;
    for (int i = 0; i < 2; i++)
        if (str_same_name(key, words[i]))
            return i + 1;
    if (is_statistics_key(key, is_code ? STR("cd") : STR("nm")))
        return 3;
    return is_code && str_same_name(key, STR("id")) ? 4 : 0;
}

static str label_text(const struct feature *f, json_t *value)
{
    if (json_is_string(value))
        return name_fold(
            f->ctx->arena,
            str_copy(f->ctx->arena, (str){ json_string_value(value), json_string_length(value) }));
    if (json_is_integer(value))
        return str_format(f->ctx->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return (str){ "", 0 };
}

static str kind_find(const struct feature *f, json_t *feature)
{
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(feature, "properties"), key,
                        value) if (str_same_name(str_from(key), STR("kind"))) return label_text(f, value);
    return (str){ 0 };
}

static int64_t population_find(json_t *feature)
{
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(feature, "properties"), key,
                        value) if (str_same_name(str_from(key), STR("population")) && json_is_number(value))
    {
        double people = json_number_value(value);
        return people > 0 && people < POPULATION_MAX ? (int64_t)people : -1;
    }
    return -1;
}

static str label_find(const struct feature *f, json_t *feature, bool is_code)
{
    const char *key;
    json_t *value, *best = is_code ? json_object_get(feature, "id") : NULL;
    int best_rank = 5;
    json_object_foreach(json_object_get(feature, "properties"), key, value)
    {
        int rank = key_rank(str_from(key), is_code);
        if (rank && rank < best_rank && (json_is_string(value) || json_is_integer(value))) {
            best = value;
            best_rank = rank;
        }
    }
    return best ? label_text(f, best) : (str){ "", 0 };
}

// Longitude and latitude; what stands behind them (a height) is not read.
static result position_read(const struct feature *f, json_t *position, double *x, double *y)
{
    json_t *longitude = json_array_get(position, 0), *latitude = json_array_get(position, 1);
    if (!json_is_number(longitude) || !json_is_number(latitude))
        return REFUSE(f, "a position is not two numbers");
    *x = json_number_value(longitude);
    *y = json_number_value(latitude);
    if (!(*x >= -180 && *x <= 180 && *y >= -90 && *y <= 90))
        return REFUSE(
            f,
            "the position %g, %g is not longitude and latitude in degrees: save the file in WGS 84 (EPSG:4326)",
            *x, *y);
    return OK;
}

// RFC 7946 3.1.6: four positions or more, the last the same as the first.
static result ring_read(const struct feature *f, json_t *ring)
{
    size_t n = json_array_size(ring);
    double first_x, first_y, x, y;
    if (n < 4)
        return REFUSE(f, "a ring has %zu positions: it needs four or more", n);
    result e = position_read(f, json_array_get(ring, 0), &first_x, &first_y);
    double last_x = first_x, last_y = first_y;
    for (size_t i = 1; !e && i < n; i++) {
        e = position_read(f, json_array_get(ring, i), &x, &y);
        if (e)
            return e;
        area_shape_add(&f->area->shape, last_x, last_y, x, y);
        last_x = x;
        last_y = y;
    }
    bool is_closed = last_x == first_x && last_y == first_y;
    if (!e && !is_closed)
        return REFUSE(f, "a ring does not end where it begins");
    return e;
}

static result polygon_read(const struct feature *f, json_t *polygon)
{
    if (!json_array_size(polygon))
        return REFUSE(f, "a polygon has no ring");
    result e = OK;
    for (size_t i = 0; !e && i < json_array_size(polygon); i++)
        e = ring_read(f, json_array_get(polygon, i));
    return e;
}

static size_t polygon_positions(json_t *polygon)
{
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(polygon); i++)
        n += json_array_size(json_array_get(polygon, i));
    return n;
}

static result polygons_read(const struct feature *f, json_t *polygons)
{
    size_t room = 0;
    for (size_t i = 0; i < json_array_size(polygons); i++)
        room += polygon_positions(json_array_get(polygons, i));
    if (!json_array_size(polygons))
        return REFUSE(f, "it has no polygon");
    if (!area_shape_open(f->ctx->arena, &f->area->shape, room))
        return arena_fail(f->ctx);
    result e = OK;
    for (size_t i = 0; !e && i < json_array_size(polygons); i++)
        e = polygon_read(f, json_array_get(polygons, i));
    if (!e && !area_shape_close(f->ctx->arena, &f->area->shape))
        return arena_fail(f->ctx);
    return e;
}

static result geometry_read(const struct feature *f, json_t *geometry)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    json_t *coordinates = json_object_get(geometry, "coordinates");
    if (type && str_equal(str_from(type), STR("MultiPolygon")))
        return polygons_read(f, coordinates);
    if (!type || !str_equal(str_from(type), STR("Polygon")))
        return REFUSE(f, "its shape is %s%s%s: an area is a Polygon or a MultiPolygon",
                      type ? "a '" : "missing", type ? type : "", type ? "'" : "");
    json_t *one = json_array(); // a MultiPolygon of one
    if (!one || json_array_append(one, coordinates)) {
        json_decref(one);
        return REFUSE(f, "it has no polygon");
    }
    result e = polygons_read(f, one);
    json_decref(one);
    return e;
}

static result feature_read(struct feature *f, str bytes)
{
    json_error_t error;
    json_t *feature = json_loadb(bytes.at, bytes.n, JSON_REJECT_DUPLICATES, &error);
    if (!feature)
        return REFUSE(f, "it can't be read as JSON: %s", error.text);
    f->area->code = label_find(f, feature, true);
    f->area->population = population_find(feature);
    f->area->kind = kind_find(f, feature);
    f->area->name = label_find(f, feature, false);
    result e = arena_is_full(f->ctx->arena) ? arena_fail(f->ctx) : OK;
    if (!e && !f->area->code.n && !f->area->name.n)
        e = REFUSE(f, "it has neither code nor name: give it a property 'code' or 'name'");
    if (!e)
        e = geometry_read(f, json_object_get(feature, "geometry"));
    json_decref(feature);
    return e;
}

static result features_read(struct ctx *ctx, str source, str bytes, struct areas *areas)
{
    struct json_objects objects;
    struct feature f = { .ctx = ctx, .source = source };
    if (!json_objects_open(bytes, STR("features"), &objects))
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 },
                       "this is not GeoJSON with areas: a FeatureCollection with 'features' is needed");
    for (;;) {
        str object;
        enum json_step step = json_objects_next(&objects, AREA_FEATURE_BYTES_MAX, &object);
        if (step == JSON_STEP_END)
            return OK;
        f.number++;
        f.area = NULL;
        if (step == JSON_STEP_TOO_LARGE)
            return REFUSE(&f, "it is larger than %d MB", AREA_FEATURE_BYTES_MAX / 1000000);
        if (step != JSON_STEP_OBJECT)
            return step == JSON_STEP_CUT ? REFUSE(&f, "the file ends before it does")
                                         : REFUSE(&f, "it is no feature");
        f.area = LIST_PUSH(ctx->arena, areas);
        result e = f.area ? feature_read(&f, object) : arena_fail(ctx);
        if (e)
            return e;
    }
}

static size_t cell_of(double at, double from, double to, size_t side)
{
    double cell = to > from ? (at - from) / (to - from) * (double)side : 0;
    return cell >= (double)side ? side - 1 : cell > 0 ? (size_t)cell : 0;
}

// The cells that an area's box reaches into.
struct span_of_cells {
    size_t x0, x1, y0, y1;
};

static struct span_of_cells cells_of(const struct areas *areas, const struct area_shape *s, size_t side)
{
    return (struct span_of_cells){
        cell_of(s->west, areas->west, areas->east, side),
        cell_of(s->east, areas->west, areas->east, side),
        cell_of(s->south, areas->south, areas->north, side),
        cell_of(s->north, areas->south, areas->north, side),
    };
}

static size_t shares_count(const struct areas *areas, size_t side)
{
    size_t n = 0;
    for (size_t i = 0; i < areas->n; i++) {
        struct span_of_cells c = cells_of(areas, &areas->at[i].shape, side);
        n += (c.x1 - c.x0 + 1) * (c.y1 - c.y0 + 1);
    }
    return n;
}

static void box_find(struct areas *areas)
{
    areas->west = 180, areas->south = 90, areas->east = -180, areas->north = -90;
    for (size_t i = 0; i < areas->n; i++) {
        const struct area_shape *s = &areas->at[i].shape;
        areas->west = s->west < areas->west ? s->west : areas->west;
        areas->south = s->south < areas->south ? s->south : areas->south;
        areas->east = s->east > areas->east ? s->east : areas->east;
        areas->north = s->north > areas->north ? s->north : areas->north;
    }
}

// Areas that lie over each other fill many cells: a coarser grid then.
static size_t side_choose(const struct areas *areas)
{
    size_t side = 1;
    while (side * side < areas->n * CELLS_PER_AREA && side < GRID_MAX)
        side++;
    while (side > 1 && shares_count(areas, side) > areas->n * SHARES_PER_AREA)
        side /= 2;
    return side;
}

static result grid_build(struct ctx *ctx, struct areas *areas)
{
    box_find(areas);
    areas->side = side_choose(areas);
    if (!bins_open(ctx->arena, &areas->cells, areas->side * areas->side))
        return arena_fail(ctx);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < areas->n; i++) {
            struct span_of_cells c = cells_of(areas, &areas->at[i].shape, areas->side);
            for (size_t cell = c.y0 * areas->side; cell <= c.y1 * areas->side; cell += areas->side)
                for (size_t x = c.x0; x <= c.x1; x++)
                    round ? bins_put(&areas->cells, cell + x, i) : bins_count(&areas->cells, cell + x);
        }
        if (!round && !bins_ready(ctx->arena, &areas->cells))
            return arena_fail(ctx);
    }
    return OK;
}

result areas_parse(struct ctx *ctx, str source, str bytes, struct areas **out)
{
    struct areas *areas = ARENA_NEW(ctx->arena, struct areas);
    if (!areas)
        return arena_fail(ctx);
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from_byte(bytes, 3);
    if (!str_trim(bytes).n)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 }, "the file is empty");
    if (utf8_invalid_at(bytes) < bytes.n)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 },
                       "the file is not UTF-8, as GeoJSON must be");
    result e = features_read(ctx, source, bytes, areas);
    if (!e && !areas->n)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 },
                       "the file has no areas: 'features' is empty");
    *out = areas;
    return e ? e : grid_build(ctx, areas);
}

size_t areas_count(const struct areas *areas)
{
    return areas->n;
}

str areas_kind(const struct areas *areas, size_t i)
{
    return areas->at[i].kind;
}

int64_t areas_population(const struct areas *areas, size_t i)
{
    return areas->at[i].population;
}

str areas_code(const struct areas *areas, size_t i)
{
    return areas->at[i].code;
}

str areas_name(const struct areas *areas, size_t i)
{
    return areas->at[i].name;
}

int64_t areas_find(const struct areas *areas, double latitude, double longitude)
{
    if (!(longitude >= areas->west && longitude <= areas->east && latitude >= areas->south &&
          latitude <= areas->north))
        return -1; // not a number ends here too
    size_t x = cell_of(longitude, areas->west, areas->east, areas->side);
    size_t y = cell_of(latitude, areas->south, areas->north, areas->side);
    size_t cell = y * areas->side + x;
    for (uint32_t i = areas->cells.starts[cell]; i < areas->cells.starts[cell + 1]; i++)
        if (area_shape_holds(&areas->at[areas->cells.items[i]].shape, longitude, latitude))
            return (int64_t)areas->cells.items[i];
    return -1;
}

bool areas_holds(const struct areas *areas, size_t i, double latitude, double longitude)
{
    return area_shape_holds(&areas->at[i].shape, longitude, latitude);
}

static double box_size(const struct area_shape *s)
{
    return (s->east - s->west) * (s->north - s->south);
}

// Into its place: of two of one size the first of the file goes first.
static void found_put(const struct areas *areas, size_t *found, size_t n, size_t area)
{
    double size = box_size(&areas->at[area].shape);
    for (; n > 0 && box_size(&areas->at[found[n - 1]].shape) > size; n--)
        found[n] = found[n - 1];
    found[n] = area;
}

size_t areas_all(const struct areas *areas, double latitude, double longitude, size_t *found, size_t room)
{
    size_t n = 0;
    if (!(longitude >= areas->west && longitude <= areas->east && latitude >= areas->south &&
          latitude <= areas->north))
        return 0;
    size_t cell = cell_of(latitude, areas->south, areas->north, areas->side) * areas->side +
        cell_of(longitude, areas->west, areas->east, areas->side);
    for (uint32_t i = areas->cells.starts[cell]; i < areas->cells.starts[cell + 1] && n < room; i++)
        if (area_shape_holds(&areas->at[areas->cells.items[i]].shape, longitude, latitude))
            found_put(areas, found, n++, areas->cells.items[i]);
    return n;
}

// The middle of its box, else the first of ever finer rows of points.
bool areas_inner(const struct areas *areas, size_t i, double *latitude, double *longitude)
{
    const struct area_shape *s = &areas->at[i].shape;
    for (int rows = 1; rows <= INNER_ROWS_MAX; rows *= 2)
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < rows; x++) {
                *latitude = s->south + (s->north - s->south) * (y + 0.5) / rows;
                *longitude = s->west + (s->east - s->west) * (x + 0.5) / rows;
                if (area_shape_holds(s, *longitude, *latitude))
                    return true;
            }
    return false;
}

bool areas_same_border(const struct areas *a, size_t i, const struct areas *b, size_t k)
{
    const struct area_shape *x = &a->at[i].shape, *y = &b->at[k].shape;
    if (x->n != y->n)
        return false;
    for (size_t n = 0; n < x->n; n++) {
        const struct edge *p = &x->edges[n], *q = &y->edges[n];
        if (p->x0 != q->x0 || p->y0 != q->y0 || p->x1 != q->x1 || p->y1 != q->y1)
            return false;
    }
    return true;
}

bool areas_boxes_meet(const struct areas *areas, size_t i, size_t k)
{
    const struct area_shape *a = &areas->at[i].shape, *b = &areas->at[k].shape;
    return a->west < b->east && b->west < a->east && a->south < b->north && b->south < a->north;
}

void areas_share(const struct areas *areas, size_t i, size_t other, int64_t *inside, int64_t *shared)
{
    const struct area_shape *s = &areas->at[i].shape;
    *inside = *shared = 0;
    for (int y = 0; y < SHARE_ROWS; y++)
        for (int x = 0; x < SHARE_ROWS; x++) {
            double latitude = s->south + (s->north - s->south) * (y + 0.5) / SHARE_ROWS;
            double longitude = s->west + (s->east - s->west) * (x + 0.5) / SHARE_ROWS;
            if (!area_shape_holds(s, longitude, latitude))
                continue;
            ++*inside;
            *shared += areas_holds(areas, other, latitude, longitude);
        }
}
