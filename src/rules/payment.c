#include "rules/payment.h"

#include "rules/worktime.h"

const char *payment_state_code(enum payment_state state)
{
    static const char *const codes[PAYMENT_STATE_COUNT] = { "",         "waiting",   "on_request",
                                                            "not_owed", "not_known", "to_decide",
                                                            "due",      "paid" };
    return codes[state];
}

static void not_known(struct payment *p, str missing)
{
    p->state = PAYMENT_NOT_KNOWN;
    if (!p->missing.n)
        p->missing = missing;
}

// Of a fact, of the case; or of the agreement's own sums.
static struct ratio named_base(const struct payment_asked *a, const struct amount *amount)
{
    const struct fact *fact = asked_fact(a->asked, amount->base_name);
    decimal pounds;
    if (!fact && str_same_name(amount->base_name, STR("share")))
        return a->share;
    if (!fact && str_same_name(amount->base_name, STR("total")))
        return a->total;
    bool is_money = fact && str_same_name(fact->unit, STR("£"));
    bool is_there = is_money && decimal_parse(asked_value(a->asked, amount->base_name), &pounds);
    return is_there ? ratio_of_pounds(pounds) : RATIO_NONE;
}

static void share_work(const struct payment_asked *a, struct payment *p)
{
    const struct amount *amount = &a->step->amount;
    struct ratio exact;
    int64_t step = 1;
    p->base = exact = amount->base == BASE_MONEY ? ratio_of_pounds(amount->base_money)
                                                 : named_base(a, amount);
    if (!ratio_is(exact)) {
        not_known(p, amount->base_name);
        return;
    }
    for (size_t i = amount->n_shares; i-- > 0;)
        exact = ratio_times(exact, ratio_of_share(&amount->shares[i], a->asked->after->achievement));
    if (amount->has_rounded_to)
        (void)ratio_round(ratio_of_pounds(amount->rounded_to), 1, ROUND_HALF_UP, &step);
    p->is_rounded = exact.whole != 1 || exact.part % (step > 0 ? step : 1) != 0;
    if (step <= 0 || !ratio_round(exact, step, a->rounding, &p->first))
        not_known(p, ratio_is(a->asked->after->achievement) ? STR("the sum") : STR("achievement"));
}

static int64_t seconds_in(enum unit unit)
{
    return unit == UNIT_SECOND ? 1 : unit == UNIT_MINUTE ? 60 : 3600;
}

static int64_t months_between(date from, date to, int64_t months_each)
{
    bool is_clipped;
    int64_t n = 0, at = (to.day - from.day) / 31 / months_each; // no month is longer
    for (n = at > 0 ? at : 0; date_add_months(from, (n + 1) * months_each, &is_clipped).day <= to.day;)
        n++;
    return n;
}

// Whole units from one instant to another: of days the day of the first is day 0, hours must have run.
static int64_t units_between(const struct timing *t, enum unit unit, instant from, instant to)
{
    date first = zone_date(t->zone, from, NULL), last = zone_date(t->zone, to, NULL);
    int64_t days = (int64_t)last.day - first.day;
    if (to.second <= from.second)
        return 0;
    switch (unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE:
    case UNIT_HOUR:
        return (to.second - from.second) / seconds_in(unit);
    case UNIT_WORKING_HOUR:
        return t->worktime ? worktime_between(t->worktime, from, to) / 3600 : 0;
    case UNIT_WORKING_DAY:
        return calendar_ordinal(t->calendar, last) - calendar_ordinal(t->calendar, first);
    case UNIT_CLEAR_DAY:
        return days > 1 ? days - 1 : 0;
    case UNIT_WEEK:
        return days / 7;
    case UNIT_MONTH:
    case UNIT_QUARTER:
    case UNIT_YEAR:
        return months_between(first, last, unit == UNIT_YEAR ? 12 : unit == UNIT_QUARTER ? 3 : 1);
    default:
        return days;
    }
}

// When the number of units may next be another.
static instant next_unit(const struct payment_asked *a, instant now)
{
    const struct amount *amount = &a->step->amount;
    enum unit unit = amount->further_unit;
    if (unit == UNIT_WORKING_HOUR) // open seconds come in no order of their own: looked at again each hour
        return (instant){ now.second + 3600 };
    if (!unit_is_clock(unit))
        return zone_midnight(a->timing->zone, date_add_days(zone_date(a->timing->zone, now, NULL), 1));
    int64_t length = seconds_in(unit) * amount->further_number, gone = now.second - a->further_from.second;
    return (instant){ a->further_from.second + (gone > 0 ? gone / length + 1 : 1) * length };
}

static void further_work(const struct payment_asked *a, struct payment *p)
{
    const struct amount *amount = &a->step->amount;
    struct moment until = a->further_until;
    instant now = { a->asked->as_of.facts_before.second - 1 };
    int64_t each, most;
    if (until.kind == MOMENT_UNKNOWN) {
        not_known(p, STR("when it was put right"));
        return;
    }
    p->is_running = until.kind == MOMENT_NEVER;
    if (p->is_running)
        until = (struct moment){ MOMENT_KNOWN, now, now };
    p->further_from = zone_date(a->timing->zone, a->further_from, NULL);
    p->further = units_between(a->timing, amount->further_unit, a->further_from, until.first) /
        amount->further_number;
    most = units_between(a->timing, amount->further_unit, a->further_from, until.last) /
        amount->further_number;
    if (most != p->further)
        not_known(p, STR("when it was put right"));
    if (!ratio_round(ratio_of_pounds(amount->further), 1, ROUND_HALF_UP, &each) ||
        __builtin_mul_overflow(each, p->further, &each) ||
        __builtin_add_overflow(p->first, each, &p->uncapped))
        not_known(p, STR("the sum"));
    if (p->is_running)
        p->next_change = next_unit(a, now);
}

