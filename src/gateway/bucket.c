#include "gateway/bucket.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/log.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONNECT_SECONDS = 3,
    LOOK_SECONDS = 5,
    WHOLE_SECONDS = 20,
    TRIES = 2,
    HANDLES_KEPT = 8,
    CODE_MAX = 60,
    FIRST = 2
};

static const str SCHEME = STR_INIT("s3:");
// Of no bytes, as a request without a body is signed.
static const char NOTHING[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct bucket {
    const char *url;        // of the bucket, with the prefix, without a slash at its end
    const char *how, *keys; // as libcurl wants them: what is signed for, and ID:SECRET
    pthread_mutex_t lock;
    CURL *free[HANDLES_KEPT]; // with the connections they have
    int n_free;
};

struct exchange {
    const char *method;
    str name, bytes; // of the thing; what is sent
    long seconds;    // at most
    struct buffer body;
    long status;
    CURLcode code;
};

bool is_bucket(str place)
{
    return str_starts(place, SCHEME);
}

static CURL *handle_take(struct bucket *bucket)
{
    pthread_mutex_lock(&bucket->lock);
    CURL *curl = bucket->n_free ? bucket->free[--bucket->n_free] : NULL;
    pthread_mutex_unlock(&bucket->lock);
    return curl ? curl : curl_easy_init();
}

static void handle_give(struct bucket *bucket, CURL *curl)
{
    curl_easy_reset(curl); // its connections stay
    pthread_mutex_lock(&bucket->lock);
    bool is_kept = bucket->n_free < HANDLES_KEPT;
    if (is_kept)
        bucket->free[bucket->n_free++] = curl;
    pthread_mutex_unlock(&bucket->lock);
    if (!is_kept)
        curl_easy_cleanup(curl);
}

static size_t bytes_take(char *bytes, size_t size, size_t n, void *to)
{
    struct buffer *body = to;
    buffer_add(body, (str){ bytes, size * n });
    return body->is_full ? 0 : size * n;
}

static void bounds_set(CURL *curl, const struct bucket *bucket, const struct exchange *x)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, x->seconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "wardmote");
    curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, bucket->how);
    curl_easy_setopt(curl, CURLOPT_USERPWD, bucket->keys);
}

// What is kept is named by its hash, which is also what is signed of it.
static struct curl_slist *headers_of(struct ctx *ctx, const struct exchange *x)
{
    bool is_put = x->bytes.n > 0;
    char *hash = str_c(
        ctx->arena,
        str_format(ctx->arena, "x-amz-content-sha256: %.*s", STR_ARGS(is_put ? x->name : str_from(NOTHING))));
    struct curl_slist *headers = hash ? curl_slist_append(NULL, hash) : NULL;
    return is_put && headers ? curl_slist_append(headers, "Content-Type: image/jpeg") : headers;
}

static void once(struct ctx *ctx, struct bucket *bucket, struct exchange *x)
{
    CURL *curl = handle_take(bucket);
    char *url = str_c(ctx->arena,
                      str_format(ctx->arena, "%s/%.*s/%.*s.jpg", bucket->url,
                                 STR_ARGS(str_slice(x->name, 0, FIRST)),
                                 STR_ARGS(str_from_byte(x->name, FIRST))));
    struct curl_slist *headers = headers_of(ctx, x);
    buffer_close(&x->body);
    x->body = buffer_open(SHELF_BYTES_MAX);
    x->code = CURLE_OUT_OF_MEMORY;
    x->status = 0;
    if (curl && url && headers) {
        bounds_set(curl, bucket, x);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, x->method);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, bytes_take);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &x->body);
        curl_easy_setopt(curl, CURLOPT_NOBODY, (long)(strcmp(x->method, "HEAD") == 0));
        if (x->bytes.n) {
            curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)x->bytes.n);
            curl_easy_setopt(curl, CURLOPT_POSTFIELDS, x->bytes.at);
        }
        x->code = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &x->status);
    }
    curl_slist_free_all(headers);
    if (curl)
        handle_give(bucket, curl);
}

