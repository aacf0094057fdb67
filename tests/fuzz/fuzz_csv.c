// Any bytes as CSV, with each usual delimiter: every value lies in the file, and reading comes to an end.
#include "format/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = { ',', '\t', ';', '|' };
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    str bytes = { (const char *)data, size };
    struct csv csv;
    if (csv_open(&ctx, bytes, delimiters[size % sizeof delimiters], &csv))
        abort();
    int64_t row = 0;
    for (size_t at = csv.at; csv_next(&csv); at = csv.at) {
        if (csv.at <= at || csv.at > size || csv.row <= row || csv.n > CSV_FIELDS_MAX)
            abort();
        row = csv.row;
        for (size_t i = 0; !csv.fault && i < csv.n; i++) {
            str value = csv_field_value(ctx.arena, csv.fields[i]);
            if (value.n > csv.fields[i].raw.n || csv.fields[i].raw.n > CSV_FIELD_MAX)
                abort();
        }
    }
    arena_close(ctx.arena);
    return 0;
}