static bool pence_of(decimal pounds, int64_t *pence)
{
    return ratio_round(ratio_of_pounds(pounds), 1, ROUND_HALF_UP, pence);
}

// "£900 to £2,400 for each term": how many there were, if the record has it. The noun names the fact, or its plural.
static int64_t each_count(const struct payment_asked *a, str noun)
{
    decimal n;
    str value = asked_value(a->asked, noun);
    char plural[64];
    if (!value.n && noun.n + 1 < sizeof plural) {
        for (size_t i = 0; i < noun.n; i++)
            plural[i] = noun.at[i];
        plural[noun.n] = 's';
        value = asked_value(a->asked, (str){ plural, noun.n + 1 });
    }
    return decimal_parse(value, &n) && !n.places ? n.digits : 0;
}

static void range_work(const struct payment_asked *a, struct payment *p)
{
    const struct amount *amount = &a->step->amount;
    int64_t least = 0, most = 0;
    p->state = PAYMENT_TO_DECIDE;
    p->each = amount->for_each.n ? each_count(a, amount->for_each) : 1;
    int64_t n = p->each ? p->each : 1;
    if ((amount->kind == AMOUNT_RANGE && !pence_of(amount->money, &least)) || !pence_of(amount->to, &most) ||
        __builtin_mul_overflow(least, n, &p->least) || __builtin_mul_overflow(most, n, &p->most))
        not_known(p, STR("the sum"));
}

static void sum_work(const struct payment_asked *a, struct payment *p)
{
    const struct amount *amount = &a->step->amount;
    p->state = PAYMENT_DUE;
    if (amount->has_to) {
        range_work(a, p);
        return;
    }
    if (amount->kind == AMOUNT_SHARE)
        share_work(a, p);
    else if (amount->kind == AMOUNT_MONEY && !pence_of(amount->money, &p->first))
        not_known(p, STR("the sum"));
    p->uncapped = p->first;
    if (amount->has_further && p->state == PAYMENT_DUE)
        further_work(a, p);
    p->least = p->most = p->uncapped;
}

// A cap on what this step pays in this case: without a word behind it, or "a case".
static bool is_own_cap(const struct part *part)
{
    return part->kind == PART_AT_MOST && !part->is_times &&
        (!part->each.n || str_same_name(part->each, STR("case")));
}

// What grew to its cap stands still there, and so does its working: the units that it took, and no more.
static void cap_reach_work(const struct payment_asked *a, int64_t cap, struct payment *p)
{
    int64_t each;
    if (!p->is_running || p->uncapped < cap || !pence_of(a->step->amount.further, &each) || each <= 0)
        return;
    int64_t taken = cap > p->first ? (cap - p->first + each - 1) / each : 0;
    p->further = taken < p->further ? taken : p->further;
    p->uncapped = p->first + p->further * each;
    p->least = p->most = p->uncapped;
    p->next_change = INSTANT_FAR;
}

static void cap_take(const struct payment_asked *a, const struct part *part, struct payment *p)
{
    int64_t cap;
    bool is_known = part->is_share ? ratio_is(a->share) && ratio_round(a->share, 1, a->rounding, &cap)
                                   : pence_of(part->number, &cap);
    if (!is_known) {
        not_known(p, STR("the share"));
        return;
    }
    cap_reach_work(a, cap, p);
    bool cuts = cap < p->most;
    p->least = p->least < cap ? p->least : cap;
    p->most = p->most < cap ? p->most : cap;
    if (cuts) {
        p->has_cap = true;
        p->cap = (decimal){ cap, 2 };
    }
}

static void words_take(const struct part *part, struct payment *p)
{
    if (part->kind == PART_TO)
        p->payee = part->name;
    else if (part->kind == PART_DECIDED_BY)
        p->decider = part->name;
    else if (part->kind == PART_SET_OFF)
        p->set_off = part->name;
}

struct payment payment_work(const struct payment_asked *a)
{
    struct payment p = { .next_change = INSTANT_FAR, .further_from = DATE_NONE };
    for (size_t i = 0; i < a->step->n; i++)
        words_take(&a->step->parts[i], &p);
    if (a->step->verb == STEP_DOES)
        return p;
    sum_work(a, &p);
    for (size_t i = 0; i < a->step->n; i++)
        if (is_own_cap(&a->step->parts[i]) && p.state != PAYMENT_NOT_KNOWN)
            cap_take(a, &a->step->parts[i], &p);
    p.is_running &= p.next_change.second != INSTANT_FAR.second;
    if (p.state == PAYMENT_NOT_KNOWN)
        p.least = p.most = 0;
    p.pence = p.state == PAYMENT_DUE ? p.least : 0;
    return p;
}

static bool is_fund(const struct document *document, str name)
{
    const struct field *f = field_find(&document->header, KEY_FUNDS);
    for (size_t i = 0; f && !f->is_bad && i < f->items.n; i++)
        if (str_same_name(f->items.at[i], name))
            return true;
    return false;
}

bool payment_is_once(const struct step *step, const struct document *document)
{
    bool is_shared = false, is_own = false;
    for (size_t i = 0; i < step->n; i++) {
        const struct part *p = &step->parts[i];
        bool is_cap = p->kind == PART_AT_MOST;
        if (is_cap && str_same_name(p->each, STR("incident")))
            return true;
        is_own |= is_cap && (str_same_name(p->each, STR("person")) || str_same_name(p->each, STR("case")));
        is_shared |= p->kind == PART_TO &&
            (str_starts(p->name, STR("the person who")) || (document && is_fund(document, p->name)));
    }
    return is_shared && !is_own;
}
