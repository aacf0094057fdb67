// Exclusions and what overrides them, thresholds, limits on counts.
#include "rules/procedure_internal.h"

#include "document/format.h"

enum { OVERRIDES_DEPTH_MAX = 8, WORDS_MAX = 4096 };

static bool overrides(const struct clause *by, const struct clause *clause)
{
    const struct field *f = field_find(&by->fields, KEY_OVERRIDES);
    for (size_t i = 0; f && !f->is_bad && i < f->refs.n; i++)
        if (!f->refs.at[i].document.n && str_equal(f->refs.at[i].label, clause->label))
            return true;
    return false;
}

// Whether it holds and nothing that holds overrides it. A circle of overrides is not known.
static struct verity holds(struct run *run, const struct clause *clause, const struct clause **by, int depth)
{
    const struct field *when = field_find(&clause->fields, KEY_WHEN);
    *by = NULL;
    if (depth == OVERRIDES_DEPTH_MAX)
        return (struct verity){ TRUTH_UNKNOWN, clause->label };
    if (!when || when->is_bad)
        return (struct verity){ TRUTH_NO, { 0 } };
    struct verity all = run_reasons(run, &when->reasons, run->now);
    for (size_t i = 0; i < run->p->n_exclusions && all.truth != TRUTH_NO; i++) {
        const struct clause *other = run->p->exclusions[i], *unused;
        if (other == clause || !overrides(other, clause))
            continue;
        struct verity lifted = holds(run, other, &unused, depth + 1);
        if (lifted.truth != TRUTH_NO)
            *by = other;
        lifted.truth = truth_inverse(lifted.truth);
        all = verity_and(all, lifted);
    }
    return all;
}

struct exclusion_answer exclusion_ask(struct run *run, const struct clause *clause)
{
    struct exclusion_answer answer = { .clause = clause };
    bool is_lifting = field_find(&clause->fields, KEY_OVERRIDES) != NULL;
    struct verity v = holds(run, clause, &answer.by, 0);
    if (v.truth == TRUTH_YES)
        answer.state = is_lifting ? EXCLUSION_LIFTS : EXCLUSION_APPLIES;
    else if (v.truth == TRUTH_NO)
        answer.state = answer.by ? EXCLUSION_OVERRIDDEN : EXCLUSION_NO;
    else
        answer.state = EXCLUSION_UNKNOWN;
    answer.missing = v.truth == TRUTH_UNKNOWN ? v.missing : (str){ 0 };
    return answer;
}

// Whether any exclusion takes the case out. One that overrides others takes none out itself.
struct verity run_excluded(struct run *run, const struct clause **which)
{
    struct verity any = { TRUTH_NO, { 0 } };
    *which = NULL;
    for (size_t i = 0; i < run->p->n_exclusions; i++) {
        const struct clause *c = run->p->exclusions[i];
        struct exclusion_answer one = exclusion_ask(run, c);
        bool is_lifting = field_find(&c->fields, KEY_OVERRIDES) != NULL;
        if (is_lifting || (one.state != EXCLUSION_APPLIES && one.state != EXCLUSION_UNKNOWN))
            continue;
        if (one.state == EXCLUSION_APPLIES || any.truth == TRUTH_NO) {
            *which = c;
            any = (struct verity){ one.state == EXCLUSION_APPLIES ? TRUTH_YES : TRUTH_UNKNOWN, one.missing };
        }
        if (any.truth == TRUTH_YES)
            break;
    }
    return any;
}

static bool noun_is(str noun, str name)
{
    bool is_plural = str_ends(noun, STR("s")) && str_same_name(str_slice(noun, 0, noun.n - 1), name);
    return is_plural || str_same_name(noun, name);
}

// How many there are: what the newest fact of that name says, else how many events of that name there have been.
static bool counted(const struct run *run, str noun, decimal *count)
{
    bool is_contradicted;
    const struct recorded *known = known_fact(run, noun, &is_contradicted);
    if (known)
        return !is_contradicted && recorded_amount(known->value, count);
    *count = (decimal){ 0, 0 };
    for (size_t i = 0; i < run->n_seen; i++)
        count->digits += run->list[i]->kind == RECORDED_EVENT && noun_is(noun, run->list[i]->name);
    return count->digits > 0;
}

