#include "web/encode.h"

#include <sodium.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_FROM = 1024 }; // bytes; less is not worth it

// Of one entry of the list, "gzip;q=0.5". A weight that can't be read is none.
static double weight_of(str entry)
{
    double weight = 1;
    str rest = entry;
    (void)str_cut(&rest, ';');
    while (rest.at) {
        str value = str_cut(&rest, ';'), name = str_cut(&value, '=');
        if (str_same_name(name, STR("q")) && !str_to_double(str_trim(value), &weight))
            weight = 0;
    }
    return weight;
}

bool gzip_is_accepted(str accepted)
{
    double any = 0;
    for (str rest = accepted; rest.at && rest.n;) {
        str entry = str_cut(&rest, ','), name = str_trim(str_slice(entry, 0, str_find(entry, STR(";"))));
        if (str_same_name(name, STR("gzip")) || str_same_name(name, STR("x-gzip")))
            return weight_of(entry) > 0;
        if (str_equal(name, STR("*")))
            any = weight_of(entry);
    }
    return any > 0;
}

// Takes a tag off the front of the list: its quotes and what is between. Empty at the end, or where no tag begins.
static str tag_cut(str *list)
{
    *list = str_trim(*list);
    while (str_starts(*list, STR(",")))
        *list = str_trim(str_from_byte(*list, 1));
    if (str_starts(*list, STR("W/")))
        *list = str_from_byte(*list, 2);
    if (!str_starts(*list, STR("\"")))
        return (str){ 0 };
    size_t end = 1 + str_find(str_from_byte(*list, 1), STR("\"")) + 1;
    str tag = str_slice(*list, 0, end);
    *list = str_from_byte(*list, end);
    return tag;
}

bool etag_is_among(str list, str etag)
{
    if (str_equal(str_trim(list), STR("*")))
        return true;
    for (str tag; (tag = tag_cut(&list)).n > 0;)
        if (str_equal(tag, etag))
            return true;
    return false;
}

static bool is_compressible(str type)
{
    return str_starts(type, STR("text/")) || str_starts(type, STR("application/json")) ||
        str_equal(type, STR("application/geo+json")) || str_starts(type, STR("application/atom+xml")) ||
        str_starts(type, STR("image/svg"));
}

// The body as gzip, where it is shorter so.
static void body_compress(const struct request *request, struct response *r)
{
    z_stream z = { 0 };
    if (!request->accepts_gzip || r->is_gzip || r->body.n < GZIP_FROM || !is_compressible(r->type) ||
        deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t room = deflateBound(&z, (uLong)r->body.n);
    char *out = arena_alloc(request->ctx->arena, room, 1);
    z.next_in = (unsigned char *)r->body.at;
    z.avail_in = (uInt)r->body.n;
    z.next_out = (unsigned char *)out;
    z.avail_out = (uInt)room;
    if (out && deflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out < r->body.n) {
        memcpy(r->body.at, out, z.total_out);
        r->body.n = z.total_out;
        r->is_gzip = true;
    }
    deflateEnd(&z);
}

// Of the page before it is compressed, so that both forms share all but the end.
static str body_hash(struct ctx *ctx, str body)
{
    unsigned char hash[16];
    char text[2 * sizeof hash + 1];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)body.at, body.n, NULL, 0);
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return str_format(ctx->arena, "%s", text);
}

void response_to_known(const struct request *request, struct response *response)
{
    if (!etag_is_among(request->if_none_match, response->etag))
        return;
    response->status = 304;
    response->n_unsent = response->body.n + response->whole.n;
    response->body.n = 0;
    response->whole = (str){ 0 };
}

void response_finish(const struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    bool is_page = response->status == 200 && !response->is_unkept && request->method != METHOD_POST;
    str hash = is_page ? body_hash(ctx, buffer_str(&response->body)) : (str){ 0 };
    body_compress(request, response);
    if (!is_page || !hash.n)
        return;
    response->etag = str_format(ctx->arena, "\"%.*s%s\"", STR_ARGS(hash), response->is_gzip ? "-gz" : "");
    response_to_known(request, response);
}
