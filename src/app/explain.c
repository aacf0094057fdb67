#include "app/explain.h"

#include "app/record.h"

enum { EXPLAINED_AT = 7 * 3600 }; // told on the morning after

struct explaining {
    const struct ledger *ledger;
    struct fact_row_list causes;
};

struct looking {
    const struct judge_result *judged;
    struct late_redress *late;
};

static const struct clause *late_clause(const struct promise *promise)
{
    const struct field_list *fields = &promise->clause->fields;
    for (const struct field *f = field_find(fields, KEY_IF); f; f = field_next(fields, KEY_IF, f)) {
        bool is_late = str_same_name(f->name, STR("late"));
        const struct clause *found = is_late && !f->is_bad && f->outcome.n
            ? document_clause(promise->document, f->outcome.at[0].ref.label)
            : NULL;
        if (found && found->kind->key == CLAUSE_REDRESS)
            return found;
    }
    return NULL;
}

static void look(struct case_sink *sink, const struct finding *f)
{
    struct looking *l = sink->of;
    const struct judgement *j = f->judgement;
    const struct clause *clause = late_clause(f->account->promise);
    if (l->late->clause || !clause || j->state != STATE_LATE || !j->has_deadline || f->account->count)
        return;
    l->late->clause = clause;
    l->late->promise = f->account->promise;
    l->late->due = j->deadline.due;
    l->late->late_from = j->deadline.until;
}

static void leave(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    (void)sink;
    (void)reason;
    (void)facts;
    (void)about;
}

static const struct fact_row *explanation(const struct fact_row_list *facts)
{
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_EXPLAINED)
            return &facts->at[i];
    return NULL;
}

result late_redress_find(struct ctx *ctx, const struct judge_result *judged, const struct case_facts *c,
                         const struct fact_row_list *facts, struct late_redress *late)
{
    struct looking looking = { judged, late };
    struct case_sink sink = { look, leave, &looking, INSTANT_FAR };
    const struct fact_row *explained = explanation(facts);
    struct step_done done = { .step = 1 };
    (void)ctx;
    *late = (struct late_redress){ .clause = NULL };
    case_walk(judged, c, &sink);
    if (!late->clause)
        return OK;
    if (explained)
        done = (struct step_done){ { 0 }, 1, explained->happened, explained->words, explained->said_by };
    struct redress_question q = { .redress = late->clause,
                                  .timing = &late->promise->timing,
                                  .done = &done,
                                  .n_done = explained != NULL,
                                  .as_of = judged->documents.at[0].as_of };
    late->answer = (struct redress_answer){ .opened = late->late_from };
    redress_steps(&q, &late->answer);
    return OK;
}

static const struct fact_row *cause_find(const struct fact_row_list *causes, const struct late_redress *late)
{
    for (size_t i = 0; i < causes->n; i++) {
        const struct fact_row *c = &causes->at[i];
        if (str_equal(c->document, late->promise->document->id) &&
            str_equal(c->clause, late->promise->clause->label) && c->happened.second <= late->due.second &&
            (instant_is_none(c->until) || late->due.second <= c->until.second))
            return c;
    }
    return NULL;
}

// The same limit again, from the day it was late.
static instant new_date(const struct late_redress *late)
{
    const struct promise_clock *clock = &late->promise->clocks[late->promise->n_clocks - 1];
    struct deadline d = deadline_find(&late->promise->timing, &clock->lines[0].field->clock.limit, late->due,
                                      NULL, 0);
    return d.fault == DEADLINE_OK ? d.due : INSTANT_NONE;
}

// The fact as it will stand: when it is said, on which cause, and the new date in its words.
static struct fact_insert_in explanation_make(struct ctx *ctx, const struct ledger *ledger,
                                              const struct late_redress *late, const struct fact_row *cause)
{
    date day = zone_date(ledger->zone, late->late_from, NULL);
    instant at = zone_instant(ledger->zone, day, EXPLAINED_AT, NULL);
    at = at.second < late->late_from.second ? late->late_from : at;
    struct fact_insert_in fact = fact_new(FACT_EXPLAINED, at, at);
    fact.name = cause->name;
    fact.words = cause->words;
    fact.voice = VOICE_SYSTEM;
    fact.until = new_date(late);
    if (!instant_is_none(fact.until)) {
        struct buffer words = buffer_open(4096);
        buffer_print(&words, "%.*s New date: ", STR_ARGS(cause->words));
        date_write_words(&words, zone_date(ledger->zone, fact.until, NULL));
        fact.words = str_copy(ctx->arena, buffer_str(&words));
        buffer_close(&words);
    }
    return fact;
}

// *n is added to if there was a reason to give, and its time has come.
static result case_explain(struct ctx *ctx, struct db *db, const struct explaining *x, int64_t case_id,
                           int64_t *n)
{
    const struct ledger *ledger = x->ledger;
    struct fact_row_list facts;
    struct folded folded;
    struct late_redress late;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ ledger->community, case_id }, &facts);
    if (!e)
        e = case_fold(ctx, &ledger->fold, facts.at, facts.n, &folded);
    if (!e)
        e = late_redress_find(ctx, &ledger->judged, &folded.facts, &facts, &late);
    const struct fact_row *cause = !e && late.clause ? cause_find(&x->causes, &late) : NULL;
    if (e || !cause)
        return e;
    struct fact_insert_in fact = explanation_make(ctx, ledger, &late, cause);
    fact.case_id = case_id;
    if (fact.happened.second >= ledger->as_of.facts_before.second)
        return OK;
    ++*n;
    return fact_add(ctx, db, &fact);
}

result late_explain(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n)
{
    struct explaining x = { .ledger = ledger };
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ ledger->community, FACT_CAUSE },
                                  &x.causes);
    for (size_t i = 0; i < x.causes.n && !e; i++) {
        const struct fact_row *c = &x.causes.at[i];
        instant until = instant_is_none(c->until) ? INSTANT_FAR : c->until;
        struct finding_without_out_list late;
        e = query_finding_without(ctx, db,
                                  &(struct finding_without_in){ ledger->community, c->clause, STATE_LATE,
                                                                c->happened, until, FACT_EXPLAINED },
                                  &late);
        for (size_t k = 0; k < late.n && !e; k++)
            e = case_explain(ctx, db, &x, late.at[k].case_id, n);
    }
    return e;
}
