#include "rules/redress.h"

const char *step_state_words(enum step_state state)
{
    static const char *const words[STEP_STATE_COUNT] = {
        "waiting", "open", "done", "done late", "overdue", "when asked for", "not owed", "not known"
    };
    return words[state];
}

bool step_is_settled(enum step_state state)
{
    return state == STEP_DONE || state == STEP_DONE_LATE || state == STEP_NOT_OWED || state == STEP_OFFERED;
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

// What follows where a step of the redress itself is late; NULL if nothing does.
static const struct clause *late_clause(const struct redress_question *q)
{
    const struct field_list *fields = &q->redress->fields;
    for (const struct field *f = field_find(fields, KEY_IF); f; f = field_next(fields, KEY_IF, f)) {
        bool is_late = !f->is_bad && f->outcome.n && str_same_name(f->name, STR("late")) &&
            !f->outcome.at[0].ref.document.n;
        const struct clause *found = is_late && q->promise
            ? document_clause(q->promise->document, f->outcome.at[0].ref.label)
            : NULL;
        if (found && found->kind->key == CLAUSE_REDRESS)
            return found;
    }
    return NULL;
}

static bool chain_has(const struct redress_chain *chain, const struct clause *redress)
{
    for (size_t i = 0; i < chain->n; i++)
        if (chain->at[i].redress == redress)
            return true;
    return false;
}

static void chain_change(struct redress_chain *chain, instant t)
{
    if (t.second < chain->next_change.second)
        chain->next_change = t;
}

void redress_chain_on(const struct redress_question *question, struct redress_chain *chain)
{
    struct redress_question q = *question;
    chain->n = 1;
    chain->next_change = chain->at[0].answer.next_change;
    while (chain->n < REDRESS_CHAIN_MAX) {
        const struct redress_link *last = &chain->at[chain->n - 1];
        struct redress_link *link = &chain->at[chain->n];
        instant from = redress_late_from(&last->answer);
        q.redress = last->redress;
        const struct clause *next = late_clause(&q);
        if (!next || instant_is_none(from) || chain_has(chain, next))
            return;
        *link = (struct redress_link){ .redress = next, .because = last->redress };
        link->answer.period = last->answer.period;
        link->answer.missed = last->answer.missed;
        q.redress = next;
        bool is_open = redress_for_case(&q, from, &link->answer);
        chain_change(chain, link->answer.next_change);
        if (!is_open)
            return;
        chain->n++;
    }
}

void redress_chain_of_case(const struct redress_question *q, instant from, struct redress_chain *chain)
{
    struct redress_answer *first = &chain->at[0].answer;
    struct span period = first->period;
    *chain = (struct redress_chain){ .at = { { .redress = q->redress } } };
    first->period = period;
    if (redress_for_case(q, from, first)) {
        redress_chain_on(q, chain);
    } else {
        chain->next_change = first->next_change;
    }
}
