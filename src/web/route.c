#include "web/route.h"

#include "base/log.h"
#include "web/encode.h"
#include "web/form.h"
#include "web/html.h"
#include "web/visit.h"

#include <string.h>

static const int STATUSES[RESULT_COUNT] = {
    [OK] = 200,          [ERR_INPUT] = 400,    [ERR_LOGIN] = 401,    [ERR_DENIED] = 403,
    [ERR_MISSING] = 404, [ERR_CONFLICT] = 409, [ERR_RULE] = 422,     [ERR_LIMIT] = 503,
    [ERR_BUSY] = 503,    [ERR_STORE] = 503,    [ERR_INTERNAL] = 500,
};

int result_status(result e)
{
    return e < RESULT_COUNT ? STATUSES[e] : 500;
}

// Matches the segments; a literal one scores, so that "/areas/find" goes before "/areas/{area}". -1 for no match.
static int pattern_match(const char *pattern, struct request *r)
{
    str rest = str_from_byte(str_from(pattern), 1);
    int score = 0;
    size_t i = 0;
    r->n_parameters = 0;
    while (rest.at && rest.n) {
        str part = str_cut(&rest, '/');
        if (i == r->n_segments)
            return -1;
        str segment = r->segments[i++];
        if (part.at[0] == '{' && segment.n) {
            r->parameters[r->n_parameters++] = (struct name_value){ str_slice(part, 1, part.n - 1), segment };
        } else if (str_equal(part, segment)) {
            score++;
        } else {
            return -1;
        }
    }
    return i == r->n_segments ? score : -1;
}

// Most patterns begin with another word than the address, and need no further look.
static bool begins_alike(const char *pattern, const struct request *r)
{
    str first = r->n_segments ? r->segments[0] : (str){ 0 };
    return pattern[1] == '{' || !first.n ||
        (pattern[1] == first.at[0] && strncmp(pattern + 1, first.at, first.n) == 0);
}

static const struct site_route *route_find(const struct site_routes *routes, struct request *r)
{
    const struct site_route *best = NULL;
    int best_score = -1;
    for (size_t i = 0; i < routes->n; i++) {
        int score = begins_alike(routes->at[i].pattern, r) ? pattern_match(routes->at[i].pattern, r) : -1;
        bool has_format = routes->at[i].formats & (1u << r->format);
        if (score > best_score && has_format) {
            best = &routes->at[i];
            best_score = score;
        }
    }
    if (best)
        (void)pattern_match(best->pattern, r); // its own parameters again
    r->pattern = best ? best->pattern : NULL;
    return best;
}

// A name with a dot in it is no suffix where no page offers one: put it back.
static const struct site_route *route_find_plain(const struct site_routes *routes, struct request *r)
{
    return request_read_whole(r) ? route_find(routes, r) : NULL;
}

static void answer_begin(struct response *response, int status)
{
    buffer_close(&response->body);
    *response = (struct response){ .status = status, .type = STR("text/html; charset=utf-8") };
    response->body = buffer_open(RESPONSE_BYTES_MAX);
}

static void error_answer(const struct site_routes *routes, struct request *request, struct response *response)
{
    str allow = response->allow;
    answer_begin(response, response->status);
    response->allow = allow;
    request->format = FORMAT_HTML;
    if (routes->error(request, response) || response->body.is_full) {
        answer_begin(response, response->status);
        response->type = STR("text/plain; charset=utf-8");
        buffer_print(&response->body, "%d\n", response->status);
    }
}

// Written anew from what was read, so that it holds nothing that could lead elsewhere.
static void redirect_without_slash(struct request *request, struct response *response)
{
    struct buffer out = buffer_open(4 * REQUEST_PATH_MAX); // room for the path, however it is encoded
    for (size_t i = 0; i < request->n_segments; i++) {
        buffer_byte(&out, '/');
        html_url_segment(&out, request->segments[i]);
    }
    buffer_add(&out, format_suffix(request->format));
    size_t n_path = out.n;
    for (size_t i = 0; i < request->n_fields; i++) {
        buffer_byte(&out, i ? '&' : '?');
        html_url_query(&out, request->fields[i].name);
        buffer_byte(&out, '=');
        html_url_query(&out, request->fields[i].value);
    }
    answer_begin(response, 308);
    response->location = str_copy(request->ctx->arena,
                                  str_slice(buffer_str(&out), 0, out.is_full ? n_path : out.n));
    buffer_close(&out);
}

static const struct site_route *route_of(const struct site_routes *routes, struct request *request)
{
    const struct site_route *route = route_find(routes, request);
    return route ? route : route_find_plain(routes, request);
}

size_t route_body_max(const struct site_routes *routes, struct request *request)
{
    const struct site_route *route = request_read(request) ? route_of(routes, request) : NULL;
    return route && route->post ? route->body_max : 0;
}

// Whether a form may be taken; else response->status says why not. What was typed is read in any case, so that the page
// of the error can give it back.
static bool form_is_taken(const struct site_route *route, struct request *request, struct response *response)
{
    bool is_open = route->body_max & BODY_OPEN;
    bool is_read = form_read(request);
    response->status = !is_read ? 400 : is_open || origin_is_ours(request) ? 200 : 403;
    return response->status == 200;
}

