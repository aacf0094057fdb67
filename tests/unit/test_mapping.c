// Mappings: what is taken, each refusal with its place and cure, and the shipped ones.
#include "base/file.h"
#include "format/mapping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#define TOP "# Mapping: Testville\n"
#define NEEDED "- Zone: Europe/London\n- Service: Type\n- Opened: Created\n- Map: * = same\n"

static struct ctx ctx_open(void)
{
    return (struct ctx){ .arena = arena_open((size_t)32 << 20) };
}

static const struct {
    const char *text, *error, *note;
} REFUSALS[] = {
    { TOP NEEDED, "", "the least a mapping needs" },
    { "\xEF\xBB\xBF\r\n" TOP "prose: with a colon\r\n\r\n* a list\n\n### More\n\n"
      "  - nested: prose\n" NEEDED, "", "prose, a mark, CRLF" },
    { TOP "- zone:Europe/London\n-\tSERVICE: Type\n- opened : Created\n- Map: * = Same\n", "", "case and space" },
    { "", "m.md:1:1: this is not a mapping: its first line is '# Mapping: ' and the name of the city", "empty" },
    { "# Charter: A\n", "m.md:1:1: this is not a mapping: its first line is '# Mapping: ' and the name of the "
      "city", "a charter" },
    { TOP "- Opnd: Created\n", "m.md:2:3: there is no key 'Opnd': did you mean 'Opened'?", "a slip" },
    { TOP "- Postal district: PD\n",
      "m.md:2:3: there is no key 'Postal district': docs/mappings.md lists them; if it is prose, begin the line "
      "with '*'",
      "no key is near" },
    { TOP "- this is prose\n", "m.md:2:3: a line that begins with '-' is 'Key: value': begin a list in prose "
      "with '*'", "no colon" },
    { TOP "- Opened:\n", "m.md:2:10: 'Opened' has no value: write a column", "no value" },
    { TOP "- Opened: ;\n", "m.md:2:11: 'Opened' needs the name or the number of a column", "only a separator" },
    { TOP "- Opened: a;b;c;d;e;f;g;h;i\n", "m.md:2:11: 'Opened' names more than 8 columns", "too many" },
    { TOP "- Id: a\n- Id: b\n", "m.md:3:3: 'Id' is given twice, first in line 2", "twice" },
    { TOP "- Zone: Europe/Lundon\n",
      "m.md:2:9: there is no time zone 'Europe/Lundon': write one such as Europe/London or America/New_York",
      "no zone" },
    { TOP "- Header: perhaps\n", "m.md:2:11: 'Header' is yes, no or either, not 'perhaps'", "header" },
    { TOP "- Delimiter: ab\n", "m.md:2:14: 'Delimiter' is comma, tab, semicolon, pipe or one character, not "
      "'ab'", "delimiter" },
    { TOP "- Delimiter: \"\n", "m.md:2:14: 'Delimiter' is comma, tab, semicolon, pipe or one character, not "
      "'\"'", "a quote" },
    { TOP "- Encoding: EBCDIC\n", "m.md:2:13: 'Encoding' is UTF-8, windows-1252 or iso-8859-1, not 'EBCDIC'",
      "encoding" },
    { TOP "- Time format: %d/%m\n",
      "m.md:2:16: the time format '%d/%m' can't be used: a year (%Y), a month (%m or %b) and a day (%d) are "
      "needed", "format" },
    { TOP "- Event: a\n", "m.md:2:3: 'Event' needs a name behind it: 'Event NAME: ...'", "no event name" },
    { TOP "- Event completion: a\n", "m.md:2:3: completion is what 'Closed' says: write '- Closed: column'",
      "completion" },
    { TOP "- Fact depth: a\n- Fact Depth: b\n",
      "m.md:3:3: 'Fact depth' is given twice, first in line 2: name several columns in one line, with ';' "
      "between", "fact twice" },
    { TOP "- Pause weather: From\n", "m.md:2:18: 'Pause weather' needs two columns: 'Began to Ended'", "one column" },
    { TOP "- Map: Litter\n", "m.md:2:8: 'Map' is written 'SOURCE CATEGORY = service / sub-service', or '* = "
      "same'", "no sign" },
    { TOP "- Map: * = litter\n", "m.md:2:8: '*' stands only in 'Map: * = same', which keeps the source's "
      "names", "a star" },
    { TOP "- Map: Litter = litter\n- Map: LITTER  = bins\n",
      "m.md:3:8: the category 'LITTER' is mapped twice: leave one line", "map twice" },
    { TOP "- Closed statuses: Done; Shut\n- Exclude: shut\n",
      "m.md:3:12: the status 'shut' stands in two lists: leave it in one", "status twice" },
    { TOP "- Service: a\n", "m.md:1:1: the mapping has no 'Zone': add a line such as '- Zone: Europe/London'",
      "no Zone" },
    { TOP "- Zone: UTC\n", "m.md:1:1: the mapping has no 'Service': add '- Service: ' and the name of the "
      "column", "no Service" },
    { TOP "- Zone: UTC\n- Service: a\n", "m.md:1:1: the mapping has no 'Opened': add '- Opened: ' and the name "
      "of the column", "no Opened" },
    { TOP "- Zone: UTC\n- Service: a\n- Opened: b\n",
      "m.md:1:1: the mapping has no 'Map': add '- Map: * = same' to keep the source's categories", "no Map" },
    { TOP NEEDED "- Latitude: y\n", "m.md:6:13: 'Latitude' and 'Longitude' go together: add the other, or take "
      "this one out", "half a place" },
    { TOP NEEDED "- Closed statuses: x\n",
      "m.md:1:1: the mapping lists statuses but no 'Status': add '- Status: ' and the name of the column",
      "no Status" },
    { TOP NEEDED "- Header: no\n",
      "m.md:3:12: a file without a header line has no column 'Type': write its number, or the order of the "
      "columns in 'Columns'", "no order" },
    { TOP "- Zone: UTC\n- Service: 2\n- Opened: 3\n- Map: * = same\n- Header: no\n", "", "numbers need no order" },
    { TOP "\nprosé and \xFF\n", "m.md:3:11: this byte is not text: save the mapping as UTF-8", "not UTF-8" },
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof REFUSALS[0]; i++) {
        struct ctx ctx = ctx_open();
        struct mapping *mapping;
        char got[2048] = "";
        if (mapping_parse(&ctx, STR("m.md"), str_from(REFUSALS[i].text), &mapping))
            snprintf(got, sizeof got, "%s:%d:%d: %s", ctx.error.source, ctx.error.place.line,
                ctx.error.place.column, ctx.error.text);
        if (!str_equal(str_from(got), str_from(REFUSALS[i].error)))
            fail_msg("%s: %s", REFUSALS[i].note, got);
        arena_close(ctx.arena);
    }
}

