// Who takes gzip, and who has the page already.
#include "web/encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_gzip(void **state)
{
    static const struct {
        const char *accepted;
        bool expected;
    } rows[] = {
        { "gzip", true },
        { "GZip, br", true },
        { "br;q=1.0, gzip;q=0.8, *;q=0.1", true },
        { "gzip;q=0", false },
        { "gzip; Q=0", false },
        { "gzip ; q = 0.000", false },
        { "gzip;q=0.0001", true },
        { "gzip;q=.5", true },
        { "gzip;q=nonsense", false },
        { "*", true },
        { "*;q=0", false },
        { "gzip;q=0, *", false }, // named goes before any
        { "*;q=0, gzip", true },
        { "x-gzip", true },
        { "gzipped, identity", false },
        { "", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (gzip_is_accepted(str_from(rows[i].accepted)) != rows[i].expected)
            fail_msg("'%s'", rows[i].accepted);
}

static void test_etag(void **state)
{
    static const struct {
        const char *list;
        bool expected;
    } rows[] = {
        { "\"a\"", true },
        { "W/\"a\"", true },
        { "\"x\", W/\"y\" , \"a\"", true },
        { ", ,\"x\",\"a\",", true },
        { "\"x,\\\",\"a\"", true },
        { " * ", true },
        { "\"*\"", false },
        { "\"x\", \"ab\"", false },
        { "\"a", false },
        { "a", false },
        { "w/\"a\"", false }, // it is written with a capital letter
        { "", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (etag_is_among(str_from(rows[i].list), STR("\"a\"")) != rows[i].expected)
            fail_msg("'%s'", rows[i].list);
}

static struct response finish(struct ctx *ctx, bool accepts_gzip, str if_none_match)
{
    struct request request = { .ctx = ctx, .accepts_gzip = accepts_gzip, .if_none_match = if_none_match };
    struct response response = { .status = 200, .type = STR("text/html; charset=utf-8") };
    response.body = buffer_open(1 << 20);
    buffer_repeat(&response.body, 'a', 5000);
    response_finish(&request, &response);
    return response;
}

// Each form has a tag of its own, and a 304 the length of the form it stands for.
static void test_finish(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct response plain = finish(&ctx, false, STR("")), small = finish(&ctx, true, STR(""));
    (void)state;
    assert_true(plain.status == 200 && !plain.is_gzip && plain.body.n == 5000);
    assert_true(small.status == 200 && small.is_gzip && small.body.n < 5000);
    assert_true(str_ends(small.etag, STR("-gz\"")) && !str_equal(small.etag, plain.etag));
    struct response again = finish(&ctx, false, plain.etag), small_again = finish(&ctx, true, small.etag);
    assert_true(again.status == 304 && again.body.n == 0 && again.n_unsent == 5000);
    assert_true(small_again.status == 304 && small_again.n_unsent == small.body.n);
    struct response other = finish(&ctx, true, plain.etag), any = finish(&ctx, true, STR("*"));
    assert_true(other.status == 200 && any.status == 304);
    buffer_close(&plain.body);
    buffer_close(&small.body);
    buffer_close(&again.body);
    buffer_close(&small_again.body);
    buffer_close(&other.body);
    buffer_close(&any.body);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_etag),
        cmocka_unit_test(test_finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
