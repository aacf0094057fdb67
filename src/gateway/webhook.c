#include "gateway/webhook.h"

#include "base/arena.h"
#include "format/json_write.h"
#include "format/short_text.h"

#include <curl/curl.h>
#include <nettle/hmac.h>
#include <sodium.h>
#include <string.h>

enum { BODY_MAX = 1 << 20, CONNECT_SECONDS = 5, WHOLE_SECONDS = 20, ANSWER_MAX = 64 << 10 };

void webhook_begin(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

result webhook_check(struct ctx *ctx, const char *url)
{
    bool is_web = str_starts(str_from(url), STR("http://")) || str_starts(str_from(url), STR("https://"));
    return is_web
        ? OK
        : fail_at(ctx, ERR_INPUT, STR("--outbox"), (struct place){ 0 },
                  "'%s' is neither spool:FOLDER, print:FOLDER, smtp:, smtps: nor an http or https address",
                  url);
}

static void parts_write(struct json *json, const struct message *m)
{
    struct short_size size = short_text_size(m->body);
    if (!str_equal(m->way, STR("text")))
        return;
    json_put_str(json, "alphabet", size.is_gsm ? STR("GSM-7") : STR("UCS-2"));
    json_put_int(json, "parts", size.parts);
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
    parts_write(&json, m);
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

// "Wardmote-Signature: t=TIME,v1=HEX"
static str signature(struct ctx *ctx, str secret, instant at, str body)
{
    struct hmac_sha256_ctx mac;
    unsigned char sum[SHA256_DIGEST_SIZE];
    char hex[2 * sizeof sum + 1];
    str time = str_format(ctx->arena, "%lld.", (long long)at.second);
    hmac_sha256_set_key(&mac, secret.n, (const unsigned char *)secret.at);
    hmac_sha256_update(&mac, time.n, (const unsigned char *)time.at);
    hmac_sha256_update(&mac, body.n, (const unsigned char *)body.at);
    hmac_sha256_digest(&mac, sizeof sum, sum);
    sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
    return str_format(ctx->arena, "Wardmote-Signature: t=%lld,v1=%s", (long long)at.second, hex);
}

static bool header_add(struct ctx *ctx, struct curl_slist **headers, str header)
{
    char *line = str_c(ctx->arena, header);
    struct curl_slist *more = line ? curl_slist_append(*headers, line) : NULL;
    *headers = more ? more : *headers;
    return more != NULL;
}

result webhook_send(struct ctx *ctx, const struct message *m, void *with)
{
    const struct webhook *hook = with;
    struct curl_slist *headers = NULL;
    struct buffer body = buffer_open(BODY_MAX);
    message_write(&body, m);
    CURL *curl = curl_easy_init();
    result e = buffer_check(ctx, &body);
    bool is_ready = curl && header_add(ctx, &headers, STR("Content-Type: application/json; charset=utf-8")) &&
        header_add(ctx, &headers, str_format(ctx->arena, "Idempotency-Key: %.*s", STR_ARGS(m->key)));
    if (is_ready && hook->file->sign.n)
        is_ready = header_add(ctx, &headers, signature(ctx, hook->file->sign, m->at, buffer_str(&body)));
    if (!e && !is_ready)
        e = arena_fail(ctx);
    if (!e)
        e = post(ctx, curl, hook->url, headers, buffer_str(&body));
    buffer_close(&body);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return e;
}
