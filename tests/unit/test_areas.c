// Areas: what a point falls in, what a file must have, and every postcode of a real district in its own ward.
#include "base/buffer.h"
#include "base/file.h"
#include "format/area_outline.h"
#include "format/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEATURES(list) "{\"type\":\"FeatureCollection\",\"features\":[" list "]}"
#define FEATURE(properties, geometry)                                                                        \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":" geometry "}"
#define POLYGON(rings) "{\"type\":\"Polygon\",\"coordinates\":[" rings "]}"
#define BOX(w, s, e, n) "[[" #w "," #s "],[" #e "," #s "],[" #e "," #n "],[" #w "," #n "],[" #w "," #s "]]"
#define NAMED(name, rings) FEATURE("\"name\":\"" name "\"", POLYGON(rings))

static struct ctx ctx_open(void)
{
    return (struct ctx){ .arena = arena_open((size_t)256 << 20) };
}

static struct areas *parsed(struct ctx *ctx, const char *text)
{
    struct areas *areas = NULL;
    if (areas_parse(ctx, STR("a.json"), str_from(text), &areas))
        fail_msg("%s", ctx->error.text);
    return areas;
}

static const struct {
    const char *text, *error, *note;
} REFUSALS[] = {
    { "", "the file is empty", "nothing" },
    { "\xEF\xBB\xBF\n", "the file is empty", "a mark" },
    { "{\"a\":\"\xFF\"}", "the file is not UTF-8, as GeoJSON must be", "not UTF-8" },
    { "[]", "this is not GeoJSON with areas: a FeatureCollection with 'features' is needed", "a list" },
    { "{\"features\":5}", "this is not GeoJSON with areas: a FeatureCollection with 'features' is needed",
      "no list" },
    { FEATURES(""), "the file has no areas: 'features' is empty", "no features" },
    { FEATURES("5"), "feature 1: it is no feature", "a number" },
    { "{\"features\":[{\"a\":[", "feature 1: the file ends before it does", "cut in half" },
    { FEATURES("{\"a\":1,}"), "feature 1: it can't be read as JSON: string or '}' expected near '}'",
      "no JSON" },
    { FEATURES(FEATURE("\"Name\":\"\"", POLYGON(BOX(0, 0, 1, 1)))),
      "feature 1: it has neither code nor name: give it a property 'code' or 'name'", "no name" },
    { FEATURES(NAMED("A", BOX(0, 0, 1, 1)) "," FEATURE("\"name\":\"B\"", "null")),
      "feature 2 ('B'): its shape is missing: an area is a Polygon or a MultiPolygon", "no shape" },
    { FEATURES(FEATURE("\"code\":7", "{\"type\":\"Point\",\"coordinates\":[1,2]}")),
      "feature 1 ('7'): its shape is a 'Point': an area is a Polygon or a MultiPolygon", "a point" },
    { FEATURES(FEATURE("\"name\":\"A\"", "{\"type\":\"Polygon\"}")), "feature 1 ('A'): it has no polygon",
      "no coordinates" },
    { FEATURES(NAMED("A", "")), "feature 1 ('A'): a polygon has no ring", "no ring" },
    { FEATURES(NAMED("A", "[]")), "feature 1 ('A'): a ring has 0 positions: it needs four or more",
      "an empty ring" },
    { FEATURES(NAMED("A", "[[0,0],[1,0],[0,0]]")),
      "feature 1 ('A'): a ring has 3 positions: it needs four or "
      "more",
      "a flat ring" },
    { FEATURES(NAMED("A", "[[0,0],[1,0],[1,1],[0,1]]")),
      "feature 1 ('A'): a ring does not end where it "
      "begins",
      "an open ring" },
    { FEATURES(NAMED("A", "[[0,0],[1,0],[1,\"x\"],[0,0]]")), "feature 1 ('A'): a position is not two numbers",
      "a word" },
    { FEATURES(NAMED("A", "[[0,0],[1],[1,1],[0,0]]")), "feature 1 ('A'): a position is not two numbers",
      "one number" },
    { FEATURES(NAMED("A", BOX(385000, 393000, 386000, 394000))),
      "feature 1 ('A'): the position 385000, 393000 is not longitude and latitude in degrees: save the file in "
      "WGS 84 (EPSG:4326)",
      "metres of the national grid" },
    { FEATURES(NAMED("A", "[[0,0],[1e999,0],[1,1],[0,0]]")),
      "feature 1: it can't be read as JSON: real number overflow near '1e999'", "out of all range" },
    { FEATURES(NAMED("A", "[[0,0],[NaN,0],[1,1],[0,0]]")),
      "feature 1: it can't be read as JSON: invalid token "
      "near 'NaN'",
      "NaN" },
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof REFUSALS[0]; i++) {
        struct ctx ctx = ctx_open();
        struct areas *areas;
        if (areas_parse(&ctx, STR("a.json"), str_from(REFUSALS[i].text), &areas) != ERR_INPUT)
            fail_msg("%s: taken", REFUSALS[i].note);
        if (!str_equal(str_from(ctx.error.text), str_from(REFUSALS[i].error)))
            fail_msg("%s: %s", REFUSALS[i].note, ctx.error.text);
        arena_close(ctx.arena);
    }
}

