#include "app/departure.h"

#include "app/record.h"

enum { CASES_MAX = 1000000 };

static bool is_of(const struct fact_row *fact, const struct judge_row *row)
{
    return str_equal(fact->document, row->document->document->id) &&
        str_equal(fact->clause, row->account->promise->clause->label);
}

static bool runs_at(const struct fact_row *fact, instant t)
{
    return fact->happened.second <= t.second &&
        (instant_is_none(fact->until) || t.second < fact->until.second);
}

// Any day of it lies in the period.
static bool lies_in(const struct fact_row *fact, const struct judge_row *row)
{
    instant from = zone_midnight(row->document->zone, row->period.from),
            until = zone_midnight(row->document->zone, date_add_days(row->period.to, 1));
    return is_of(fact, row) && fact->happened.second < until.second &&
        (runs_at(fact, from) || fact->happened.second >= from.second);
}

static bool is_any_in(const struct fact_row_list *departures, const struct judge_row *row)
{
    for (size_t i = 0; i < departures->n; i++)
        if (lies_in(&departures->at[i], row) &&
            !fact_is_corrected(departures->at, departures->n, departures->at[i].id))
            return true;
    return false;
}

static bool is_departed(const struct fact_row_list *departures, const struct judge_row *row, instant t)
{
    for (size_t i = 0; i < departures->n; i++) {
        const struct fact_row *f = &departures->at[i];
        if (is_of(f, row) && runs_at(f, t) && !fact_is_corrected(departures->at, departures->n, f->id))
            return true;
    }
    return false;
}

result departure_take(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                      const struct fact_row_list *departures, struct departed *departed)
{
    const struct judge_row *row = departed->row;
    struct finding_case_row_list cases;
    size_t version = (size_t)(row->document - ledger->judged.documents.at);
    departed->is_some = false;
    departed->without = row->counts;
    if (!is_any_in(departures, row))
        return OK;
    result e = query_finding_of_clause(
        ctx, db,
        &(struct finding_of_clause_in){ ledger->community, ledger->versions[version],
                                        row->account->promise->clause->label, row->account->count != NULL,
                                        (int64_t)row->account->n_slots - 1, row->period.from, row->period.to,
                                        CASES_MAX },
        &cases);
    for (size_t i = 0; i < cases.n && !e; i++)
        if (is_departed(departures, row, cases.at[i].started)) {
            departed->without.on_time -= cases.at[i].on_time;
            departed->without.late -= cases.at[i].late;
            departed->is_some = true;
        }
    departed->verdict = verdict_share(row->ask, &departed->without,
                                      span_is_over(row->document->zone, row->period, row->document->as_of));
    return e;
}
