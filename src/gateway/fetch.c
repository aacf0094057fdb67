#include "gateway/fetch.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "gateway/fetch_guard.h"

#include <curl/curl.h>
#include <time.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 10, REDIRECTS_MOST = 3 };

static size_t bytes_take(char *bytes, size_t size, size_t n, void *to)
{
    struct buffer *body = to;
    buffer_add(body, (str){ bytes, size * n });
    return body->is_full ? 0 : size * n;
}

static void bounds_set(CURL *curl)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS_MOST);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)FETCH_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "wardmote");
}

// Where the name led to, looked at when the connection is made: a name may lead elsewhere the next time it is asked.
static curl_socket_t socket_open(void *with, curlsocktype purpose, struct curl_sockaddr *address)
{
    bool *is_refused = with;
    (void)purpose;
    if (address_is_public(&address->addr))
        return socket(address->family, address->socktype, address->protocol);
    *is_refused = true;
    return CURL_SOCKET_BAD;
}

static void guard_set(CURL *curl, const struct fetch *fetch, bool *is_refused)
{
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    if (fetch->may_be_private)
        return;
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, socket_open);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, is_refused);
}

// What the server was told, and what it answered.
struct exchange {
    const struct fetch *fetch;
    bool is_refused;        // it is at an address that is not asked
    const char *url, *form; // form: NULL for GET
    size_t form_n;
    struct buffer body;
    long status;
    curl_off_t again_after; // seconds, where it says; else 0
    str type;
};

static result perform(struct ctx *ctx, CURL *curl, struct exchange *x)
{
    char *type = NULL;
    x->body = buffer_open(FETCH_BYTES_MAX);
    bounds_set(curl);
    if (x->fetch->is_guarded)
        guard_set(curl, x->fetch, &x->is_refused);
    const char *name = x->fetch->is_guarded ? "its server" : x->url;
    curl_easy_setopt(curl, CURLOPT_URL, x->url);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, bytes_take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &x->body);
    if (x->form) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)x->form_n);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, x->form);
    }
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &x->status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &x->again_after);
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    x->type = str_copy(ctx->arena, str_from(type));
    if (x->body.is_full)
        return fail(ctx, ERR_LIMIT, "%s sends more than %d bytes", name, FETCH_BYTES_MAX);
    if (x->is_refused)
        return fail(ctx, ERR_RULE, "%s is at a private address, which is not asked", name);
    if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT)
        return fail(ctx, ERR_INPUT, "%s is not an http or https address", name);
    return code == CURLE_OK ? OK
                            : fail(ctx, ERR_BUSY, "%s does not answer: %s", name, curl_easy_strerror(code));
}

static bool is_worth_trying(result e, long status)
{
    return e == ERR_BUSY || (!e && (status >= 500 || status == 408 || status == 429));
}

static void pause_for(curl_off_t asked, int usual, int most)
{
    curl_off_t seconds = asked > usual ? asked : usual;
    struct timespec pause = { .tv_sec = seconds < most ? seconds : most };
    nanosleep(&pause, NULL);
}

// Once. `tried` has room of its own for an error, so that a later try can go well.
static result once(struct ctx *ctx, struct exchange *x, struct ctx *tried)
{
    CURL *curl = curl_easy_init();
    *tried = (struct ctx){ .arena = ctx->arena };
    result e = curl ? perform(tried, curl, x) : fail(tried, ERR_LIMIT, "there is no memory left to ask");
    curl_easy_cleanup(curl);
    return e;
}

result fetch_ask(struct ctx *ctx, void *with, str url, str form, struct open311_answer *answer)
{
    const struct fetch *fetch = with;
    struct exchange x = { .fetch = fetch, .url = str_c(ctx->arena, url), .form_n = form.n };
    struct ctx tried;
    x.form = form.n ? str_c(ctx->arena, form) : NULL;
    if (!x.url || (form.n && !x.form))
        return arena_fail(ctx);
    result e = once(ctx, &x, &tried);
    for (int n = 1; !form.n && n < fetch->tries && is_worth_trying(e, x.status); n++) {
        pause_for(x.again_after, 1 << (n - 1), fetch->pause_most);
        buffer_close(&x.body);
        e = once(ctx, &x, &tried);
    }
    *answer = (struct open311_answer){ x.status, x.type, str_copy(ctx->arena, buffer_str(&x.body)) };
    buffer_close(&x.body);
    return e ? fail(ctx, e, "%s", tried.error.text) : OK;
}
