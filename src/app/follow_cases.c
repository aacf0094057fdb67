// Rows to cases, each under its version; answers, with what other cases have used; and what one procedure opens in
// another.
#include "app/follow_internal.h"

#include <stdlib.h>

enum { JUMPS_DEEP_MAX = 100 }; // of a case, from one procedure into another

struct work {
    struct ctx *ctx;
    const struct follow_options *options;
    struct follow_result *f;
    str source;
    const struct case_row **rows; // by case, then in the order of the file
    size_t n;
};

static struct as_of as_of_for(const struct follow_options *options, const struct zone *zone)
{
    if (!options->has_as_of)
        return as_of_instant(options->now);
    return options->as_of.has_time ? as_of_instant(stamp_instant(zone, options->as_of, NULL))
                                   : as_of_day(zone, options->as_of.day);
}

static const struct procedure *version_of(const struct follow_result *f, str id, instant opened)
{
    return procedure_version((const struct procedure *const *)f->procedures.at, f->procedures.n, id, opened);
}

static void say(struct work *w, int64_t row, str text)
{
    struct diagnostic d = {
        .severity = SEVERITY_ERROR, .source = w->source, .place = { (int)row, 1 }, .width = 1, .text = text
    };
    diagnostic_add(w->ctx, &w->f->diagnostics, d);
}

static str day_words(struct work *w, const struct zone *zone, instant t)
{
    struct buffer words = buffer_open(64);
    date_write_words(&words, zone_date(zone, t, NULL));
    str copy = str_copy(w->ctx->arena, buffer_str(&words));
    buffer_done(w->ctx->arena, &words);
    return copy;
}

static result recorded_add(struct work *w, struct followed *c, const struct recorded *recorded)
{
    struct recorded *slot = LIST_PUSH(w->ctx->arena, &c->recorded);
    if (!slot)
        return arena_fail(w->ctx);
    *slot = *recorded;
    return OK;
}

static struct followed *case_new(struct work *w, str case_id, const struct procedure *procedure)
{
    struct followed *c = ARENA_NEW(w->ctx->arena, struct followed);
    struct followed **slot = c ? LIST_PUSH(w->ctx->arena, &w->f->cases) : NULL;
    if (!slot)
        return NULL;
    *c = (struct followed){ .case_id = case_id, .procedure = procedure };
    c->as_of = as_of_for(w->options, procedure->zone);
    *slot = c;
    return c;
}

static bool is_default(const struct work *w, str id)
{
    return str_equal(id, w->f->procedures.at[0]->document->id);
}

// A row without a procedure is of the first one given; what is known is known in all.
static bool row_is_of(const struct work *w, const struct case_row *row, str id)
{
    if (row->procedure.n)
        return str_same_name(row->procedure, id);
    return is_default(w, id) || row->recorded.kind == RECORDED_FACT;
}

static bool is_deed(enum recorded_kind kind)
{
    return kind >= RECORDED_OPENING;
}

// When the case began there: its first deed, else the first word of it.
static const struct case_row *row_first(const struct work *w, size_t from, size_t until, str id)
{
    const struct case_row *first = NULL;
    for (size_t i = from; i < until; i++) {
        const struct case_row *row = w->rows[i];
        if (!row_is_of(w, row, id))
            continue;
        bool is_better = !first || is_deed(row->recorded.kind) > is_deed(first->recorded.kind) ||
            (is_deed(row->recorded.kind) == is_deed(first->recorded.kind) &&
             row->recorded.at.second < first->recorded.at.second);
        if (is_better)
            first = row;
    }
    return first && (is_deed(first->recorded.kind) || is_default(w, id)) ? first : NULL;
}

static result rows_add(struct work *w, struct followed *c, size_t from, size_t until)
{
    result e = OK;
    for (size_t i = from; !e && i < until; i++)
        if (row_is_of(w, w->rows[i], c->procedure->document->id))
            e = recorded_add(w, c, &w->rows[i]->recorded);
    return e;
}

static result case_make(struct work *w, size_t from, size_t until, str id)
{
    const struct case_row *first = row_first(w, from, until, id);
    if (!first)
        return OK;
    const struct procedure *p = version_of(w->f, id, first->recorded.at);
    if (!p) {
        str day = day_words(w, w->f->procedures.at[0]->zone, first->recorded.at);
        say(w, first->recorded.row,
            str_format(w->ctx->arena,
                       "case %.*s began on %.*s, when no version of %.*s given here was in force",
                       STR_ARGS(first->case_id), STR_ARGS(day), STR_ARGS(id)));
        return OK;
    }
    struct followed *c = case_new(w, first->case_id, p);
    if (!c)
        return arena_fail(w->ctx);
    c->row = first->recorded.row;
    return rows_add(w, c, from, until);
}

