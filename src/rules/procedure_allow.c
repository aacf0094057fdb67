// What is allowed: three-valued, with a sentence that says why not or what is missing.
#include "rules/procedure_internal.h"

bool exit_leads_on(const struct stage_exit *exit)
{
    for (size_t i = 0; i < exit->n; i++)
        for (size_t k = 0; k < exit->lines[i].n; k++)
            if (!exit->lines[i].ways[k].is_end)
                return true;
    return false;
}

// What is being asked: an outcome of a stage, by a deed on record or by nobody in particular.
struct asking {
    struct run *run;
    const struct stage *stage;
    const struct entry *entry;
    const struct stage_exit *exit;
    const struct recorded *deed;
    struct verdict_words answer;
};

static str quoted(const struct asking *a)
{
    return str_format(a->run->ctx->arena, "'%.*s' in %.*s", STR_ARGS(a->exit->name),
                      STR_ARGS(a->stage->label));
}

// The first no stands; the first unknown stands until there is a no.
static void says(struct asking *a, enum truth may, str why)
{
    if (a->answer.may == TRUTH_NO || may == TRUTH_YES ||
        (may == TRUTH_UNKNOWN && a->answer.may == TRUTH_UNKNOWN))
        return;
    str what = quoted(a);
    a->answer.may = may;
    a->answer.why = may == TRUTH_NO
        ? str_format(a->run->ctx->arena, "%.*s is not allowed: %.*s", STR_ARGS(what), STR_ARGS(why))
        : str_format(a->run->ctx->arena, "whether %.*s is allowed is not known: %.*s", STR_ARGS(what),
                     STR_ARGS(why));
}

static str missing_words(struct run *run, str missing)
{
    return str_format(run->ctx->arena, "the record does not say '%.*s'", STR_ARGS(missing));
}

static void ask_state(struct asking *a)
{
    struct arena *arena = a->run->ctx->arena;
    str state = str_from(stage_state_words(a->entry->state));
    if (!stage_is_live(a->entry->state))
        says(a, TRUTH_NO,
             str_format(arena, "%.*s has been left (%.*s)", STR_ARGS(a->stage->label), STR_ARGS(state)));
    if (a->entry->state == STAGE_ASKABLE)
        says(a, TRUTH_NO, STR("nobody has asked for it yet"));
    if (a->entry->state == STAGE_UNKNOWN)
        says(a, TRUTH_UNKNOWN, missing_words(a->run, a->entry->missing));
    if (a->deed && stage_by_itself(a->exit->name))
        says(a, TRUTH_NO, STR("it comes by itself when the time is up"));
}

static void ask_party(struct asking *a)
{
    str party = a->deed ? recorded_party(a->deed->by) : (str){ 0 };
    if (!a->deed)
        return;
    if (!party.n)
        says(a, TRUTH_UNKNOWN, STR("the record does not say by whom"));
    else if (!stage_has_party(a->run, a->stage, party))
        says(a, TRUTH_NO,
             str_format(a->run->ctx->arena, "it is for %.*s to say, not for %.*s",
                        STR_ARGS(stage_who(a->run, a->stage)), STR_ARGS(party)));
}

static void ask_exclusions(struct asking *a)
{
    const struct clause *which;
    struct verity v = run_excluded(a->run, &which);
    if (v.truth == TRUTH_YES)
        says(a, TRUTH_NO,
             str_format(a->run->ctx->arena, "exclusion %.*s (%.*s) applies, and the case can only be ended",
                        STR_ARGS(which->label), STR_ARGS(which->title)));
    if (v.truth == TRUTH_UNKNOWN)
        says(a, TRUTH_UNKNOWN,
             str_format(a->run->ctx->arena, "exclusion %.*s (%.*s) hangs on '%.*s', which is not on record",
                        STR_ARGS(which->label), STR_ARGS(which->title), STR_ARGS(v.missing)));
}

static void ask_parties(struct asking *a, enum field_key key, enum recorded_kind kind)
{
    struct arena *arena = a->run->ctx->arena;
    const struct field *f = field_find(&a->stage->clause->fields, key);
    for (; f; f = field_next(&a->stage->clause->fields, key, f)) {
        struct verity v = f->is_bad ? (struct verity){ TRUTH_NO, { 0 } }
                                    : run_conditions(a->run, &f->when, a->run->now);
        for (size_t i = 0; v.truth != TRUTH_NO && i < f->items.n; i++) {
            const char *what = kind == RECORDED_CONSENT ? "has not agreed" : "has not been asked";
            if (party_gave(a->run, a->stage, f->items.at[i], kind))
                continue;
            if (v.truth == TRUTH_YES)
                says(a, TRUTH_NO, str_format(arena, "%.*s %s", STR_ARGS(f->items.at[i]), what));
            else
                says(a, TRUTH_UNKNOWN, missing_words(a->run, v.missing));
        }
    }
}

