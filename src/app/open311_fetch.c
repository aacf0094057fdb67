#include "app/open311_fetch.h"

#include "base/zone.h"
#include "format/json_objects.h"

enum {
    PAGE_SIZE = 1000,
    PAGES_MAX = 1000,
    WINDOW_SECONDS = 30 * 86400,
    WINDOW_LEAST = 3600,
    CAP_STEP = 50, // servers that cut what they give cut at a round number
    ANSWER_MEMORY = 64 << 20,
    URL_MAX = 4096
};

// One answer: a page of what was requested in a time.
struct page {
    instant from, until;
    int number;
    size_t n;
    str first; // the id of its first request; to tell whether the next is another
};

// "2026-01-31T12:00:00Z"
static void time_add(struct ctx *ctx, struct buffer *url, instant at)
{
    const struct zone *utc;
    struct buffer text = buffer_open(64);
    if (!zone_load(ctx, STR("UTC"), &utc))
        instant_write(&text, utc, at);
    buffer_add(url, str_slice(buffer_str(&text), 0, 19));
    buffer_byte(url, 'Z');
    buffer_close(&text);
}

static str page_url(struct ctx *ctx, const struct open311_server *server, const struct page *page)
{
    struct buffer url = buffer_open(URL_MAX);
    buffer_print(&url, "%.*s/requests.json?start_date=", STR_ARGS(server->url));
    time_add(ctx, &url, page->from);
    buffer_print(&url, "&end_date=");
    time_add(ctx, &url, (instant){ page->until.second - 1 });
    buffer_print(&url, "&page_size=%d&page=%d", PAGE_SIZE, page->number);
    open311_field_add(&url, "jurisdiction_id", server->jurisdiction);
    open311_field_add(&url, "api_key", server->key);
    str copy = str_copy(ctx->arena, buffer_str(&url));
    buffer_done(ctx->arena, &url);
    return copy;
}

static result id_read(struct ctx *ctx, str object, str *id)
{
    struct wire_value record;
    result e = wire_read(ctx, object, false, &record);
    *id = e ? (str){ 0 } : wire_text_of(&record, STR("service_request_id"));
    return e || id->n ? e : fail(ctx, ERR_INPUT, "a request has no service_request_id");
}

// The objects of an answer behind those that are there, unless it repeats the page before.
static result objects_take(struct ctx *ctx, struct open311_fetching *f, str body, const struct page *before,
                           struct page *page)
{
    struct json_objects objects;
    enum json_step step;
    str object;
    result e = OK;
    if (!json_objects_open(body, STR(""), &objects))
        return fail(ctx, ERR_INPUT, "what it answers is no list of requests in JSON");
    while (!e && (step = json_objects_next(&objects, WIRE_BYTES_MAX, &object)) == JSON_STEP_OBJECT) {
        e = page->n ? OK : id_read(ctx, object, &page->first);
        if (!e && !page->n && before && str_equal(before->first, page->first)) {
            page->first = (str){ 0 };
            return OK;
        }
        page->n++;
        buffer_add(f->out, f->n++ ? STR(",\n") : STR("\n"));
        buffer_add(f->out, object);
    }
    return e || step == JSON_STEP_END ? e
                                      : fail(ctx, ERR_INPUT, "its list of requests can't be read to the end");
}

static result page_take(struct ctx *ctx, struct open311_fetching *f, const struct page *before,
                        struct page *page)
{
    struct open311_answer answer;
    result e = f->server->ask(ctx, f->server->with, page_url(ctx, f->server, page), (str){ 0 }, &answer);
    if (e)
        return e;
    if (answer.status == 200)
        return objects_take(ctx, f, answer.body, before, page);
    if (before) // it has no such page
        return OK;
    return fail(ctx, ERR_INPUT, "it answers %ld where requests are asked for", answer.status);
}

// One page in a memory of its own: a thousand answers are not kept. *first lives in ctx.
static result page_ask(struct ctx *ctx, struct open311_fetching *f, const struct page *before,
                       struct page *page)
{
    struct ctx own = { .arena = arena_open(ANSWER_MEMORY) };
    if (!own.arena)
        return arena_fail(ctx);
    result e = page_take(&own, f, before, page);
    page->first = str_copy(ctx->arena, page->first);
    if (e)
        e = fail(ctx, e, "%s", own.error.text);
    arena_close(own.arena);
    return e;
}

// All pages of a time. *is_cut: there may be more, and the server knows no pages.
static result window_take(struct ctx *ctx, struct open311_fetching *f, instant from, instant until,
                          bool *is_cut)
{
    struct page page = { .from = from, .until = until, .number = 1 }, before;
    result e = page_ask(ctx, f, NULL, &page);
    size_t first = page.n;
    while (!e && page.n && page.number < PAGES_MAX) {
        before = page;
        page = (struct page){ .from = from, .until = until, .number = before.number + 1 };
        e = page_ask(ctx, f, &before, &page);
    }
    *is_cut = !e && page.number == 2 && first && first % CAP_STEP == 0;
    return e;
}

// Halves what may be cut, and throws away what it brought, since the halves bring it again.
static result time_take(struct ctx *ctx, struct open311_fetching *f, instant from, instant until)
{
    size_t kept = f->out->n;
    int64_t n = f->n, seconds = until.second - from.second;
    instant middle = { from.second + seconds / 2 };
    bool is_cut;
    result e = window_take(ctx, f, from, until, &is_cut);
    if (e || !is_cut)
        return e;
    if (seconds <= WINDOW_LEAST) {
        f->first_cut = f->n_cut++ ? f->first_cut : from;
        return OK;
    }
    f->out->n = kept;
    f->n = n;
    e = time_take(ctx, f, from, middle);
    return e ? e : time_take(ctx, f, middle, until);
}

result open311_fetch(struct ctx *ctx, struct open311_fetching *f)
{
    result e = OK;
    buffer_byte(f->out, '[');
    for (instant at = f->from; !e && at.second < f->until.second; at.second += WINDOW_SECONDS) {
        instant end = { at.second + WINDOW_SECONDS };
        end = end.second < f->until.second ? end : f->until;
        e = time_take(ctx, f, at, end);
        if (f->progress)
            f->progress(end, f->n);
    }
    buffer_add(f->out, STR("\n]\n"));
    return e ? e : buffer_check(ctx, f->out);
}
