#include "rules/procedure_model.h"

#include "document/diagnostics.h"
#include "document/format.h"
#include "rules/procedure_internal.h"

#include <stdarg.h>
#include <stdio.h>

enum { WORDS_MAX = 1 << 16, TEXT_MAX = 400 }; // the name of an outcome has 200 bytes at most

struct model {
    struct ctx *ctx;
    const struct procedure *p;
    struct model_findings *findings;
};

static void find(struct model *m, const struct stage *stage, const struct field *field, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));

static void find(struct model *m, const struct stage *stage, const struct field *field, const char *format,
                 ...)
{
    struct model_finding *slot = LIST_PUSH(m->ctx->arena, m->findings);
    char text[TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (slot)
        *slot = (struct model_finding){ stage->clause, field, message_code(format),
                                        str_copy(m->ctx->arena, str_from(text)) };
}

static bool exit_leads_to(const struct stage_exit *exit, int stage)
{
    for (size_t i = 0; exit && i < exit->n; i++)
        for (size_t k = 0; k < exit->lines[i].n; k++)
            if (exit->lines[i].ways[k].stage == stage)
                return true;
    return false;
}

static bool is_led_to(const struct model *m, int stage)
{
    for (size_t i = 0; i < m->p->n + m->p->n_thresholds; i++) {
        const struct stage *s = i < m->p->n ? &m->p->stages[i] : &m->p->thresholds[i - m->p->n];
        for (size_t k = 0; k < s->n_exits; k++)
            if ((int)i != stage && exit_leads_to(&s->exits[k], stage))
                return true;
    }
    return false;
}

static bool clock_has_end(const struct stage_clock *clock)
{
    for (size_t i = 0; i < clock->n; i++)
        if (clock->lines[i].clock->limit.kind != LIMIT_NONE &&
            clock->lines[i].clock->limit.kind != LIMIT_AT_LEAST)
            return true;
    return false;
}

// Whether its time can be up.
static bool has_end(const struct stage *stage)
{
    for (size_t i = 0; i < stage->n_clocks; i++)
        if (clock_has_end(&stage->clocks[i]))
            return true;
    return false;
}

// An offer is counted from the stage before it; with none before it nobody can ever take it up.
static void offer_check(struct model *m, int index)
{
    const struct stage *stage = &m->p->stages[index];
    const struct field *opens = stage_opens_within(stage);
    const struct stage_exit *lapse = stage_exit_named(stage, STR("nobody asks"));
    if (opens && !is_led_to(m, index))
        find(m, stage, opens,
             "nobody can ask for %.*s: its time runs from the stage before, and no stage leads to it; take "
             "the time out, or name it in an If",
             STR_ARGS(stage->label));
    if (lapse && !opens)
        find(
            m, stage, field_outcome(&stage->clause->fields, lapse->name, NULL),
            "'nobody asks' comes when the time to ask is up, and there is none: write 'Opens: request by ..., "
            "within ...'");
}

// Somebody must be able to leave it: by an outcome that is theirs to take, or because its time is up.
static void leave_check(struct model *m, const struct stage *stage)
{
    bool has_party = field_find(&stage->clause->fields, KEY_BY) != NULL, can_leave = has_end(stage);
    for (size_t i = 0; i < stage->n_exits; i++) {
        const struct stage_exit *exit = &stage->exits[i];
        if (stage_by_itself(exit->name))
            continue;
        can_leave = true;
        if (!has_party)
            find(m, stage, field_outcome(&stage->clause->fields, exit->name, NULL),
                 "nobody may take '%.*s': say with 'By:' who has %.*s", STR_ARGS(exit->name),
                 STR_ARGS(stage->label));
    }
    if (!can_leave && stage->n_exits) // with none, the document's own check says that nothing follows
        find(m, stage, NULL, "nobody can end %.*s: add an If with an outcome that somebody takes, or a Clock",
             STR_ARGS(stage->label));
    if (!has_end(stage) && !has_party && !field_find(&m->p->document->header, KEY_REVIEW))
        find(
            m, stage, NULL,
            "a case can wait in %.*s for ever, and nobody owes anything: add 'By:' and a Clock, or 'Review:' in "
            "the header",
            STR_ARGS(stage->label));
}

// What lateness alone leads to, for all that is to be reached from `from`: back to it if nobody ever acts?
static bool comes_round(const struct model *m, int from, bool *is_seen)
{
    int open[PROCEDURE_STAGES_MAX], n = 0;
    open[n++] = from;
    while (n) {
        const struct stage *stage = &m->p->stages[open[--n]];
        const struct stage_exit *late = has_end(stage) ? stage_exit_named(stage, STR("late")) : NULL;
        for (size_t i = 0; late && i < m->p->n; i++) {
            if (!exit_leads_to(late, (int)i))
                continue;
            if ((int)i == from)
                return true;
            if (!is_seen[i])
                open[n++] = (int)i;
            is_seen[i] = true;
        }
    }
    return false;
}

static void round_check(struct model *m, int index)
{
    const struct stage *stage = &m->p->stages[index];
    const struct field *late = field_outcome(&stage->clause->fields, STR("late"), NULL);
    bool *is_seen = ARENA_ARRAY(m->ctx->arena, bool, m->p->n + 1);
    if (is_seen && comes_round(m, index, is_seen))
        find(m, stage, late,
             "if nobody acts a case comes back to %.*s again and again: let it end, or go to somebody else",
             STR_ARGS(stage->label));
}

result procedure_model(struct ctx *ctx, const struct procedure *procedure, struct model_findings *findings)
{
    struct model m = { ctx, procedure, findings };
    *findings = (struct model_findings){ 0 };
    for (size_t i = 0; i < procedure->n; i++) {
        offer_check(&m, (int)i);
        leave_check(&m, &procedure->stages[i]);
        round_check(&m, (int)i);
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static str limit_words(struct ctx *ctx, const struct stage *stage)
{
    struct buffer words = buffer_open(WORDS_MAX);
    const struct field *opens = stage_opens_within(stage);
    for (size_t i = 0; i < stage->n_clocks; i++)
        for (size_t k = 0; k < stage->clocks[i].n; k++) {
            const struct stage_clock_line *line = &stage->clocks[i].lines[k];
            buffer_add(&words, words.n ? STR("; ") : STR(""));
            if (line->clock->limit.kind == LIMIT_NONE)
                buffer_add(&words, STR("no time"));
            else
                limit_write(&words, &line->clock->limit);
            if (line->when)
                conditions_write(&words, line->when);
        }
    if (opens) {
        buffer_add(&words, words.n ? STR("; to be asked for ") : STR("to be asked for "));
        limit_write(&words, &opens->opens.limit);
    }
    str copy = str_copy(ctx->arena, buffer_str(&words));
    buffer_done(ctx->arena, &words);
    return copy;
}

static str outcomes_words(struct run *run, const struct stage *stage)
{
    str all = { 0 };
    for (size_t i = 0; i < stage->n_exits; i++) {
        const struct stage_exit *exit = &stage->exits[i];
        str leads = exit_leads(run, exit);
        if (!stage_by_itself(exit->name))
            all = str_format(run->ctx->arena, "%.*s%s%.*s (%.*s)", STR_ARGS(all), all.n ? "; " : "",
                             STR_ARGS(exit->name), STR_ARGS(leads));
    }
    return all;
}

// Both what a missed time and what an offer nobody takes up lead to.
static str otherwise_words(struct run *run, const struct stage *stage)
{
    str all = { 0 };
    if (!has_end(stage) && !stage_opens_within(stage))
        return STR("it waits");
    for (size_t i = 0; i < stage->n_exits; i++)
        if (stage_by_itself(stage->exits[i].name))
            all = str_format(run->ctx->arena, "%.*s%s%.*s", STR_ARGS(all), all.n ? "; " : "",
                             STR_ARGS(exit_leads(run, &stage->exits[i])));
    return all.n ? all : STR("it is overdue, and nothing else follows");
}

result procedure_deadlines(struct ctx *ctx, const struct procedure *procedure, struct model_rows *rows)
{
    struct run run = { .ctx = ctx, .p = procedure };
    *rows = (struct model_rows){ 0 };
    for (size_t i = 0; i < procedure->n; i++) {
        const struct stage *stage = &procedure->stages[i];
        const struct field *by = field_find(&stage->clause->fields, KEY_BY);
        struct model_row *row = LIST_PUSH(ctx->arena, rows);
        if (!row)
            return arena_fail(ctx);
        row->stage = stage;
        row->who = by && !by->is_bad ? parties_words(ctx->arena, &by->items) : (str){ 0 };
        row->time = limit_words(ctx, stage);
        row->outcomes = outcomes_words(&run, stage);
        row->otherwise = otherwise_words(&run, stage);
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
