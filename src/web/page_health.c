// For whoever keeps the program running: /health, the process answers; /ready, pages can be made and facts kept. As
// text, and as JSON with .json behind them. Nothing in them is private.
#include "web/pages.h"

#include "format/json_write.h"
#include "web/site.h"

enum { REASONS_MAX = 1000 };

static const str TEXT = STR_INIT("text/plain; charset=utf-8"), JSON = STR_INIT("application/json");

static void answer_begin(struct response *response, bool is_json)
{
    response->type = is_json ? JSON : TEXT;
    response->is_unkept = true;
}

result health_show(struct request *request, struct response *response)
{
    bool is_json = str_ends(request->path, STR(".json"));
    answer_begin(response, is_json);
    buffer_add(&response->body, is_json ? STR("{\"status\": \"ok\"}\n") : STR("ok\n"));
    return OK;
}

result ready_show(struct request *request, struct response *response)
{
    struct buffer reasons = buffer_open(REASONS_MAX);
    result e = site_readiness(request->ctx, request->site, &reasons);
    if (!e && reasons.n)
        e = fail(request->ctx, ERR_BUSY, "%.*s", STR_ARGS(buffer_str(&reasons)));
    buffer_close(&reasons);
    if (e)
        return e;
    answer_begin(response, request->format == FORMAT_JSON);
    buffer_add(&response->body,
               request->format == FORMAT_JSON ? STR("{\"status\": \"ready\", \"reasons\": []}\n")
                                              : STR("ready\n"));
    return OK;
}

bool ready_is_asked(const struct request *request)
{
    bool is_read = request->method == METHOD_GET || request->method == METHOD_HEAD;
    return is_read && (str_equal(request->path, STR("/ready")) || str_equal(request->path, STR("/ready.json")));
}

static void reasons_json(struct buffer *out, str reasons)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "status", STR("not ready"));
    json_put_array(&json, "reasons");
    while (reasons.n) {
        size_t end = str_find(reasons, STR("; "));
        json_put_str(&json, NULL, str_slice(reasons, 0, end));
        reasons = str_from_byte(reasons, end + 2);
    }
    json_put_end(&json);
    json_put_end(&json);
}

result unready_show(struct request *request, struct response *response)
{
    bool is_json = str_ends(request->path, STR(".json"));
    bool is_ours = request->board && request->ctx->error.code == ERR_BUSY; // else it may name a file
    str reasons = is_ours ? str_from(request->ctx->error.text)
                          : STR("the store can't be read: it is empty, not there or does not answer");
    response->status = 503;
    answer_begin(response, is_json);
    if (is_json)
        reasons_json(&response->body, reasons);
    else
        buffer_print(&response->body, "not ready: %.*s\n", STR_ARGS(reasons));
    return OK;
}
