// One case, for every clause that takes it: each clock, then all of them, what it counts for, and the sums it is
// part of. The only road from a case to an answer, whether it is one of a file or one that has just changed.
#include "app/judge_internal.h"

// What the clauses that a case counts for come to, for a clause that they contribute to: one answer, however many.
struct sum {
    struct account *account;
    struct judgement all;
};

struct sums {
    size_t n;
    struct sum at[SUMS_MAX];
};

struct walk {
    const struct judge_result *judged;
    struct case_sink *sink;
    struct sums *sums; // of the document
};

static struct counts counts_of(enum case_state state)
{
    switch (state) {
    case STATE_ON_TIME:
        return (struct counts){ .on_time = 1 };
    case STATE_LATE:
        return (struct counts){ .late = 1 };
    case STATE_NOT_YET_DUE:
        return (struct counts){ .not_yet_due = 1 };
    case STATE_NOT_KNOWN:
        return (struct counts){ .not_known = 1 };
    default:
        return (struct counts){ .excluded = 1 };
    }
}

static int64_t parts_between(const struct account *a, instant from, instant to)
{
    double parts = time_taken(&a->promise->timing, a->unit, from, to) * (double)measure_scale(a);
    return (int64_t)(parts + (parts < 0 ? -0.5 : 0.5));
}

int64_t judge_taken(const struct account *a, struct moment from, struct moment to)
{
    if (!moment_has_first(from) || !moment_has_first(to))
        return TAKEN_NONE;
    int64_t least = parts_between(a, from.last, to.first), most = parts_between(a, from.first, to.last);
    return least == most && least >= 0 ? least : TAKEN_NONE;
}

struct measured judge_measured(const struct account *a, int64_t taken, enum case_state state, instant started,
                               struct as_of as_of)
{
    if (taken != TAKEN_OPEN)
        return (struct measured){ .taken = taken, .kind = MEASURED_DONE };
    bool has_begun = started.second < as_of.at.second;
    return (struct measured){ .taken = has_begun ? parts_between(a, started, as_of.at) : 0,
                              .kind = state == STATE_LATE ? MEASURED_OVERDUE : MEASURED_OPEN };
}

static int64_t taken_by(const struct account *a, const struct judgement *j)
{
    bool is_open = j->stopped.kind == MOMENT_NEVER &&
        (j->state == STATE_LATE || j->state == STATE_NOT_YET_DUE);
    bool is_done = j->stopped.kind == MOMENT_KNOWN && (j->state == STATE_ON_TIME || j->state == STATE_LATE);
    if (!a->is_measured || (!is_open && !is_done))
        return TAKEN_NONE;
    return is_open ? TAKEN_OPEN : judge_taken(a, j->started, j->stopped);
}

static void change_at(const struct walk *w, instant t)
{
    if (t.second < w->sink->next_change.second)
        w->sink->next_change = t;
}

// A clock that starts on a day to come ("Start: next working day") is told when its period begins; every earlier one
// has begun. That may be before the day itself, as the month of a Monday the 2nd: asked again each midnight until then.
static void wait_for(const struct walk *w, const struct finding *f)
{
    const struct zone *zone = f->document->zone;
    instant before = f->document->as_of.facts_before;
    date tomorrow = date_add_days(zone_date(zone, (instant){ before.second - 1 }, NULL), 1);
    if (zone_midnight(zone, f->judgement->day).second >= before.second)
        change_at(w, zone_midnight(zone, tomorrow));
}

// Tells the sink, unless the day is in no period of the account yet.
static void tell(const struct walk *w, struct finding f)
{
    int64_t unit = periods_find(&f.account->periods, f.judgement->day);
    if (unit < 0) {
        wait_for(w, &f);
        return;
    }
    f.unit = (size_t)unit;
    f.taken = taken_by(f.account, f.judgement);
    w->sink->found(w->sink, &f);
}

static void leave_absent(const struct walk *w, const struct case_facts *facts, const struct judgement *j)
{
    if (j->why == WHY_NOT_IN_FORCE || j->why == WHY_SUSPENDED)
        w->sink->left(w->sink, LEFT_NOT_IN_FORCE, facts, (str){ 0 });
    else if (j->why == WHY_START_UNKNOWN)
        w->sink->left(w->sink, LEFT_NO_START, facts, j->about);
}

static void sums_add(struct sums *sums, const struct account *own, const struct judgement *j)
{
    for (size_t i = 0; i < own->parents.n; i++) {
        size_t at = 0;
        while (at < sums->n && sums->at[at].account != own->parents.at[i])
            at++;
        struct judgement both[2] = { *j, at < sums->n ? sums->at[at].all : *j };
        sums->at[at] = (struct sum){ own->parents.at[i], judgement_for_all(both, 2) };
        sums->n += at == sums->n;
    }
}

static void sums_tell(const struct walk *w, struct finding a)
{
    a.slot = 0;
    for (size_t i = 0; i < w->sums->n; i++) {
        a.account = w->sums->at[i].account;
        a.judgement = &w->sums->at[i].all;
        a.counts = counts_of(a.judgement->state);
        tell(w, a);
    }
    w->sums->n = 0;
}