static void assert_str(str got, const char *expected)
{
    if (!str_equal(got, str_from(expected)))
        fail_msg("'%.*s' is not '%s'", STR_ARGS(got), expected);
}

static void test_everything(void **state)
{
    (void)state;
    static const char text[] = TOP NEEDED
        "- Header: either\n- Columns: A; B;\n  C;   D\n- Columns: A\n- Delimiter: pipe\n- Encoding: Windows-1252\n"
        "- Id: No; Number\n- Area: 4\n- Closed: End\n- Source due: Due\n- Status: St\n- Latitude: y\n- Longitude: x\n"
        "- Time format: %d/%m/%Y\n- Time format: %Y.%m.%d %H:%M\n- Empty: NULL; n/a\n"
        "- Closed statuses: Done; Done (late)\n- No-fix statuses: Gone\n- Duplicate statuses: Twice\n"
        "- Exclude: Test\n"
        "- Open statuses: New\n- Event made safe: Safe\n- Fact road class: Class; Road\n"
        "- Pause weather: Began to Ended\n"
        "- Map: Graffiti = offensive = graffiti / offensive  words\n- Map: Odd / One = same\n";
    struct ctx ctx = ctx_open();
    struct mapping *m;
    assert_int_equal(mapping_parse(&ctx, STR("m.md"), str_from(text), &m), OK);
    assert_str(m->title, "Testville");
    assert_str(zone_name(m->zone), "Europe/London");
    assert_int_equal(m->header, HEADER_EITHER);
    assert_int_equal(m->layouts.n, 2);
    assert_int_equal(m->layouts.at[0].n, 4);
    assert_str(m->layouts.at[0].at[3], "D");
    assert_int_equal(m->delimiter, '|');
    assert_int_equal(m->encoding, ENCODING_WINDOWS_1252);
    assert_int_equal(m->columns[COLUMN_ID].names.n, 2);
    assert_str(m->columns[COLUMN_AREA].names.at[0], "4");
    assert_str(m->columns[COLUMN_SOURCE_DUE].key, "Source due");
    assert_int_equal(m->time_formats.n, 2);
    assert_int_equal(m->empty_words.n, 2);
    assert_int_equal(m->statuses.n, 6);
    assert_str(m->statuses.at[1].name, "Done (late)");
    assert_int_equal(m->statuses.at[2].status, CASE_NO_FIX);
    assert_int_equal(m->statuses.at[3].status, CASE_DUPLICATE);
    assert_int_equal(m->statuses.at[4].status, CASE_EXCLUDED);
    assert_int_equal(m->statuses.at[5].status, CASE_OPEN);
    assert_true(m->has_closing_statuses && m->keeps_names);
    assert_str(m->events.at[0].name, "made safe");
    assert_str(m->events.at[0].column.key, "Event made safe");
    assert_int_equal(m->facts.at[0].column.names.n, 2);
    assert_str(m->pauses.at[0].from.names.at[0], "Began");
    assert_str(m->pauses.at[0].to.names.at[0], "Ended");
    assert_str(m->categories.at[0].category, "Graffiti = offensive");
    assert_str(m->categories.at[0].service.name, "graffiti");
    assert_str(m->categories.at[0].service.sub, "offensive words");
    assert_str(m->categories.at[1].service.name, "Odd");
    assert_str(m->categories.at[1].service.sub, "One");
    arena_close(ctx.arena);
}

