// Sets of indicators and benchmarks: what is refused, with line and cure; looking up; the sums of the shipped set.
#include "base/file.h"
#include "format/indicators.h"
#include "format/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADER                                                                                               \
    "code,part,title,theme,polarity,unit,frequency,geography,survey,statutory,active,confidence,source,note\n"
#define WHOLE(code, polarity) code ",,Title,Theme," polarity ",%,annual,district,,no,yes,memory,list,\n"
#define PART(code, part, polarity)                                                                           \
    code "," part ",Title,Theme," polarity ",%,annual,district,,no,yes,memory,list,\n"
#define FIRST_LINE                                                                                           \
    "i.csv:1:1: the first line names the columns: write 'code,part,title,theme,polarity,unit,frequency,"     \
    "geography,survey,statutory,active,confidence,source,note'"

static struct ctx ctx_open(void)
{
    return (struct ctx){ .arena = arena_open((size_t)16 << 20) };
}

static const char *error_text(const struct ctx *ctx, result e)
{
    static char text[2048];
    if (!e)
        return "";
    snprintf(text, sizeof text, "%s:%d:%d: %s", ctx->error.source, ctx->error.place.line,
             ctx->error.place.column, ctx->error.text);
    return text;
}

static const struct {
    const char *text, *error, *note;
} REFUSALS[] = {
    { HEADER, "", "no indicator at all" },
    { HEADER WHOLE("NI 1", "high") PART("NI 1", "a", "Low") WHOLE("NI 2", "none"), "",
      "a whole, its part, another" },
    { "\xEF\xBB\xBF" HEADER "\r\n" WHOLE("NI 1", "high"), "", "a mark, a blank line" },
    { "Code , PART,title,theme,polarity,unit,frequency,geography,survey,statutory,active,confidence,source,note\n",
      "", "columns in other letters" },
    { "", FIRST_LINE, "empty" },
    { WHOLE("NI 1", "high"), FIRST_LINE, "no header" },
    { "code,title\n", FIRST_LINE, "other columns" },
    { "\xFF" HEADER, "i.csv:0:0: this is not UTF-8 text: save it from the spreadsheet as 'CSV UTF-8'",
      "not UTF-8" },
    { HEADER "NI 1,,Title\n",
      "i.csv:2:1: 3 values where 14 are wanted: a value that holds a comma stands in '\"'", "too few" },
    { HEADER "NI 1,,\"Title\n",
      "i.csv:2:1: this line can't be read: a '\"' opens and does not close, or text stands behind one",
      "a quote" },
    { HEADER WHOLE("", "high"), "i.csv:2:1: an indicator needs a code and a title", "no code" },
    { HEADER "NI 1,,,T,high,%,,,,no,yes,memory,,\n", "i.csv:2:1: an indicator needs a code and a title",
      "no title" },
    { HEADER WHOLE("NI 1/a", "high"),
      "i.csv:2:1: a code and a part have no '/': in a document it stands between them",
      "a part in the code" },
    { HEADER WHOLE("NI 1", "up"),
      "i.csv:2:1: polarity is high (more is better), low (less is better) or none", "polarity" },
    { HEADER "NI 1,,Title,T,high,%,,,,perhaps,yes,memory,,\n", "i.csv:2:1: statutory is yes or no",
      "statutory" },
    { HEADER "NI 1,,Title,T,high,%,,,,no,true,memory,,\n", "i.csv:2:1: active is yes or no", "active" },
    { HEADER "NI 1,,Title,T,high,%,,,,no,yes,guess,,\n",
      "i.csv:2:1: confidence is source (it was read there) or memory", "confidence" },
    { HEADER WHOLE("NI 1", "high") WHOLE("NI 2", "low") WHOLE("ni1", "high"),
      "i.csv:4:1: 'ni1' stands twice, first in line 2", "twice" },
    { HEADER WHOLE("NI 1", "high") PART("NI 1", "a", "low") PART("NI 1", "A", "low"),
      "i.csv:4:1: 'NI 1 / A' stands twice, first in line 3", "a part twice" },
    { HEADER PART("NI 1", "a", "low"),
      "i.csv:2:1: 'NI 1 / a' is a part: write a line for 'NI 1' itself, without a part, before it",
      "no whole" },
    { HEADER WHOLE("NI 1", "high") WHOLE("NI 2", "high") PART("NI 1", "a", "low"),
      "i.csv:4:1: 'NI 1 / a' is a part: move it right behind 'NI 1' in line 2", "a part astray" },
};