// The name of the fault in what an S3 answers: letters alone, whatever it sends.
static str fault_of(struct ctx *ctx, const struct exchange *x)
{
    static const str BEGIN = STR_INIT("<Code>");
    str body = buffer_str(&x->body);
    size_t at = str_find(body, BEGIN), n = 0;
    str name = at < body.n ? str_from_byte(body, at + BEGIN.n) : (str){ 0 };
    while (n < name.n && n < CODE_MAX && ((name.at[n] | 32) >= 'a' && (name.at[n] | 32) <= 'z'))
        n++;
    return str_copy(ctx->arena, str_slice(name, 0, n));
}

// What somebody can do about it who keeps the program running.
static const char *cure_of(const struct exchange *x, str fault)
{
    if (x->code != CURLE_OK)
        return curl_easy_strerror(x->code);
    if (str_equal(fault, STR("NoSuchBucket")))
        return "there is no such bucket: make it, or name another with --photographs";
    if (x->status == 403 || x->status == 401)
        return "look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at what they may do with the bucket";
    if (x->status >= 300 && x->status <= 400)
        return "look at the address and at ?region= behind it";
    return x->status >= 500 || x->status == 429 ? "it is busy or broken" : "it refuses";
}

static bool is_done(const struct exchange *x)
{
    return x->code == CURLE_OK && x->status >= 200 && x->status < 300;
}

static bool is_worth_another(const struct exchange *x)
{
    return x->code != CURLE_OK || x->status >= 500 || x->status == 429;
}

// ERR_MISSING if there is no such thing; ERR_BUSY for all that is not well with the place.
static result ask(struct ctx *ctx, const struct shelf *shelf, struct exchange *x)
{
    struct bucket *bucket = shelf->with;
    int tries = x->seconds == LOOK_SECONDS ? 1 : TRIES;
    x->code = CURLE_AGAIN;
    for (int i = 0; i < tries && is_worth_another(x); i++)
        once(ctx, bucket, x);
    str fault = is_done(x) ? (str){ 0 } : fault_of(ctx, x);
    if (is_done(x))
        return OK;
    if (x->code == CURLE_OK && x->status == 404 && !str_equal(fault, STR("NoSuchBucket")))
        return fail(ctx, ERR_MISSING, "the file of photograph %.*s is not there", STR_ARGS(x->name));
    log_line("photographs: %s %s: %ld %.*s: %s", x->method, shelf->where, x->status, STR_ARGS(fault),
             cure_of(x, fault));
    return fail(ctx, ERR_BUSY,
                "the place where photographs are kept can't be reached just now: try again in a moment");
}

static result bucket_put(struct ctx *ctx, const struct shelf *shelf, str name, str bytes)
{
    struct exchange x = { .method = "PUT", .name = name, .bytes = bytes, .seconds = WHOLE_SECONDS };
    struct ctx asking = { .arena = ctx->arena };
    result e = ask(&asking, shelf, &x);
    buffer_close(&x.body);
    return e ? fail(ctx, ERR_BUSY,
                    "the photograph can't be kept just now: send it again in a moment, or go on without it")
             : OK;
}

static result bucket_get(struct ctx *ctx, const struct shelf *shelf, str name, str *bytes)
{
    struct exchange x = { .method = "GET", .name = name, .seconds = WHOLE_SECONDS };
    result e = ask(ctx, shelf, &x);
    *bytes = e ? (str){ 0 } : str_copy(ctx->arena, buffer_str(&x.body));
    buffer_close(&x.body);
    return e ? e : bytes->at ? OK : arena_fail(ctx);
}

static bool bucket_has(struct ctx *ctx, const struct shelf *shelf, str name)
{
    struct exchange x = { .method = "HEAD", .name = name, .seconds = LOOK_SECONDS };
    struct ctx asking = { .arena = ctx->arena };
    result e = ask(&asking, shelf, &x);
    buffer_close(&x.body);
    return !e;
}

