// Any bytes as a snapshot of requests: refused with words, or all that a reader goes by lies inside them. Checksums are
// not looked at in this build, so that what stands behind them is tried.
#include "format/snapshot.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct snapshot *s)
{
    size_t bytes = s->zone.n;
    for (size_t i = 0; i < s->services.n; i++)
        bytes += s->services.at[i].name.n + s->services.at[i].sub.n;
    for (size_t i = 0; i < s->areas.n; i++)
        bytes += s->areas.at[i].n;
    if (bytes > s->bytes.n)
        abort();
    for (size_t block = 0; block < snapshot_blocks(s); block++) {
        (void)snapshot_rows_whole(s, block);
        (void)snapshot_numbers_whole(s, block);
    }
    for (size_t i = 0; i < s->n_runs; i++) {
        size_t end = i + 1 < s->n_runs ? s->runs[i + 1].first : s->n;
        if (s->runs[i].service >= s->services.n || s->runs[i].area > s->areas.n || s->runs[i].first >= end ||
            end > s->n)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    struct snapshot s;
    char *copy = arena_alloc(ctx.arena, size + 1, 1); // aligned, as a mapped file is
    if (!copy)
        abort();
    memcpy(copy, data, size);
    if (snapshot_read(&ctx, STR("f.wcol"), (str){ copy, size }, &s) == OK)
        check(&s);
    else if (!ctx.error.text[0])
        abort();
    arena_close(ctx.arena);
    return 0;
}
