// Any bytes as a line of a downloaded record, as a checkpoint and as a note: what is read is written again as the very
// same bytes, and reading comes to an end.
#include "format/fact_line.h"
#include "format/note.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void line_try(struct ctx *ctx, str bytes)
{
    struct fact_line line;
    if (fact_line_read(ctx, bytes, &line))
        return;
    struct buffer again = buffer_open(FACT_LINE_MAX);
    fact_line_write(&again, &line);
    if (!str_equal(buffer_str(&again), bytes))
        abort();
    buffer_close(&again);
}

static void note_try(struct ctx *ctx, str bytes)
{
    struct note_key key = { .name = STR("wardmote/x") };
    struct checkpoint checkpoint;
    str text;
    if (note_verify(bytes, &key, &text)) // by a key of zeros
        abort();
    if (!checkpoint_read(bytes, &checkpoint))
        return;
    struct checkpoint again;
    str words = checkpoint_text(ctx, &checkpoint);
    if (!checkpoint_read(words, &again) || again.state.size != checkpoint.state.size ||
        !merkle_equal(&again.state.root, &checkpoint.state.root))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)16 << 20) };
    str bytes = { (const char *)data, size };
    line_try(&ctx, bytes);
    note_try(&ctx, bytes);
    arena_close(ctx.arena);
    return 0;
}