static void sets_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
        struct ctx ctx = ctx_open();
        struct indicator_set set;
        result e = indicators_parse(&ctx, STR("i.csv"), str_from(REFUSALS[i].text), &set);
        if (strcmp(error_text(&ctx, e), REFUSALS[i].error) != 0)
            print_error("%s\n", REFUSALS[i].note);
        assert_string_equal(error_text(&ctx, e), REFUSALS[i].error);
        arena_close(ctx.arena);
    }
}

// A zero byte would end a name early where it is put together with another: a part was kept that nobody could name.
static void zero_bytes_are_refused(void **state)
{
    (void)state;
    static const char text[] = HEADER WHOLE("NI 1", "high") PART("NI 1", "a\0b", "low");
    struct ctx ctx = ctx_open();
    struct indicator_set set;
    result e = indicators_parse(&ctx, STR("i.csv"), (str){ text, sizeof text - 1 }, &set);
    assert_string_equal(error_text(&ctx, e),
                        "i.csv:0:0: this is not UTF-8 text: save it from the spreadsheet as 'CSV UTF-8'");
    arena_close(ctx.arena);
}

static void set_is_limited(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct buffer text = buffer_open(1 << 20);
    struct indicator_set set;
    buffer_add(&text, STR(HEADER));
    for (int i = 0; i <= INDICATORS_MAX; i++)
        buffer_print(&text, "L %d,,Title,T,high,%%,,,,no,yes,memory,,\n", i);
    assert_int_equal(indicators_parse(&ctx, STR("i.csv"), buffer_str(&text), &set), ERR_LIMIT);
    assert_string_equal(error_text(&ctx, ERR_LIMIT), "i.csv:2002:1: a set has at most 2000 lines");
    buffer_close(&text);
    arena_close(ctx.arena);
}

#define BENCHMARK_HEADER "code,part,year,group,value,source\n"

static const struct {
    const char *text, *error;
} BENCHMARK_REFUSALS[] = {
    { BENCHMARK_HEADER "NI 195,litter,2007/08,Main Roads,10,x\nNI 5,,2008,England,79.7,y\n", "" },
    { "code,part\n",
      "b.csv:1:1: the first line names the columns: write 'code,part,year,group,value,source'" },
    { BENCHMARK_HEADER "NI 195,litter,,Main Roads,10,x\n",
      "b.csv:2:1: a benchmark needs a code, a year and a group" },
    { BENCHMARK_HEADER "NI 195,litter,2008,Main Roads,10%,x\n",
      "b.csv:2:1: the value is a number such as 11 or 11.5, with at most four places" },
    { BENCHMARK_HEADER "NI 195,litter,2008,Main Roads,1.23456,x\n",
      "b.csv:2:1: the value is a number such as 11 or 11.5, with at most four places" },
    { BENCHMARK_HEADER "NI 195,litter,2008,Main Roads,1.,x\n",
      "b.csv:2:1: the value is a number such as 11 or 11.5, with at most four places" },
};

static void benchmarks_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof BENCHMARK_REFUSALS / sizeof *BENCHMARK_REFUSALS; i++) {
        struct ctx ctx = ctx_open();
        struct benchmark_list list;
        result e = benchmarks_parse(&ctx, STR("b.csv"), str_from(BENCHMARK_REFUSALS[i].text), &list);
        assert_string_equal(error_text(&ctx, e), BENCHMARK_REFUSALS[i].error);
        arena_close(ctx.arena);
    }
}

static str shipped(struct ctx *ctx, const char *name)
{
    str bytes, path = str_format(ctx->arena, "%s/indicators/%s", getenv("WARDMOTE_LIBRARY"), name);
    assert_int_equal(file_read(ctx, str_c(ctx->arena, path), SHEET_BYTES_LIMIT, &bytes), OK);
    return bytes;
}

