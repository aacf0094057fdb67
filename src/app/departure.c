#include "app/departure.h"

enum { CASES_MAX = 1000000 };

static bool is_of(const struct fact_row *fact, const struct judge_row *row)
{
    return str_equal(fact->document, row->document->document->id) &&
        str_equal(fact->clause, row->account->promise->clause->label);
}

static bool lies_in(const struct fact_row *fact, const struct judge_row *row)
{
    date day = zone_date(row->document->zone, fact->happened, NULL);
    return is_of(fact, row) && row->period.from.day <= day.day && day.day <= row->period.to.day;
}

static bool is_any_in(const struct fact_row_list *departures, const struct judge_row *row)
{
    for (size_t i = 0; i < departures->n; i++)
        if (lies_in(&departures->at[i], row))
            return true;
    return false;
}

static bool is_departed(const struct fact_row_list *departures, const struct judge_row *row, instant t)
{
    for (size_t i = 0; i < departures->n; i++) {
        const struct fact_row *f = &departures->at[i];
        if (is_of(f, row) && f->happened.second <= t.second && t.second < f->until.second)
            return true;
    }
    return false;
}

static struct ask ask_of(const struct judge_row *row)
{
    const struct field *target = field_find(&row->account->promise->clause->fields, KEY_TARGET);
    return target ? (struct ask){ target->target.bound, target->target.ramps[0].quantity.number }
                  : ASK_EVERY_CASE;
}

result departure_take(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                      const struct fact_row_list *departures, struct departed *departed)
{
    const struct judge_row *row = departed->row;
    struct finding_of_clause_out_list cases;
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
    departed->verdict = verdict_share(ask_of(row), &departed->without,
                                      span_is_over(row->document->zone, row->period, row->document->as_of));
    return e;
}