// The Ids in the order in which their first documents were given.
static bool is_first_of_id(const struct follow_result *f, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (str_equal(f->procedures.at[k]->document->id, f->procedures.at[i]->document->id))
            return false;
    return true;
}

static int rows_order(const void *a, const void *b)
{
    const struct case_row *x = *(const struct case_row *const *)a, *y = *(const struct case_row *const *)b;
    int order = str_compare(x->case_id, y->case_id);
    return order ? order : (x > y) - (x < y);
}

static result rows_sort(struct work *w, const struct case_rows *rows)
{
    w->rows = ARENA_ARRAY(w->ctx->arena, const struct case_row *, rows->n + 1);
    if (!w->rows)
        return arena_fail(w->ctx);
    for (size_t i = 0; i < rows->n; i++)
        w->rows[w->n++] = &rows->at[i];
    qsort(w->rows, w->n, sizeof *w->rows, rows_order);
    return OK;
}

static size_t case_end(const struct work *w, size_t from)
{
    size_t until = from;
    while (until < w->n && str_equal(w->rows[until]->case_id, w->rows[from]->case_id))
        until++;
    return until;
}

static result cases_make(struct work *w)
{
    result e = OK;
    for (size_t from = 0, until; !e && from < w->n; from = until) {
        until = case_end(w, from);
        for (size_t i = 0; !e && i < w->f->procedures.n; i++)
            if (is_first_of_id(w->f, i))
                e = case_make(w, from, until, w->f->procedures.at[i]->document->id);
    }
    return e ? e : w->f->diagnostics.errors ? ERR_RULE : OK;
}

struct uses {
    struct stage_use *at;
    size_t n, room;
};

static result use_add(struct work *w, struct uses *uses, struct stage_use use)
{
    struct stage_use *slot = LIST_PUSH(w->ctx->arena, uses);
    if (!slot)
        return arena_fail(w->ctx);
    *slot = use;
    return OK;
}

// What one case says that it used: outcomes that were taken by somebody, and amounts.
static result case_uses(struct work *w, const struct followed *c, struct uses *uses)
{
    result e = OK;
    for (size_t i = 0; !e && i < c->answer.taken.n; i++) {
        const struct taken *t = &c->answer.taken.at[i];
        if (t->entry < 0 || !t->recorded)
            continue;
        const struct stage *stage = &c->procedure->stages[c->answer.entries.at[t->entry].stage];
        if (!field_find(&stage->clause->fields, KEY_COUNT))
            continue;
        e = use_add(w, uses,
                    (struct stage_use){
                        stage->label, recorded_who(t->recorded->by), t->at, { 1, 0 }, t->exit, NULL });
    }
    for (size_t i = 0; !e && i < c->recorded.n; i++) {
        const struct recorded *r = &c->recorded.at[i];
        decimal amount = { 1, 0 };
        int stage = r->kind == RECORDED_USE ? procedure_stage(c->procedure, r->name) : PROCEDURE_NOWHERE;
        bool has_amount = !r->value.n || recorded_amount(r->value, &amount);
        if (stage != PROCEDURE_NOWHERE && has_amount)
            e = use_add(w, uses,
                        (struct stage_use){ c->procedure->stages[stage].label, recorded_who(r->by), r->at,
                                            amount, NULL, r });
    }
    return e;
}

static bool has_count(const struct procedure *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (field_find(&p->stages[i].clause->fields, KEY_COUNT))
            return true;
    return false;
}

static result case_answer(struct work *w, struct followed *c, const struct uses *uses)
{
    struct procedure_question q = {
        .procedure = c->procedure, .recorded = c->recorded.at, .n = c->recorded.n, .as_of = c->as_of
    };
    if (uses) {
        q.uses = uses->at;
        q.n_uses = uses->n;
        q.own_from = c->uses_from;
        q.own_until = c->uses_until;
    }
    return procedure_answer(w->ctx, &q, &c->answer);
}

// All that was used of the stages of one procedure, whatever its version; each case knows which of it is its own.
static result uses_gather(struct work *w, str id, struct uses *uses)
{
    result e = OK;
    *uses = (struct uses){ 0 };
    for (size_t i = 0; !e && i < w->f->cases.n; i++) {
        struct followed *c = w->f->cases.at[i];
        if (!str_equal(c->procedure->document->id, id))
            continue;
        c->uses_from = uses->n;
        e = case_uses(w, c, uses);
        c->uses_until = uses->n;
    }
    return e;
}