// count against a share of another count, exactly: 5% of 31,000 is 1,550.
static int share_compare(decimal count, decimal per_cent, decimal of)
{
    static const int64_t powers[] = { 10000, 1000, 100, 10, 1 };
    __extension__ typedef __int128 wide;
    wide left = (wide)count.digits * powers[count.places] * 100 * 10000;
    wide right = (wide)per_cent.digits * powers[per_cent.places] * of.digits * powers[of.places];
    return (left > right) - (left < right);
}

static str quantity_noun(const struct quantity *q)
{
    return q->kind == QUANTITY_LOWER && !q->lower[0].noun.n ? q->lower[1].noun
        : q->kind == QUANTITY_LOWER                         ? q->lower[0].noun
                                                            : q->noun;
}

static struct verity compared(enum bound bound, int order)
{
    return (struct verity){ (bound == BOUND_AT_LEAST ? order >= 0 : order > 0) ? TRUTH_YES : TRUTH_NO,
                            { 0 } };
}

static struct verity reaches(const struct run *run, enum bound bound, const struct quantity *q, decimal count)
{
    decimal of;
    if (q->kind == QUANTITY_LOWER) { // at least the lower of two is at least one of them
        struct verity a = reaches(run, bound, &q->lower[0], count),
                      b = reaches(run, bound, &q->lower[1], count);
        return a.truth == TRUTH_YES || (a.truth == TRUTH_UNKNOWN && b.truth == TRUTH_NO) ? a : b;
    }
    if (q->kind != QUANTITY_SHARE)
        return compared(bound, decimal_compare(count, q->number));
    if (!counted(run, q->noun, &of))
        return (struct verity){ TRUTH_UNKNOWN, q->noun };
    return compared(bound, share_compare(count, q->number, of));
}

// The step of a ramp that holds on a day.
static const struct quantity *quantity_on(const struct target *target, date day)
{
    const struct quantity *q = &target->ramps[0].quantity;
    for (size_t i = 1; i < target->n_ramps; i++)
        if (!date_is_none(target->ramps[i].since.from) && target->ramps[i].since.from.day <= day.day)
            q = &target->ramps[i].quantity;
    return q;
}

static const struct field *count_line(struct run *run, const struct clause *clause, struct verity *which)
{
    const struct field *f = field_find(&clause->fields, KEY_COUNT);
    *which = (struct verity){ TRUTH_YES, { 0 } };
    for (; f; f = field_next(&clause->fields, KEY_COUNT, f)) {
        if (f->is_bad || !f->target.n_ramps)
            continue;
        *which = run_conditions(run, &f->when, run->now);
        if (which->truth != TRUTH_NO)
            return f;
    }
    return NULL;
}

struct threshold_answer threshold_ask(struct run *run, const struct clause *clause)
{
    struct threshold_answer answer = { .clause = clause, .at = INSTANT_NONE };
    struct verity v;
    decimal count = { 0, 0 };
    const struct field *f = count_line(run, clause, &v);
    if (!f)
        return answer;
    const struct quantity *q = quantity_on(&f->target, zone_date(run->p->zone, run->now, NULL));
    bool is_counted = counted(run, quantity_noun(q), &count);
    struct buffer words = buffer_open(WORDS_MAX);
    if (is_counted)
        decimal_write(&words, count);
    answer.count = str_copy(run->ctx->arena, buffer_str(&words));
    buffer_done(run->ctx->arena, &words);
    struct verity r = is_counted ? reaches(run, f->target.bound, q, count)
                                 : (struct verity){ TRUTH_UNKNOWN, quantity_noun(q) };
    v = verity_and(v, r);
    v = verity_and(v, run_only_when(run, clause, run->now));
    answer.reached = v.truth;
    answer.missing = v.truth == TRUTH_UNKNOWN ? v.missing : (str){ 0 };
    return answer;
}

static date unit_back(date day, int number, enum unit unit)
{
    bool is_clipped;
    switch (unit) {
    case UNIT_MONTH:
        return date_add_months(day, -number, &is_clipped);
    case UNIT_QUARTER:
        return date_add_months(day, -3 * (int64_t)number, &is_clipped);
    case UNIT_YEAR:
        return date_add_months(day, -12 * (int64_t)number, &is_clipped);
    case UNIT_WEEK:
        return date_add_days(day, -7 * (int64_t)number);
    default:
        return date_add_days(day, -(int64_t)number);
    }
}

