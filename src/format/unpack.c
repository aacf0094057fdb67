#include "format/unpack.h"

#include "base/arena.h"
#include "base/watch.h"

#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { GZIP_ONLY = 15 + 16 }; // windowBits: the largest window, with gzip's own head and sum

static const str GZIP_HEAD = STR_INIT("\x1f\x8b"), ZSTD_HEAD = STR_INIT("\x28\xb5\x2f\xfd");

bool unpack_is(str bytes)
{
    return str_starts(bytes, GZIP_HEAD) || str_starts(bytes, ZSTD_HEAD);
}

// How far it is; `room` is where each piece is unpacked.
struct progress {
    struct ctx *ctx;
    const struct unpacking *u;
    char *room;
    uint64_t n;
};

#define REFUSE(p, code, ...) fail_at((p)->ctx, code, (p)->u->source, (struct place){ 0 }, __VA_ARGS__)

static result damaged(const struct progress *p, const char *what)
{
    return REFUSE(p, ERR_INPUT, "is packed by %s and damaged: fetch it again", what);
}

static result cut_short(const struct progress *p, const char *what)
{
    return REFUSE(p, ERR_INPUT,
                  "is packed by %s and ends before its end: it was cut short, so fetch it again", what);
}

static result piece_give(struct progress *p, size_t n)
{
    const struct unpacking *u = p->u;
    p->n += n;
    if (p->n > u->max)
        return REFUSE(p, ERR_LIMIT, "is larger than the %llu bytes allowed once it is unpacked",
                      (unsigned long long)u->max);
    if (p->n > UNPACK_UNASKED && p->n / UNPACK_TIMES_MAX > u->packed.n)
        return REFUSE(
            p, ERR_LIMIT,
            "is more than %d times as large once it is unpacked, as no table is: unpack it yourself and look",
            UNPACK_TIMES_MAX);
    return n ? u->sink(p->ctx, u->with, (str){ p->room, n }) : OK;
}

// zlib counts in 32 bits, so that what is mapped goes to it in pieces.
static void gzip_feed(z_stream *z, str *left)
{
    if (z->avail_in || !left->n)
        return;
    size_t n = left->n < (1 << 30) ? left->n : 1 << 30;
    z->next_in = (unsigned char *)(uintptr_t)left->at; // zlib does not write to it
    z->avail_in = (unsigned)n;
    *left = str_from_byte(*left, n);
}

// At the end of a member: another, the end of the file, or zeros that a tape was filled up with.
static result gzip_next(struct progress *p, z_stream *z, str *left, bool *is_done)
{
    str rest = { (const char *)z->next_in, z->avail_in + left->n }; // the two lie one behind the other
    size_t zeros = 0;
    while (zeros < rest.n && !rest.at[zeros])
        zeros++;
    *is_done = zeros == rest.n;
    if (*is_done)
        return OK;
    if (!str_starts(rest, GZIP_HEAD))
        return REFUSE(p, ERR_INPUT, "is packed by gzip, and something else stands behind its end");
    return inflateReset(z) == Z_OK ? OK : damaged(p, "gzip");
}

static result gzip_work(struct progress *p, z_stream *z)
{
    str left = p->u->packed;
    for (bool is_done = false; !is_done;) {
        gzip_feed(z, &left);
        z->next_out = (unsigned char *)p->room;
        z->avail_out = UNPACK_PIECE;
        int code = inflate(z, Z_NO_FLUSH);
        watch_at(WATCH_BYTES, (uint64_t)((const char *)z->next_in - p->u->packed.at));
        if (code == Z_BUF_ERROR && !z->avail_in && !left.n)
            return cut_short(p, "gzip");
        if (code == Z_MEM_ERROR)
            return arena_fail(p->ctx);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return damaged(p, "gzip");
        result e = piece_give(p, UNPACK_PIECE - z->avail_out);
        if (!e && code == Z_STREAM_END)
            e = gzip_next(p, z, &left, &is_done);
        if (e)
            return e;
    }
    return OK;
}

static result gzip_unpack(struct progress *p)
{
    z_stream z = { 0 };
    if (inflateInit2(&z, GZIP_ONLY) != Z_OK)
        return arena_fail(p->ctx);
    result e = gzip_work(p, &z);
    inflateEnd(&z);
    return e;
}

static result zstd_fault(const struct progress *p, size_t code)
{
    // No name of the library's errors is part of its stable interface; its words are.
    if (strstr(ZSTD_getErrorName(code), "memory"))
        return REFUSE(p, ERR_LIMIT, "is packed by zstd with a window over %d MB: pack it without --long",
                      1 << (UNPACK_WINDOW_BITS - 20));
    return damaged(p, "zstd");
}

static result zstd_work(struct progress *p, ZSTD_DStream *z)
{
    ZSTD_inBuffer in = { p->u->packed.at, p->u->packed.n, 0 };
    for (size_t wanted = 1; in.pos < in.size || wanted;) {
        ZSTD_outBuffer out = { p->room, UNPACK_PIECE, 0 };
        size_t before = in.pos;
        wanted = ZSTD_decompressStream(z, &out, &in);
        watch_at(WATCH_BYTES, in.pos);
        if (ZSTD_isError(wanted))
            return zstd_fault(p, wanted);
        result e = piece_give(p, out.pos);
        if (e)
            return e;
        if (wanted && !out.pos && in.pos == before)
            return cut_short(p, "zstd");
    }
    return OK;
}

static result zstd_unpack(struct progress *p)
{
    ZSTD_DStream *z = ZSTD_createDStream();
    if (!z)
        return arena_fail(p->ctx);
    size_t code = ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, UNPACK_WINDOW_BITS);
    result e = ZSTD_isError(code) ? arena_fail(p->ctx) : zstd_work(p, z);
    ZSTD_freeDStream(z);
    return e;
}

result unpack(struct ctx *ctx, const struct unpacking *unpacking)
{
    struct progress p = { .ctx = ctx, .u = unpacking, .room = arena_alloc(ctx->arena, UNPACK_PIECE, 1) };
    if (!p.room)
        return arena_fail(ctx);
    return str_starts(unpacking->packed, GZIP_HEAD) ? gzip_unpack(&p) : zstd_unpack(&p);
}
