// A case followed through a procedure: what is on record, in its order, and what comes by itself in between.
#include "rules/procedure_internal.h"

void note_add(struct run *run, enum note_kind kind, const struct recorded *recorded, str text)
{
    struct procedure_note *note = LIST_PUSH(run->ctx->arena, &run->a->notes);
    if (note)
        *note = (struct procedure_note){ kind, recorded, text };
}

static bool events_have(const struct events *events, str name)
{
    for (size_t i = 0; i < events->names.n; i++)
        if (str_same_name(events->names.at[i], name))
            return true;
    return false;
}

static enum truth may_bring_about(const struct opens *opens, const struct recorded *event)
{
    str party = recorded_party(event->by);
    if (!opens->by.n)
        return TRUTH_YES;
    for (size_t i = 0; i < opens->by.n; i++)
        if (party_is(opens->by.at[i], party))
            return TRUTH_YES;
    return party.n ? TRUTH_NO : TRUTH_UNKNOWN;
}

// The Opens line of a stage that an event fits; NULL if none does.
static const struct field *opens_find(struct run *run, const struct stage *stage,
                                      const struct recorded *event, enum truth *may)
{
    const struct field_list *fields = &stage->clause->fields;
    const struct field *named = NULL;
    *may = TRUTH_NO;
    if (stage->step || (event->value.n && !str_same_name(event->value, stage->label)))
        return NULL;
    for (const struct field *f = field_find(fields, KEY_OPENS); f; f = field_next(fields, KEY_OPENS, f)) {
        if (f->is_bad || !events_have(&f->opens.events, event->name) ||
            run_conditions(run, &f->when, run->now).truth == TRUTH_NO)
            continue;
        named = f;
        *may = may_bring_about(&f->opens, event);
        if (*may != TRUTH_NO)
            return f;
    }
    return named;
}

static void doubt_add(struct run *run, const struct recorded *r, const struct stage *stage)
{
    note_add(run, NOTE_DOUBT, r,
             str_format(run->ctx->arena,
                        "whether this opens %.*s is not known: the record does not say by whom",
                        STR_ARGS(stage->label)));
}

static bool stage_opens(struct run *run, int index, const struct recorded *event, const struct field *opens)
{
    const struct entry *latest = entry_latest(run, index);
    if (latest && latest->state == STAGE_ASKABLE) {
        if (event->at.second >= latest->ask_by.until.second)
            return false;
        entry_ask(run, &run->a->entries.at[latest - run->a->entries.at], event);
        return true;
    }
    if ((latest && stage_is_live(latest->state)) || opens->opens.limit.kind != LIMIT_NONE || run->a->is_over)
        return false;
    entry_open(run, index, (struct cause){ -1, event, NULL }, event->at);
    return true;
}

static bool event_take(struct run *run, const struct recorded *event)
{
    bool is_taken = false;
    for (size_t i = 0; i < run->p->n; i++) {
        enum truth may;
        const struct field *opens = opens_find(run, &run->p->stages[i], event, &may);
        if (!opens || may == TRUTH_NO || !stage_opens(run, (int)i, event, opens))
            continue;
        is_taken = true;
        if (may == TRUTH_UNKNOWN)
            doubt_add(run, event, &run->p->stages[i]);
    }
    return is_taken;
}

// An event that would have opened a stage if somebody else had brought it about.
static void event_left(struct run *run, const struct recorded *event)
{
    bool is_asked = false;
    for (size_t i = 0; i < run->p->n; i++) {
        const struct stage *stage = &run->p->stages[i];
        const struct entry *latest = entry_latest(run, (int)i);
        enum truth may;
        const struct field *opens = opens_find(run, stage, event, &may);
        bool could = latest ? latest->state == STAGE_ASKABLE : opens && opens->opens.limit.kind == LIMIT_NONE;
        is_asked |= opens && may != TRUTH_NO;
        if (!opens || may != TRUTH_NO || !could)
            continue;
        note_add(run, NOTE_REFUSED, event,
                 str_format(run->ctx->arena, "'%.*s' by %.*s does not open %.*s: it is for %.*s",
                            STR_ARGS(event->name), STR_ARGS(recorded_party(event->by)),
                            STR_ARGS(stage->label),
                            STR_ARGS(parties_words(run->ctx->arena, &opens->opens.by))));
        return;
    }
    if (is_asked && run->a->is_over && event->at.second > run->a->ended.second)
        note_add(run, NOTE_UNUSED, event,
                 str_format(run->ctx->arena, "the case had ended on %.*s: record an opening if it goes on",
                            STR_ARGS(run_instant_words(run, run->a->ended))));
}

