#include "app/information_due.h"

#include "app/charter_about.h"
#include "app/commitment.h"
#include "app/daily.h"
#include "app/deed_holders.h"
#include "app/directory.h"
#include "app/outbox.h"
#include "app/setting.h"

// What is owed by one body.
struct informing {
    const struct daily_look *look;
    const struct judge_row *row;
    const struct deed_holders *holders;
    str body;
};

static result person_tell(const struct informing *i, int64_t person)
{
    struct ctx *ctx = i->look->ctx;
    const struct document *document = i->row->document->document;
    const struct clause *clause = i->row->account->promise->clause;
    date until = i->row->period.to;
    str detail = str_format(
        ctx->arena, "link: /charters/%.*s/%.*s/log\nwhat: %.*s: %.*s %.*s\nparty: %.*s%.*s",
        STR_ARGS(document->id), STR_ARGS(clause->label), STR_ARGS(document->title), STR_ARGS(clause->label),
        STR_ARGS(clause->title), STR_ARGS(i->body), STR_ARGS(detail_until(ctx, until)));
    struct telling_one told = { .person_id = person,
                                .way = STR("email"),
                                .message = STR("information-due"),
                                .detail = detail,
                                .at = i->look->now };
    told.once = str_format(ctx->arena, "%lld %.*s %.*s %d", (long long)person, STR_ARGS(document->id),
                           STR_ARGS(clause->label), until.day);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, i->look->db, &told);
}

static result body_tell(const struct informing *i)
{
    const struct daily_look *l = i->look;
    struct about about = charter_about(l->ctx, i->row->document->document, i->body);
    result e = OK;
    for (size_t k = 0; k < i->holders->n && !e; k++) {
        e = visitor_follow(l->ctx, &i->holders->at[k], &l->directory->bodies, l->today);
        if (!e && may(&i->holders->at[k], DEED_INFORM, &about))
            e = person_tell(i, i->holders->at[k].person);
    }
    return e;
}

// Whether the day of telling came since the last look, and it is not there yet.
static bool is_due(const struct daily_look *l, const struct judge_row *row)
{
    int32_t told = row->period.to.day - INFORM_SOON_DAYS;
    if (told < row->period.from.day)
        told = row->period.from.day;
    return information_is_of(row) && row->verdict != VERDICT_KEPT && told > l->looked &&
        told <= l->today.day && row->period.to.day >= l->today.day;
}

static result row_tell(const struct informing *of)
{
    const struct field *providers = clause_providers(of->row->account->promise->clause);
    result e = OK;
    for (size_t i = 0; providers && !providers->is_bad && i < providers->items.n && !e; i++) {
        struct informing one = *of;
        one.body = providers->items.at[i];
        e = body_tell(&one);
    }
    return e;
}

static result look(struct daily_look *l)
{
    struct deed_holders holders = { 0 };
    result e = daily_documents(l);
    if (!e)
        e = ledger_rows(l->ctx, l->db, l->ledger);
    if (!e)
        e = deed_holders_find(l->ctx, l->db, DEED_INFORM, &holders);
    for (size_t i = 0; !e && i < l->ledger->judged.rows.n; i++) {
        const struct informing one = { .look = l, .row = &l->ledger->judged.rows.at[i], .holders = &holders };
        if (is_due(l, one.row))
            e = row_tell(&one);
    }
    return e;
}

result information_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    const struct daily daily = { SETTING_INFORMATION_TOLD, INFORM_TOLD_AT };
    return daily_run(ctx, db, &daily, &(struct daily_clock){ zone, now }, look);
}
