// Any bytes as a piece of a store's packed cases, and as a list of names: refused, or all of it can be read, and what
// is put into a piece again comes out the same. Checksums are not looked at in this build.
#include "format/piece.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t FIRST = 1;

static void same(const struct plain_case *a, const struct plain_case *b)
{
    struct packed left = a->row, right = b->row;
    left.service = right.service = 0; // numbers of each piece's own
    left.area = right.area = 0;
    if (memcmp(&left, &right, sizeof left) != 0 || !str_equal(a->service, b->service) ||
        !str_equal(a->body, b->body) || !str_equal(a->area, b->area))
        abort();
}

// Cases that are odd in one piece are in the other; so may be those whose names are too long to be told apart.
static void again(struct ctx *ctx, const struct piece *piece)
{
    struct piece_making *making = piece_begin(ctx->arena, FIRST);
    struct plain_case plain, back;
    struct piece made;
    str bytes;
    int64_t last = FIRST - 1;
    for (size_t i = 0; i < piece->n; i++) {
        int64_t id = piece_plain(piece, i, &plain);
        if (memchr(plain.service.at, 0, plain.service.n)) // which no text of a store has
            return;
        if (id <= last || !piece_takes(making, id) || !piece_put(making, id, &plain))
            abort();
        last = id;
    }
    if (piece_end(ctx, making, &bytes) || !piece_read(ctx->arena, FIRST, bytes, &made) ||
        made.n + made.n_odd != piece->n)
        abort();
    for (size_t i = 0, k = 0; i < piece->n && k < made.n; i++)
        if (piece_plain(piece, i, &plain) == piece_plain(&made, k, &back)) {
            same(&plain, &back);
            k++;
        }
}

static void names(struct ctx *ctx, str bytes)
{
    struct str_list names, back;
    str packed;
    if (!names_unpack(ctx->arena, bytes, &names))
        return;
    if (names_pack(ctx, &names, &packed) || !names_unpack(ctx->arena, packed, &back) || back.n != names.n)
        abort();
    for (size_t i = 0; i < names.n; i++)
        if (!str_equal(names.at[i], back.at[i]))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    str bytes = { (const char *)data, size };
    struct piece piece;
    int64_t last = FIRST - 1;
    if (!ctx.arena)
        abort();
    if (piece_read(ctx.arena, FIRST, bytes, &piece)) {
        for (size_t i = 0; i < piece.n_odd; i++)
            if (piece_odd(&piece, i) <= last)
                abort();
            else
                last = piece_odd(&piece, i);
        again(&ctx, &piece);
    }
    names(&ctx, bytes);
    arena_close(ctx.arena);
    return 0;
}
