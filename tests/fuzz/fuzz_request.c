// Any bytes as a path and a query: a page or a refusal, and what pages are given is text.
#include "base/utf8.h"
#include "web/html.h"
#include "web/route.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void text_must(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7F)
            abort();
    if (utf8_invalid_at(s) != s.n)
        abort();
}

// What a page is given is written into a link, and read back from it the same.
static void link_must(struct request *r, str value)
{
    struct buffer link = buffer_open(1 << 20);
    str back;
    html_url_segment(&link, value);
    bool is_kept = value.n && !str_equal(value, STR(".")) && !str_equal(value, STR(".."));
    for (size_t i = 0; i < value.n; i++)
        is_kept &= value.at[i] != '/'; // only in a query: a segment of a path has none
    if (is_kept && (!text_decode(r->ctx->arena, buffer_str(&link), false, &back) || !str_equal(back, value)))
        abort();
    buffer_close(&link);
}

static result page(struct request *r, struct response *response)
{
    for (size_t i = 0; i < r->n_parameters; i++) {
        text_must(r->parameters[i].value);
        link_must(r, r->parameters[i].value);
        html_text(&response->body, r->parameters[i].value);
    }
    for (size_t i = 0; i < r->n_fields; i++) {
        text_must(r->fields[i].name);
        text_must(r->fields[i].value);
        link_must(r, r->fields[i].value);
    }
    return OK;
}

static result error(struct request *r, struct response *response)
{
    (void)r;
    (void)response;
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct route ROUTES[] = {
        { "/", FORMATS_HTML_ONLY, page, NULL },
        { "/a/{one}", FORMATS_ALL, page, NULL },
        { "/a/{one}/{two}", FORMATS_TABLES, page, NULL },
    };
    static const struct routes TABLE = { ROUTES, sizeof ROUTES / sizeof *ROUTES, error, NULL, NULL };
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    struct request request = { .ctx = &ctx, .method = METHOD_GET };
    struct response response;
    str rest = { (const char *)data, size };
    request.path = str_cut(&rest, '?');
    request.query = rest;
    route_run(&TABLE, NULL, &request, &response);
    if (response.status != 200 && response.status != 308 && response.status != 400 &&
        response.status != 404 && response.status != 503)
        abort();
    text_must(response.status == 308 ? (str){ 0 } : buffer_str(&response.body));
    buffer_close(&response.body);
    arena_close(ctx.arena);
    return 0;
}
