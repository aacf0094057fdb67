#include "rules/outlook.h"

// The most that may be late of so many: what remains passes exactly, without a fraction.
static int64_t allowed_of(struct ask ask, int64_t whole)
{
    int64_t low = 0, high = whole;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (share_passes(ask, whole - middle, whole))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static int64_t divided_up(int64_t part, int64_t whole)
{
    return (part + whole - 1) / whole;
}

struct outlook outlook_of(struct ask ask, const struct counts *counts, struct span period, date today)
{
    struct outlook o = { .state = OUTLOOK_NONE, .used = counts->late, .runs_out = DATE_NONE };
    int64_t started = counts_cases(counts);
    if (date_is_none(period.to) || today.day < period.from.day || today.day >= period.to.day || !started ||
        !share_passes(ask, started, started))
        return o;
    int64_t elapsed = today.day - period.from.day + 1, days = period.to.day - period.from.day + 1;
    int64_t projected = (started * days + elapsed / 2) / elapsed;
    o.expected = projected > started ? projected : started;
    o.allowed = allowed_of(ask, o.expected);
    if (o.used > o.allowed) {
        o.state = OUTLOOK_OVER;
        return o;
    }
    int64_t day = o.used ? divided_up((o.allowed + 1) * elapsed, o.used) : days + 1;
    o.state = day <= days ? OUTLOOK_RUNS_OUT : o.used == o.allowed ? OUTLOOK_FULL : OUTLOOK_STEADY;
    if (o.state == OUTLOOK_RUNS_OUT)
        o.runs_out = date_add_days(period.from, (int32_t)day - 1);
    return o;
}