static struct indicator_set national(struct ctx *ctx)
{
    struct indicator_set set;
    assert_int_equal(indicators_parse(ctx, STR("national-2008.csv"), shipped(ctx, "national-2008.csv"), &set),
                     OK);
    return set;
}

struct sums {
    int wholes, active, statutory, place_survey, parts, read, polarity[POLARITY_LOW + 1];
};

static struct sums sums_of(const struct indicator_set *set)
{
    struct sums sums = { 0 };
    for (size_t i = 0; i < set->n; i++) {
        const struct indicator *one = &set->at[i];
        sums.parts += one->part.n > 0;
        if (one->part.n)
            continue;
        sums.wholes++;
        sums.active += one->is_active;
        sums.statutory += one->is_statutory;
        sums.place_survey += str_equal(one->survey, STR("Place Survey"));
        sums.read += one->is_read;
        sums.polarity[one->polarity]++;
    }
    return sums;
}

// 198 were in force: 1 to 199 without 31.
static void national_set_adds_up(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct indicator_set set = national(&ctx);
    struct sums sums = sums_of(&set);
    assert_int_equal(sums.wholes, 199);
    assert_int_equal(sums.active, 198);
    assert_int_equal(sums.statutory, 16);
    assert_int_equal(sums.place_survey, 18);
    assert_int_equal(sums.read, 11);
    assert_int_equal(sums.parts, 35);
    assert_int_equal(sums.polarity[POLARITY_HIGH], 124);
    assert_int_equal(sums.polarity[POLARITY_LOW], 73);
    assert_int_equal(sums.polarity[POLARITY_NONE], 2);
    for (int i = 1; i <= 199; i++) {
        str code = str_format(ctx.arena, "NI %d", i);
        const struct indicator *one = indicator_find(&set, code);
        assert_non_null(one);
        assert_true(one->is_active == (i != 31));
    }
    arena_close(ctx.arena);
}

static const struct {
    const char *name;
    enum polarity polarity;
    bool is_mixed; // its parts differ, so that the whole has none
} POLARITIES[] = {
    { "NI 23", POLARITY_LOW, false },  // those who see a problem
    { "ni123", POLARITY_HIGH, false }, // those who stopped smoking
    { "NI 71", POLARITY_HIGH, false }, // how well runaways are answered
    { "NI 185", POLARITY_HIGH, false },
    { "NI 12", POLARITY_NONE, false },
    { "NI 178", POLARITY_NONE, true },
    { "NI 178 / on time", POLARITY_HIGH, false },
    { "NI178/Excess  wait", POLARITY_LOW, false },
    { "NI 187", POLARITY_NONE, true },
    { "NI 187 / low rating", POLARITY_LOW, false },
    { "NI 187 / high rating", POLARITY_HIGH, false },
    { "NI 195", POLARITY_LOW, false },
    { "NI 195 / fly-posting", POLARITY_LOW, false },
};

static void polarity_is_of_the_part(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct indicator_set set = national(&ctx);
    for (size_t i = 0; i < sizeof POLARITIES / sizeof *POLARITIES; i++) {
        const struct indicator *one = indicator_find(&set, str_from(POLARITIES[i].name));
        if (!one)
            print_error("%s\n", POLARITIES[i].name);
        assert_non_null(one);
        assert_int_equal(indicator_polarity(&set, one), POLARITIES[i].polarity);
        assert_int_equal(indicator_parts_differ(&set, one), POLARITIES[i].is_mixed);
    }
    arena_close(ctx.arena);
}

static const struct {
    const char *name, *nearest;
} UNKNOWN[] = {
    { "NI 200", "NI 20" },  { "NI 195 / liter", "NI 195 / litter" }, { "NI 195 /", "NI 195 / litter" },
    { "NI 5 / north", "" }, // it has no parts
    { "turnout", "" },
};