static void test_depth(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct buffer text = buffer_open(1 << 22);
    struct areas *areas;
    buffer_print(&text, "{\"features\":[{\"a\":");
    buffer_repeat(&text, '[', 1000000);
    buffer_repeat(&text, ']', 1000000);
    buffer_print(&text, "}]}");
    assert_int_equal(areas_parse(&ctx, STR("a"), buffer_str(&text), &areas), ERR_INPUT);
    assert_string_equal(ctx.error.text,
                        "feature 1: it can't be read as JSON: maximum parsing depth reached "
                        "near '['");
    buffer_close(&text);
    arena_close(ctx.arena);
}

static const struct {
    const char *properties, *code, *name;
} LABELS[] = {
    { "\"code\":\"E1\",\"name\":\"North  End\"", "E1", "North End" },
    { "\"id\":4,\"NAME\":\"N\",\"Area_Code\":\"E2\",\"wd23cd\":\"E3\"", "E2", "N" },
    { "\"id\":4,\"LSOA21CD\":\"E3\",\"LSOA21NM\":\"L\",\"LSOA21NMW\":\"Ll\"", "E3", "L" },
    { "\"ward\":\"x\",\"id\":12", "12", "" },
    { "\"area_name\":\"N\",\"wd23nm\":\"M\",\"code\":null", "f1", "N" },
    { "\"21cd\":\"no\",\"wdcd\":\"no\",\"wd231cd\":\"no\",\"name\":\"N\"", "f1", "N" },
};

static void test_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LABELS / sizeof LABELS[0]; i++) {
        struct ctx ctx = ctx_open();
        struct buffer text = buffer_open(1 << 16);
        struct areas *areas;
        buffer_print(&text,
                     "{\"features\":[{\"type\":\"Feature\",\"id\":\"f1\",\"properties\":{%s},"
                     "\"geometry\":%s}]}",
                     LABELS[i].properties, POLYGON(BOX(0, 0, 1, 1)));
        assert_int_equal(areas_parse(&ctx, STR("a"), buffer_str(&text), &areas), OK);
        if (!str_equal(areas_code(areas, 0), str_from(LABELS[i].code)) ||
            !str_equal(areas_name(areas, 0), str_from(LABELS[i].name)))
            fail_msg("%s: '%.*s' '%.*s'", LABELS[i].properties, STR_ARGS(areas_code(areas, 0)),
                     STR_ARGS(areas_name(areas, 0)));
        buffer_close(&text);
        arena_close(ctx.arena);
    }
}

// A in the west, B in the east, C above both; a hole in B with an island D; E far off, in two parts.
static const char MAP[] = FEATURES(
    NAMED("A", BOX(0, 0, 2, 2)) "," NAMED("B", BOX(2, 0, 8, 2) "," BOX(4, 0.5, 6, 1.5)) "," NAMED(
        "C",
        BOX(0, 2, 8,
            4)) "," NAMED("D",
                          BOX(4.5, 0.75, 5.5,
                              1.25)) "," FEATURE("\"name\":\"E\"",
                                                 "{\"type\":\"MultiPolygon\",\"coordinates\":[[" BOX(
                                                     20, 0, 21,
                                                     1) "],[" BOX(22, 0, 23,
                                                                  1) "]]}") "," NAMED("F", BOX(0, 0, 8, 4)));

