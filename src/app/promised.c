#include "app/promised.h"

#include "app/documents.h"

bool clause_is_reportable(const struct categories *categories, const struct clause *clause)
{
    for (size_t i = 0; i < categories->all.n; i++) {
        const struct category *c = &categories->all.at[i];
        if (clause_level(clause, &(struct service){ c->name, c->sub }))
            return true;
    }
    return false;
}

struct promising {
    struct ctx *ctx;
    const struct ledger *ledger;
    const struct promise_question *question;
    struct service service;
    struct case_facts facts; // of the report that has not been made
    struct as_of as_of;
    struct promised_list *out;
};

static int area_index(const struct shape *shape, str areas)
{
    for (size_t i = 0; i < shape->areas.n; i++)
        if (str_same_name(shape->areas.at[i], areas))
            return (int)i;
    return -1;
}

static int fact_index(const struct shape *shape, str name)
{
    for (size_t i = 0; i < shape->facts.n; i++)
        if (str_same_name(shape->facts.at[i], name))
            return (int)i;
    return -1;
}

static void event_set(const struct shape *shape, struct moment *events, int i, instant at)
{
    if (i >= 0 && (size_t)i < shape->events.n)
        events[i] = (struct moment){ MOMENT_KNOWN, at, at };
}

// Reported and received now, by whoever answers; nothing else has happened.
static result facts_make(struct promising *p)
{
    const struct shape *shape = &p->ledger->requests.shape;
    const struct promise_question *q = p->question;
    struct moment *events = ARENA_ARRAY(p->ctx->arena, struct moment, shape->events.n + 1);
    str *facts = ARENA_ARRAY(p->ctx->arena, str, shape->facts.n + 1);
    int receipt = event_index(shape, STR("receipt"));
    if (!events || !facts)
        return arena_fail(p->ctx);
    event_set(shape, events, event_index(shape, STR("report")), q->at);
    event_set(shape, events, receipt, q->at);
    for (size_t i = 0; i < shape->bodies.n; i++)
        if (shape->bodies.at[i].general == receipt)
            event_set(shape, events, shape->bodies.at[i].event, q->at);
    for (size_t i = 0; i < q->n_answers; i++) {
        int own = fact_index(shape, q->answers[i].name);
        if (own >= 0)
            facts[own] = q->answers[i].value;
    }
    p->facts = (struct case_facts){ .id = STR("-"), .area = area_index(shape, q->located->areas) };
    p->facts.events = events;
    p->facts.facts = facts;
    return OK;
}

// As judge_area: a document without an area has all; one with areas has those that name one the place lies in.
static bool is_in_area(const struct promising *p, const struct judged_document *d)
{
    const struct field *f = field_find(&d->document->header, KEY_AREA);
    if (!f || f->is_bad || !p->ledger->requests.shape.has_areas)
        return true;
    for (size_t i = 0; i < f->items.n; i++) {
        str item = f->items.at[i];
        if (place_rank(p->question->located, str_trim(str_slice(item, 0, str_find(item, STR(","))))) >= 0)
            return true;
    }
    return false;
}

static bool is_in_force(const struct promising *p, const struct judged_document *d)
{
    struct date_range range = document_in_force(d->document);
    date day = zone_date(d->zone, p->question->at, NULL);
    return range.from.day <= day.day && day.day <= range.to.day && !document_is_suspended(d->document, day);
}

static bool takes(const struct promising *p, const struct promise *promise)
{
    instant next = INSTANT_FAR;
    return promise->clause->kind->key == CLAUSE_STANDARD && promise->n_clocks &&
        promise_covers(promise, -1, &p->facts, p->as_of, &next) != TRUTH_NO;
}

