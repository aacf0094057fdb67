#include "rules/verdict.h"

static const struct {
    const char *code, *words;
} NAMES[VERDICT_COUNT] = {
    [VERDICT_NONE] = { "", "" },
    [VERDICT_KEPT] = { "kept", "kept" },
    [VERDICT_MISSED] = { "missed", "missed" },
    [VERDICT_ON_COURSE] = { "on_course", "on course" },
    [VERDICT_AT_RISK] = { "at_risk", "at risk" },
    [VERDICT_NOT_YET_DUE] = { "not_yet_due", "not yet due" },
    [VERDICT_NOT_KNOWN] = { "not_known", "not known" },
    [VERDICT_NO_CASES] = { "no_cases", "no cases" },
};

const char *verdict_code(enum verdict verdict)
{
    return NAMES[verdict].code;
}

const char *verdict_words(enum verdict verdict)
{
    return NAMES[verdict].words;
}

int64_t counts_cases(const struct counts *c)
{
    return c->on_time + c->late + c->not_yet_due + c->not_known;
}

void counts_add(struct counts *sum, const struct counts *more)
{
    sum->on_time += more->on_time;
    sum->late += more->late;
    sum->not_yet_due += more->not_yet_due;
    sum->not_known += more->not_known;
    sum->excluded += more->excluded;
}

static bool holds(enum bound bound, int order)
{
    switch (bound) {
    case BOUND_AT_LEAST: return order >= 0;
    case BOUND_AT_MOST: return order <= 0;
    case BOUND_MORE_THAN: return order > 0;
    case BOUND_UNDER: return order < 0;
    }
    return false;
}

// value against the asked number, without a fraction anywhere: value * 10^places against digits * scale.
static int order_exact(int64_t value, decimal asked, int64_t scale)
{
    __extension__ __int128 left = value, right = asked.digits;
    for (int i = 0; i < asked.places; i++)
        left *= 10;
    right *= scale;
    return (left > right) - (left < right);
}

bool share_passes(struct ask ask, int64_t part, int64_t whole)
{
    return holds(ask.bound, order_exact(part * 100, ask.number, whole));
}

enum verdict verdict_share(struct ask ask, const struct counts *c, bool is_over)
{
    int64_t k = c->on_time, o = c->not_yet_due, u = c->not_known;
    int64_t all = counts_cases(c), settled = k + c->late + u;
    if (is_over && all == 0)
        return VERDICT_NO_CASES;
    if (settled == 0)
        return VERDICT_NOT_YET_DUE;
    // "at most" and "under" turn the worst case round, so both ends are asked each time
    bool low = share_passes(ask, k, all), high = share_passes(ask, k + o + u, all);
    if (is_over && low && high)
        return VERDICT_KEPT;
    if (is_over && !low && !high)
        return VERDICT_MISSED;
    if (is_over && o == 0)
        return VERDICT_NOT_KNOWN;
    low = share_passes(ask, k, settled);
    high = share_passes(ask, k + u, settled);
    if (low && high)
        return VERDICT_ON_COURSE;
    return !low && !high ? VERDICT_AT_RISK : VERDICT_NOT_KNOWN;
}

enum verdict verdict_count(struct ask ask, int64_t counted, int64_t unknown, bool is_over)
{
    bool low = holds(ask.bound, order_exact(counted, ask.number, 1));
    bool high = holds(ask.bound, order_exact(counted + unknown, ask.number, 1));
    bool wants_more = ask.bound == BOUND_AT_LEAST || ask.bound == BOUND_MORE_THAN;
    bool is_settled = wants_more ? low : !low; // more can only help the one and harm the other
    if (is_over || is_settled) {
        if (low == high || is_settled)
            return low ? VERDICT_KEPT : VERDICT_MISSED;
        return VERDICT_NOT_KNOWN;
    }
    if (counted + unknown == 0)
        return VERDICT_NOT_YET_DUE;
    if (low && high)
        return VERDICT_ON_COURSE;
    return !low && !high ? VERDICT_AT_RISK : VERDICT_NOT_KNOWN;
}

enum verdict verdict_measure(struct ask ask, double measured, const struct counts *c, bool is_over)
{
    if (is_over && counts_cases(c) == 0)
        return VERDICT_NO_CASES;
    if (c->on_time + c->late + c->not_known == 0)
        return VERDICT_NOT_YET_DUE;
    if (c->not_known || c->on_time + c->late == 0)
        return VERDICT_NOT_KNOWN;
    double asked = decimal_double(ask.number);
    bool passes = holds(ask.bound, (measured > asked) - (measured < asked));
    if (is_over && c->not_yet_due == 0)
        return passes ? VERDICT_KEPT : VERDICT_MISSED;
    return passes ? VERDICT_ON_COURSE : VERDICT_AT_RISK;
}

int64_t share_ten_thousandths(const struct counts *c)
{
    int64_t settled = c->on_time + c->late;
    return settled ? (c->on_time * 20000 + settled) / (settled * 2) : -1;
}