static const struct {
    double longitude, latitude;
    const char *name, *note;
} POINTS[] = {
    { 1, 1, "A", "inside" },
    { 3, 1, "B", "inside, beside the hole" },
    { 4.2, 1, "F", "in the hole" },
    { 5, 1, "D", "on the island" },
    { 2, 1, "B", "the border between west and east is the east's" },
    { 1, 2, "C", "the border between south and north is the north's" },
    { 2, 2, "C", "where three meet" },
    { 0, 0, "A", "the south-west corner" },
    { 8, 1, "", "the eastern rim is outside" },
    { 4, 1, "F", "the western rim of the hole is the hole's" },
    { 6, 1, "B", "and its eastern rim the area's" },
    { 20.5, 0.5, "E", "the first part" },
    { 21.5, 0.5, "", "between the parts" },
    { 22.5, 0.5, "E", "the second part" },
    { -1, 1, "", "west of all" },
    { 1, 90, "", "north of all" },
};

static void test_points(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct areas *areas = parsed(&ctx, MAP);
    for (size_t i = 0; i < sizeof POINTS / sizeof POINTS[0]; i++) {
        int64_t found = areas_find(areas, POINTS[i].latitude, POINTS[i].longitude);
        str name = found < 0 ? STR("") : areas_name(areas, (size_t)found);
        if (!str_equal(name, str_from(POINTS[i].name)))
            fail_msg("%s: '%.*s'", POINTS[i].note, STR_ARGS(name));
    }
    assert_int_equal(areas_find(areas, NAN, 1), -1);
    assert_int_equal(areas_find(areas, 1, NAN), -1);
    assert_int_equal(areas_find(areas, INFINITY, INFINITY), -1);
    arena_close(ctx.arena);
}

// A plane cut into triangles that share every border: whatever point, on a corner or a border or between, falls in
// exactly one.
static void test_one_of_all(void **state)
{
    (void)state;
    enum { SIDE = 12 };
    struct ctx ctx = ctx_open();
    struct buffer text = buffer_open(1 << 20);
    struct areas *areas;
    buffer_print(&text, "{\"features\":[");
    for (int i = 0; i < SIDE * SIDE; i++) {
        double x = i % SIDE, y = i / SIDE,
               k = 0.1; // 0.1 has no exact double: corners are where rounding puts them
        buffer_print(&text,
                     "%s"
                     "{\"properties\":{\"id\":%d},\"geometry\":{\"type\":\"Polygon\","
                     "\"coordinates\":[[[%.17g,%.17g],[%.17g,%.17g],"
                     "[%.17g,%.17g],[%.17g,%.17g]]]}},",
                     i ? "," : "", i, x * k, y * k, (x + 1) * k, (y + 1) * k, x * k, (y + 1) * k, x * k,
                     y * k);
        buffer_print(&text,
                     "{\"properties\":{\"id\":%d},\"geometry\":{\"type\":\"Polygon\","
                     "\"coordinates\":[[[%.17g,%.17g],[%.17g,%.17g],"
                     "[%.17g,%.17g],[%.17g,%.17g]]]}}",
                     i, x * k, y * k, (x + 1) * k, y * k, (x + 1) * k, (y + 1) * k, x * k, y * k);
    }
    buffer_print(&text, "]}");
    assert_int_equal(areas_parse(&ctx, STR("a"), buffer_str(&text), &areas), OK);
    for (int i = 0; i < SIDE * 8; i++) {
        for (int j = 0; j < SIDE * 8; j++) {
            double x = i / 8.0 * 0.1, y = j / 8.0 * 0.1;
            int holders = 0;
            for (size_t a = 0; a < areas_count(areas); a++)
                holders += areas_holds(areas, a, y, x);
            if (holders != 1)
                fail_msg("%.17g %.17g is in %d areas", x, y, holders);
            assert_true(areas_holds(areas, (size_t)areas_find(areas, y, x), y, x));
        }
    }
    buffer_close(&text);
    arena_close(ctx.arena);
}