static void unknown_codes_have_a_nearest(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct indicator_set set = national(&ctx), none = { 0 };
    for (size_t i = 0; i < sizeof UNKNOWN / sizeof *UNKNOWN; i++) {
        str name = str_from(UNKNOWN[i].name);
        assert_null(indicator_find(&set, name));
        assert_string_equal(str_c(ctx.arena, indicator_nearest(&ctx, &set, name)), UNKNOWN[i].nearest);
        assert_null(indicator_find(&none, name));
    }
    arena_close(ctx.arena);
}

static void better_goes_by_polarity(void **state)
{
    (void)state;
    const decimal more = { 315, 1 }, less = { 31, 0 }, same = { 310, 1 };
    assert_int_equal(polarity_order(POLARITY_HIGH, less, more), 1);
    assert_int_equal(polarity_order(POLARITY_HIGH, more, less), -1);
    assert_int_equal(polarity_order(POLARITY_LOW, less, more), -1);
    assert_int_equal(polarity_order(POLARITY_LOW, more, less), 1);
    assert_int_equal(polarity_order(POLARITY_LOW, less, same), 0);
    assert_int_equal(polarity_order(POLARITY_NONE, less, more), 0);
}

static const struct {
    const char *name, *year, *group;
    int value;
} BENCHMARKS[] = {
    { "NI 195 / litter", "2007/08", "All Land Uses", 11 },
    { "NI 195 / detritus", "2007/08", "All Land Uses", 21 },
    { "NI 195 / graffiti", "2007/08", "all land uses", 4 },
    { "NI 195 / fly-posting", "2007/08", "All Land Uses", 1 },
    { "NI 195 / graffiti", "2006/07", "Other Highways", 14 },
};

static void benchmarks_are_found(void **state)
{
    (void)state;
    struct ctx ctx = ctx_open();
    struct indicator_set set = national(&ctx);
    struct benchmark_list list;
    assert_int_equal(benchmarks_parse(&ctx, STR("b.csv"), shipped(&ctx, "benchmarks/ni-195.csv"), &list), OK);
    assert_int_equal(list.n, 99); // two years, 11 land uses, 4 elements; litter and detritus together in one
    for (size_t i = 0; i < sizeof BENCHMARKS / sizeof *BENCHMARKS; i++) {
        const struct indicator *one = indicator_find(&set, str_from(BENCHMARKS[i].name));
        const struct benchmark *b = benchmark_find(&list, one, str_from(BENCHMARKS[i].year),
                                                   str_from(BENCHMARKS[i].group));
        assert_non_null(b);
        assert_int_equal(decimal_compare(b->value, (decimal){ BENCHMARKS[i].value, 0 }), 0);
    }
    assert_null(
        benchmark_find(&list, indicator_find(&set, STR("NI 5")), STR("2007/08"), STR("All Land Uses")));
    arena_close(ctx.arena);
}

// Short of memory it says so, at whatever place it runs out.
static void memory_runs_out(void **state)
{
    (void)state;
    struct ctx whole = ctx_open(), reading = ctx_open();
    struct indicator_set set;
    str bytes = shipped(&reading, "national-2008.csv");
    int failed = 0;
    assert_int_equal(indicators_parse(&whole, STR("i.csv"), bytes, &set), OK);
    for (size_t cap = 512; cap < arena_used(whole.arena); cap += 512) {
        struct ctx ctx = { .arena = arena_open(cap) };
        assert_int_equal(indicators_parse(&ctx, STR("i.csv"), bytes, &set), ERR_LIMIT);
        assert_non_null(strstr(ctx.error.text, "more memory than is allowed"));
        arena_close(ctx.arena);
        failed++;
    }
    assert_true(failed > 20);
    arena_close(whole.arena);
    arena_close(reading.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_are_refused),
        cmocka_unit_test(zero_bytes_are_refused),
        cmocka_unit_test(set_is_limited),
        cmocka_unit_test(benchmarks_are_refused),
        cmocka_unit_test(national_set_adds_up),
        cmocka_unit_test(polarity_is_of_the_part),
        cmocka_unit_test(unknown_codes_have_a_nearest),
        cmocka_unit_test(better_goes_by_polarity),
        cmocka_unit_test(benchmarks_are_found),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
