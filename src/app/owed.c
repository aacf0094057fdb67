// What is owed for missed targets; for late cases it is owed_case.c.
#include "app/owed_internal.h"

#include "app/departure.h"
#include "app/documents.h"
#include "app/publish.h"
#include "app/setting.h"

bool is_on_trial(const struct document *document, const struct clause *clause, struct span period)
{
    const struct field *own = field_find(&clause->fields, KEY_TRIAL);
    const struct field *f = own ? own : field_find(&document->header, KEY_TRIAL);
    return f && !f->is_bad && f->range.from.day <= period.from.day && period.to.day <= f->range.to.day;
}

// One promise in one version of its document, with what the record says of it in all versions.
struct targets {
    struct ledger *ledger;
    const struct judged_document *document;
    const struct account *account;
    struct fact_row_list said, departures, answered;
    LIST(struct published) published; // in the order of the periods
    LIST(struct step_done) done;
};

static bool is_there(const struct targets *t, const struct fact_row *fact)
{
    return fact->happened.second < t->ledger->as_of.facts_before.second;
}

static struct published *published_slot(struct ctx *ctx, struct targets *t, struct span period)
{
    size_t i = 0;
    while (i < t->published.n && t->published.at[i].period.to.day < period.to.day)
        i++;
    if (i < t->published.n && t->published.at[i].period.to.day == period.to.day)
        return &t->published.at[i];
    if (!LIST_PUSH(ctx->arena, &t->published))
        return NULL;
    for (size_t k = t->published.n - 1; k > i; k--)
        t->published.at[k] = t->published.at[k - 1];
    t->published.at[i] = (struct published){ .period = period, .confirmed = INSTANT_NONE };
    return &t->published.at[i];
}

static const struct judge_row *row_of(const struct targets *t, struct span period)
{
    const struct judge_row_list *rows = &t->ledger->judged.rows;
    str id = t->document->document->id, label = t->account->promise->clause->label;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->at[i].period.to.day == period.to.day && str_equal(rows->at[i].label, label) &&
            str_equal(rows->at[i].document->document->id, id))
            return &rows->at[i];
    return NULL;
}

// Missed, but not without the days of a declared departure.
static result departed_check(struct ctx *ctx, struct db *db, const struct targets *t, struct published *p)
{
    struct departed departed = { .row = row_of(t, p->period) };
    if (!departed.row || departed.row->value.n)
        return OK;
    result e = departure_take(ctx, db, t->ledger, &t->departures, &departed);
    p->is_departed = departed.is_some && departed.verdict != VERDICT_MISSED;
    return e;
}

// The last word on each period, and since when its verdict is more than provisional. A correction that makes it missed
// counts from its own day.
static void said_take(struct published *p, const struct fact_row *f)
{
    enum verdict verdict = published_read(f->value).verdict;
    bool is_final = !str_equal(f->name, STR("provisional"));
    bool is_first = instant_is_none(p->confirmed);
    if (is_final && (is_first || (verdict == VERDICT_MISSED && p->verdict != VERDICT_MISSED)))
        p->confirmed = f->happened;
    p->verdict = verdict;
}

static result said_read(struct ctx *ctx, struct db *db, struct targets *t)
{
    result e = OK;
    for (size_t i = 0; i < t->said.n; i++) {
        const struct fact_row *f = &t->said.at[i];
        struct span period = { f->period_from, f->period_to };
        bool is_ours = published_read(f->value).is_count == (t->account->count != NULL);
        struct published *p = is_ours && is_there(t, f) ? published_slot(ctx, t, period) : NULL;
        if (!p)
            continue;
        said_take(p, f);
        p->is_trial = is_on_trial(t->document->document, t->account->promise->clause, period);
    }
    if (t->departures.n && !t->ledger->judged.rows.n)
        e = ledger_rows(ctx, db, t->ledger);
    for (size_t i = 0; i < t->published.n && t->departures.n && !e; i++)
        e = departed_check(ctx, db, t, &t->published.at[i]);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// Of every redress that follows from the promise, or from another's lateness.
static result answers_read(struct ctx *ctx, struct targets *t)
{
    for (size_t i = 0; i < t->answered.n; i++) {
        const struct fact_row *f = &t->answered.at[i];
        struct step_done done;
        if (f->case_id != ID_NONE || fact_is_corrected(t->answered.at, t->answered.n, f->id) ||
            !step_done_read(f, &done))
            continue;
        struct step_done *slot = LIST_PUSH(ctx->arena, &t->done);
        if (!slot)
            return arena_fail(ctx);
        *slot = done;
    }
    return OK;
}

// A figure binds under the version that was in force when its period ended.
static bool is_bound(const struct targets *t, struct span period)
{
    struct date_range in_force = document_in_force(t->document->document);
    return in_force.from.day <= period.to.day && period.to.day <= in_force.to.day;
}

static result opening_write(struct ctx *ctx, struct db *db, const struct targets *t,
                            const struct redress_question *q, const struct redress_answer *answer)
{
    struct owing o = { t->ledger->community, 0, t->document->document->id,
                       ledger_content(t->ledger, t->document), t->account->promise };
    struct redress_chain *chain = ARENA_NEW(ctx->arena, struct redress_chain);
    if (!chain)
        return arena_fail(ctx);
    chain->at[0] = (struct redress_link){ .redress = q->redress, .answer = *answer };
    redress_chain_on(q, chain);
    return owed_chain_write(ctx, db, &o, chain);
}

static result redress_write(struct ctx *ctx, struct db *db, struct targets *t, const struct clause *redress)
{
    struct redress_answer_list answers = { 0 };
    struct redress_question q = { .redress = redress,
                                  .timing = &t->account->promise->timing,
                                  .promise = t->account->promise,
                                  .published = t->published.at,
                                  .n_published = t->published.n,
                                  .done = t->done.at,
                                  .n_done = t->done.n,
                                  .as_of = t->ledger->as_of };
    result e = redress_for_target(ctx, &q, &answers);
    for (size_t i = 0; i < answers.n && !e; i++)
        if (is_bound(t, answers.at[i].period))
            e = opening_write(ctx, db, t, &q, &answers.at[i]);
    return e;
}

static result record_read(struct ctx *ctx, struct db *db, struct targets *t)
{
    str id = t->document->document->id, label = t->account->promise->clause->label;
    struct {
        enum fact_kind kind;
        struct fact_row_list *list;
    } wanted[] = { { FACT_PUBLISHED, &t->said },
                   { FACT_DEPARTURE, &t->departures },
                   { FACT_STEP_DONE, &t->answered } };
    result e = OK;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && !e; i++)
        e = query_fact_of_clause(
            ctx, db, &(struct fact_of_clause_in){ t->ledger->community, id, label, wanted[i].kind },
            wanted[i].list);
    return e;
}