static str data(struct ctx *ctx, const char *name)
{
    char path[1024];
    str bytes = { 0 };
    const char *folder = getenv("WARDMOTE_DATA");
    snprintf(path, sizeof path, "%s/geography/trafford/%s", folder ? folder : "../shared/data", name);
    if (file_exists(path) && file_read(ctx, path, (size_t)64 << 20, &bytes))
        fail_msg("%s: %s", path, ctx->error.text);
    if (!bytes.n) {
        arena_close(ctx->arena);
        skip();
    }
    return bytes;
}

// Postcodes of the file, those in exactly one area, and those whose own area the file says it is.
struct tally {
    int postcodes, in_one, in_own;
    char others[2000]; // those that fall in another: "M33 4AA E05015239 E05015246; "
};

static struct tally postcodes_place(struct ctx *ctx, const struct areas *areas, str postcodes,
                                    size_t own_column)
{
    struct tally t = { 0 };
    struct csv csv;
    assert_int_equal(csv_open(ctx, postcodes, ',', &csv), OK);
    assert_true(csv_next(&csv)); // the header
    while (csv_next(&csv)) {
        double longitude, latitude;
        int holders = 0;
        assert_true(csv.n == 12 && str_to_double(csv.fields[10].raw, &longitude) &&
                    str_to_double(csv.fields[11].raw, &latitude));
        for (size_t a = 0; a < areas_count(areas); a++)
            holders += areas_holds(areas, a, latitude, longitude);
        int64_t found = areas_find(areas, latitude, longitude);
        assert_true((found >= 0) == (holders > 0));
        t.postcodes++;
        t.in_one += holders == 1;
        bool is_own = found >= 0 && str_equal(areas_code(areas, (size_t)found), csv.fields[own_column].raw);
        size_t all[8], n_all = areas_all(areas, latitude, longitude, all, 8), n = strlen(t.others);
        assert_int_equal(n_all, holders);
        assert_true(found < 0 || all[0] == (size_t)found);
        t.in_own += is_own;
        if (!is_own)
            snprintf(t.others + n, sizeof t.others - n, "%.*s %.*s %.*s; ", STR_ARGS(csv.fields[0].raw),
                     STR_ARGS(csv.fields[own_column].raw),
                     STR_ARGS(found < 0 ? STR("none") : areas_code(areas, (size_t)found)));
    }
    return t;
}

// The file names each postcode's ward and small area by the full border; these polygons are generalised, so that 2
// postcodes within 6 metres of a ward's border and 39 within 7 of a small area's fall on its other side. A separate
// count (rays, without an index) finds the same ones.
static void test_trafford(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t column;
        struct tally expected;
        const char *others; // postcode, the ward that the file says, the ward whose border it lies in
    } vintages[] = {
        { "ward__2023__trafford_ward_generalised.geojson",
          1,
          { 11264, 11264, 11262, "" },
          "M16 9BT E05015253 E05015247; WA14 2UE E05015248 E05015241; " },
        { "ward__2017__trafford_ward_generalised.geojson", 1, { 11264, 11264, 0, "" }, NULL },
        // an older edition has other codes
        { "lsoa__2021__trafford_lsoa_generalised.geojson", 5, { 11264, 11264, 11225, "" }, NULL },
    };
    for (size_t i = 0; i < sizeof vintages / sizeof vintages[0]; i++) {
        struct ctx ctx = ctx_open();
        struct areas *areas;
        str postcodes = data(&ctx, "postcodes__trafford_postcodes.csv");
        assert_int_equal(areas_parse(&ctx, STR("t"), data(&ctx, vintages[i].file), &areas), OK);
        struct tally t = postcodes_place(&ctx, areas, postcodes, vintages[i].column);
        struct tally expected = vintages[i].expected;
        if (t.postcodes != expected.postcodes || t.in_one != expected.in_one || t.in_own != expected.in_own)
            fail_msg("%s: %d postcodes, %d in one area, %d in their own", vintages[i].file, t.postcodes,
                     t.in_one, t.in_own);
        if (vintages[i].others)
            assert_string_equal(t.others, vintages[i].others);
        arena_close(ctx.arena);
    }
}