// The first month of the year that the clause, else the document, gives; and the day in it.
static struct month_day year_starts(const struct run *run, const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_YEAR_STARTS);
    f = f ? f : field_find(&run->p->document->header, KEY_YEAR_STARTS);
    return f && !f->is_bad ? f->month_day : (struct month_day){ .day = 1, .month = 1 };
}

static date year_start(date day, struct month_day starts)
{
    struct civil c = date_civil(day);
    bool is_before = c.month * 100 + c.day < starts.month * 100 + starts.day;
    return date_from_civil((struct civil){ is_before ? c.year - 1 : c.year, starts.month, starts.day });
}

// The period that a day lies in: its first day and the first day after it.
struct days {
    date from, until;
};

static struct days period_of(const struct run *run, const struct clause *clause, const struct period *period,
                             date day)
{
    bool is_clipped;
    struct days d;
    struct civil c = date_civil(day);
    int months = period->unit == UNIT_QUARTER ? 3 * period->number : period->number;
    struct month_day starts = period->kind == PERIOD_FINANCIAL_YEAR ? (struct month_day){ 1, 4 }
                                                                    : year_starts(run, clause);
    d.from = year_start(day, starts);
    d.until = date_add_months(d.from, 12, &is_clipped);
    if (period->kind == PERIOD_FINANCIAL_YEAR || period->unit == UNIT_YEAR)
        return d;
    if (period->unit == UNIT_MONTH || period->unit == UNIT_QUARTER) {
        date year = months == 1 || months == 3 ? date_from_civil((struct civil){ c.year, 1, 1 }) : d.from;
        int since = (c.year * 12 + c.month) - (date_civil(year).year * 12 + date_civil(year).month);
        since -= c.day < date_civil(year).day;
        d.from = date_add_months(year, since - ((since % months) + months) % months, &is_clipped);
        d.until = date_add_months(d.from, months, &is_clipped);
        return d;
    }
    int days = period->unit == UNIT_WEEK ? 7 : 1;
    d.from = date_add_days(day, days == 7 ? -(int64_t)date_weekday(day) : 0);
    d.until = date_add_days(d.from, days);
    return d;
}

// From when on uses count towards the limit at that time.
static instant counts_from(const struct run *run, const struct stage *stage, const struct period *period,
                           instant at)
{
    const struct zone *zone = stage->timing.zone;
    date day = zone_date(zone, at, NULL);
    if (period->kind == PERIOD_NONE || period->kind == PERIOD_DOCUMENT)
        return INSTANT_NONE;
    if (period->kind == PERIOD_IN_ANY || period->kind == PERIOD_OVER_LAST)
        return zone_midnight(zone, date_add_days(unit_back(day, period->number, period->unit), 1));
    return zone_midnight(zone, period_of(run, stage->clause, period, day).from);
}

instant count_next_change(struct run *run, const struct stage *stage)
{
    struct verity which;
    const struct field *f = stage->step ? NULL : count_line(run, stage->clause, &which);
    date day = zone_date(stage->timing.zone, run->now, NULL);
    if (!f || f->target.period.kind == PERIOD_NONE || f->target.period.kind == PERIOD_DOCUMENT)
        return INSTANT_FAR;
    const struct period *period = &f->target.period;
    if (period->kind == PERIOD_IN_ANY || period->kind == PERIOD_OVER_LAST)
        return zone_midnight(stage->timing.zone, date_add_days(day, 1));
    return zone_midnight(stage->timing.zone, period_of(run, stage->clause, period, day).until);
}

struct tally {
    instant from, at;
    str who;
    decimal sure, maybe; // of that person; of that person or somebody not named
};

// Both in ten-thousandths.
static int64_t parts(decimal d)
{
    static const int64_t powers[] = { 10000, 1000, 100, 10, 1 };
    __extension__ typedef __int128 wide;
    wide all = (wide)d.digits * powers[d.places];
    return all > INT64_MAX / 4 ? INT64_MAX / 4 : (int64_t)all;
}

static int64_t sum(int64_t a, int64_t b)
{
    return a > INT64_MAX / 4 - b ? INT64_MAX / 4 : a + b;
}

static void tally_add(struct tally *tally, str who, instant at, decimal amount)
{
    bool is_in = (instant_is_none(tally->from) || at.second >= tally->from.second) &&
        at.second <= tally->at.second;
    if (!is_in)
        return;
    bool is_same = who.n && tally->who.n && str_same_name(who, tally->who);
    if (is_same)
        tally->sure.digits = sum(tally->sure.digits, parts(amount));
    if (is_same || !who.n || !tally->who.n)
        tally->maybe.digits = sum(tally->maybe.digits, parts(amount));
}

