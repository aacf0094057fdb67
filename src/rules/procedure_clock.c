// The clocks of a stage that is open: what starts and stops them, pauses, until when.
#include "rules/procedure_internal.h"

#include "document/parse.h"

// When something was, as far as the record says it: `last` is later than `at` for a day without a time.
struct occurrence {
    bool is_found;
    instant at, last;
    str missing;
};

static struct occurrence occurrence_at(instant at, instant last)
{
    return (struct occurrence){ true, at, last, { 0 } };
}

static instant later_of(instant a, instant b)
{
    return a.second > b.second ? a : b;
}

// What happened up to then belonged to an earlier run of the stage.
static instant run_floor(const struct run *run, const struct entry *entry)
{
    instant floor = INSTANT_NONE;
    for (size_t i = 0; i < run->a->entries.n; i++) {
        const struct entry *e = &run->a->entries.at[i];
        if (e->stage != entry->stage || e->run >= entry->run)
            continue;
        floor = later_of(floor, e->opened);
        floor = later_of(floor, later_of(e->closed, e->late_from));
    }
    return floor;
}

struct search {
    str name, label;
    instant floor, opened;
};

// The event in a search: 2 if it is recorded as this stage's own, 1 if it may be any stage's, else 0.
static int event_fits(const struct search *s, const struct recorded *r)
{
    if (r->kind != RECORDED_EVENT || r->at.second <= s->floor.second || !str_same_name(r->name, s->name))
        return 0;
    return !r->value.n ? 1 : str_same_name(r->value, s->label) ? 2 : 0;
}

// A start: one recorded as this stage's own, else the last before the stage opened, else the first after. So a clock
// that runs does not begin anew because the same thing happens again.
static struct occurrence start_find(const struct run *run, const struct search *s)
{
    const struct recorded *found = NULL;
    for (size_t i = 0; i < run->n_seen; i++) {
        const struct recorded *r = run->list[i];
        int fits = event_fits(s, r);
        if (fits == 2) {
            found = r;
            break;
        }
        if (fits && (!found || r->at.second <= s->opened.second))
            found = r;
    }
    return found ? occurrence_at(found->at, found->last) : (struct occurrence){ .missing = s->name };
}

// A stop: the first at or after `from`; one recorded as this stage's own before others.
static struct occurrence stop_find(const struct run *run, const struct search *s, instant from)
{
    const struct recorded *found = NULL;
    for (size_t i = 0; i < run->n_seen; i++) {
        const struct recorded *r = run->list[i];
        int fits = r->last.second >= from.second ? event_fits(s, r) : 0;
        if (fits == 2 || (fits && !found)) {
            found = r;
            if (fits == 2)
                break;
        }
    }
    return found ? occurrence_at(found->at, found->last) : (struct occurrence){ .missing = s->name };
}

static struct occurrence events_find(const struct run *run, const struct events *events, struct search s,
                                     const instant *stop_from)
{
    struct occurrence all = { 0 };
    for (size_t i = 0; i < events->names.n; i++) {
        s.name = events->names.at[i];
        struct occurrence one = stop_from ? stop_find(run, &s, *stop_from) : start_find(run, &s);
        bool is_later = events->how == EVENTS_LATER;
        if (!one.is_found) {
            if (is_later)
                return one;
            all.missing = all.missing.n ? all.missing : one.missing;
        } else if (!all.is_found || (one.at.second > all.at.second) == is_later) {
            all = one;
        }
    }
    return all;
}

static const struct recorded *cause_recorded(const struct run *run, const struct cause *cause)
{
    return cause->taken >= 0 ? run->a->taken.at[cause->taken].recorded : cause->recorded;
}

// The opening itself; a day without a time if that is what opened it.
static struct occurrence opening_of(const struct run *run, const struct entry *entry)
{
    const struct recorded *r = entry->causes.n ? cause_recorded(run, &entry->causes.at[0]) : NULL;
    bool is_day = r && r->at.second == entry->opened.second;
    return occurrence_at(entry->opened, is_day ? r->last : entry->opened);
}

