#include "web/kept.h"

#include "app/unsent.h"
#include "web/form.h"
#include "web/html.h"
#include "web/site.h"
#include "web/visit.h"

struct keeping {
    struct unsent unsent;
    instant now;
};

static result keep_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct keeping *k = with;
    return unsent_keep(ctx, db, &k->unsent, k->now);
}

static result end_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct keeping *k = with;
    const struct unsent nothing = { .token = k->unsent.token };
    return unsent_keep(ctx, db, &nothing, k->now);
}

// As a browser would send it; not what is secret.
static str form_written(const struct request *request)
{
    struct buffer out = buffer_open(UNSENT_BYTES_MAX);
    for (size_t i = 0; i < request->n_form; i++) {
        if (str_starts(request->form[i].name, STR("password")))
            continue;
        buffer_add(&out, out.n ? STR("&") : STR(""));
        html_url_query(&out, request->form[i].name);
        buffer_byte(&out, '=');
        html_url_query(&out, request->form[i].value);
    }
    str written = out.is_full ? (str){ 0 } : str_copy(request->ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return written;
}

bool kept_put(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct error error = ctx->error; // the page still says it
    struct keeping *k = ARENA_NEW(ctx->arena, struct keeping);
    bool is_worth_it = request->method == METHOD_POST && request->n_form && request->db && k &&
        request_cookie(request, COOKIE_KNOWN).n;
    if (!is_worth_it)
        return false;
    k->now = request->now;
    str form = form_written(request);
    result e = unsent_read(ctx, request->db, (str){ 0 }, request->now, &k->unsent);
    if (!e)
        e = unsent_set(ctx, &k->unsent, "path", request->path);
    if (!e)
        e = unsent_set(ctx, &k->unsent, "form", form);
    if (!e)
        e = form.n ? site_write(request, keep_work, k) : ERR_LIMIT;
    ctx->error = error;
    if (!e)
        response_cookie(request, response, COOKIE_KEPT, k->unsent.token, (int64_t)UNSENT_DAYS * DAY_SECONDS);
    return !e;
}

static void form_give(struct request *request, str form)
{
    str type = request->content_type, body = request->body;
    request->content_type = STR("application/x-www-form-urlencoded");
    request->body = form;
    request->is_restored = form_read(request);
    if (!request->is_restored)
        request->n_form = 0;
    request->content_type = type;
    request->body = body;
}

void kept_take(struct request *request)
{
    str token = request_cookie(request, COOKIE_KEPT);
    struct keeping *k = token.n && request->visitor ? ARENA_NEW(request->ctx->arena, struct keeping) : NULL;
    if (k)
        k->now = request->now;
    result e = k ? unsent_read(request->ctx, request->db, token, request->now, &k->unsent) : ERR_MISSING;
    if (!e && k->unsent.n) {
        bool is_here = str_equal(unsent_value(&k->unsent, "path"), request->path);
        if (is_here && request->method == METHOD_GET)
            form_give(request, unsent_value(&k->unsent, "form"));
        else if (is_here && request->method == METHOD_POST)
            e = site_write(request, end_work, k);
    }
    if (e && e != ERR_MISSING)
        request->ctx->error = (struct error){ .code = OK };
}
