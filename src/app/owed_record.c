// What the clock says of redress, put on record: facts that notices and the public record rest on.
#include "app/owed.h"
#include "app/record.h"

struct recording {
    const struct ledger *ledger;
    bool is_told_then;
    struct fact_row_list known[3]; // of the kinds below
    int64_t n;
};

static const enum fact_kind KINDS[] = { FACT_REDRESS, FACT_STEP_DUE, FACT_STEP_LATE };

static bool is_known(const struct recording *r, size_t kind, const struct fact_insert_in *fact)
{
    for (size_t i = 0; i < r->known[kind].n; i++) {
        const struct fact_row *f = &r->known[kind].at[i];
        if (f->period_from.day == fact->period_from.day && str_equal(f->document, fact->document) &&
            str_equal(f->clause, fact->clause) && str_equal(f->name, fact->name) &&
            str_equal(f->value, fact->value))
            return true;
    }
    return false;
}

static result say(struct ctx *ctx, struct db *db, struct recording *r, size_t kind,
                  struct fact_insert_in fact)
{
    if (fact.happened.second >= r->ledger->as_of.facts_before.second || is_known(r, kind, &fact))
        return OK;
    r->n++;
    return fact_add(ctx, db, &fact);
}

static struct fact_insert_in fact_from(const struct recording *r, size_t kind, const struct obligation_row *o,
                                       instant at)
{
    struct fact_insert_in fact = fact_new(KINDS[kind], at, r->is_told_then ? at : r->ledger->as_of.at);
    fact.document = o->document;
    fact.clause = o->promise;
    fact.name = o->redress;
    fact.period_from = o->period_from;
    fact.period_to = o->period_to;
    fact.voice = VOICE_SYSTEM;
    return fact;
}

static result row_record(struct ctx *ctx, struct db *db, struct recording *r, const struct obligation_row *o)
{
    result e = OK;
    struct fact_insert_in fact = fact_from(r, 0, o, o->opened);
    if (o->step == 1)
        e = say(ctx, db, r, 0, fact);
    bool is_running = o->state == STEP_OPEN || o->state == STEP_OVERDUE || o->state == STEP_DONE ||
        o->state == STEP_DONE_LATE;
    if (e || instant_is_none(o->started) || !is_running)
        return e;
    fact = fact_from(r, 1, o, o->started);
    fact.value = str_format(ctx->arena, "%lld", (long long)o->step);
    fact.words = o->what;
    fact.until = o->due;
    e = say(ctx, db, r, 1, fact);
    bool was_late = o->state == STEP_OVERDUE || o->state == STEP_DONE_LATE;
    if (e || !was_late || instant_is_none(o->due))
        return e;
    fact = fact_from(r, 2, o, (instant){ o->due.second + 1 });
    fact.value = str_format(ctx->arena, "%lld", (long long)o->step);
    fact.words = o->what;
    return say(ctx, db, r, 2, fact);
}

result owed_record(struct ctx *ctx, struct db *db, const struct ledger *ledger, bool is_told_then, int64_t *n)
{
    struct recording r = { .ledger = ledger, .is_told_then = is_told_then };
    struct obligation_row_list rows;
    result e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ ledger->community, 0 },
                                        &rows);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS && !e; i++)
        e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ ledger->community, KINDS[i] },
                               &r.known[i]);
    for (size_t i = 0; i < rows.n && !e; i++)
        e = row_record(ctx, db, &r, &rows.at[i]);
    *n += r.n;
    return e;
}
