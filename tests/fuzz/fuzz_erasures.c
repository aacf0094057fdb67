// Any bytes as a list of erasures, and as a table of what goes by its age: refused, or read and written again.
#include "app/erasures.h"
#include "app/retention.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    str bytes = { (const char *)data, size };
    struct erasure_row_list list;
    struct retention rules;
    if (erasures_read(&ctx, STR("list"), bytes, &list) == OK) {
        struct buffer out = buffer_open((size_t)16 << 20);
        erasures_write(&out, &list);
        if (!out.n)
            abort();
        buffer_close(&out);
    }
    struct ctx again = { .arena = ctx.arena };
    if (retention_parse(&again, STR("rules"), bytes, &rules) == OK)
        for (size_t i = 0; i < rules.n; i++)
            if (rules.at[i].months < 1 || rules.at[i].data >= KEPT_COUNT)
                abort();
    arena_close(ctx.arena);
    return 0;
}