// Two areas with a corner of one border at 0.30004 and 0.30006, and a hole in the first too small for a coarse grid.
#define SIDE_BY_SIDE                                                                                         \
    FEATURES(NAMED(                                                                                          \
        "A",                                                                                                 \
        "[[0,0],[0.3,0],[0.30004,0.15],[0.3,0.3],[0,0.3],[0,0]],[[0.1,0.1],[0.10002,0.1],"                   \
        "[0.1,0.10002],[0.1,0.1]]") "," NAMED("B",                                                           \
                                              "[[0.3,0.3],[0.30004,0.15],[0.3,0],[0.6,0],[0.6,0.3],[0.3,0.3]]"))

static str outlined(struct ctx *ctx, const char *text, size_t most)
{
    struct buffer out = buffer_open(1 << 20);
    char *from = NULL;
    size_t n = 0;
    assert_int_equal(
        areas_outline(ctx, &(struct area_outline){ parsed(ctx, text), str_from(text), most, NULL, NULL },
                      &out),
        OK);
    char *at = arena_alloc(ctx->arena, out.n + 1, 1);
    assert_non_null(at);
    for (from = out.at; from < out.at + out.n; from++) // without the indents
        if (*from != ' ' && *from != '\n')
            at[n++] = *from;
    buffer_close(&out);
    return (str){ at, n };
}

static void test_outline(void **state)
{
    (void)state;
    static const struct {
        size_t most;
        const char *a, *b, *note;
    } cases[] = {
        { 1 << 20,
          "[[[[0.00000,0.00000],[0.30000,0.00000],[0.30004,0.15000],[0.30000,0.30000],[0.00000,0.30000],"
          "[0.00000,0.00000]],[[0.10000,0.10000],[0.10000,0.10002],[0.10002,0.10000],[0.10000,0.10000]]]]",
          "[[[[0.30000,0.30000],[0.30004,0.15000],[0.30000,0.00000],[0.60000,0.00000],[0.60000,0.30000],"
          "[0.30000,0.30000]]]]",
          "small: as it is" },
        { 270,
          "[[[[0.00000,0.00000],[0.30016,0.00000],[0.30016,0.15008],[0.30016,0.30016],[0.00000,0.30016],"
          "[0.00000,0.00000]]]]",
          "[[[[0.30016,0.30016],[0.30016,0.15008],[0.30016,0.00000],[0.60000,0.00000],[0.60000,0.30016],"
          "[0.30016,0.30016]]]]",
          "a grid on which the hole is not seen, and the border is still one" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ctx ctx = ctx_open();
        char *wanted = str_c(ctx.arena,
                             str_format(ctx.arena,
                                        "{\"type\":\"FeatureCollection\",\"features\":["
                                        "{\"type\":\"Feature\",\"properties\":{\"name\":\"A\"},\"geometry\":"
                                        "{\"type\":\"MultiPolygon\",\"coordinates\":%s}},"
                                        "{\"type\":\"Feature\",\"properties\":{\"name\":\"B\"},\"geometry\":"
                                        "{\"type\":\"MultiPolygon\",\"coordinates\":%s}}]}",
                                        cases[i].a, cases[i].b));
        char *got = str_c(ctx.arena, outlined(&ctx, SIDE_BY_SIDE, cases[i].most));
        if (strcmp(got, wanted) != 0)
            fail_msg("%s:\n%s\n%s", cases[i].note, got, wanted);
        arena_close(ctx.arena);
    }
}

// A real district of 21 wards: the borders as a phone fetches them.
static void test_outline_weight(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    char *file = str_c(ctx.arena, data(&ctx, "ward__2023__trafford_ward_generalised.geojson"));
    str small = outlined(&ctx, file, 40 << 10);
    if (small.n > 50 << 10 || small.n < 10 << 10)
        fail_msg("%zu bytes", small.n);
    assert_non_null(parsed(&ctx, str_c(ctx.arena, small))); // and still areas
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),   cmocka_unit_test(test_depth),
        cmocka_unit_test(test_labels),     cmocka_unit_test(test_points),
        cmocka_unit_test(test_one_of_all), cmocka_unit_test(test_trafford),
        cmocka_unit_test(test_outline),    cmocka_unit_test(test_outline_weight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
