// Stages open, outcomes are taken, and what they lead to follows.
#include "rules/procedure_internal.h"

static void cause_add(struct run *run, struct entry *entry, struct cause cause)
{
    for (size_t i = 0; i < entry->causes.n; i++) {
        const struct cause *c = &entry->causes.at[i];
        if (c->taken == cause.taken && c->recorded == cause.recorded && c->clause == cause.clause)
            return;
    }
    struct cause *slot = LIST_PUSH(run->ctx->arena, &entry->causes);
    if (slot)
        *slot = cause;
}

static struct entry *entry_live(const struct run *run, int stage)
{
    for (size_t i = run->a->entries.n; i-- > 0;)
        if (run->a->entries.at[i].stage == stage && stage_is_live(run->a->entries.at[i].state))
            return &run->a->entries.at[i];
    return NULL;
}

static int runs_of(const struct run *run, int stage)
{
    int n = 0;
    for (size_t i = 0; i < run->a->entries.n; i++)
        n += run->a->entries.at[i].stage == stage;
    return n;
}

static struct entry *entry_new(struct run *run, int stage, instant at)
{
    struct procedure_answer *a = run->a;
    int n_run = runs_of(run, stage) + 1;
    if (a->entries.n == ENTRIES_MAX) {
        if (!run->is_cut)
            note_add(run, NOTE_LIMIT, NULL,
                     str_format(run->ctx->arena, "more than %d stages were opened: what follows is left out",
                                ENTRIES_MAX));
        run->is_cut = true;
        return NULL;
    }
    struct entry *entry = LIST_PUSH(run->ctx->arena, &a->entries);
    if (!entry)
        return NULL;
    *entry = (struct entry){ .stage = stage,
                             .run = n_run,
                             .opened = at,
                             .closed = INSTANT_NONE,
                             .taken = -1,
                             .late = -1,
                             .late_from = INSTANT_NONE };
    entry->clocks = ARENA_ARRAY(run->ctx->arena, struct clock_answer, run->p->stages[stage].n_clocks + 1);
    if (!entry->clocks) {
        a->entries.n--;
        return NULL;
    }
    if (!a->has_begun)
        a->begun = at;
    a->has_begun = true;
    a->is_over = false;
    a->ended = INSTANT_NONE;
    return entry;
}

static void only_when_apply(struct run *run, struct entry *entry, enum stage_state if_known)
{
    const struct stage *stage = &run->p->stages[entry->stage];
    struct verity v = { TRUTH_YES, { 0 } };
    if (!stage->step)
        v = run_only_when(run, stage->clause, entry->opened);
    entry->missing = v.truth == TRUTH_YES ? (str){ 0 }
                                          : v.missing; // or what says that it is not for the case
    entry->state = v.truth == TRUTH_UNKNOWN ? STAGE_UNKNOWN : if_known;
    if (v.truth == TRUTH_NO)
        entry_close(run, entry, STAGE_NOT_FOR);
}

// One that is open already is opened for one more reason; one that is overdue begins anew.
void entry_open(struct run *run, int stage, struct cause cause, instant at)
{
    struct entry *live = entry_live(run, stage);
    if (live && live->state != STAGE_OVERDUE) {
        cause_add(run, live, cause);
        return;
    }
    if (live)
        entry_close(run, live, STAGE_REPLACED);
    struct entry *entry = entry_new(run, stage, at);
    if (!entry)
        return;
    cause_add(run, entry, cause);
    bool is_offered = cause.taken >= 0 && stage_opens_within(&run->p->stages[stage]);
    if (is_offered)
        entry_ask_by(run, entry);
    only_when_apply(run, entry, is_offered && entry->has_ask_by ? STAGE_ASKABLE : STAGE_OPEN);
    if (stage_is_live(entry->state))
        entry_clocks(run, entry);
}

void entry_ask(struct run *run, struct entry *entry, const struct recorded *event)
{
    entry->opened = event->at;
    entry->state = STAGE_OPEN;
    cause_add(run, entry, (struct cause){ -1, event, NULL });
    only_when_apply(run, entry, STAGE_OPEN);
    if (stage_is_live(entry->state))
        entry_clocks(run, entry);
}

void entry_close(struct run *run, struct entry *entry, enum stage_state state)
{
    if (instant_is_none(entry->closed))
        entry->closed = run->now;
    entry_clocks(run, entry);
    entry->state = state;
}

bool entry_is_late(const struct run *run, const struct entry *entry)
{
    for (size_t i = 0; i < run->p->stages[entry->stage].n_clocks; i++)
        if (entry->clocks[i].state == CLOCK_LATE || entry->clocks[i].state == CLOCK_OVER)
            return true;
    return false;
}

static bool causes_share(const struct entry *a, const struct entry *b)
{
    for (size_t i = 0; i < a->causes.n; i++)
        for (size_t k = 0; k < b->causes.n; k++)
            if (a->causes.at[i].taken >= 0 && a->causes.at[i].taken == b->causes.at[k].taken)
                return true;
    return false;
}

static bool is_opened_by(const struct run *run, const struct entry *entry, int taken)
{
    int from = run->a->taken.at[taken].entry;
    for (size_t i = 0; i < entry->causes.n; i++) {
        int t = entry->causes.at[i].taken;
        if (t == taken || (t >= 0 && from >= 0 && run->a->taken.at[t].entry == from))
            return true;
    }
    return false;
}