static struct occurrence clock_start(const struct run *run, const struct entry *entry,
                                     const struct clock *clock)
{
    struct search s = { .label = run->p->stages[entry->stage].label, .opened = entry->opened };
    struct events anchor = { EVENTS_FIRST,
                             { .at = (str *)&clock->limit.event, .n = clock->limit.event.n ? 1 : 0 } };
    s.floor = run_floor(run, entry);
    if (anchor.names.n)
        return events_find(run, &anchor, s, NULL);
    return clock->from.names.n ? events_find(run, &clock->from, s, NULL) : opening_of(run, entry);
}

// Stopped by its event, else by the outcome that closed the stage.
static struct occurrence clock_stop(const struct run *run, const struct entry *entry,
                                    const struct clock *clock, struct occurrence start)
{
    struct search s = { .label = run->p->stages[entry->stage].label, .opened = entry->opened };
    instant from = start.is_found ? start.at : entry->opened;
    s.floor = run_floor(run, entry);
    struct occurrence stop = events_find(run, &clock->to, s, &from);
    if (stop.is_found || instant_is_none(entry->closed) || entry->taken < 0)
        return stop;
    const struct recorded *r = run->a->taken.at[entry->taken].recorded;
    return occurrence_at(entry->closed, r ? r->last : entry->closed);
}

static const struct clock *line_find(struct run *run, const struct entry *entry,
                                     const struct stage_clock *clock, str *missing)
{
    for (size_t i = 0; i < clock->n; i++) {
        struct verity v = run_conditions(run, clock->lines[i].when, entry->opened);
        if (v.truth == TRUTH_YES)
            return clock->lines[i].clock;
        if (v.truth == TRUTH_UNKNOWN) {
            *missing = v.missing;
            return NULL;
        }
    }
    return NULL;
}

static bool set_read(struct run *run, str value, struct limit *limit)
{
    struct ctx ctx = { .arena = run->ctx->arena };
    date day;
    if (date_parse(value, &day)) {
        *limit = (struct limit){ .kind = LIMIT_BY_DATE, .by = day };
        return true;
    }
    *limit = (struct limit){ 0 };
    return !limit_parse(&ctx, STR("time set"), value, limit) && limit->kind == LIMIT_WITHIN &&
        limit->length.kind == DURATION_LENGTH && !limit->event.n;
}

// "the time set by G5" becomes what was set; false if that is not on record.
static bool limit_resolve(struct run *run, const struct limit *limit, struct limit *resolved)
{
    bool has_length = limit->kind == LIMIT_WITHIN || limit->kind == LIMIT_BEGINNING_WITH ||
        limit->kind == LIMIT_AT_LEAST;
    *resolved = *limit;
    if (!has_length || limit->length.kind == DURATION_LENGTH)
        return true;
    for (size_t i = run->n_seen; i-- > 0 && limit->length.kind == DURATION_SET_BY;) {
        const struct recorded *r = run->list[i];
        if (r->kind == RECORDED_TIME_SET && str_same_name(r->name, limit->length.label))
            return set_read(run, r->value, resolved);
    }
    return false;
}

static bool is_last_of_instant(const struct run *run, size_t i)
{
    return i + 1 == run->n || run->list[i + 1]->at.second != run->list[i]->at.second;
}

static instant pause_end(const struct stage *stage, const struct reason *reason, instant from, instant until)
{
    struct limit most = { .kind = LIMIT_WITHIN, .length = reason->most };
    if (!reason->has_most || reason->most.kind != DURATION_LENGTH)
        return until;
    struct deadline d = deadline_find(&stage->timing, &most, from, NULL, 0);
    return d.fault == DEADLINE_OK && d.until.second < until.second ? d.until : until;
}

static void pause_add(struct run *run, struct clock_answer *c, instant from, instant until)
{
    struct pause *slot = from.second < until.second ? LIST_PUSH(run->ctx->arena, &c->pauses) : NULL;
    if (slot)
        *slot = (struct pause){ from, until };
}

