// Any bytes are read as a file of what is on record of cases: each row that is kept has its case, name and kind, and
// what is not kept is said at a place inside the file.
#include "format/case_file.h"

#include <stdlib.h>

enum { ARENA_MAX = 256 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static str facts[] = { STR_INIT("severe"), STR_INIT("people") }, events[] = { STR_INIT("request") };
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    struct diagnostics diagnostics = { 0 };
    struct case_names names = { .facts = { facts, 2, 2 }, .events = { events, 1, 1 } };
    struct case_file file = { .source = STR("f.csv"),
                              .bytes = { (const char *)data, size },
                              .names = &names,
                              .diagnostics = &diagnostics };
    struct case_rows rows;
    if (!ctx.arena || zone_load(&ctx, STR("Europe/London"), &file.zone))
        abort();
    result e = case_file_read(&ctx, &file, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (!rows.at[i].case_id.n || !rows.at[i].recorded.name.n || rows.at[i].recorded.row < 2 ||
            rows.at[i].recorded.at.second > rows.at[i].recorded.last.second)
            abort();
    for (size_t i = 0; i < diagnostics.n; i++)
        if (!diagnostics.at[i].text.n || diagnostics.at[i].place.line < 1 ||
            diagnostics.at[i].place.column < 1)
            abort();
    arena_close(ctx.arena);
    return 0;
}
