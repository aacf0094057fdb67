// One table in its three dresses, and what goes into CSV and JSON without breaking them.
#include "format/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct table_column COLUMNS[] = {
    { STR_INIT("clause"), CELL_TEXT, false },   { STR_INIT("on_time"), CELL_NUMBER, false },
    { STR_INIT("verdict"), CELL_MAYBE, false }, { STR_INIT("inner"), CELL_TEXT, true },
    { STR_INIT("nothing"), CELL_MAYBE, false },
};

static const char *const EXPECTED[] = {
    [TABLE_TEXT] = "clause        on time  verdict\n"
                   "S1                  2  kept\n"
                   "Ŵy, \"quoted\"      -13\n",
    [TABLE_CSV] = "clause,on_time,verdict,inner,nothing\n"
                  "S1,2,kept,x,\n"
                  "\"Ŵy, \"\"quoted\"\"\",-13,,x,\n",
    [TABLE_JSON] =
        "[\n"
        "  {\n    \"clause\": \"S1\",\n    \"on_time\": 2,\n    \"verdict\": \"kept\",\n    \"inner\": \"x\",\n "
        "   \"nothing\": null\n  },\n"
        "  {\n    \"clause\": \"Ŵy, \\\"quoted\\\"\",\n    \"on_time\": -13,\n    \"verdict\": null,\n    "
        "\"inner\": \"x\",\n    \"nothing\": null\n  }\n"
        "]\n",
};

static void test_forms(void **state)
{
    (void)state;
    for (int form = TABLE_TEXT; form <= TABLE_JSON; form++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct buffer out = buffer_open(1 << 16);
        struct table table = table_open(&ctx, &out, (enum table_form)form, COLUMNS, 5);
        table_cell(&table, STR("S1"));
        table_int(&table, 2);
        table_cell(&table, STR("kept"));
        table_cell(&table, STR("x"));
        table_cell(&table, STR(""));
        table_cell(&table, STR("Ŵy, \"quoted\""));
        table_int(&table, -13);
        table_cell(&table, STR(""));
        table_cell(&table, STR("x"));
        table_cell(&table, STR(""));
        assert_int_equal(table_close(&table), OK);
        assert_string_equal(str_c(ctx.arena, buffer_str(&out)), EXPECTED[form]);
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

// Only text, only in CSV for spreadsheets, and only what begins like a formula.
static void test_formulas(void **state)
{
    static const struct table_column columns[] = { { STR_INIT("text"), CELL_TEXT, false },
                                                   { STR_INIT("number"), CELL_NUMBER, false },
                                                   { STR_INIT("maybe"), CELL_MAYBE, false } };
    static const char *const rows[][3] = {
        { "=1+1", "-2.5", "@SUM(A1)" },  { "+44 1632 960112", "2", "-" },
        { "\tx", "-1", "\r" },           { "a=b", "0", "" },
        { "=a,\"b\"", "1", "'=quoted" },
    };
    static const char plain[] =
        "text,number,maybe\n=1+1,-2.5,@SUM(A1)\n+44 1632 960112,2,-\n\tx,-1,\"\r\"\na=b,0,\n"
        "\"=a,\"\"b\"\"\",1,'=quoted\n";
    static const char sheet[] =
        "text,number,maybe\n'=1+1,-2.5,'@SUM(A1)\n'+44 1632 960112,2,'-\n'\tx,-1,\"'\r\"\na=b,0,\n"
        "\"'=a,\"\"b\"\"\",1,'=quoted\n";
    (void)state;
    for (int form = TABLE_CSV; form <= TABLE_SHEET; form += TABLE_SHEET - TABLE_CSV) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct buffer out = buffer_open(1 << 16);
        struct table table = table_open(&ctx, &out, (enum table_form)form, columns, 3);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            for (size_t k = 0; k < 3; k++)
                table_cell(&table, str_from(rows[i][k]));
        assert_int_equal(table_close(&table), OK);
        assert_string_equal(str_c(ctx.arena, buffer_str(&out)), form == TABLE_CSV ? plain : sheet);
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

static void test_no_rows(void **state)
{
    static const char *const expected[] = {
        [TABLE_TEXT] = "", [TABLE_CSV] = "clause,on_time,verdict,inner,nothing\n", [TABLE_JSON] = "[]\n"
    };
    (void)state;
    for (int form = TABLE_TEXT; form <= TABLE_JSON; form++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct buffer out = buffer_open(1 << 16);
        struct table table = table_open(&ctx, &out, (enum table_form)form, COLUMNS, 5);
        assert_int_equal(table_close(&table), OK);
        assert_string_equal(str_c(ctx.arena, buffer_str(&out)), expected[form]);
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

static void test_control_characters_in_json(void **state)
{
    (void)state;
    struct buffer out = buffer_open(1 << 16);
    struct json json = json_put_open(&out);
    json_put_object(&json, NULL);
    json_put_str(&json, "a", STR("\x01\n\t\\"));
    json_put_bool(&json, "b", true);
    json_put_null(&json, "c");
    json_put_array(&json, "d");
    json_put_int(&json, NULL, -9223372036854775807 - 1);
    json_put_end(&json);
    json_put_end(&json);
    assert_true(str_equal(
        buffer_str(&out),
        STR("{\n  \"a\": \"\\u0001\\n\\u0009\\\\\",\n  \"b\": true,\n  \"c\": null,\n  \"d\": [\n    "
            "-9223372036854775808\n  ]\n}\n")));
    buffer_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_no_rows),
        cmocka_unit_test(test_control_characters_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