// Each clock in its own row, then all of them in one.
static void clocks_walk(const struct walk *w, struct finding a)
{
    struct judgement each[PROMISE_CLOCKS_MAX];
    const struct promise *p = a.account->promise;
    size_t n = p->n_clocks, i = 0;
    do {
        each[i] = case_judge(p, i, a.facts, a.document->as_of);
        change_at(w, each[i].next_change);
        a.slot = (int)i;
        a.judgement = &each[i];
        a.counts = counts_of(each[i].state);
        if (each[i].state != STATE_ABSENT)
            tell(w, a);
    } while (++i < n);
    struct judgement all = judgement_for_all(each, n);
    a.judgement = &all;
    a.counts = counts_of(a.judgement->state);
    a.slot = (int)n;
    if (a.judgement->state == STATE_ABSENT) {
        leave_absent(w, a.facts, a.judgement);
        return;
    }
    if (n > 1)
        tell(w, a);
    sums_add(w->sums, a.account, &all);
}

static void count_walk(const struct walk *w, struct finding a)
{
    struct judgement j = count_judge(a.account->promise, a.account->event, a.facts, a.document->as_of);
    a.judgement = &j;
    a.counts = counts_of(j.state);
    change_at(w, j.next_change);
    if (j.state != STATE_ABSENT)
        tell(w, a);
}

// What is asked of what was seen; NULL asks for every one.
static const struct quantity *asked_of(const struct account *account)
{
    const struct field *f = account->count ? account->count
                                           : field_find(&account->promise->clause->fields, KEY_TARGET);
    bool has_target = f && f->kind->value == VALUE_TARGET && !f->is_bad && f->target.n_ramps;
    return has_target ? &f->target.ramps[0].quantity : NULL;
}

static void observation_walk(const struct walk *w, struct finding a)
{
    const struct account *account = a.account;
    const struct quantity *asked = asked_of(account);
    struct judgement j = observation_judge(account->promise, account->event, asked, a.facts,
                                           a.document->as_of);
    bool is_seen = j.state == STATE_ON_TIME || j.state == STATE_LATE;
    a.judgement = &j;
    a.counts = is_seen ? observation_counts(asked, a.facts->value) : counts_of(j.state);
    change_at(w, j.next_change);
    if (j.state != STATE_ABSENT)
        tell(w, a);
    else
        leave_absent(w, a.facts, &j);
}

// A case bound to a clause need not name its area: it is the document's by being bound, and stands in its first row.
static int bound_area(const struct judged_document *d, const struct case_facts *facts)
{
    return facts->area >= 0 ? document_area(d, facts->area) : 0;
}

// A case that the record binds to a clause goes to that clause alone.
static bool bound_walk(const struct walk *w, const struct judged_document *d, const struct case_facts *facts)
{
    struct finding a = { .document = d, .facts = facts, .area = bound_area(d, facts) };
    bool is_claimed = false;
    if (!str_equal(d->document->id, facts->bound_document))
        return false;
    for (size_t i = 0; i < d->accounts.n; i++) {
        a.account = &d->accounts.at[i];
        if (!a.account->is_bound || !str_equal(a.account->promise->clause->label, facts->bound_label))
            continue;
        is_claimed = true;
        if (a.area == AREA_OUTSIDE)
            continue;
        if (a.account->is_observed)
            observation_walk(w, a);
        else
            clocks_walk(w, a);
    }
    if (is_claimed && a.area == AREA_OUTSIDE)
        w->sink->left(w->sink, LEFT_OTHER_AREA, facts, (str){ 0 });
    sums_tell(w, a);
    return is_claimed;
}

static void match_walk(const struct walk *w, const struct match *m, struct finding a)
{
    if (m->account >= 0) {
        a.account = &a.document->accounts.at[m->account];
        clocks_walk(w, a);
    }
    if (m->count >= 0) {
        a.account = &a.document->accounts.at[m->count];
        count_walk(w, a);
    }
}

static bool one_document_walk(const struct walk *w, const struct judged_document *d,
                              const struct case_facts *facts)
{
    struct finding a = { .document = d, .facts = facts };
    struct match_walk walk = { .level = 0 };
    if (facts->bound_label.n)
        return bound_walk(w, d, facts);
    if (!d->matches[facts->service].n)
        return false;
    a.area = judge_area(w->judged, d, facts);
    if (a.area < 0) {
        w->sink->left(w->sink, a.area == AREA_UNKNOWN ? LEFT_NO_AREA : LEFT_OTHER_AREA, facts, (str){ 0 });
        return true;
    }
    for (const struct match *m; (m = match_next(&walk, d, facts)) != NULL;)
        match_walk(w, m, a);
    change_at(w, walk.next_change);
    sums_tell(w, a);
    return true;
}

bool document_walk(const struct judge_result *judged, const struct judged_document *d,
                   const struct case_facts *facts, struct case_sink *sink)
{
    struct sums sums;
    sums.n = 0; // the rest is filled as it is needed
    return one_document_walk(&(struct walk){ judged, sink, &sums }, d, facts);
}

bool case_walk(const struct judge_result *judged, const struct case_facts *facts, struct case_sink *sink)
{
    struct sums sums;
    struct walk w = { judged, sink, &sums };
    bool is_claimed = false;
    sums.n = 0;
    for (size_t d = 0; d < judged->documents.n; d++)
        is_claimed |= one_document_walk(&w, &judged->documents.at[d], facts);
    return is_claimed;
}
