// The answer drawn up: who owes what by when, what may follow, what happens otherwise.
#include "document/names.h"
#include "rules/procedure_internal.h"

// Whether a paper of a stage is on record: a consent that was given, an advice, a text, a telling.
const struct recorded *paper_find(const struct run *run, const struct stage *stage, enum recorded_kind kind,
                                  str says)
{
    for (size_t i = run->n_seen; i-- > 0;) {
        const struct recorded *r = run->list[i];
        if (r->kind == kind && str_same_name(r->name, stage->label) && (!says.n || text_says(r->value, says)))
            return r;
    }
    return NULL;
}

// The newest word of that party: a consent can be refused, and taken back.
bool party_gave(const struct run *run, const struct stage *stage, str party, enum recorded_kind kind)
{
    for (size_t i = run->n_seen; i-- > 0;) {
        const struct recorded *r = run->list[i];
        if (r->kind == kind && str_same_name(r->name, stage->label) && party_is(recorded_party(r->by), party))
            return kind != RECORDED_CONSENT || str_same_name(r->value, STR("yes"));
    }
    return false;
}

static struct owed_deed *owe(struct run *run, int entry, enum need_kind kind, str who, str what)
{
    const struct entry *e = &run->a->entries.at[entry];
    struct owed_deed *slot = LIST_PUSH(run->ctx->arena, &run->a->owed);
    if (!slot)
        return NULL;
    *slot = (struct owed_deed){
        .entry = entry, .kind = kind, .who = who, .what = what, .is_owed = TRUTH_YES
    };
    if (e->state == STAGE_UNKNOWN) {
        slot->is_owed = TRUTH_UNKNOWN;
        slot->missing = e->missing;
    }
    return slot;
}

static str events_words(struct run *run, const struct events *events)
{
    str all = { 0 };
    for (size_t i = 0; i < events->names.n; i++)
        all = str_format(run->ctx->arena, "%.*s%s%.*s", STR_ARGS(all),
                         !i                                ? ""
                             : events->how == EVENTS_LATER ? " and "
                                                           : " or ",
                         STR_ARGS(events->names.at[i]));
    return all;
}

static str deed_words(struct run *run, const struct stage *stage, const struct clock_answer *clock)
{
    struct arena *arena = run->ctx->arena;
    const struct field *does = stage->step ? NULL : field_find(&stage->clause->fields, KEY_DO);
    if (stage->step)
        return stage->step->raw;
    if (clock && clock->line && clock->line->to.names.n)
        return events_words(run, &clock->line->to);
    if (clock && clock->clock->name.n)
        return clock->clock->name;
    return does && !does->is_bad ? does->text : str_format(arena, "%.*s", STR_ARGS(stage->title));
}

static bool is_owing(enum clock_state state)
{
    return state == CLOCK_NOT_STARTED || state == CLOCK_RUNS || state == CLOCK_PAUSED ||
        state == CLOCK_OVER || state == CLOCK_UNKNOWN;
}

// A clock that has not stopped is a deed that is owed; when all have, to say how it ended is.
static void deeds_owed(struct run *run, int entry)
{
    const struct entry *e = &run->a->entries.at[entry];
    const struct stage *stage = &run->p->stages[e->stage];
    str who = stage_who(run, stage);
    bool has_some = false;
    for (size_t i = 0; i < stage->n_clocks; i++) {
        const struct clock_answer *c = &e->clocks[i];
        if (!is_owing(c->state) || !instant_is_none(c->stopped))
            continue;
        struct owed_deed *o = owe(run, entry, NEED_DEED, who, deed_words(run, stage, c));
        has_some = true;
        if (!o)
            return;
        o->clock = c;
        o->is_overdue = c->state == CLOCK_OVER;
        if (c->state == CLOCK_UNKNOWN)
            o->missing = c->about;
    }
    if (!has_some)
        (void)owe(run, entry, stage->n_clocks ? NEED_OUTCOME : NEED_DEED, who,
                  stage->n_clocks ? STR("to say how it ended") : deed_words(run, stage, NULL));
}

