#include "app/publish.h"

#include "app/board.h"
#include "app/record.h"
#include "app/setting.h"

#define OF_THE_COUNT STR(" of the count")

struct published_words published_read(str value)
{
    struct published_words said = { VERDICT_NONE, str_ends(value, OF_THE_COUNT) };
    str code = said.is_count ? str_slice(value, 0, value.n - OF_THE_COUNT.n) : value;
    for (int v = 0; v < VERDICT_COUNT; v++)
        if (str_equal(str_from(verdict_code((enum verdict)v)), code))
            said.verdict = (enum verdict)v;
    return said;
}

static bool is_asked(const struct publication *p, const struct judge_row *row)
{
    str label = row->account->promise->clause->label;
    return str_equal(row->document->document->id, p->document) &&
        (!p->clause.n || str_equal(label, p->clause)) &&
        (!p->is_settled || !row->counts.not_yet_due || is_row_of_deed(row)) &&
        (!p->is_one || p->is_count == (row->account->count != NULL)) && str_equal(row->label, label) &&
        row->period.from.day <= p->period.to.day && row->period.to.day == p->period.to.day &&
        row->verdict != VERDICT_NONE;
}

str figure_counts(struct ctx *ctx, const struct judge_row *row)
{
    const struct counts *c = &row->counts;
    if (row->value.n)
        return str_format(ctx->arena, "%.*s %.*s. ", STR_ARGS(row->value), STR_ARGS(row->measure));
    return str_format(ctx->arena, "%lld of %lld. ", (long long)c->on_time, (long long)(c->on_time + c->late));
}

str published_counts_of(str words)
{
    size_t end = str_find(words, STR(". "));
    return str_slice(words, 0, end < words.n ? end : words.n - str_ends(words, STR(".")));
}

str figure_value(struct ctx *ctx, const struct judge_row *row)
{
    return str_format(ctx->arena, "%s%.*s", verdict_code(row->verdict),
                      STR_ARGS(row->account->count ? OF_THE_COUNT : STR("")));
}

struct fact_insert_in figure_fact(struct ctx *ctx, const struct publication *p, const struct judge_row *row)
{
    struct fact_insert_in fact = fact_new(FACT_PUBLISHED, p->at, p->at);
    fact.document = p->document;
    fact.clause = row->account->promise->clause->label;
    fact.name = p->name;
    fact.value = figure_value(ctx, row);
    fact.period_from = row->period.from;
    fact.period_to = row->period.to;
    fact.said_by = p->said_by;
    str counts = figure_counts(ctx, row);
    fact.words = str_format(ctx->arena, "%.*s%.*s", STR_ARGS(counts), STR_ARGS(p->words));
    return fact;
}

static result row_publish(struct ctx *ctx, struct db *db, const struct publication *p,
                          const struct judge_row *row)
{
    struct fact_insert_in fact = figure_fact(ctx, p, row);
    return fact_add(ctx, db, &fact);
}

static result rows_publish(struct ctx *ctx, struct db *db, const struct judge_result *judged,
                           const struct publication *p, int64_t *n_facts)
{
    result e = OK;
    for (size_t i = 0; i < judged->rows.n && !e; i++)
        if (is_asked(p, &judged->rows.at[i])) {
            e = row_publish(ctx, db, p, &judged->rows.at[i]);
            ++*n_facts;
        }
    return e;
}

result figures_judge(struct ctx *ctx, struct db *db, const struct figures_when *when, struct ledger **ledger)
{
    struct judge_options options;
    result e = community_time(ctx, db, when->as_of, &options);
    options.has_as_of = false; // then, whatever the community's clock says
    options.has_known_at = true;
    options.known_at = when->known_at;
    options.known_before = when->before;
    if (!e)
        e = ledger_open(ctx, db, &options, ledger);
    if (!e)
        e = ledger_cases(ctx, db, *ledger);
    return e ? e : judge_count(ctx, &options, &(*ledger)->judged);
}

result figures_publish_all(struct ctx *ctx, struct db *db, const struct publication *list, size_t n,
                           int64_t *n_facts)
{
    struct ledger *ledger;
    if (!n)
        return OK;
    struct ctx own = { .arena = arena_open((size_t)1 << 40) };
    if (!own.arena)
        return arena_fail(ctx);
    result e = figures_judge(&own, db, &(struct figures_when){ list[0].at, list[0].at, 0 }, &ledger);
    for (size_t i = 0; i < n && !e; i++)
        e = rows_publish(&own, db, &ledger->judged, &list[i], n_facts);
    if (e)
        e = fail(ctx, e, "%s", own.error.text);
    arena_close(own.arena);
    return e;
}

result figures_publish(struct ctx *ctx, struct db *db, const struct publication *publication)
{
    int64_t n = 0;
    return figures_publish_all(ctx, db, publication, 1, &n);
}
