#include "app/explain.h"

#include "app/ledger_internal.h"
#include "app/outbox.h"
#include "app/owed.h"
#include "app/record.h"

struct explaining {
    struct ledger *ledger;
    struct fact_row_list causes; // declared for a clause
    bool is_told_then;
    bool allows; // what nobody said a cause of is told that it is late within what is allowed
    int64_t n;   // told
};

static void look(struct case_sink *sink, const struct finding *f)
{
    late_note(sink->of, f);
}

static void leave(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    (void)sink;
    (void)reason;
    (void)facts;
    (void)about;
}

static bool covers(const struct fact_row *cause, const struct late_redress *late)
{
    return cause->case_id == ID_NONE && str_equal(cause->document, late->document->document->id) &&
        str_equal(cause->clause, late->promise->clause->label) &&
        cause->happened.second <= late->due.second &&
        (instant_is_none(cause->until) || late->due.second <= cause->until.second);
}

// A declared one goes first: it explains all its cases alike.
static const struct fact_row *cause_find(const struct explaining *x, const struct late_redress *late,
                                         const struct fact_row_list *facts)
{
    for (size_t i = 0; i < x->causes.n; i++)
        if (covers(&x->causes.at[i], late))
            return &x->causes.at[i];
    for (size_t i = facts->n; i-- > 0;)
        if (facts->at[i].kind == FACT_CAUSE &&
            facts->at[i].happened.second < x->ledger->as_of.facts_before.second)
            return &facts->at[i];
    return NULL;
}

static bool is_explained(const struct fact_row_list *facts)
{
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_EXPLAINED)
            return true;
    return false;
}

// The figure of the period that the case is in, where the promise is kept so far in all its areas; NULL elsewhere.
static const struct judge_row *kept_so_far(const struct explaining *x, const struct late_redress *late)
{
    const struct judge_row_list *rows = &x->ledger->judged.rows;
    const struct judge_row *found = NULL;
    for (size_t i = 0; i < rows->n; i++) {
        const struct judge_row *row = &rows->at[i];
        bool is_of = row->account->promise == late->promise && !row->account->count && !row->value.n &&
            row->has_period && row->period.from.day <= late->day.day && late->day.day <= row->period.to.day;
        if (!is_of)
            continue;
        if (row->verdict != VERDICT_KEPT && row->verdict != VERDICT_ON_COURSE)
            return NULL;
        found = row;
    }
    return found;
}

// The last day of the step that is told by itself, so that whoever knows the cause says it first.
static instant last_day(const struct explaining *x, const struct late_redress *late,
                        const struct fact_row_list *facts, struct redress_chain *chain)
{
    int number = redress_automatic_step(late->clause);
    late_answer(late, facts, chain);
    for (size_t i = 0; chain->n && i < chain->at[0].answer.n_steps; i++) {
        const struct step_answer *s = &chain->at[0].answer.steps[i];
        if (s->field->step.number == number && s->has_deadline)
            return zone_midnight(x->ledger->zone, zone_date(x->ledger->zone, s->deadline.due, NULL));
    }
    return late->late_from;
}

// A cause for what nobody said one of; NULL where that is not due, or too many are late.
static const struct fact_row *allowed_find(struct ctx *ctx, const struct explaining *x,
                                           const struct late_redress *late, const struct fact_row_list *facts)
{
    struct redress_chain *chain = ARENA_NEW(ctx->arena, struct redress_chain);
    struct fact_row *cause = ARENA_NEW(ctx->arena, struct fact_row);
    const struct judge_row *row = x->allows && redress_automatic_step(late->clause) ? kept_so_far(x, late)
                                                                                    : NULL;
    if (!chain || !cause || !row)
        return NULL;
    *cause = (struct fact_row){ .name = EXPLAINED_ALLOWED, .recorded = last_day(x, late, facts, chain) };
    cause->words = str_format(
        ctx->arena,
        "It is late within what the charter allows: %lld of %lld so far were on time, and %.*s "
        "is promised. Nobody wrote down a cause of its own; ask for it.",
        (long long)row->counts.on_time, (long long)(row->counts.on_time + row->counts.late),
        STR_ARGS(row->target));
    return cause;
}

// The same limit again, from when it is told; none where that is no later time.
static instant new_date(const struct late_redress *late, instant told)
{
    const struct limit *limit = late->line ? &late->line->field->clock.limit : NULL;
    if (!limit || limit->kind == LIMIT_NONE)
        return INSTANT_NONE;
    struct deadline d = deadline_find(&late->promise->timing, limit, told, NULL, 0);
    return d.fault == DEADLINE_OK && d.due.second > told.second ? d.due : INSTANT_NONE;
}

// The morning after it was late, or after the cause was known.
static instant told_from(const struct explaining *x, const struct late_redress *late,
                         const struct fact_row *cause)
{
    bool is_known_later = cause->recorded.second > late->late_from.second;
    instant known = is_known_later ? cause->recorded : late->late_from;
    int32_t second;
    date day = zone_date(x->ledger->zone, known, &second);
    if (second > EXPLAINED_AT)
        return (instant){ known.second + 59 - (known.second + 59) % 60 }; // nobody writes to the second
    return zone_instant(x->ledger->zone, day, EXPLAINED_AT, NULL);
}

// The fact as it will stand: when it is said, on which cause, and the new date in its words.
static struct fact_insert_in explanation_make(struct ctx *ctx, const struct explaining *x,
                                              const struct late_redress *late, const struct fact_row *cause)
{
    instant from = told_from(x, late, cause), at = x->is_told_then ? from : x->ledger->as_of.at;
    struct fact_insert_in fact = fact_new(FACT_EXPLAINED, at, at);
    fact.name = cause->name;
    fact.words = cause->words;
    fact.voice = VOICE_SYSTEM;
    fact.until = new_date(late, at);
    if (!instant_is_none(fact.until)) {
        struct buffer words = buffer_open(4096);
        buffer_print(&words, "%.*s New date: ", STR_ARGS(cause->words));
        date_write_words(&words, zone_date(x->ledger->zone, fact.until, NULL));
        fact.words = str_copy(ctx->arena, buffer_str(&words));
        buffer_done(ctx->arena, &words);
    }
    return fact;
}