static void parties_owed(struct run *run, int entry, enum field_key key, enum need_kind kind)
{
    const struct stage *stage = &run->p->stages[run->a->entries.at[entry].stage];
    enum recorded_kind paper = kind == NEED_CONSENT ? RECORDED_CONSENT : RECORDED_ADVICE;
    const struct field *f = field_find(&stage->clause->fields, key);
    for (; f; f = field_next(&stage->clause->fields, key, f)) {
        struct verity v = f->is_bad ? (struct verity){ TRUTH_NO, { 0 } }
                                    : run_conditions(run, &f->when, run->now);
        for (size_t i = 0; v.truth != TRUTH_NO && i < f->items.n; i++) {
            if (party_gave(run, stage, f->items.at[i], paper))
                continue;
            struct owed_deed *o = owe(run, entry, kind, f->items.at[i],
                                      kind == NEED_CONSENT ? STR("to agree or not")
                                                           : STR("to be asked for advice"));
            if (o && v.truth == TRUTH_UNKNOWN) {
                o->is_owed = v.truth;
                o->missing = v.missing;
            }
        }
    }
}

static void text_owed(struct run *run, int entry)
{
    const struct stage *stage = &run->p->stages[run->a->entries.at[entry].stage];
    const struct field *f = field_find(&stage->clause->fields, KEY_MUST_SAY);
    for (size_t i = 0; f && !f->is_bad && i < f->items.n; i++)
        if (!paper_find(run, stage, RECORDED_TEXT, f->items.at[i]))
            (void)owe(run, entry, NEED_TEXT, stage_who(run, stage),
                      str_format(run->ctx->arena, "to say in writing: %.*s", STR_ARGS(f->items.at[i])));
}

// Who is told and what is published once a stage has been decided.
static void publicity_owed(struct run *run, int entry)
{
    const struct stage *stage = &run->p->stages[run->a->entries.at[entry].stage];
    const struct field *tell = parties_of(run, stage->clause, KEY_TELL);
    const struct field *publish = field_find(&stage->clause->fields, KEY_PUBLISH);
    for (size_t i = 0; tell && i < tell->items.n; i++)
        if (!paper_find(run, stage, RECORDED_TOLD, tell->items.at[i]))
            (void)owe(run, entry, NEED_TELL, stage_who(run, stage),
                      str_format(run->ctx->arena, "to tell %.*s", STR_ARGS(tell->items.at[i])));
    if (publish && !publish->is_bad && !paper_find(run, stage, RECORDED_PUBLISHED, (str){ 0 }))
        (void)owe(run, entry, NEED_PUBLISH, stage_who(run, stage),
                  str_format(run->ctx->arena, "to publish %.*s", STR_ARGS(publish->text)));
}

static void entry_owed(struct run *run, int entry)
{
    const struct entry *e = &run->a->entries.at[entry];
    const struct stage *stage = &run->p->stages[e->stage];
    bool is_decided = e->state == STAGE_DONE || e->state == STAGE_DONE_LATE;
    if (stage_is_live(e->state) && e->state != STAGE_ASKABLE)
        deeds_owed(run, entry);
    if (stage->step)
        return;
    if (stage_is_live(e->state) && e->state != STAGE_ASKABLE) {
        parties_owed(run, entry, KEY_CONSENT, NEED_CONSENT);
        parties_owed(run, entry, KEY_ADVICE, NEED_ADVICE);
        text_owed(run, entry);
    }
    if (is_decided)
        publicity_owed(run, entry);
}

static void entry_choices(struct run *run, int entry)
{
    const struct entry *e = &run->a->entries.at[entry];
    const struct stage *stage = &run->p->stages[e->stage];
    for (size_t i = 0; i < stage->n_exits; i++) {
        const struct stage_exit *exit = &stage->exits[i];
        if (stage_by_itself(exit->name) || e->state == STAGE_ASKABLE)
            continue;
        struct verdict_words v = outcome_allowed(run, entry, exit, NULL);
        struct way_out *slot = LIST_PUSH(run->ctx->arena, &run->a->choices);
        if (slot)
            *slot = (struct way_out){
                entry, exit, stage_who(run, stage), exit_leads(run, exit), v.may, v.why
            };
    }
}

