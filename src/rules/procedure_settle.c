// What comes by itself: lateness, offers that nobody takes up, thresholds, deeds done by their events, the end.
#include "rules/procedure_internal.h"

// An overdue stage is still owed, and can be done late.
void entry_late(struct run *run, int entry)
{
    struct entry *e = &run->a->entries.at[entry];
    const struct stage_exit *exit = stage_exit_named(&run->p->stages[e->stage], STR("late"));
    instant due = entry_due(run, e);
    e->was_late = true;
    e->late_from = due.second < run->now.second ? due : run->now;
    e->state = STAGE_OVERDUE;
    if (exit)
        outcome_take(run, entry, exit, NULL);
}

void entry_lapse(struct run *run, int entry)
{
    struct entry *e = &run->a->entries.at[entry];
    const struct stage_exit *exit = stage_lapse(&run->p->stages[e->stage]);
    if (exit)
        outcome_take(run, entry, exit, NULL);
    else
        entry_close(run, e, STAGE_LAPSED);
}

// The next instant at which a stage becomes late or an offer ends; INSTANT_FAR if none does.
instant next_by_itself(const struct run *run)
{
    instant next = INSTANT_FAR;
    for (size_t i = 0; i < run->a->entries.n; i++) {
        const struct entry *e = &run->a->entries.at[i];
        instant at = INSTANT_FAR;
        if (e->state == STAGE_OPEN && !e->was_late)
            at = entry_due(run, e);
        if (e->state == STAGE_ASKABLE)
            at = e->ask_by.until;
        if (at.second < next.second)
            next = at;
    }
    return next;
}

static void thresholds_settle(struct run *run)
{
    const struct clause *which;
    bool is_excluded = run_excluded(run, &which).truth == TRUTH_YES;
    for (size_t i = 0; i < run->p->n_thresholds; i++) {
        const struct stage *threshold = &run->p->thresholds[i];
        if (run->reached[i].reached == TRUTH_YES)
            continue;
        run->reached[i] = threshold_ask(run, threshold->clause);
        if (run->reached[i].reached != TRUTH_YES)
            continue;
        if (is_excluded) { // a case that is not taken reaches nothing
            run->reached[i].reached = TRUTH_NO;
            run->reached[i].held_by = which;
            continue;
        }
        const struct stage_exit *exit = stage_exit_named(threshold, STR("reached"));
        run->reached[i].at = run->now;
        if (exit)
            outcome_take(run, -1, exit, NULL);
    }
}

// A Notice with a When is issued when that holds, once.
static void notices_settle(struct run *run)
{
    for (size_t i = 0; i < run->p->n; i++) {
        const struct clause *c = run->p->stages[i].clause;
        const struct field *when = c->kind->key == CLAUSE_NOTICE ? field_find(&c->fields, KEY_WHEN) : NULL;
        if (when && !when->is_bad && !entry_latest(run, (int)i) &&
            run_reasons(run, &when->reasons, run->now).truth == TRUTH_YES)
            entry_open(run, (int)i, (struct cause){ -1, NULL, c }, run->now);
    }
}

static void waiting_settle(struct run *run)
{
    for (size_t i = 0; i < run->a->entries.n; i++) {
        struct entry *e = &run->a->entries.at[i];
        if (e->state != STAGE_UNKNOWN)
            continue;
        struct verity v = run_only_when(run, run->p->stages[e->stage].clause, e->opened);
        e->missing = v.truth == TRUTH_UNKNOWN ? v.missing : (str){ 0 };
        if (v.truth == TRUTH_YES)
            e->state = STAGE_OPEN;
        if (v.truth == TRUTH_NO)
            entry_close(run, e, STAGE_NOT_FOR);
    }
    for (size_t i = 0; i < run->a->taken.n; i++)
        if (run->a->taken.at[i].leads == TRUTH_UNKNOWN)
            ways_follow(run, (int)i);
}

// A redress step that was done before it began.
static bool early_take(struct run *run, int entry)
{
    const struct stage *stage = &run->p->stages[run->a->entries.at[entry].stage];
    for (size_t i = 0; run->p->takes_early && i < run->n_seen; i++) {
        const struct recorded *r = run->list[i];
        const struct stage_exit *exit = r->kind == RECORDED_OUTCOME ? stage_exit_named(stage, r->value)
                                                                    : NULL;
        if (run->is_used[i] || !exit || !str_same_name(r->name, stage->label))
            continue;
        run->is_used[i] = true;
        outcome_take(run, entry, exit, r);
        return true;
    }
    return false;
}

static void deed_take(struct run *run, int entry, const struct stage_exit *done)
{
    struct verdict_words v = outcome_allowed(run, entry, done, NULL);
    if (v.may != TRUTH_NO) {
        outcome_take(run, entry, done, NULL);
        return;
    }
    run->a->entries.at[entry].is_refused = true;
    note_add(run, NOTE_REFUSED, NULL, v.why);
}

// Clocks that events have started or stopped; a deed that is done by its event.
static void entry_settle(struct run *run, int entry)
{
    struct entry *e = &run->a->entries.at[entry];
    const struct stage_exit *done = stage_exit_named(&run->p->stages[e->stage], STR("done"));
    instant at;
    entry_clocks(run, e);
    if (e->state == STAGE_ASKABLE)
        entry_ask_by(run, e); // the event its last day is counted from may be on record only now
    if (e->state != STAGE_OPEN && e->state != STAGE_OVERDUE)
        return;
    if (early_take(run, entry))
        return;
    if (done && !e->is_refused && entry_deed_done(run, e, &at)) {
        deed_take(run, entry, done);
        return;
    }
    for (size_t i = 0; i < run->p->stages[e->stage].n_clocks && !e->was_late; i++)
        if (e->clocks[i].state == CLOCK_LATE) {
            entry_late(run, entry);
            return;
        }
}

static bool is_live(const struct run *run)
{
    for (size_t i = 0; i < run->a->entries.n; i++)
        if (stage_is_live(run->a->entries.at[i].state))
            return true;
    for (size_t i = 0; i < run->a->taken.n; i++)
        if (run->a->taken.at[i].leads == TRUTH_UNKNOWN)
            return true;
    return false;
}

// The case is over when nothing is open and nothing waits.
static void over_settle(struct run *run)
{
    struct procedure_answer *a = run->a;
    if (!a->has_begun || a->is_over || is_live(run))
        return;
    a->is_over = true;
    a->ended = run->now;
}

static bool settle_once(struct run *run)
{
    size_t entries = run->a->entries.n, taken = run->a->taken.n;
    if (!run->a->has_begun || run->a->is_over)
        return false;
    waiting_settle(run);
    thresholds_settle(run);
    notices_settle(run);
    for (size_t i = 0; i < run->a->entries.n; i++)
        if (stage_is_live(run->a->entries.at[i].state))
            entry_settle(run, (int)i);
    return run->a->entries.n != entries || run->a->taken.n != taken;
}

void settle(struct run *run)
{
    while (!run->is_cut && !arena_is_full(run->ctx->arena) && settle_once(run)) {
    }
    over_settle(run);
}