static result promise_write(struct ctx *ctx, struct db *db, struct targets *t)
{
    const struct field_list *fields = &t->account->promise->clause->fields;
    bool is_read = false;
    result e = OK;
    for (const struct field *f = field_find(fields, KEY_IF); f && !e; f = field_next(fields, KEY_IF, f)) {
        bool is_target = str_same_name(f->name, STR("target missed")) ||
            str_same_name(f->name, STR("missed"));
        for (size_t i = 0; is_target && !f->is_bad && i < f->outcome.n && !e; i++) {
            const struct ref *ref = &f->outcome.at[i].ref;
            const struct clause *redress = ref->document.n
                ? NULL
                : document_clause(t->document->document, ref->label);
            if (!redress || redress->kind->key != CLAUSE_REDRESS)
                continue;
            if (!is_read && !(e = record_read(ctx, db, t)) && !(e = answers_read(ctx, t)))
                e = said_read(ctx, db, t);
            is_read = true;
            if (!e)
                e = redress_write(ctx, db, t, redress);
        }
    }
    return e;
}

// The account whose target it is: that of the clocks or of what was observed, else that of the count.
static bool is_target_of_clause(const struct judged_document *d, size_t account)
{
    const struct account *own = &d->accounts.at[account];
    for (size_t i = 0; i < d->accounts.n; i++) {
        const struct account *other = &d->accounts.at[i];
        if (other->promise == own->promise && i != account && own->count && (!other->count || i < account))
            return false;
    }
    return true;
}

static result promises_write(struct ctx *ctx, struct db *db, struct ledger *ledger,
                             const struct judged_document *d, str promise)
{
    result e = OK;
    for (size_t i = 0; i < d->accounts.n && !e; i++) {
        struct targets t = { .ledger = ledger, .document = d, .account = &d->accounts.at[i] };
        str label = t.account->promise->clause->label;
        if (is_target_of_clause(d, i) && (!promise.n || str_equal(label, promise)))
            e = promise_write(ctx, db, &t);
    }
    return e;
}

result owed_targets_write(struct ctx *ctx, struct db *db, struct ledger *ledger, str document, str promise)
{
    const struct judged_documents *all = &ledger->judged.documents;
    result e = document.n
        ? query_obligation_delete_of_promise(
              ctx, db, &(struct obligation_delete_of_promise_in){ ledger->community, document, promise })
        : query_obligation_delete_of_targets(ctx, db,
                                             &(struct obligation_delete_of_targets_in){ ledger->community });
    for (size_t i = 0; i < all->n && !e; i++)
        if (!document.n || str_equal(all->at[i].document->id, document))
            e = promises_write(ctx, db, ledger, &all->at[i], promise);
    return e;
}

// Whether the time has come for figures, departures or steps that were recorded ahead of it: the clock was behind when
// the derived tables were made, and no row says when they change.
static result is_overtaken(struct ctx *ctx, struct db *db, const struct ledger *ledger, bool *is)
{
    struct obligation_news_out news = { 0 };
    int64_t after;
    str derived_at;
    bool is_found;
    result e = setting_read(ctx, db, SETTING_DERIVED_AT, &derived_at);
    if (!e && str_to_int(derived_at, &after))
        e = query_obligation_news(
            ctx, db, &(struct obligation_news_in){ ledger->community, { after }, ledger->as_of.at }, &news,
            &is_found);
    *is = news.n > 0;
    return e;
}

result owed_advance(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    struct obligation_changing_out_list changing;
    bool is_all;
    result e = is_overtaken(ctx, db, ledger, &is_all);
    if (e || is_all)
        return e ? e : owed_targets_write(ctx, db, ledger, (str){ 0 }, (str){ 0 });
    e = query_obligation_changing(
        ctx, db, &(struct obligation_changing_in){ ledger->community, ledger->as_of.at }, &changing);
    for (size_t i = 0; i < changing.n && !e; i++)
        e = owed_targets_write(ctx, db, ledger, changing.at[i].document, changing.at[i].promise);
    return e;
}
