// From a path to a page: segments, suffixes, fields, and the answers that no page gives.
#include "web/form.h"
#include "web/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static result echo(struct request *request, struct response *response, const char *page)
{
    buffer_print(&response->body, "%s", page);
    for (size_t i = 0; i < request->n_parameters; i++)
        buffer_print(&response->body, " %.*s=%.*s", STR_ARGS(request->parameters[i].name),
                     STR_ARGS(request->parameters[i].value));
    for (size_t i = 0; i < request->n_fields; i++)
        buffer_print(&response->body, " ?%.*s=%.*s", STR_ARGS(request->fields[i].name),
                     STR_ARGS(request->fields[i].value));
    if (request->format != FORMAT_HTML)
        buffer_print(&response->body, " %s", request->format == FORMAT_JSON ? "json" : "csv");
    return OK;
}

static result home(struct request *request, struct response *response)
{
    return echo(request, response, "home");
}

static result area(struct request *request, struct response *response)
{
    return echo(request, response, "area");
}

static result find(struct request *request, struct response *response)
{
    return echo(request, response, "find");
}

static result clause(struct request *request, struct response *response)
{
    return echo(request, response, "clause");
}

static result broken(struct request *request, struct response *response)
{
    static const result codes[] = { ERR_INPUT, ERR_MISSING, ERR_BUSY, ERR_STORE, ERR_LIMIT, ERR_INTERNAL };
    int64_t which = 0;
    (void)str_to_int(request_parameter(request, "which"), &which);
    buffer_add(&response->body, STR("half a page"));
    return codes[which];
}

// Nothing is here but what is called "a.json".
static result seldom(struct request *request, struct response *response)
{
    if (!str_equal(request_parameter(request, "name"), STR("a.json")))
        return ERR_MISSING;
    return echo(request, response, "seldom");
}

static result endless(struct request *request, struct response *response)
{
    (void)request;
    for (int i = 0; i < 1 << 15; i++)
        buffer_print(&response->body, "%01000d", i);
    return OK;
}

static result error(struct request *request, struct response *response)
{
    (void)request;
    buffer_print(&response->body, "error %d", response->status);
    return OK;
}

static result sent(struct request *request, struct response *response)
{
    str a = request_form(request, "a");
    if (str_equal(a, STR("busy")))
        return ERR_BUSY;
    if (str_equal(a, STR("on"))) {
        response_see(request, response, (struct url){ STR("/areas/x") });
        response_cookie(request, response, "c", STR("1"), 0);
        return OK;
    }
    buffer_print(&response->body, "sent a=%.*s", STR_ARGS(a));
    return OK;
}

static const struct site_route ROUTES[] = {
    { "/", FORMATS_HTML_ONLY, home, NULL, NULL, 0 },
    { "/areas/{area}", FORMATS_ALL, area, NULL, NULL, 0 },
    { "/areas/find", FORMATS_HTML_ONLY, find, NULL, NULL, 0 },
    { "/charters/{charter}/{clause}", FORMATS_ALL, clause, NULL, NULL, 0 },
    { "/broken/{which}", FORMATS_HTML_ONLY, broken, NULL, NULL, 0 },
    { "/endless", FORMATS_HTML_ONLY, endless, NULL, NULL, 0 },
    { "/seldom/{name}", FORMATS_ALL, seldom, NULL, NULL, 0 },
    { "/forms/{form}", FORMATS_HTML_ONLY, area, NULL, sent, 4096 },
    { "/open", FORMATS_HTML_ONLY, area, NULL, sent, 4096 | BODY_OPEN },
};
static const struct site_routes TABLE = { .at = ROUTES, .n = sizeof ROUTES / sizeof *ROUTES, .error = error };

struct answer {
    int status;
    char body[500], location[200], etag[80];
};

