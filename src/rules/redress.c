#include "rules/redress.h"

const char *step_state_words(enum step_state state)
{
    static const char *const words[STEP_STATE_COUNT] = { "waiting", "open", "done", "done late", "overdue" };
    return words[state];
}

int redress_run(const struct clause *redress)
{
    const struct field *when = field_find(&redress->fields, KEY_WHEN);
    for (size_t r = 0; when && !when->is_bad && r < when->reasons.n; r++)
        for (size_t t = 0; t < when->reasons.at[r].n; t++) {
            const struct test *test = &when->reasons.at[r].tests[t];
            if (test->kind == TEST_TARGET_MISSED && test->times > 1)
                return test->times;
        }
    return 1;
}

static const struct limit *step_limit(const struct step *step)
{
    for (size_t i = 0; i < step->n; i++) {
        const struct part *p = &step->parts[i];
        bool has_limit = p->kind == PART_LIMIT || p->kind == PART_AUTOMATICALLY;
        if (has_limit && p->limit.kind != LIMIT_NONE)
            return &p->limit;
    }
    return NULL;
}

static const struct step_done *done_find(const struct redress_question *q, const struct redress_answer *a,
                                         int step)
{
    for (size_t i = 0; i < q->n_done; i++)
        if (q->done[i].step == step && q->done[i].period_from.day == a->period.from.day &&
            q->done[i].done.second < q->as_of.facts_before.second)
            return &q->done[i];
    return NULL;
}

static void change_at(struct redress_answer *a, instant t)
{
    if (t.second < a->next_change.second)
        a->next_change = t;
}

// The state of a step that has started; the instant at which the next one does, INSTANT_FAR if that is open.
static instant step_run(const struct redress_question *q, struct redress_answer *a, struct step_answer *s)
{
    const struct step_done *done = done_find(q, a, s->field->step.number);
    const struct limit *limit = step_limit(&s->field->step);
    instant until = INSTANT_FAR;
    if (limit) {
        s->deadline = deadline_find(q->timing, limit, s->started, NULL, 0);
        s->has_deadline = s->deadline.fault == DEADLINE_OK;
        until = s->has_deadline ? s->deadline.until : until;
    }
    if (done) {
        s->done = done->done;
        s->words = done->words;
        s->said_by = done->said_by;
        s->state = done->done.second < until.second ? STEP_DONE : STEP_DONE_LATE;
        return done->done.second < until.second ? done->done : until;
    }
    bool is_over = until.second <= q->as_of.at.second;
    s->state = is_over ? STEP_OVERDUE : STEP_OPEN;
    if (!is_over)
        change_at(a, until);
    return is_over ? until : INSTANT_FAR;
}

void redress_steps(const struct redress_question *q, struct redress_answer *a)
{
    const struct field_list *fields = &q->redress->fields;
    instant start = a->opened;
    a->n_steps = 0;
    a->is_complete = true;
    a->next_change = INSTANT_FAR;
    for (const struct field *f = field_find(fields, KEY_STEP); f && a->n_steps < REDRESS_STEPS_MAX;
         f = field_next(fields, KEY_STEP, f)) {
        if (f->is_bad)
            continue;
        struct step_answer *s = &a->steps[a->n_steps++];
        bool has_started = start.second < q->as_of.facts_before.second;
        *s = (struct step_answer){ .field = f, .started = INSTANT_NONE, .done = INSTANT_NONE };
        if (has_started) {
            s->started = start;
            start = step_run(q, a, s);
        }
        a->is_complete &= s->state == STEP_DONE || s->state == STEP_DONE_LATE;
    }
}

static bool lengthens(const struct published *p)
{
    return p->verdict == VERDICT_MISSED && !p->is_trial && !p->is_departed;
}

// What is missed only because of declared departures was kept without them; what is not settled is neither.
static bool breaks(const struct published *p)
{
    return p->verdict == VERDICT_KEPT || (p->verdict == VERDICT_MISSED && p->is_departed);
}

result redress_for_target(struct ctx *ctx, const struct redress_question *q,
                          struct redress_answer_list *answers)
{
    int wanted = redress_run(q->redress), run = 0;
    *answers = (struct redress_answer_list){ 0 };
    for (size_t i = 0; i < q->n_published; i++) {
        const struct published *p = &q->published[i];
        bool is_confirmed = !instant_is_none(p->confirmed) &&
            p->confirmed.second < q->as_of.facts_before.second;
        if (!is_confirmed)
            continue;
        run = breaks(p) ? 0 : run + lengthens(p);
        if (!lengthens(p) || run % wanted)
            continue;
        struct redress_answer *a = LIST_PUSH(ctx->arena, answers);
        if (!a)
            return arena_fail(ctx);
        *a = (struct redress_answer){ .period = p->period, .missed = run, .opened = p->confirmed };
        redress_steps(q, a);
    }
    return OK;
}