// is_told: there was a reason to give, and its time has come.
static result case_explain(struct ctx *ctx, struct db *db, const struct explaining *x, int64_t case_id,
                           bool *is_told)
{
    const struct ledger *ledger = x->ledger;
    struct fact_row_list facts;
    struct folded folded;
    struct late_list late = { .n = 0 };
    struct case_sink sink = { look, leave, &late, INSTANT_FAR };
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ ledger->community, case_id }, &facts);
    if (!e)
        e = case_fold(ctx, &ledger->fold, facts.at, facts.n, &folded);
    if (e || is_explained(&facts))
        return e;
    case_walk(&ledger->judged, &folded.facts, &sink);
    const struct fact_row *cause = late.n ? cause_find(x, &late.at[0], &facts) : NULL;
    if (late.n && !cause)
        cause = allowed_find(ctx, x, &late.at[0], &facts);
    if (!cause || told_from(x, &late.at[0], cause).second >= ledger->as_of.facts_before.second)
        return OK;
    struct fact_insert_in fact = explanation_make(ctx, x, &late.at[0], cause);
    int64_t id;
    fact.case_id = case_id;
    *is_told = true;
    e = fact_keep(ctx, db, fact, PRIVATE_NOTHING, &id);
    if (e || x->is_told_then) // a record that is made up is sent to nobody
        return e;
    return outbox_tell(
        ctx, db,
        &(struct telling){
            .case_id = case_id, .fact_id = id, .message = STR("explained"), .at = fact.recorded });
}

// In an arena of its own; then the case's rows say so.
static result case_tell(struct ctx *ctx, struct db *db, struct explaining *x, int64_t case_id)
{
    struct ctx own = { .arena = arena_open(CASE_MEMORY) };
    bool is_told = false;
    result e = own.arena ? case_explain(&own, db, x, case_id, &is_told) : ERR_LIMIT;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    x->n += is_told;
    return e || !is_told ? e : ledger_update(ctx, db, x->ledger, case_id);
}

static result cause_tell(struct ctx *ctx, struct db *db, struct explaining *x, const struct fact_row *cause)
{
    struct obligation_unexplained_out_list late;
    instant until = instant_is_none(cause->until) ? INSTANT_FAR : (instant){ cause->until.second + 1 };
    result e = query_obligation_unexplained(
        ctx, db,
        &(struct obligation_unexplained_in){ x->ledger->community, cause->document, cause->clause,
                                             cause->happened, until, FACT_EXPLAINED },
        &late);
    for (size_t i = 0; i < late.n && !e; i++)
        e = case_tell(ctx, db, x, late.at[i].case_id);
    return e;
}

static result own_causes_tell(struct ctx *ctx, struct db *db, struct explaining *x)
{
    struct obligation_with_cause_out_list late;
    result e = query_obligation_with_cause(
        ctx, db, &(struct obligation_with_cause_in){ x->ledger->community, FACT_CAUSE, FACT_EXPLAINED },
        &late);
    for (size_t i = 0; i < late.n && !e; i++)
        e = case_tell(ctx, db, x, late.at[i].case_id);
    return e;
}

result late_explain(struct ctx *ctx, struct db *db, struct ledger *ledger, bool is_told_then, int64_t *n)
{
    struct explaining x = { .ledger = ledger, .is_told_then = is_told_then };
    result e = query_fact_of_no_case(ctx, db, &(struct fact_of_no_case_in){ ledger->community, FACT_CAUSE },
                                     &x.causes);
    for (size_t i = 0; i < x.causes.n && !e; i++)
        e = cause_tell(ctx, db, &x, &x.causes.at[i]);
    if (!e)
        e = own_causes_tell(ctx, db, &x);
    *n += x.n;
    return e;
}

// Since when a document has been in force here: what was late before binds nobody, and nobody is written to for it.
static instant adopted_from(const struct fact_row_list *adopted, str document)
{
    instant from = INSTANT_FAR;
    for (size_t i = 0; i < adopted->n; i++)
        if (str_equal(adopted->at[i].name, document) && adopted->at[i].happened.second < from.second)
            from = adopted->at[i].happened;
    return from;
}

// Every case of a promise that waits for a reason.
static result promise_allow(struct ctx *ctx, struct db *db, struct explaining *x,
                            const struct promise *promise, instant from)
{
    const struct clause *redress = promise_late_redress(promise);
    const struct fact_row whole = { .document = promise->document->id,
                                    .clause = promise->clause->label,
                                    .happened = from,
                                    .until = INSTANT_NONE };
    return redress && redress_automatic_step(redress) ? cause_tell(ctx, db, x, &whole) : OK;
}

result late_allow(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n)
{
    struct explaining x = { .ledger = ledger, .allows = true };
    struct fact_row_list adopted;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ ledger->community, FACT_ADOPTED },
                                  &adopted);
    if (!e)
        e = ledger_rows(ctx, db, ledger);
    for (size_t d = 0; !e && d < ledger->judged.documents.n; d++) {
        const struct judged_document *document = &ledger->judged.documents.at[d];
        instant from = adopted_from(&adopted, document->document->id);
        for (size_t i = 0; i < document->promises.n && !e; i++)
            e = promise_allow(ctx, db, &x, &document->promises.at[i], from);
    }
    *n += x.n;
    return e;
}
