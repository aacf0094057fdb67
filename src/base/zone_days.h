// The days of a zone in a table: local times to instants and instants to days at the price of a look-up. The days about
// a shift of the clocks, and those outside the table, go the way of base/zone.h; both say the same.
#pragma once

#include "base/arena.h"
#include "base/zone.h"

enum {
    ZONE_DAYS_FIRST = 7305, // 1 January 1990
    ZONE_DAYS_N = 25568     // to the end of 2059
};

#define ZONE_DAY_UNSTEADY INT32_MIN

struct zone_days {
    const struct zone *zone;
    int32_t usual; // an offset of the zone, to guess the day with
    int32_t offset[ZONE_DAYS_N];
    uint32_t begins[ZONE_DAYS_N + 1]; // the first instant of each local day, and of the one behind them
    bool is_crossed[ZONE_DAYS_N];     // on that day the clocks go back over midnight, to the day before
};

// In ctx's arena.
result zone_days_build(struct ctx *ctx, const struct zone *zone, const struct zone_days **days) MUST;

static inline int32_t zone_days_offset(const struct zone_days *days, int64_t day)
{
    uint64_t i = (uint64_t)(day - ZONE_DAYS_FIRST);
    return i < ZONE_DAYS_N ? days->offset[i] : ZONE_DAY_UNSTEADY;
}

// As zone_instant.
static inline int64_t zone_days_instant(const struct zone_days *days, date d, int32_t second_of_day)
{
    int32_t offset = zone_days_offset(days, d.day);
    if (offset == ZONE_DAY_UNSTEADY)
        return zone_instant(days->zone, d, second_of_day, NULL).second;
    return (int64_t)d.day * DAY_SECONDS + second_of_day - offset;
}

// Where a day begins and where the next one does. False if the table does not say which instants are of it.
static inline bool zone_days_bounds(const struct zone_days *days, date day, uint32_t *begins, uint32_t *ends)
{
    uint64_t i = (uint64_t)((int64_t)day.day - ZONE_DAYS_FIRST - 1);
    if (i >= ZONE_DAYS_N - 2 || days->is_crossed[i] || days->is_crossed[i + 1] || days->is_crossed[i + 2])
        return false;
    *begins = days->begins[i + 1];
    *ends = days->begins[i + 2];
    return true;
}

// As zone_date. The day is guessed, and found by where it and its neighbours begin.
static inline date zone_days_date(const struct zone_days *days, int64_t second)
{
    uint64_t i = (uint64_t)(second + days->usual) / DAY_SECONDS -
        (ZONE_DAYS_FIRST + 2); // negative: very large
    if (i >= ZONE_DAYS_N - 4)
        return zone_date(days->zone, (instant){ second }, NULL);
    for (i += 2; second >= days->begins[i + 1];)
        i++;
    while (second < days->begins[i])
        i--;
    return days->is_crossed[i] ? zone_date(days->zone, (instant){ second }, NULL)
                               : (date){ (int32_t)i + ZONE_DAYS_FIRST };
}
