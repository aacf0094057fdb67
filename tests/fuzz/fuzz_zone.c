// Any bytes as a time zone file: refused with a reason, or a zone in which every local time has an instant.
#include "base/arena.h"
#include "base/zone.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void times_check(const struct zone *zone)
{
    static const int years[] = { 1, 1883, 1970, 2000, 2037, 2400, 9999 };
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        date day = date_from_civil((struct civil){ years[i], 3, 29 });
        enum local_kind kind;
        instant t = zone_instant(zone, day, 5400, &kind);
        int32_t second;
        date back = zone_date(zone, t, &second);
        if (kind == LOCAL_ONCE && (back.day != day.day || second != 5400))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)16 << 20) };
    const struct zone *zone;
    result e = zone_parse(&ctx, STR("Fuzz/Zone"), (str){ (const char *)data, size }, &zone);
    if (!e)
        times_check(zone);
    else if (!ctx.error.text[0])
        abort();
    arena_close(ctx.arena);
    return 0;
}