// A stage is opened once by another, and not again by one that was opened beside it.
static struct entry *opened_already(const struct run *run, int stage, int taken)
{
    int from = run->a->taken.at[taken].entry;
    for (size_t i = 0; i < run->a->entries.n; i++) {
        struct entry *e = &run->a->entries.at[i];
        if (e->stage != stage || (int)i == from)
            continue;
        if (is_opened_by(run, e, taken) || (from >= 0 && causes_share(e, &run->a->entries.at[from])))
            return e;
    }
    return NULL;
}

static void jump_add(struct run *run, const struct way *way, int taken)
{
    for (size_t i = 0; i < run->a->jumps.n; i++)
        if (run->a->jumps.at[i].taken == taken &&
            str_equal(run->a->jumps.at[i].document, way->ref.document) &&
            str_equal(run->a->jumps.at[i].label, way->ref.label))
            return;
    struct jump *jump = LIST_PUSH(run->ctx->arena, &run->a->jumps);
    if (jump)
        *jump = (struct jump){ way->ref.document, way->ref.label, taken, run->a->taken.at[taken].at };
}

// When what follows on an outcome opens: with it; if it had to wait, when it is known; if it was there before its stage
// had its turn, with that.
static instant follows_at(const struct run *run, const struct taken *t)
{
    instant turn = t->entry >= 0 ? run->a->entries.at[t->entry].opened : t->at;
    if (t->leads == TRUTH_UNKNOWN)
        return run->now;
    return turn.second > t->at.second ? turn : t->at;
}

static void way_follow(struct run *run, const struct way *way, int taken)
{
    struct cause cause = { taken, NULL, NULL };
    const struct taken *t = &run->a->taken.at[taken];
    instant at = follows_at(run, t);
    if (way->with.n)
        run->a->taken.at[taken].with = way->with;
    if (way->is_end) {
        end_follow(run, taken);
    } else if (way->stage == PROCEDURE_NOWHERE) {
        if (way->ref.document.n)
            jump_add(run, way, taken);
    } else {
        struct entry *before = opened_already(run, way->stage, taken);
        if (before)
            cause_add(run, before, cause);
        else
            entry_open(run, way->stage, cause, at);
    }
}

// TRUTH_YES if any way of the line was followed; unknown ones are left for later.
static enum truth line_follow(struct run *run, const struct way_line *line, int taken, str *missing)
{
    enum truth any = TRUTH_NO;
    for (size_t i = 0; i < line->n; i++) {
        if (!line->ways[i].when && run->a->taken.at[taken].is_followed)
            continue;
        struct verity v = run_conditions(run, line->ways[i].when, run->a->taken.at[taken].at);
        if (v.truth == TRUTH_YES)
            way_follow(run, &line->ways[i], taken);
        if (v.truth == TRUTH_UNKNOWN)
            *missing = v.missing;
        any = any == TRUTH_YES || v.truth == TRUTH_NO ? any : v.truth;
    }
    return any;
}

// Lines all of whose ways have conditions come first: the first that holds applies, else the lines without.
void ways_follow(struct run *run, int taken)
{
    const struct stage_exit *exit = run->a->taken.at[taken].exit;
    enum truth chosen = TRUTH_NO;
    str missing = { 0 };
    for (size_t i = 0; i < exit->n && chosen == TRUTH_NO; i++)
        if (exit->lines[i].is_conditional)
            chosen = line_follow(run, &exit->lines[i], taken, &missing);
    for (size_t i = 0; i < exit->n && chosen == TRUTH_NO; i++)
        if (!exit->lines[i].is_conditional)
            (void)line_follow(run, &exit->lines[i], taken, &missing);
    run->a->taken.at[taken].is_followed = chosen == TRUTH_NO;
    run->a->taken.at[taken].leads = missing.n ? TRUTH_UNKNOWN : TRUTH_YES;
    run->a->taken.at[taken].missing = missing;
}

static void entry_leave(struct run *run, struct entry *entry, int taken, instant at)
{
    entry->taken = taken;
    entry->closed = at;
    bool is_lapse = entry->state == STAGE_ASKABLE;
    entry_close(run, entry, STAGE_DONE);
    entry->was_late |= entry_is_late(run, entry);
    entry->state = is_lapse ? STAGE_LAPSED : entry->was_late ? STAGE_DONE_LATE : STAGE_DONE;
}

void outcome_take(struct run *run, int entry, const struct stage_exit *exit, const struct recorded *recorded)
{
    int taken = (int)run->a->taken.n;
    struct taken *slot = LIST_PUSH(run->ctx->arena, &run->a->taken);
    if (!slot)
        return;
    *slot = (struct taken){ .entry = entry,
                            .exit = exit,
                            .at = recorded ? recorded->at : run->now,
                            .recorded = recorded,
                            .leads = TRUTH_YES };
    struct entry *e = entry >= 0 ? &run->a->entries.at[entry] : NULL;
    if (e && str_same_name(exit->name, STR("late")) && e->state == STAGE_OVERDUE)
        e->late = taken;
    else if (e)
        entry_leave(run, e, taken, slot->at);
    ways_follow(run, taken);
}