static void entry_otherwise(struct run *run, int entry)
{
    const struct entry *e = &run->a->entries.at[entry];
    const struct stage *stage = &run->p->stages[e->stage];
    bool is_asked = e->state == STAGE_ASKABLE;
    instant at = is_asked                        ? e->ask_by.until
        : e->state == STAGE_OPEN && !e->was_late ? entry_due(run, e)
                                                 : INSTANT_FAR;
    const struct stage_exit *exit = is_asked ? stage_lapse(stage) : stage_exit_named(stage, STR("late"));
    if (at.second == INSTANT_FAR.second)
        return;
    struct otherwise *slot = LIST_PUSH(run->ctx->arena, &run->a->otherwise);
    if (slot)
        *slot = (struct otherwise){ entry, at,
                                    exit           ? exit_leads(run, exit)
                                        : is_asked ? STR("nothing follows")
                                                   : STR("it is overdue, and nothing else follows") };
}

static void change_at(struct procedure_answer *a, instant after, instant t)
{
    if (t.second > after.second && t.second < a->next_change.second)
        a->next_change = t;
}

// Seasons change at midnight, hours of the day with the minute at the latest.
static void conditions_change(struct run *run)
{
    date day = zone_date(run->p->zone, run->now, NULL);
    if (run->p->has_season)
        change_at(run->a, run->now, zone_midnight(run->p->zone, date_add_days(day, 1)));
    if (run->p->has_hours)
        change_at(run->a, run->now, (instant){ (run->now.second / 60 + 1) * 60 });
}

static void entry_changes(struct run *run, const struct entry *e)
{
    const struct stage *stage = &run->p->stages[e->stage];
    if (e->state == STAGE_ASKABLE)
        change_at(run->a, run->now, e->ask_by.until);
    for (size_t i = 0; i < stage->n_clocks; i++)
        if (e->clocks[i].state == CLOCK_RUNS && e->clocks[i].has_deadline && !e->clocks[i].deadline.is_notice)
            change_at(run->a, run->now, e->clocks[i].deadline.until);
    if (count_allows(run, stage, NULL, run->now).truth != TRUTH_YES)
        change_at(run->a, run->now, count_next_change(run, stage));
}

// Whom an exclusion or threshold says to tell, and who is not on record as told.
static str untold(struct run *run, const struct clause *clause)
{
    const struct field *tell = parties_of(run, clause, KEY_TELL);
    struct stage stage = { .clause = clause, .label = clause->label };
    struct str_list left = { 0 };
    for (size_t i = 0; tell && i < tell->items.n; i++)
        if (!paper_find(run, &stage, RECORDED_TOLD, tell->items.at[i]))
            str_list_add(run->ctx->arena, &left, tell->items.at[i]);
    return parties_words(run->ctx->arena, &left);
}

static void exclusions_fill(struct run *run)
{
    for (size_t i = 0; i < run->p->n_exclusions; i++) {
        struct exclusion_answer *slot = LIST_PUSH(run->ctx->arena, &run->a->exclusions);
        if (!slot)
            return;
        *slot = exclusion_ask(run, run->p->exclusions[i]);
        if (slot->state == EXCLUSION_APPLIES && run->a->has_begun)
            slot->untold = untold(run, slot->clause);
    }
    for (size_t i = 0; i < run->p->n_thresholds; i++) {
        struct threshold_answer *slot = LIST_PUSH(run->ctx->arena, &run->a->thresholds);
        if (!slot)
            return;
        *slot = run->reached[i];
        if (slot->reached == TRUTH_YES)
            slot->untold = untold(run, slot->clause);
    }
}

void answer_fill(struct run *run)
{
    struct procedure_answer *a = run->a;
    a->next_change = INSTANT_FAR;
    for (size_t i = 0; i < a->entries.n; i++) {
        struct entry *e = &a->entries.at[i];
        bool is_live = stage_is_live(e->state);
        if (is_live)
            entry_clocks(run, e);
        entry_owed(run, (int)i);
        if (!is_live)
            continue;
        entry_choices(run, (int)i);
        entry_otherwise(run, (int)i);
        entry_changes(run, e);
    }
    exclusions_fill(run);
    conditions_change(run);
    a->how = ended_words(run);
}
