#include "base/zone_days.h"

// Whether going back, if the clocks do on that day, leads from it to the day before.
static bool is_crossed(const struct zone *zone, const struct zone_days *days, int32_t i)
{
    int64_t begin = days->begins[i];
    int32_t before = zone_offset(zone, (instant){ begin }),
            after = zone_offset(zone, (instant){ days->begins[i + 1] });
    return after < before && zone_offset(zone, (instant){ begin + before - after }) != before;
}

result zone_days_build(struct ctx *ctx, const struct zone *zone, const struct zone_days **out)
{
    struct zone_days *days = ARENA_NEW(ctx->arena, struct zone_days);
    if (!days)
        return arena_fail(ctx);
    days->zone = zone;
    days->usual = zone_offset(zone, (instant){ (int64_t)ZONE_DAYS_FIRST * DAY_SECONDS });
    for (int32_t i = 0; i < ZONE_DAYS_N; i++)
        if (!zone_is_steady(zone, (date){ ZONE_DAYS_FIRST + i }, &days->offset[i]))
            days->offset[i] = ZONE_DAY_UNSTEADY;
    for (int32_t i = 0; i <= ZONE_DAYS_N; i++)
        days->begins[i] = (uint32_t)zone_days_instant(days, (date){ ZONE_DAYS_FIRST + i }, 0);
    for (int32_t i = 0; i < ZONE_DAYS_N; i++)
        days->is_crossed[i] = days->offset[i] == ZONE_DAY_UNSTEADY && is_crossed(zone, days, i);
    *out = days;
    return OK;
}