// What is open already is opened for one more reason.
static bool opening_take(struct run *run, const struct recorded *r)
{
    int stage = procedure_stage(run->p, r->name);
    const struct entry *latest = stage < 0 ? NULL : entry_latest(run, stage);
    if (stage < 0)
        return false;
    if (latest && latest->state == STAGE_ASKABLE)
        entry_ask(run, &run->a->entries.at[latest - run->a->entries.at], r);
    else
        entry_open(run, stage, (struct cause){ -1, r, NULL }, r->at);
    return true;
}

static bool outcome_on_record(struct run *run, const struct recorded *r)
{
    int stage = procedure_stage(run->p, r->name);
    const struct entry *entry = stage < 0 ? NULL : entry_latest(run, stage);
    const struct stage_exit *exit = stage < 0 ? NULL : stage_exit_named(&run->p->stages[stage], r->value);
    if (!entry || !exit)
        return false;
    int index = (int)(entry - run->a->entries.at);
    struct verdict_words v = outcome_allowed(run, index, exit, r);
    if (v.may == TRUTH_NO)
        return false;
    if (v.may == TRUTH_UNKNOWN)
        note_add(run, NOTE_DOUBT, r, v.why);
    outcome_take(run, index, exit, r);
    return true;
}

// Another outcome of the same stage at the same instant says otherwise.
static bool is_contradicted(const struct run *run, size_t from, size_t until, const struct recorded *r)
{
    for (size_t i = from; i < until; i++) {
        const struct recorded *other = run->list[i];
        if (other->kind == RECORDED_OUTCOME && str_same_name(other->name, r->name) &&
            !str_same_name(other->value, r->value))
            return true;
    }
    return false;
}

// A stage that says of itself how it opens is opened so; the first stage without is opened by the first thing done.
static void begin(struct run *run, const struct recorded *r)
{
    const struct stage *first = run->p->n ? &run->p->stages[0] : NULL;
    bool is_deed = r->kind == RECORDED_EVENT || r->kind == RECORDED_OUTCOME;
    if (first && !run->a->has_begun && is_deed && !first->step &&
        !field_find(&first->clause->fields, KEY_OPENS))
        entry_open(run, 0, (struct cause){ -1, r, NULL }, r->at);
}

static bool deed_take(struct run *run, size_t i, size_t from, size_t until)
{
    const struct recorded *r = run->list[i];
    switch (r->kind) {
    case RECORDED_OPENING:
        return opening_take(run, r);
    case RECORDED_EVENT:
        return event_take(run, r);
    case RECORDED_OUTCOME:
        return !is_contradicted(run, from, until, r) && outcome_on_record(run, r);
    default:
        return false;
    }
}

static bool is_said_again(const struct run *run, const struct recorded *r)
{
    int stage = procedure_stage(run->p, r->name);
    const struct entry *entry = stage < 0 || r->kind != RECORDED_OUTCOME ? NULL : entry_latest(run, stage);
    const struct taken *t = entry && entry->taken >= 0 ? &run->a->taken.at[entry->taken] : NULL;
    return t && str_same_name(t->exit->name, r->value) &&
        (!t->recorded ? r->last.second >= t->at.second : r->at.second == t->at.second);
}

// What nothing could be done with, each with its reason.
static void deed_left(struct run *run, size_t i, size_t from, size_t until)
{
    const struct recorded *r = run->list[i];
    struct arena *arena = run->ctx->arena;
    if (r->kind == RECORDED_EVENT) {
        event_left(run, r);
    } else if (r->kind == RECORDED_OUTCOME && is_contradicted(run, from, until, r)) {
        note_add(run, NOTE_REFUSED, r,
                 str_format(arena, "the record says two things at once of %.*s: neither is taken",
                            STR_ARGS(r->name)));
    } else if (!is_said_again(run, r) && !run->p->takes_early) {
        str why = deed_refused(run, r);
        note_add(run, NOTE_REFUSED, r,
                 str_format(arena, "%.*s%.*s", STR_ARGS(why), STR_ARGS(allowed_now(run))));
    }
}

