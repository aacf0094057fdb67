// Any bytes as a packed file: what comes out is no more than allowed, and an end that is not one is refused.
#include "base/arena.h"
#include "format/unpack.h"

#include <stdlib.h>

enum { MOST = 1 << 20 };

static result take(struct ctx *ctx, void *with, str bytes)
{
    size_t *n = with;
    (void)ctx;
    if (!bytes.n || bytes.n > UNPACK_PIECE)
        abort();
    *n += bytes.n;
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)1 << 20) };
    str packed = { (const char *)data, size };
    size_t n = 0;
    if (unpack_is(packed)) {
        result e = unpack(&ctx, &(struct unpacking){ STR("x"), packed, MOST, take, &n });
        if (n > MOST || (e && !ctx.error.text[0]) || (e && e != ERR_INPUT && e != ERR_LIMIT))
            abort();
    }
    arena_close(ctx.arena);
    return 0;
}
