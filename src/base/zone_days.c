#include "base/zone_days.h"

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
    *out = days;
    return OK;
}