static void ask_count(struct asking *a)
{
    struct verity v = count_allows(a->run, a->stage, a->deed, a->deed ? a->deed->at : a->run->now);
    str limit = count_words(a->run, a->stage);
    if (v.truth == TRUTH_NO)
        says(a, TRUTH_NO, str_format(a->run->ctx->arena, "%.*s, and they are used", STR_ARGS(limit)));
    if (v.truth == TRUTH_UNKNOWN)
        says(a, TRUTH_UNKNOWN,
             str_format(a->run->ctx->arena, "%.*s, and the record does not say %.*s", STR_ARGS(limit),
                        STR_ARGS(v.missing)));
}

// Where every way has a condition and none holds, the outcome is none for this case.
static void ask_ways(struct asking *a)
{
    struct verity any = { a->exit->n ? TRUTH_NO : TRUTH_YES, { 0 } };
    for (size_t i = 0; i < a->exit->n; i++)
        for (size_t k = 0; k < a->exit->lines[i].n && any.truth != TRUTH_YES; k++) {
            struct verity v = run_conditions(a->run, a->exit->lines[i].ways[k].when, a->run->now);
            any = v.truth == TRUTH_NO ? any : v;
        }
    if (any.truth == TRUTH_NO)
        says(a, TRUTH_NO, STR("none of the conditions behind it holds"));
    if (any.truth == TRUTH_UNKNOWN)
        says(a, TRUTH_UNKNOWN, missing_words(a->run, any.missing));
}

struct verdict_words outcome_allowed(struct run *run, int entry, const struct stage_exit *exit,
                                     const struct recorded *recorded)
{
    const struct entry *e = &run->a->entries.at[entry];
    struct asking a = { .run = run,
                        .stage = &run->p->stages[e->stage],
                        .entry = e,
                        .exit = exit,
                        .deed = recorded,
                        .answer = { TRUTH_YES, { 0 } } };
    ask_state(&a);
    ask_party(&a);
    if (!a.stage->step && exit_leads_on(exit)) {
        ask_exclusions(&a);
        ask_parties(&a, KEY_CONSENT, RECORDED_CONSENT);
        ask_parties(&a, KEY_ADVICE, RECORDED_ADVICE);
        ask_count(&a);
    }
    ask_ways(&a);
    return a.answer;
}

static str names_of(struct run *run, const struct stage *stage)
{
    str names = { 0 };
    for (size_t i = 0; i < stage->n_exits; i++)
        if (!stage_by_itself(stage->exits[i].name))
            names = str_format(run->ctx->arena, "%.*s%s%.*s", STR_ARGS(names), names.n ? ", " : "",
                               STR_ARGS(stage->exits[i].name));
    return names;
}

// What the stages that are open may end with: "G2: accepted, refused".
str allowed_now(struct run *run)
{
    str all = { 0 };
    for (size_t i = 0; i < run->a->entries.n; i++) {
        const struct entry *e = &run->a->entries.at[i];
        const struct stage *stage = &run->p->stages[e->stage];
        if (stage_is_live(e->state) && e->state != STAGE_ASKABLE)
            all = str_format(run->ctx->arena, "%.*s%s%.*s: %.*s", STR_ARGS(all), all.n ? "; " : "",
                             STR_ARGS(stage->label), STR_ARGS(names_of(run, stage)));
    }
    if (all.n)
        return str_format(run->ctx->arena, "; what may follow is %.*s", STR_ARGS(all));
    if (!run->a->has_begun)
        return STR("; the case has not begun");
    if (run->a->is_over)
        return str_format(run->ctx->arena, "; the case ended on %.*s",
                          STR_ARGS(run_instant_words(run, run->a->ended)));
    return STR("; nothing is open");
}

// Why a deed that could not be taken was not.
str deed_refused(struct run *run, const struct recorded *r)
{
    struct arena *arena = run->ctx->arena;
    int stage = procedure_stage(run->p, r->name);
    const struct entry *entry = stage < 0 ? NULL : entry_latest(run, stage);
    const struct stage *s = stage < 0 ? NULL : &run->p->stages[stage];
    if (!s)
        return str_format(arena, "there is no stage '%.*s' in %.*s", STR_ARGS(r->name),
                          STR_ARGS(run->p->document->id));
    const struct stage_exit *exit = stage_exit_named(s, r->value);
    if (!exit)
        return str_format(arena, "%.*s has no outcome '%.*s', only %.*s", STR_ARGS(s->label),
                          STR_ARGS(r->value), STR_ARGS(names_of(run, s)));
    if (!entry)
        return str_format(arena, "'%.*s' in %.*s is not allowed: %.*s is not open", STR_ARGS(exit->name),
                          STR_ARGS(s->label), STR_ARGS(s->label));
    return outcome_allowed(run, (int)(entry - run->a->entries.at), exit, r).why;
}