// When one reason held: from each change of what is known to the next.
static void reason_pauses(struct run *run, const struct stage *stage, const struct reason *reason,
                          struct clock_answer *c)
{
    struct reasons one = { .at = (struct reason *)reason, .n = 1 };
    size_t seen = run->n_seen;
    instant from = INSTANT_NONE;
    for (size_t i = 0; i < seen; i++) {
        if (!is_last_of_instant(run, i))
            continue;
        instant at = run->list[i]->at;
        run->n_seen = i + 1;
        bool is_on = run_reasons(run, &one, at).truth == TRUTH_YES;
        if (is_on && instant_is_none(from))
            from = later_of(at, c->started);
        if (!is_on && !instant_is_none(from)) {
            pause_add(run, c, from, pause_end(stage, reason, from, at));
            from = INSTANT_NONE;
        }
    }
    run->n_seen = seen;
    if (!instant_is_none(from))
        pause_add(run, c, from, pause_end(stage, reason, from, INSTANT_FAR));
}

// Sorted, and those that touch joined.
static void pauses_join(struct clock_answer *c)
{
    struct pause *p = c->pauses.at;
    size_t n = 0;
    for (size_t i = 1; i < c->pauses.n; i++)
        for (size_t k = i; k > 0 && p[k].from.second < p[k - 1].from.second; k--) {
            struct pause swap = p[k];
            p[k] = p[k - 1];
            p[k - 1] = swap;
        }
    for (size_t i = 0; i < c->pauses.n; i++) {
        if (n && p[i].from.second <= p[n - 1].until.second)
            p[n - 1].until = later_of(p[n - 1].until, p[i].until);
        else
            p[n++] = p[i];
    }
    c->pauses.n = n;
}

static void clock_pauses(struct run *run, const struct stage *stage, struct clock_answer *c)
{
    c->pauses.n = 0;
    const struct field *f = stage->step ? NULL : field_find(&stage->clause->fields, KEY_PAUSE);
    for (; f; f = field_next(&stage->clause->fields, KEY_PAUSE, f))
        for (size_t i = 0; !f->is_bad && i < f->reasons.n; i++)
            reason_pauses(run, stage, &f->reasons.at[i], c);
    pauses_join(c);
}

// A day without a time can't start hours and minutes.
static bool is_vague(const struct limit *limit, struct occurrence start)
{
    bool has_length = limit->kind == LIMIT_WITHIN || limit->kind == LIMIT_BEGINNING_WITH ||
        limit->kind == LIMIT_AT_LEAST;
    bool is_exact = (has_length && (unit_is_clock(limit->length.unit) || limit->is_by_the_clock)) ||
        limit->kind == LIMIT_IMMEDIATELY;
    return is_exact && start.at.second != start.last.second;
}

static enum clock_state state_stopped(const struct clock_answer *c, struct occurrence stop)
{
    if (c->line->limit.kind == LIMIT_NONE)
        return CLOCK_IN_TIME;
    if (!c->has_deadline)
        return CLOCK_UNKNOWN;
    int64_t until = c->deadline.until.second;
    if (c->deadline.is_notice)
        return stop.at.second >= until ? CLOCK_IN_TIME
            : stop.last.second < until ? CLOCK_LATE
                                       : CLOCK_UNKNOWN;
    return stop.last.second < until ? CLOCK_IN_TIME : stop.at.second >= until ? CLOCK_LATE : CLOCK_UNKNOWN;
}

static void clock_due(struct run *run, const struct stage *stage, struct clock_answer *c,
                      struct occurrence start)
{
    struct limit limit;
    if (c->line->limit.kind == LIMIT_NONE)
        return;
    if (!limit_resolve(run, &c->line->limit, &limit)) {
        bool is_set = c->line->limit.length.kind == DURATION_SET_BY;
        c->state = CLOCK_UNKNOWN;
        c->about = is_set
            ? str_format(run->ctx->arena, "the time set by %.*s", STR_ARGS(c->line->limit.length.label))
            : STR("the time that was given before");
        return;
    }
    if (is_vague(&limit, start)) {
        c->state = CLOCK_UNKNOWN;
        c->about = STR("the time of day at which it started");
        return;
    }
    clock_pauses(run, stage, c);
    c->deadline = deadline_find(&stage->timing, &limit, start.at, c->pauses.at, c->pauses.n);
    c->has_deadline = c->deadline.fault == DEADLINE_OK;
    if (!c->has_deadline) {
        c->state = c->deadline.fault == DEADLINE_NEVER ? CLOCK_PAUSED : CLOCK_UNKNOWN;
        c->about = STR("the hours in which it runs");
    }
}