static struct answer request_ask(struct request request)
{
    struct ctx ctx = { .arena = arena_open(64 << 20) };
    struct response response;
    struct answer a = { .status = 0 };
    request.ctx = &ctx;
    route_run(&TABLE, NULL, &request, &response);
    a.status = response.status;
    snprintf(a.body, sizeof a.body, "%.*s", STR_ARGS(buffer_str(&response.body)));
    snprintf(a.location, sizeof a.location, "%.*s", STR_ARGS(response.location));
    snprintf(a.etag, sizeof a.etag, "%.*s", STR_ARGS(response.etag));
    buffer_close(&response.body);
    arena_close(ctx.arena);
    return a;
}

static struct answer ask(enum method method, const char *path, const char *query, const char *etag)
{
    return request_ask((struct request){ .method = method,
                                         .path = str_from(path),
                                         .query = str_from(query),
                                         .if_none_match = str_from(etag) });
}

static struct answer post(const char *path, const char *fetch_site, const char *body)
{
    return request_ask((struct request){ .method = METHOD_POST,
                                         .path = str_from(path),
                                         .fetch_site = str_from(fetch_site),
                                         .content_type = STR("application/x-www-form-urlencoded"),
                                         .body = str_from(body) });
}

static void test_paths(void **state)
{
    static const struct {
        const char *path, *query;
        int status;
        const char *body;
    } rows[] = {
        { "/", "", 200, "home" },
        { "/areas/x", "", 200, "area area=x" },
        { "/areas/Linden%20Park", "", 200, "area area=Linden Park" },
        { "/areas/a+b", "", 200, "area area=a+b" },
        { "/areas/x.json", "", 200, "area area=x json" },
        { "/areas/x.csv", "", 200, "area area=x csv" },
        { "/areas/.csv", "", 200, "area area=.csv" }, // a suffix needs a name before it
        { "/areas/x.xml", "", 200, "area area=x.xml" },
        { "/areas/find", "", 200, "find" }, // a word goes before a parameter
        { "/areas/find.json", "", 200, "area area=find json" },
        { "/charters/c/S7.csv", "", 200, "clause charter=c clause=S7 csv" },
        { "/charters/c/S7.made%20safe", "", 200, "clause charter=c clause=S7.made safe" },
        { "/areas/x", "a=1&b=%20c+d&&e", 200, "area area=x ?a=1 ?b= c d ?e=" },
        { "/areas/%C3%A2", "", 200, "area area=\xc3\xa2" },
        { "/areas", "", 404, "error 404" },
        { "/areas/x/y", "", 404, "error 404" },
        { "/charters//S1", "", 404, "error 404" },
        { "//", "", 404, "error 404" },
        { "/nope", "", 404, "error 404" },
        { "/.json", "", 404, "error 404" },
        { "nope", "", 400, "error 400" },
        { "", "", 400, "error 400" },
        { "/areas/%", "", 400, "error 400" },
        { "/areas/%4", "", 400, "error 400" },
        { "/areas/%zz", "", 400, "error 400" },
        { "/areas/%00", "", 400, "error 400" },
        { "/areas/%0a", "", 400, "error 400" },
        { "/areas/%C2%9B", "", 400, "error 400" },
        { "/areas/%2f", "", 200, "area area=/" }, // a name is compared, and never names a file
        { "/areas/2026%2F00123", "", 200, "area area=2026/00123" },
        { "/areas/2026%2F00123.csv", "", 200, "area area=2026/00123 csv" },
        { "/areas/a%3Fb%23c", "", 200, "area area=a?b#c" },
        { "/areas/x%2Ejson", "", 200, "area area=x.json" },
        { "/areas/x%2Ejson.json", "", 200, "area area=x.json json" },
        { "/areas/~..", "", 200, "area area=.." },
        { "/areas/~~..", "", 200, "area area=~.." },
        { "/areas/~...csv", "", 200, "area area=.. csv" },
        { "/areas/...", "", 200, "area area=..." },
        { "/areas/~", "", 200, "area area=~" },
        { "/areas/..%2fx", "", 200, "area area=../x" },
        { "/seldom/a", "", 404, "error 404" },
        { "/seldom/a.json", "", 200, "seldom name=a.json" }, // there is no a, but an a.json
        { "/seldom/b.json", "", 404, "error 404" },
        { "/areas/%ff", "", 400, "error 400" },
        { "/areas/.", "", 400, "error 400" },
        { "/areas/..", "", 400, "error 400" },
        { "/areas/%2e%2e", "", 400, "error 400" },
        { "/areas/x", "a=%zz", 400, "error 400" },
        { "/areas/x", "a=%00", 400, "error 400" },
        { "/broken/0", "", 400, "error 400" }, // nothing of half a page is left
        { "/broken/1", "", 404, "error 404" },
        { "/broken/2", "", 503, "error 503" },
        { "/broken/3", "", 503, "error 503" },
        { "/broken/4", "", 503, "error 503" },
        { "/broken/5", "", 500, "error 500" },
        { "/endless", "", 503, "error 503" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer a = ask(METHOD_GET, rows[i].path, rows[i].query, "");
        if (a.status != rows[i].status || strcmp(a.body, rows[i].body) != 0)
            fail_msg("%s?%s: %d '%s', not %d '%s'", rows[i].path, rows[i].query, a.status, a.body,
                     rows[i].status, rows[i].body);
    }
}

static void test_many(void **state)
{
    char path[9000], query[6000];
    (void)state;
    memset(path, 'a', sizeof path);
    path[0] = '/';
    path[sizeof path - 1] = 0;
    assert_int_equal(ask(METHOD_GET, path, "", "").status, 400);
    for (size_t i = 0; i + 2 < sizeof path; i += 2)
        path[i] = '/';
    assert_int_equal(ask(METHOD_GET, path, "", "").status, 400);
    for (size_t i = 0; i < REQUEST_FIELDS_MAX + 1; i++)
        memcpy(query + 4 * i, "a=1&", 5);
    assert_int_equal(ask(METHOD_GET, "/", query, "").status, 400);
    query[REQUEST_FIELDS_MAX * 4] = 0;
    assert_int_equal(ask(METHOD_GET, "/", query, "").status, 200);
}

static void test_methods(void **state)
{
    (void)state;
    assert_int_equal(ask(METHOD_HEAD, "/", "", "").status, 200);
    assert_int_equal(ask(METHOD_POST, "/", "", "").status, 405);
    assert_int_equal(ask(METHOD_OTHER, "/", "", "").status, 405);
}

static void test_forms(void **state)
{
    static const struct {
        const char *path, *site, *body;
        int status;
        const char *expected, *location;
    } rows[] = {
        { "/forms/1", "same-origin", "a=x", 200, "sent a=x", "" },
        { "/forms/1", "same-origin", "a=on", 303, "", "/areas/x" },
        { "/forms/1", "same-origin", "a=busy", 503, "error 503", "" },
        { "/forms/1", "same-origin", "a=%zz", 400, "error 400", "" },
        { "/forms/1", "cross-site", "a=x", 403, "error 403", "" },
        { "/forms/1", "", "a=x", 403, "error 403", "" },
        { "/open", "", "a=x", 200, "sent a=x", "" },
        { "/areas/x", "same-origin", "a=x", 405, "error 405", "" },
        { "/nope", "same-origin", "a=x", 405, "error 405", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer a = post(rows[i].path, rows[i].site, rows[i].body);
        if (a.status != rows[i].status || strcmp(a.body, rows[i].expected) != 0 ||
            strcmp(a.location, rows[i].location) != 0 || a.etag[0])
            fail_msg("%zu %s: %d '%s' '%s' '%s'", i, rows[i].path, a.status, a.body, a.location, a.etag);
    }
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    assert_int_equal(route_body_max(&TABLE, &(struct request){ .ctx = &ctx, .path = STR("/forms/2") }), 4096);
    assert_int_equal(route_body_max(&TABLE, &(struct request){ .ctx = &ctx, .path = STR("/areas/2") }), 0);
    assert_int_equal(route_body_max(&TABLE, &(struct request){ .ctx = &ctx, .path = STR("nothing") }), 0);
    arena_close(ctx.arena);
}

// A slash too many leads to the page, if there is one, and never to another host.
static void test_moved(void **state)
{
    static const struct {
        const char *path, *query;
        int status;
        const char *location;
    } rows[] = {
        { "/areas/x/", "a=1", 308, "/areas/x?a=1" },
        { "/areas/x/", "a=b&c=%20+d", 308, "/areas/x?a=b&c=%20%20d" },
        { "/areas/x.json/", "", 308, "/areas/x.json" },
        { "/areas/x%2ejson/", "", 308, "/areas/x%2Ejson" },
        { "/areas/~../", "", 308, "/areas/~.." },
        { "/areas/%2Fevil.example/", "", 308, "/areas/%2Fevil.example" },
        { "/areas/a\xc3\xa2\"<b>/", "", 308, "/areas/a%C3%A2%22%3Cb%3E" },
        { "/", "", 200, "" },
        { "/nope/", "", 404, "" },
        { "//evil.example/", "", 404, "" },
        { "///evil.example/", "", 404, "" },
        { "/\\evil.example/", "", 404, "" },
        { "/%5cevil.example/", "", 404, "" },
        { "/%2fevil.example/", "", 404, "" },
        { "/;//evil/", "", 404, "" },
        { "/areas//", "", 404, "" },
        { "http://evil.example/", "", 400, "" },
        { "evil.example/", "", 400, "" },
        { "javascript:alert(1)/", "", 400, "" },
        { "/areas/%zz/", "", 400, "" },
        { "/areas/\xff/", "", 400, "" },
        { "/areas/\x01/", "", 400, "" },
        { "/areas/x/", "a=%zz", 400, "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer a = ask(METHOD_GET, rows[i].path, rows[i].query, "");
        if (a.status != rows[i].status || strcmp(a.location, rows[i].location) != 0)
            fail_msg("%s?%s: %d '%s', not %d '%s'", rows[i].path, rows[i].query, a.status, a.location,
                     rows[i].status, rows[i].location);
    }
    assert_int_equal(ask(METHOD_POST, "/areas/x/", "", "").status, 405);
}

static void test_target(void **state)
{
    static const struct {
        const char *target, *path, *query;
    } rows[] = {
        { "/areas?a=1", "/areas", "a=1" },
        { "/areas?a=1?b", "/areas", "a=1?b" },
        { "http://host/areas?a=1", "/areas", "a=1" },
        { "HTTPS://user@host:80/", "/", "" },
        { "http://host", "/", "" },
        { "http://host?a=1", "/", "a=1" },
        { "http://host//evil.example/", "//evil.example/", "" },
        { "ftp://host/areas", "ftp://host/areas", "" },
        { "*", "*", "" },
        { "", "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct request request = { .method = METHOD_GET };
        request_target(&request, str_from(rows[i].target));
        if (!str_equal(request.path, str_from(rows[i].path)) ||
            !str_equal(request.query, str_from(rows[i].query)))
            fail_msg("%s: '%.*s' '%.*s'", rows[i].target, STR_ARGS(request.path), STR_ARGS(request.query));
    }
}

static void test_etag(void **state)
{
    struct answer first = ask(METHOD_GET, "/areas/x", "", ""), other = ask(METHOD_GET, "/areas/y", "", "");
    struct answer again = ask(METHOD_GET, "/areas/x", "", first.etag);
    (void)state;
    assert_true(strlen(first.etag) > 10);
    assert_string_not_equal(first.etag, other.etag);
    assert_int_equal(again.status, 304);
    assert_string_equal(again.body, "");
    assert_int_equal(ask(METHOD_GET, "/areas/y", "", first.etag).status, 200);
    assert_string_equal(ask(METHOD_GET, "/nope", "", "").etag, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths), cmocka_unit_test(test_many),  cmocka_unit_test(test_methods),
        cmocka_unit_test(test_forms), cmocka_unit_test(test_moved), cmocka_unit_test(test_target),
        cmocka_unit_test(test_etag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
