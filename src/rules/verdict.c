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
    return bound_holds(ask.bound, order_exact(part * 100, ask.number, whole));
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

static bool wants_more(enum bound bound)
{
    return bound == BOUND_AT_LEAST || bound == BOUND_MORE_THAN;
}

enum verdict verdict_count(struct ask ask, int64_t counted, int64_t unknown, bool is_over)
{
    bool low = bound_holds(ask.bound, order_exact(counted, ask.number, 1));
    bool high = bound_holds(ask.bound, order_exact(counted + unknown, ask.number, 1));
    bool is_settled = wants_more(ask.bound) ? low : !low; // more can only help the one and harm the other
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

static bool fraction_passes(struct ask ask, struct fraction f)
{
    return bound_holds(ask.bound, order_exact(f.part, ask.number, f.whole));
}

static enum verdict kept_or_missed(bool is_kept)
{
    return is_kept ? VERDICT_KEPT : VERDICT_MISSED;
}

enum verdict verdict_measure(struct ask ask, const struct measure *m, const struct counts *c, bool is_over)
{
    int64_t settled = c->on_time + c->late + c->not_known;
    bool is_known = m->n == settled, more = wants_more(ask.bound);
    if (is_over && counts_cases(c) == 0)
        return VERDICT_NO_CASES;
    if (is_over && is_known && c->not_yet_due == 0)
        return kept_or_missed(fraction_passes(ask, m->done));
    if (is_over && fraction_passes(ask, m->all) == more) // time only adds, for better or for worse
        return kept_or_missed(more);
    if (settled == 0)
        return VERDICT_NOT_YET_DUE;
    if (is_known)
        return fraction_passes(ask, m->done) ? VERDICT_ON_COURSE : VERDICT_AT_RISK;
    if (fraction_passes(ask, m->so_far) == more)
        return more ? VERDICT_ON_COURSE : VERDICT_AT_RISK;
    return VERDICT_NOT_KNOWN;
}

int64_t share_ten_thousandths(const struct counts *c)
{
    int64_t settled = c->on_time + c->late;
    return settled ? (c->on_time * 20000 + settled) / (settled * 2) : -1;
}