static void clock_answer(struct run *run, const struct entry *entry, struct clock_answer *c)
{
    const struct stage *stage = &run->p->stages[entry->stage];
    str missing = { 0 };
    c->line = line_find(run, entry, c->clock, &missing);
    c->state = missing.n ? CLOCK_UNKNOWN : CLOCK_NOT_STARTED;
    c->about = missing;
    c->has_deadline = false;
    c->started = c->stopped = INSTANT_NONE;
    if (!c->line)
        return;
    struct occurrence start = clock_start(run, entry, c->line), stop = clock_stop(run, entry, c->line, start);
    c->stopped = stop.is_found ? stop.at : INSTANT_NONE;
    c->started = start.is_found ? start.at : INSTANT_NONE;
    if (!start.is_found) {
        c->about = start.missing;
        c->state = stop.is_found ? CLOCK_UNKNOWN : CLOCK_NOT_STARTED;
        return;
    }
    c->state = CLOCK_RUNS;
    clock_due(run, stage, c, start);
    if (stop.is_found) {
        c->state = state_stopped(c, stop);
        if (c->state == CLOCK_UNKNOWN && !c->about.n)
            c->about = STR("the time of day at which it was done");
    } else if (c->has_deadline && !c->deadline.is_notice && c->deadline.until.second <= run->now.second) {
        c->state = CLOCK_OVER;
    }
}

void entry_clocks(struct run *run, struct entry *entry)
{
    const struct stage *stage = &run->p->stages[entry->stage];
    for (size_t i = 0; i < stage->n_clocks && entry->clocks; i++) {
        entry->clocks[i].clock = &stage->clocks[i];
        clock_answer(run, entry, &entry->clocks[i]);
    }
}

// Done by events alone: every clock that names what stops it has stopped, and one does.
bool entry_deed_done(const struct run *run, const struct entry *entry, instant *at)
{
    bool is_done = false;
    *at = entry->opened;
    for (size_t i = 0; i < run->p->stages[entry->stage].n_clocks; i++) {
        const struct clock_answer *c = &entry->clocks[i];
        if (!c->line || !c->line->to.names.n || instant_is_none(c->stopped))
            return false;
        *at = later_of(*at, c->stopped);
        is_done = true;
    }
    return is_done;
}

// When its first clock that runs is over.
instant entry_due(const struct run *run, const struct entry *entry)
{
    instant due = INSTANT_FAR;
    for (size_t i = 0; i < run->p->stages[entry->stage].n_clocks; i++) {
        const struct clock_answer *c = &entry->clocks[i];
        bool runs = (c->state == CLOCK_RUNS || c->state == CLOCK_OVER) && c->has_deadline &&
            !c->deadline.is_notice;
        if (runs && c->deadline.until.second < due.second)
            due = c->deadline.until;
    }
    return due;
}

// Until when a stage that must be asked for can be: counted from when it was offered, or from the event its limit
// names. While that is not on record nobody knows the last day, and it can be asked for.
void entry_ask_by(struct run *run, struct entry *entry)
{
    const struct stage *stage = &run->p->stages[entry->stage];
    const struct field *opens = stage_opens_within(stage);
    struct limit limit;
    entry->has_ask_by = false;
    if (!opens || !limit_resolve(run, &opens->opens.limit, &limit))
        return;
    struct search s = { .name = limit.event, .label = stage->label, .opened = entry->opened };
    s.floor = run_floor(run, entry);
    struct occurrence start = limit.event.n ? start_find(run, &s)
                                            : occurrence_at(entry->opened, entry->opened);
    entry->ask_by = start.is_found ? deadline_find(&stage->timing, &limit, start.at, NULL, 0)
                                   : (struct deadline){ .due = INSTANT_FAR, .until = INSTANT_FAR };
    entry->has_ask_by = !start.is_found || entry->ask_by.fault == DEADLINE_OK;
}