// Whether uses are the outcomes that lead on, and not amounts that are recorded one by one.
static bool counts_outcomes(const struct quantity *q)
{
    return q->kind == QUANTITY_NUMBER && !q->noun.n;
}

static void own_uses(const struct run *run, const struct stage *stage, const struct quantity *q,
                     const struct recorded *deed, struct tally *tally)
{
    int index = (int)(stage - run->p->stages);
    for (size_t i = 0; i < run->a->taken.n && counts_outcomes(q); i++) {
        const struct taken *t = &run->a->taken.at[i];
        bool is_own = t->entry >= 0 && run->a->entries.at[t->entry].stage == index && t->recorded;
        if (is_own && t->recorded != deed && exit_leads_on(t->exit))
            tally_add(tally, recorded_who(t->recorded->by), t->at, (decimal){ 1, 0 });
    }
    for (size_t i = 0; i < run->n_seen && !counts_outcomes(q); i++) {
        const struct recorded *r = run->list[i];
        decimal amount = { 1, 0 };
        if (r->kind != RECORDED_USE || r == deed || run->is_used[i] ||
            procedure_stage(run->p, r->name) != index || recorded_order(r, deed ? deed : r) > 0)
            continue;
        bool has_amount = !r->value.n || recorded_amount(r->value, &amount);
        tally_add(tally, recorded_who(r->by), r->at, has_amount ? amount : (decimal){ INT64_MAX / 10000, 0 });
    }
}

static bool use_counts(const struct stage_use *use, const struct stage *stage, const struct quantity *q)
{
    if (!str_equal(use->label, stage->label))
        return false;
    return counts_outcomes(q) ? use->exit && exit_leads_on(use->exit) : !use->exit;
}

// deed: the outcome or use in question; NULL asks whether there is room for one more.
struct verity count_allows(struct run *run, const struct stage *stage, const struct recorded *deed,
                           instant at)
{
    struct verity which;
    const struct field *f = stage->step ? NULL : count_line(run, stage->clause, &which);
    decimal need = { 1, 0 };
    if (!f || (f->target.bound != BOUND_AT_MOST && f->target.bound != BOUND_UNDER))
        return (struct verity){ TRUTH_YES, { 0 } };
    const struct quantity *q = quantity_on(&f->target, zone_date(run->p->zone, at, NULL));
    bool is_use = deed && deed->kind == RECORDED_USE;
    if (q->kind == QUANTITY_LOWER || q->kind == QUANTITY_SHARE || q->kind == QUANTITY_TIME)
        return (struct verity){ TRUTH_UNKNOWN, stage->label };
    if (is_use == counts_outcomes(q) && deed)
        return (struct verity){ TRUTH_YES, { 0 } };
    if (is_use && deed->value.n && !recorded_amount(deed->value, &need))
        return (struct verity){ TRUTH_UNKNOWN, deed->value };
    if (!deed && q->kind == QUANTITY_MONEY)
        need = (decimal){ 1, 2 }; // whether there is a penny left
    struct tally tally = { .at = at, .from = counts_from(run, stage, &f->target.period, at) };
    tally.who = deed && f->target.for_each.n ? recorded_who(deed->by) : (str){ 0 };
    for (size_t i = 0; i < run->q->n_uses; i++)
        if ((i < run->q->own_from || i >= run->q->own_until) && use_counts(&run->q->uses[i], stage, q))
            tally_add(&tally, run->q->uses[i].who, run->q->uses[i].at, run->q->uses[i].amount);
    own_uses(run, stage, q, deed, &tally);
    if (!f->target.for_each.n)
        tally.sure = tally.maybe;
    int64_t limit = parts(q->number) - (f->target.bound == BOUND_UNDER), room = limit - parts(need);
    struct verity v = { tally.sure.digits > room        ? TRUTH_NO
                            : tally.maybe.digits > room ? TRUTH_UNKNOWN
                                                        : TRUTH_YES,
                        { 0 } };
    if (v.truth == TRUTH_UNKNOWN)
        v.missing = str_format(run->ctx->arena, "which %.*s it is", STR_ARGS(f->target.for_each));
    return verity_and(v, which);
}