// The page that is asked for, in response->status why there is none.
static const struct site_route *route_choose(const struct site_routes *routes, struct request *request,
                                             struct response *response)
{
    bool is_read = request_read(request), is_post = request->method == METHOD_POST;
    const struct site_route *route = is_read ? route_of(routes, request) : NULL;
    bool can_post = route && route->post;
    if (request->method == METHOD_OTHER || (is_post && !can_post)) {
        response->allow = can_post ? STR("GET, HEAD, POST") : STR("GET, HEAD");
        response->status = 405;
        return NULL;
    }
    if (!route) {
        response->status = is_read ? 404 : 400;
        return NULL;
    }
    return is_post && !form_is_taken(route, request, response) ? NULL : route;
}

// A form that is refused to nobody, from a browser in which somebody was signed in before: their session may have ended
// while they wrote. They sign in, and what they typed is there again.
static result form_refused(const struct request *request, result e)
{
    bool is_hidden = e == ERR_MISSING && str_starts(request->path, STR("/drafts/"));
    bool may_have_ended = request->db && !request->visitor && request_cookie(request, COOKIE_KNOWN).n;
    return may_have_ended && (e == ERR_DENIED || is_hidden)
        ? fail(request->ctx, ERR_LOGIN, "Sign in again: you were signed out meanwhile.")
        : e;
}

// What a page came to: its own status, or that of its error, also of one that was seen only now.
static result page_end(const struct site_route *route, const struct request *request,
                       struct response *response, result e)
{
    if (!e)
        e = buffer_check(request->ctx, &response->body);
    if (!e && arena_is_full(request->ctx->arena))
        e = ERR_LIMIT;
    if (e && e != ERR_MISSING)
        log_line("request=%.*s page %s: %s: %s", STR_ARGS(request->id), route->pattern, result_name(e),
                 request->ctx->error.text);
    response->status = e ? result_status(e) : response->status;
    return e;
}

// A slash too many behind the address of a page.
static bool is_moved(const struct site_route *route, const struct request *request)
{
    return route && request->path.n > 1 && str_ends(request->path, STR("/"));
}

// Where nothing has the name that a suffix left, the page of the whole name: "/reports/2.json" is the data of the
// report 2 or, without such a report, the report "2.json".
static const struct site_route *route_whole(const struct site_routes *routes, struct request *request,
                                            struct response *response)
{
    const struct site_route *whole = route_find_plain(routes, request);
    if (whole) {
        request->ctx->error = (struct error){ .code = OK };
        answer_begin(response, 200);
    }
    return whole;
}

static bool is_recalled(const struct site_routes *routes, const struct site_route *route,
                        struct request *request, struct response *response)
{
    return request->site && routes->recall && routes->recall(request->site, route, request, response);
}

bool route_peek(const struct site_routes *routes, struct site *site, struct request *request,
                struct response *response)
{
    bool is_asked = request->method == METHOD_GET || request->method == METHOD_HEAD;
    if (!routes->peek || !is_asked)
        return false;
    *response = (struct response){ .status = 200 };
    const struct site_route *route = route_choose(routes, request, response);
    bool is_there = route && !is_moved(route, request) && route->formats != FORMAT_ALONE &&
        routes->peek(site, route, request, response);
    if (is_there)
        routes->leave(site, request);
    else
        *response = (struct response){ 0 };
    return is_there;
}

void route_run(const struct site_routes *routes, struct site *site, struct request *request,
               struct response *response)
{
    *response = (struct response){ 0 };
    answer_begin(response, 200);
    const struct site_route *route = route_choose(routes, request, response);
    if (is_moved(route, request) && request->method != METHOD_POST) {
        redirect_without_slash(request, response);
        return;
    }
    bool needs_store = routes->enter && !(route && route->formats == FORMAT_ALONE);
    bool is_post = request->method == METHOD_POST;
    result e = needs_store ? routes->enter(site, request) : OK;
    if (!e && is_recalled(routes, route, request, response)) {
        routes->leave(site, request);
        return;
    }
    if (route && !e)
        e = is_post ? form_refused(request, route->post(request, response)) : route->get(request, response);
    if (route && e && !is_post && routes->enter_again && routes->enter_again(site, request, e)) {
        answer_begin(response, 200);
        e = route->get(request, response);
    }
    const struct site_route *whole = route && !is_post && e == ERR_MISSING
        ? route_whole(routes, request, response)
        : NULL;
    if (whole)
        e = whole->get(request, response);
    if (route)
        e = page_end(route, request, response, e);
    bool is_said = route && !e && response->body.n; // the page says itself what is wrong
    if (response->status >= 400 && !is_said)
        error_answer(routes, request, response);
    if (request->site && routes->mark && is_post)
        routes->mark(site, request, response);
    response_finish(request, response);
    if (request->site && routes->remember && !e && !whole)
        routes->remember(site, route, request, response);
    if (needs_store)
        routes->leave(site, request);
}