static result cases_answer(struct work *w)
{
    result e = OK;
    for (size_t i = 0; !e && i < w->f->cases.n; i++)
        e = case_answer(w, w->f->cases.at[i], NULL);
    for (size_t p = 0; !e && p < w->f->procedures.n; p++) {
        struct uses uses;
        str id = w->f->procedures.at[p]->document->id;
        if (!is_first_of_id(w->f, p))
            continue;
        e = uses_gather(w, id, &uses);
        for (size_t i = 0; !e && i < w->f->cases.n; i++)
            if (str_equal(w->f->cases.at[i]->procedure->document->id, id) &&
                has_count(w->f->cases.at[i]->procedure))
                e = case_answer(w, w->f->cases.at[i], &uses);
    }
    return e;
}

static struct followed *case_in(const struct follow_result *f, str case_id, str id)
{
    for (size_t i = 0; i < f->cases.n; i++)
        if (str_equal(f->cases.at[i]->case_id, case_id) &&
            str_equal(f->cases.at[i]->procedure->document->id, id))
            return f->cases.at[i];
    return NULL;
}

const struct followed *follow_jump(const struct follow_result *followed, const struct followed *from,
                                   const struct jump *jump)
{
    return case_in(followed, from->case_id, jump->document);
}

static bool has_opening(const struct followed *c, const struct jump *jump, str label)
{
    for (size_t i = 0; i < c->recorded.n; i++) {
        const struct recorded *r = &c->recorded.at[i];
        if (r->kind == RECORDED_OPENING && str_same_name(r->name, label) && r->at.second >= jump->at.second)
            return true;
    }
    return false;
}

static str jump_words(struct work *w, const struct followed *from, const struct jump *jump)
{
    const struct taken *t = &from->answer.taken.at[jump->taken];
    str label = t->entry < 0 ? STR("a threshold")
                             : from->procedure->stages[from->answer.entries.at[t->entry].stage].label;
    return str_format(w->ctx->arena, "%.*s %.*s: %.*s", STR_ARGS(from->procedure->document->id),
                      STR_ARGS(label), STR_ARGS(t->exit->name));
}

static result jump_rows(struct work *w, struct followed *c)
{
    for (size_t from = 0, until; from < w->n; from = until) {
        until = case_end(w, from);
        if (str_equal(w->rows[from]->case_id, c->case_id))
            return rows_add(w, c, from, until);
    }
    return OK;
}

// Opens the stage in the other procedure, unless the record says that it was opened.
static result jump_follow(struct work *w, const struct followed *from, const struct jump *jump, bool *is_new)
{
    struct followed *c = case_in(w->f, from->case_id, jump->document);
    const struct procedure *p = c ? c->procedure : version_of(w->f, jump->document, jump->at);
    result e = OK;
    if (!p || !p->n)
        return OK;
    str label = jump->label.n ? jump->label : p->stages[0].label;
    if (c && has_opening(c, jump, label))
        return OK;
    if (!c) {
        c = case_new(w, from->case_id, p);
        if (!c)
            return arena_fail(w->ctx);
        c->is_opened_by_jump = true;
        e = jump_rows(w, c);
    }
    struct recorded opening = { .kind = RECORDED_OPENING, .at = jump->at, .last = jump->at, .name = label };
    opening.words = jump_words(w, from, jump);
    *is_new = true;
    return e ? e : recorded_add(w, c, &opening);
}

static result jumps_follow(struct work *w, bool *is_new)
{
    result e = OK;
    *is_new = false;
    for (size_t i = 0; !e && i < w->f->cases.n; i++) {
        const struct followed *c = w->f->cases.at[i];
        for (size_t k = 0; !e && k < c->answer.jumps.n; k++)
            e = jump_follow(w, c, &c->answer.jumps.at[k], is_new);
    }
    return e;
}

static int cases_order(const void *a, const void *b)
{
    const struct followed *x = *(const struct followed *const *)a, *y = *(const struct followed *const *)b;
    int order = str_compare(x->case_id, y->case_id);
    if (!order && x->answer.begun.second != y->answer.begun.second)
        return x->answer.begun.second < y->answer.begun.second ? -1 : 1;
    return order ? order : str_compare(x->procedure->document->id, y->procedure->document->id);
}

result follow_cases(struct ctx *ctx, const struct follow_options *options, const struct case_rows *rows,
                    struct follow_result *followed)
{
    struct work w = { .ctx = ctx, .options = options, .f = followed, .source = str_from(options->facts) };
    bool is_new = true;
    result e = rows_sort(&w, rows);
    if (!e)
        e = cases_make(&w);
    for (int deep = 0; !e && is_new; deep++) {
        if (deep == JUMPS_DEEP_MAX)
            return fail(ctx, ERR_LIMIT,
                        "a case goes from one procedure into another more than %d times: give fewer of "
                        "them, or an earlier --as-of",
                        JUMPS_DEEP_MAX);
        e = cases_answer(&w);
        if (!e)
            e = jumps_follow(&w, &is_new);
    }
    if (!e && followed->cases.n)
        qsort(followed->cases.at, followed->cases.n, sizeof *followed->cases.at, cases_order);
    return e;
}
