#include "gateway/webhook.h"

#include "base/arena.h"
#include "format/json_write.h"

#include <curl/curl.h>
#include <string.h>

enum { BODY_MAX = 1 << 20, CONNECT_SECONDS = 5, WHOLE_SECONDS = 20, ANSWER_MAX = 64 << 10 };

void webhook_begin(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

result webhook_check(struct ctx *ctx, const char *url)
{
    bool is_web = str_starts(str_from(url), STR("http://")) || str_starts(str_from(url), STR("https://"));
    return is_web ? OK
                  : fail_at(ctx, ERR_INPUT, STR("--outbox"), (struct place){ 0 },
                            "'%s' is neither spool:FOLDER nor an http or https address", url);
}

static void message_write(struct buffer *out, const struct message *m)
{
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "key", m->key);
    json_put_str(&json, "way", m->way);
    json_put_str(&json, "reference", m->reference);
    json_put_object(&json, "to");
    json_put_str(&json, "name", m->name);
    json_put_str(&json, "email", m->email);
    json_put_str(&json, "telephone", m->telephone);
    json_put_str(&json, "address", m->address);
    json_put_str(&json, "language", m->language);
    json_put_end(&json);
    json_put_str(&json, "subject", m->subject);
    json_put_str(&json, "body", m->body);
    json_put_end(&json);
}

// What is answered is nobody's business; one that does not end ends the call.
static size_t answer_take(char *bytes, size_t size, size_t n, void *of)
{
    size_t *all = of;
    (void)bytes;
    *all += size * n;
    return *all > ANSWER_MAX ? 0 : size * n;
}

static result status_result(struct ctx *ctx, long status)
{
    bool is_worth_trying = status >= 500 || status == 408 || status == 425 || status == 429 || status < 400;
    if (status >= 200 && status < 300)
        return OK;
    return fail(ctx, is_worth_trying ? ERR_BUSY : ERR_RULE, "the receiver answered %ld", status);
}

// curl's own words name no more than what went wrong: the address is the operator's.
static result post(struct ctx *ctx, CURL *curl, const char *url, struct curl_slist *headers, str body)
{
    size_t answered = 0;
    long status = 0;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.n);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.at);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "wardmote");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, answer_take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answered);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && status))
        return fail(ctx, ERR_BUSY, "the receiver could not be reached: %s", curl_easy_strerror(code));
    return status_result(ctx, status);
}

result webhook_send(struct ctx *ctx, const struct message *m, void *with)
{
    CURL *curl = curl_easy_init();
    char *key = str_c(ctx->arena, str_format(ctx->arena, "Idempotency-Key: %.*s", STR_ARGS(m->key)));
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
    struct buffer body = buffer_open(BODY_MAX);
    result e = curl && key && headers ? OK : arena_fail(ctx);
    message_write(&body, m);
    if (!e)
        e = buffer_check(ctx, &body);
    if (!e && curl_slist_append(headers, key))
        e = post(ctx, curl, with, headers, buffer_str(&body));
    buffer_close(&body);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return e;
}
