#include "app/publish.h"

#include "store/fact.h"

enum { CONFIRM_WORKING_DAYS = 15 };

struct publishing {
    struct fact_row_list adopted, published;
    struct {
        struct publication *at;
        size_t n, room;
    } due;
};

static bool is_adopted_by(const struct publishing *p, const struct judge_row *row)
{
    for (size_t i = 0; i < p->adopted.n; i++) {
        const struct fact_row *f = &p->adopted.at[i];
        if (str_equal(f->name, row->document->document->id) &&
            zone_date(row->document->zone, f->recorded, NULL).day <= row->period.to.day)
            return true;
    }
    return false;
}

// The first word on the figure, or the first that is not provisional; NULL if there is none.
static const struct fact_row *published_find(const struct publishing *p, const struct judge_row *row,
                                             bool must_be_final)
{
    for (size_t i = 0; i < p->published.n; i++) {
        const struct fact_row *f = &p->published.at[i];
        if (f->period_to.day == row->period.to.day && str_equal(f->clause, row->label) &&
            str_equal(f->document, row->document->document->id) &&
            published_read(f->value).is_count == (row->account->count != NULL) &&
            (!must_be_final || !str_equal(f->name, STR("provisional"))))
            return f;
    }
    return NULL;
}

instant figure_confirmed_by(const struct judge_row *row, instant published)
{
    static const struct limit limit = {
        .kind = LIMIT_WITHIN, .length = { .number = { CONFIRM_WORKING_DAYS }, .unit = UNIT_WORKING_DAY }
    };
    struct deadline d = deadline_find(&row->account->promise->timing, &limit, published, NULL, 0);
    return d.fault == DEADLINE_OK ? d.due : INSTANT_FAR;
}

static bool may_publish(const struct publishing *p, const struct judge_row *row)
{
    return row->has_period && row->verdict != VERDICT_NONE &&
        str_equal(row->label, row->account->promise->clause->label) &&
        span_is_over(row->document->zone, row->period, row->document->as_of) && is_adopted_by(p, row) &&
        !published_find(p, row, true);
}

bool figure_is_final(const struct judge_row *row)
{
    enum verdict v = row->verdict;
    return v == VERDICT_KEPT || v == VERDICT_MISSED || v == VERDICT_NO_CASES ||
        (v == VERDICT_NOT_KNOWN && !row->counts.not_yet_due);
}

static result row_add(struct ctx *ctx, struct publishing *p, const struct judge_row *row, instant now)
{
    const struct fact_row *before = published_find(p, row, false);
    bool is_time_over = before && figure_confirmed_by(row, before->happened).second < now.second;
    if (!may_publish(p, row) || (before && !(is_time_over && figure_is_final(row))))
        return OK;
    struct publication *slot = LIST_PUSH(ctx->arena, &p->due);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct publication){ .document = row->document->document->id,
                                  .clause = row->label,
                                  .is_one = true,
                                  .is_count = row->account->count != NULL,
                                  .period = row->period,
                                  .name = is_time_over ? STR("confirmed") : STR("provisional"),
                                  .at = now,
                                  .words = is_time_over ? STR("Nobody corrected it in 15 working days.")
                                                        : STR("Counted when the period was over.") };
    return OK;
}

result figures_publish_due(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n)
{
    struct publishing p = { .due = { NULL, 0, 0 } };
    int64_t community = ledger->community;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ community, FACT_ADOPTED }, &p.adopted);
    if (!e)
        e = query_fact_of_no_case(ctx, db, &(struct fact_of_no_case_in){ community, FACT_PUBLISHED },
                                  &p.published);
    if (!e)
        e = ledger_rows(ctx, db, ledger);
    for (size_t i = 0; !e && i < ledger->judged.rows.n; i++)
        e = row_add(ctx, &p, &ledger->judged.rows.at[i], ledger->as_of.at);
    return e ? e : figures_publish_all(ctx, db, p.due.at, p.due.n, n);
}