static result bucket_remove(struct ctx *ctx, const struct shelf *shelf, str name)
{
    struct exchange x = { .method = "DELETE", .name = name, .seconds = LOOK_SECONDS };
    struct ctx asking = { .arena = ctx->arena };
    result e = ask(&asking, shelf, &x);
    buffer_close(&x.body);
    return e && e != ERR_MISSING ? fail(ctx, e, "%s", asking.error.text) : OK;
}

static const struct shelf_kind BUCKET = { bucket_put, bucket_get, bucket_has, bucket_remove, .is_far = true };

static result wrong(struct ctx *ctx, const char *what)
{
    return fail_at(ctx, ERR_INPUT, STR("--photographs"), (struct place){ 0 },
                   "%s: write s3:https://HOST/BUCKET, with ?region=NAME behind it where it has one", what);
}

static bool is_plain(str s, const char *others)
{
    bool is_good = s.n > 0;
    for (size_t i = 0; i < s.n && is_good; i++) {
        char c = s.at[i];
        is_good = char_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || strchr(others, c);
    }
    return is_good;
}

// The parts of the address, which is shown in the log and so may hold no password.
static result address_read(struct ctx *ctx, str place, struct bucket *bucket)
{
    str url = str_from_byte(place, SCHEME.n), query = { 0 }, region = STR("us-east-1");
    size_t mark = str_find(url, STR("?")), scheme = str_find(url, STR("://"));
    if (mark < url.n)
        query = str_from_byte(url, mark + 1);
    url = str_slice(url, 0, mark);
    if (str_starts(query, STR("region=")))
        region = str_from_byte(query, sizeof "region=" - 1);
    else if (query.n)
        return wrong(ctx, "nothing but ?region= stands behind the address of a bucket");
    while (str_ends(url, STR("/")))
        url = str_slice(url, 0, url.n - 1);
    bool is_web = str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
    str rest = is_web ? str_from_byte(url, scheme + 3) : (str){ 0 };
    str host = str_cut(&rest, '/');
    if (!is_plain(host, ".-:[]") || !is_plain(rest, ".-_/") || str_find(rest, STR("..")) < rest.n)
        return wrong(ctx, "that is no bucket");
    if (!is_plain(region, "-"))
        return wrong(ctx, "the region is no name");
    bucket->url = str_c(ctx->arena, url);
    bucket->how = str_c(ctx->arena, str_format(ctx->arena, "aws:amz:%.*s:s3", STR_ARGS(region)));
    return bucket->url && bucket->how ? OK : arena_fail(ctx);
}

result bucket_open(struct ctx *ctx, str place, struct shelf *shelf)
{
    const char *id = getenv("AWS_ACCESS_KEY_ID"), *secret = getenv("AWS_SECRET_ACCESS_KEY");
    struct bucket *bucket = ARENA_NEW(ctx->arena, struct bucket);
    if (!bucket)
        return arena_fail(ctx);
    *bucket = (struct bucket){ .lock = PTHREAD_MUTEX_INITIALIZER };
    result e = address_read(ctx, place, bucket);
    if (!e && !(id && *id && secret && *secret))
        e = fail_at(ctx, ERR_INPUT, STR("--photographs"), (struct place){ 0 },
                    "a bucket needs its keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the "
                    "environment, for the service in /etc/default/wardmote");
    if (e)
        return e;
    bucket->keys = str_c(ctx->arena, str_format(ctx->arena, "%s:%s", id, secret));
    *shelf = (struct shelf){ &BUCKET, str_c(ctx->arena, str_format(ctx->arena, "s3:%s", bucket->url)),
                             bucket };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    return bucket->keys && shelf->where ? OK : arena_fail(ctx);
}

void bucket_close(const struct shelf *shelf)
{
    struct bucket *bucket = shelf->kind == &BUCKET ? shelf->with : NULL;
    while (bucket && bucket->n_free)
        curl_easy_cleanup(bucket->free[--bucket->n_free]);
}
