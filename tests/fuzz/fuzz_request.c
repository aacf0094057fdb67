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

// What a page is given is written into a link, and read back from it the same, as a name and in each form.
static void link_must(struct request *r, str value)
{
    struct buffer link = buffer_open(1 << 20);
    if (!value.n)
        return; // an empty name has no link of its own
    for (int format = FORMAT_HTML; format < FORMAT_COUNT; format++) {
        struct request back = { .ctx = r->ctx };
        link.n = 0;
        buffer_byte(&link, '/');
        html_url_segment(&link, value);
        buffer_add(&link, format_suffix((enum page_format)format));
        back.path = buffer_str(&link);
        if (back.path.n <= REQUEST_PATH_MAX &&
            (!request_read(&back) || back.n_segments != 1 || (int)back.format != format ||
             !str_equal(back.segments[0], value)))
            abort();
    }
    buffer_close(&link);
}

// Where a slash too many leads on to: a page of this site.
static void location_must(const struct response *response)
{
    str at = response->location;
    if (!str_starts(at, STR("/a/")))
        abort();
    for (size_t i = 0; i < at.n; i++)
        if (at.at[i] <= ' ' || at.at[i] > '~')
            abort();
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
    static const struct site_route ROUTES[] = {
        { "/", FORMATS_HTML_ONLY, page, NULL, NULL, 0 },
        { "/a/{one}", FORMATS_ALL, page, NULL, NULL, 0 },
        { "/a/{one}/{two}", FORMATS_TABLES, page, NULL, NULL, 0 },
    };
    static const struct site_routes TABLE = {
        ROUTES, sizeof ROUTES / sizeof *ROUTES, error, NULL, NULL, NULL, NULL, NULL
    };
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    struct request request = { .ctx = &ctx, .method = METHOD_GET };
    struct response response;
    str rest = { (const char *)data, size };
    request_target(&request, rest);
    route_run(&TABLE, NULL, &request, &response);
    if (response.status != 200 && response.status != 308 && response.status != 400 &&
        response.status != 404 && response.status != 503)
        abort();
    if (response.status == 308)
        location_must(&response);
    text_must(response.status == 308 ? (str){ 0 } : buffer_str(&response.body));
    buffer_close(&response.body);
    arena_close(ctx.arena);
    return 0;
}
