// Sentences about a case: what opened a stage, what an outcome leads to, why it ended.
#include "rules/procedure_internal.h"

#include "document/format.h"

enum { WORDS_MAX = 1 << 16 };

const char *stage_state_words(enum stage_state state)
{
    static const char *const words[STAGE_STATE_COUNT] = {
        [STAGE_ASKABLE] = "can be asked for",
        [STAGE_OPEN] = "open",
        [STAGE_OVERDUE] = "overdue",
        [STAGE_UNKNOWN] = "not known",
        [STAGE_DONE] = "done",
        [STAGE_DONE_LATE] = "done late",
        [STAGE_LAPSED] = "lapsed",
        [STAGE_ENDED] = "ended",
        [STAGE_REPLACED] = "opened anew",
        [STAGE_NOT_FOR] = "not for this case",
    };
    return words[state];
}

bool stage_is_live(enum stage_state state)
{
    return state <= STAGE_UNKNOWN;
}

const char *exclusion_state_words(enum exclusion_state state)
{
    static const char *const words[] = { "does not apply", "applies", "overridden", "not known",
                                         "lifts others" };
    return words[state];
}

str run_instant_words(struct run *run, instant t)
{
    struct buffer words = buffer_open(WORDS_MAX);
    if (!instant_is_none(t) && t.second != INSTANT_FAR.second)
        instant_write_words(&words, run->p->zone, t);
    str copy = str_copy(run->ctx->arena, buffer_str(&words));
    buffer_done(run->ctx->arena, &words);
    return copy;
}

str count_words(struct run *run, const struct stage *stage)
{
    const struct field *f = stage->step ? NULL : field_find(&stage->clause->fields, KEY_COUNT);
    struct buffer words = buffer_open(WORDS_MAX);
    if (f && !f->is_bad)
        field_write_value(&words, f);
    str copy = str_copy(run->ctx->arena, buffer_str(&words));
    buffer_done(run->ctx->arena, &words);
    return copy;
}

static str way_words(struct run *run, const struct way *way)
{
    struct arena *arena = run->ctx->arena;
    struct buffer when = buffer_open(WORDS_MAX);
    str to = STR("the end");
    if (way->stage != PROCEDURE_NOWHERE)
        to = str_format(arena, "%.*s %.*s", STR_ARGS(run->p->stages[way->stage].label),
                        STR_ARGS(run->p->stages[way->stage].title));
    else if (!way->is_end)
        to = str_format(arena, "%.*s%s%.*s", STR_ARGS(way->ref.document), way->ref.label.n ? " " : "",
                        STR_ARGS(way->ref.label));
    if (way->when)
        conditions_write(&when, way->when);
    str words = str_format(arena, "%.*s%s%.*s%.*s", STR_ARGS(to), way->with.n ? ", with " : "",
                           STR_ARGS(way->with), STR_ARGS(buffer_str(&when)));
    buffer_done(arena, &when);
    return words;
}

str exit_leads(struct run *run, const struct stage_exit *exit)
{
    str all = { 0 };
    for (size_t i = 0; i < exit->n; i++)
        for (size_t k = 0; k < exit->lines[i].n; k++) {
            str one = way_words(run, &exit->lines[i].ways[k]);
            all = str_format(run->ctx->arena, "%.*s%s%.*s", STR_ARGS(all), all.n ? "; " : "", STR_ARGS(one));
        }
    return all;
}

str entry_name(struct arena *arena, const struct procedure *procedure, const struct entry *entry)
{
    static const char *const times[] = { "", "", ", second time", ", third time" };
    const struct stage *stage = &procedure->stages[entry->stage];
    if (entry->run > 3)
        return str_format(arena, "%.*s %.*s, time %d", STR_ARGS(stage->label), STR_ARGS(stage->title),
                          entry->run);
    return str_format(arena, "%.*s %.*s%s", STR_ARGS(stage->label), STR_ARGS(stage->title),
                      times[entry->run]);
}

static str taken_words(struct arena *arena, const struct procedure *procedure,
                       const struct procedure_answer *answer, const struct taken *taken)
{
    if (taken->entry < 0)
        return STR("a threshold was reached");
    const struct stage *stage = &procedure->stages[answer->entries.at[taken->entry].stage];
    return str_format(arena, "%.*s: %.*s", STR_ARGS(stage->label), STR_ARGS(taken->exit->name));
}

str cause_words(struct arena *arena, const struct procedure *procedure, const struct procedure_answer *answer,
                const struct cause *cause)
{
    if (cause->taken >= 0)
        return taken_words(arena, procedure, answer, &answer->taken.at[cause->taken]);
    if (cause->clause)
        return str_format(arena, "%.*s: what sets it off holds", STR_ARGS(cause->clause->label));
    if (cause->recorded->kind == RECORDED_OPENING)
        return cause->recorded->words.n ? cause->recorded->words : STR("opened");
    return str_format(arena, "%.*s%s%.*s", STR_ARGS(cause->recorded->name),
                      cause->recorded->by.n ? " by " : "", STR_ARGS(cause->recorded->by));
}

// The last outcome decides how a case ended, its words are the reasons.
str ended_words(struct run *run)
{
    const struct procedure_answer *a = run->a;
    struct arena *arena = run->ctx->arena;
    if (!a->is_over)
        return (str){ 0 };
    if (!a->taken.n)
        return STR("no stage of it is for this case");
    const struct taken *t = &a->taken.at[a->taken.n - 1];
    str how = taken_words(arena, run->p, a, t);
    if (t->with.n)
        how = str_format(arena, "%.*s, with %.*s", STR_ARGS(how), STR_ARGS(t->with));
    if (t->recorded && t->recorded->words.n)
        return str_format(arena, "%.*s (%.*s)", STR_ARGS(how), STR_ARGS(t->recorded->words));
    return t->with.n && t->recorded ? str_format(arena, "%.*s, which are not on record", STR_ARGS(how)) : how;
}
