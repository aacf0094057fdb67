// One question to a body's server, and its answer read: JSON or XML, a list of faults understood, nothing taken on
// trust.
#include "app/onward_internal.h"

enum { URL_MAX = 32 << 10, FAULT_MAX = 200 };

str onward_url(struct ctx *ctx, const struct onward_server_row *server, str path, str query)
{
    struct buffer url = buffer_open(URL_MAX), fields = buffer_open(URL_MAX);
    buffer_add(&fields, query);
    open311_field_add(&fields, "jurisdiction_id", server->jurisdiction);
    open311_field_add(&fields, "api_key", server->api_key);
    buffer_print(&url, "%.*s%.*s%s%s%.*s", STR_ARGS(server->address), STR_ARGS(path),
                 server->is_xml ? ".xml" : ".json", fields.n ? "?" : "", STR_ARGS(buffer_str(&fields)));
    str copy = str_copy(ctx->arena, buffer_str(&url));
    buffer_close(&fields);
    buffer_done(ctx->arena, &url);
    return copy;
}

const struct wire_value *onward_first(const struct wire_value *root)
{
    return root->n ? &root->parts[0] : root;
}

// "400: service_code is unknown", as its list of faults has it; 400 alone where it has none.
static result refused(struct ctx *ctx, const struct onward_question *q, const struct open311_answer *a)
{
    struct ctx reading = { .arena = ctx->arena };
    struct wire_value root = { 0 };
    str words = { 0 };
    if (!wire_read(&reading, a->body, q->server->is_xml, &root))
        words = onward_text(ctx, wire_text_of(onward_first(&root), STR("description")), FAULT_MAX);
    return fail(ctx, ERR_RULE, "its server refuses: %ld%s%.*s", a->status, words.n ? ", " : "",
                STR_ARGS(words));
}

static bool is_later(long status)
{
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

result onward_ask(struct ctx *ctx, struct onward_question *q)
{
    struct open311_answer a = { 0 };
    bool is_get = !q->form.n;
    str url = is_get ? onward_url(ctx, q->server, q->path, q->query)
                     : str_format(ctx->arena, "%.*s%.*s%s", STR_ARGS(q->server->address), STR_ARGS(q->path),
                                  q->server->is_xml ? ".xml" : ".json");
    result e = q->asker->ask(ctx, q->asker->with, url, q->form, &a);
    if (e)
        return e;
    if (is_later(a.status))
        return fail(ctx, ERR_BUSY, "its server can't answer now: %ld", a.status);
    if (a.status == 404 || a.status == 410)
        return fail(ctx, ERR_MISSING, "its server has no such thing: %ld", a.status);
    if (a.status >= 300 && a.status < 400)
        return fail(ctx, ERR_RULE, "its server leads on to another address (%ld): give that one", a.status);
    if (a.status < 200 || a.status >= 400)
        return refused(ctx, q, &a);
    struct ctx reading = { .arena = ctx->arena };
    if (wire_read(&reading, a.body, q->server->is_xml, &q->root))
        return fail(ctx, ERR_RULE, "what its server answers can't be read: %s", reading.error.text);
    bool is_list = q->root.kind == WIRE_LIST || q->root.kind == WIRE_RECORD || q->root.kind == WIRE_NOTHING;
    return is_list ? OK : fail(ctx, ERR_RULE, "what its server answers is no list");
}