static void test_only_exclusions(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct mapping *m;
    assert_int_equal(mapping_parse(&ctx, STR("m.md"), STR(TOP NEEDED "- Status: S\n- Exclude: Test\n"
        "- Open statuses: New\n"), &m), OK);
    assert_false(m->has_closing_statuses); // then a closing time alone says that it is closed
    arena_close(ctx.arena);
}

static void test_column_names(void **state)
{
    (void)state;
    assert_true(column_same(STR("Created Date"), STR(" created_date ")));
    assert_true(column_same(STR("SR_NUMBER"), STR("sr  number")));
    assert_false(column_same(STR("Created Date"), STR("createddate")));
    assert_false(column_same(STR("a"), STR("")));
}

static str file(struct ctx *ctx, const char *folder, const char *name)
{
    char path[1024];
    str bytes = { 0 };
    const char *root = getenv("WARDMOTE_SOURCE");
    snprintf(path, sizeof path, "%s/%s/%s", root ? root : ".", folder, name);
    if (file_read(ctx, path, 1 << 22, &bytes))
        fail_msg("%s: %s", path, ctx->error.text);
    return bytes;
}

static void test_shipped(void **state)
{
    (void)state;
    static const char *const names[] = { "baltimore.md", "los-angeles.md", "chicago.md", "new-york.md",
        "fixmystreet.md", "open311.md" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct ctx ctx = ctx_open();
        struct mapping *mapping;
        str bytes = file(&ctx, "library/mappings", names[i]);
        if (mapping_parse(&ctx, str_from(names[i]), bytes, &mapping))
            fail_msg("%s:%d: %s", names[i], ctx.error.place.line, ctx.error.text);
        arena_close(ctx.arena);
    }
}

// docs/mappings.md lists every key as the program has it, and its worked example is a mapping.
static void test_documented(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    str text = file(&ctx, "docs", "mappings.md");
    const struct mapping_key *key;
    for (size_t i = 0; (key = mapping_key_at(i)) != NULL; i++) {
        str line = str_format(ctx.arena, "| `%.*s` | %.*s | %.*s |", STR_ARGS(key->name), STR_ARGS(key->value),
            STR_ARGS(key->help));
        if (str_find(text, line) == text.n)
            fail_msg("docs/mappings.md has no line: %.*s", STR_ARGS(line));
    }
    size_t start = str_find(text, STR("# Mapping: Newport"));
    str example = str_from_byte(text, start);
    struct mapping *mapping;
    example.n = str_find(example, STR("```"));
    assert_int_equal(mapping_parse(&ctx, STR("example"), example, &mapping), OK);
    arena_close(ctx.arena);
}

// However long the lines, the work grows with their length only, and the arena bounds it.
static void test_long(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct buffer text = buffer_open((size_t)8 << 20);
    struct mapping *mapping;
    buffer_print(&text, "%s- Columns: a", TOP NEEDED);
    for (int i = 0; i < 400000; i++)
        buffer_print(&text, ";\n b");
    assert_int_equal(mapping_parse(&ctx, STR("m.md"), buffer_str(&text), &mapping), OK);
    assert_int_equal(mapping->layouts.at[0].n, 400001);
    buffer_repeat(&text, 'x', (size_t)MAPPING_BYTES_LIMIT);
    assert_int_equal(mapping_parse(&ctx, STR("m.md"), buffer_str(&text), &mapping), ERR_LIMIT);
    assert_string_equal(ctx.error.text, "a mapping has at most 4 MB");
    buffer_close(&text);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_everything),
        cmocka_unit_test(test_only_exclusions),
        cmocka_unit_test(test_column_names),
        cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_documented),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