static void clock_add(struct promising *p, const struct judged_document *d, const struct promise *promise,
                      size_t i)
{
    struct judgement j = case_judge(promise, i, &p->facts, p->as_of);
    struct promised one = { .document = d, .clause = promise->clause, .clock = promise->clocks[i].name };
    one.has_due = j.has_deadline && j.deadline.fault == DEADLINE_OK;
    one.deadline = j.deadline;
    if (!one.has_due && j.why == WHY_NOT_STARTED && promise->clocks[i].lines[0].from.n)
        one.starts_with = promise->shape->events.at[promise->clocks[i].lines[0].from.at[0]];
    one.is_not_known = !one.has_due && j.state == STATE_NOT_KNOWN;
    one.about = one.is_not_known ? j.about : (str){ 0 };
    bool is_said = one.has_due || one.starts_with.n || one.is_not_known;
    if (is_said && p->out->n < PROMISED_MAX)
        p->out->at[p->out->n++] = one;
}

static void document_add(struct promising *p, const struct judged_document *d)
{
    int best = 0;
    for (size_t i = 0; i < d->promises.n; i++) {
        int level = clause_level(d->promises.at[i].clause, &p->service);
        best = level > best && takes(p, &d->promises.at[i]) ? level : best;
    }
    for (size_t i = 0; i < d->promises.n && best; i++) {
        const struct promise *promise = &d->promises.at[i];
        bool is_it = clause_level(promise->clause, &p->service) == best && takes(p, promise);
        for (size_t k = 0; k < promise->n_clocks && is_it; k++)
            clock_add(p, d, promise, k);
    }
}

static void promising_begin(struct promising *p)
{
    p->out->n = 0;
    p->service = service_from(p->question->service);
    p->as_of = as_of_instant(p->question->at);
}

// By the words of categories, as what somebody types is.
static result title_is_of(const struct promising *p, const struct categories *categories, str title,
                          bool *is_of)
{
    struct words_found found;
    result e = words_find(p->ctx, categories, title, &found);
    *is_of = !e && found.n_categories > 0 &&
        str_same_name(categories->all.at[found.categories[0].index].name, p->service.name);
    return e;
}

static result besides_add(struct promising *p, const struct categories *categories,
                          const struct judged_document *d, const struct promise *promise)
{
    const struct clause *clause = promise->clause;
    bool is_named = field_find(&clause->fields, KEY_SERVICE) != NULL;
    bool is_of = is_named && clause_level(clause, &p->service) > 0;
    if (clause->kind->key != CLAUSE_STANDARD || promise->n_clocks || p->out->n == PROMISED_MAX)
        return OK;
    result e = is_named ? OK : title_is_of(p, categories, clause->title, &is_of);
    if (!e && is_of)
        p->out->at[p->out->n++] = (struct promised){ .document = d, .clause = clause };
    return e;
}

result promise_besides(struct ctx *ctx, const struct ledger *ledger, const struct categories *categories,
                       const struct promise_question *question, struct promised_list *promised)
{
    struct promising p = { .ctx = ctx, .ledger = ledger, .question = question, .out = promised };
    result e = OK;
    promising_begin(&p);
    for (size_t i = 0; i < ledger->judged.documents.n && !e; i++) {
        const struct judged_document *d = &ledger->judged.documents.at[i];
        bool is_there = is_in_force(&p, d) && is_in_area(&p, d);
        for (size_t k = 0; k < d->promises.n && is_there && !e; k++)
            e = besides_add(&p, categories, d, &d->promises.at[k]);
    }
    return e;
}

result promise_for(struct ctx *ctx, const struct ledger *ledger, const struct promise_question *question,
                   struct promised_list *promised)
{
    struct promising p = { .ctx = ctx, .ledger = ledger, .question = question, .out = promised };
    promising_begin(&p);
    result e = facts_make(&p);
    for (size_t i = 0; i < ledger->judged.documents.n && !e; i++) {
        const struct judged_document *d = &ledger->judged.documents.at[i];
        if (is_in_force(&p, d) && is_in_area(&p, d))
            document_add(&p, d);
    }
    return e;
}