// Consents, texts, uses and the like: of a stage that is there, within its Count.
static void paper_check(struct run *run, size_t i)
{
    const struct recorded *r = run->list[i];
    int stage = procedure_stage(run->p, r->name);
    bool is_publicity = r->kind == RECORDED_TOLD ||
        r->kind == RECORDED_PUBLISHED; // also of exclusions, thresholds
    if (stage < 0 && is_publicity && document_clause(run->p->document, r->name))
        return;
    if (stage < 0) {
        note_add(run, NOTE_UNUSED, r, deed_refused(run, r));
        return;
    }
    if (r->kind != RECORDED_USE)
        return;
    struct verity v = count_allows(run, &run->p->stages[stage], r, r->at);
    str limit = count_words(run, &run->p->stages[stage]);
    run->is_used[i] = v.truth == TRUTH_NO;
    if (v.truth == TRUTH_NO)
        note_add(run, NOTE_REFUSED, r,
                 str_format(run->ctx->arena, "%.*s of %.*s is not allowed: %.*s, and less is left",
                            STR_ARGS(r->value.n ? r->value : STR("1")), STR_ARGS(r->name), STR_ARGS(limit)));
    if (v.truth == TRUTH_UNKNOWN)
        note_add(run, NOTE_DOUBT, r,
                 str_format(run->ctx->arena, "whether there was room for it is not known: %.*s",
                            STR_ARGS(v.missing)));
}

// What is used of a stage while it is open.
static void use_check(struct run *run, size_t i)
{
    const struct recorded *r = run->list[i];
    int stage = procedure_stage(run->p, r->name);
    const struct entry *entry = stage < 0 ? NULL : entry_latest(run, stage);
    bool is_open = entry && (stage_is_live(entry->state) || entry->closed.second >= r->at.second);
    if (stage < 0 || is_open || run->is_used[i])
        return;
    run->is_used[i] = true;
    note_add(run, NOTE_REFUSED, r,
             str_format(run->ctx->arena, "nothing can be used of %.*s: it is not open%.*s", STR_ARGS(r->name),
                        STR_ARGS(allowed_now(run))));
}

static bool is_deed(const struct recorded *r)
{
    return r->kind >= RECORDED_OPENING;
}

// Takes one deed of the group that can be taken now; false if none can.
static bool group_step(struct run *run, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++) {
        if (run->is_used[i] || !is_deed(run->list[i]))
            continue;
        begin(run, run->list[i]);
        if (!deed_take(run, i, from, until))
            continue;
        run->is_used[i] = true;
        settle(run);
        return true;
    }
    return false;
}

static void group_take(struct run *run, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++)
        if (!is_deed(run->list[i]) && run->list[i]->kind != RECORDED_FACT)
            paper_check(run, i);
    settle(run);
    while (!run->is_cut && group_step(run, from, until)) {
    }
    for (size_t i = from; i < until; i++)
        if (run->list[i]->kind == RECORDED_USE)
            use_check(run, i);
        else if (is_deed(run->list[i]) && !run->is_used[i])
            deed_left(run, i, from, until);
    settle(run);
}

// The stages whose time is up at `at`, in the order in which they opened.
static void by_itself(struct run *run, instant at)
{
    run->now = at.second > run->now.second ? at : run->now;
    for (size_t i = 0; i < run->a->entries.n; i++) {
        const struct entry *e = &run->a->entries.at[i];
        if (e->state == STAGE_OPEN && !e->was_late && entry_due(run, e).second <= at.second) {
            entry_late(run, (int)i);
            break;
        }
        if (e->state == STAGE_ASKABLE && e->ask_by.until.second <= at.second) {
            entry_lapse(run, (int)i);
            break;
        }
    }
    settle(run);
}

result run_to(struct run *run)
{
    const instant end = run->q->as_of.at;
    result e = run_sort(run);
    size_t i = 0;
    run->now = INSTANT_NONE;
    while (!e && !run->is_cut && !arena_is_full(run->ctx->arena)) {
        instant next = next_by_itself(run), fact = i < run->n ? run->list[i]->at : INSTANT_FAR;
        if (next.second <= end.second && next.second <= fact.second) {
            by_itself(run, next);
        } else if (i < run->n) {
            size_t from = i;
            while (i < run->n && run->list[i]->at.second == fact.second)
                i++;
            run->n_seen = i;
            run->now = fact;
            group_take(run, from, i);
        } else {
            break;
        }
    }
    run->now = end;
    return !e && arena_is_full(run->ctx->arena) ? arena_fail(run->ctx) : e;
}
