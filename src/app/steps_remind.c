#include "app/steps_remind.h"

#include "app/charter_about.h"
#include "app/deed_holders.h"
#include "app/ledger.h"
#include "app/outbox.h"
#include "app/setting.h"
#include "app/step_answer.h"
#include "app/undone.h"
#include "base/utf8.h"
#include "rules/payment.h"
#include "rules/redress.h"

enum {
    OFFERED_MOST = 100000,
    LOOK_MEMORY = 1 << 30,
    AHEAD_DAYS = 31,
    LINES_MOST = 30,
    WHAT_MOST = 400,
    LINES_BYTES = 64 << 10
};

// One step of one promise, of as many reports as there are.
struct step_owed {
    const struct obligation_owing_out *row; // the one due first
    const struct promise *promise;
    int64_t n;
};

struct step_look {
    const struct zone *zone;
    instant now, looked; // the last time it looked; of 1970 if never
    date today, before;  // the days of these
    bool is_working;     // today, by the calendar of some document
    LIST(struct step_owed) steps;
};

static const struct promise *promise_of(const struct ledger *ledger, const struct obligation_owing_out *row)
{
    const struct judged_documents *documents = &ledger->judged.documents;
    const struct promise *found = NULL;
    for (size_t i = documents->n; i-- > 0 && !found;)
        if (str_equal(documents->at[i].document->id, row->document))
            found = promise_by_label(&documents->at[i].promises, row->promise);
    return found;
}

// How many of a row are told today.
static int64_t due_now(const struct step_look *l, const struct promise *p,
                       const struct obligation_owing_out *row)
{
    const struct calendar *calendar = p->timing.calendar;
    int64_t due = calendar_ordinal(calendar, zone_date(l->zone, row->due, NULL)) - STEP_SOON_DAYS;
    if (row->state == STEP_OVERDUE)
        return row->n;
    if (due > calendar_ordinal(calendar, l->today))
        return 0;
    bool was_soon = l->looked.second && due <= calendar_ordinal(calendar, l->before);
    return was_soon ? row->fresh : row->n;
}

static bool is_same_step(const struct obligation_owing_out *a, const struct obligation_owing_out *b)
{
    return a->step == b->step && a->state == b->state && str_equal(a->party, b->party) &&
        str_equal(a->document, b->document) && str_equal(a->promise, b->promise) &&
        str_equal(a->redress, b->redress);
}

// The rows come sorted: those of one step follow each other, the first due first.
static result step_add(struct ctx *ctx, struct step_look *l, const struct step_owed *step)
{
    struct step_owed *last = l->steps.n ? &l->steps.at[l->steps.n - 1] : NULL;
    if (last && is_same_step(last->row, step->row)) {
        last->n += step->n;
        return OK;
    }
    struct step_owed *slot = LIST_PUSH(ctx->arena, &l->steps);
    if (!slot)
        return arena_fail(ctx);
    *slot = *step;
    return OK;
}

static result steps_find(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct step_look *l)
{
    struct obligation_owing_out_list rows;
    struct obligation_owing_in asked = {
        COMMUNITY_FIRST, l->looked,    { l->now.second + AHEAD_DAYS * DAY_SECONDS },
        STEP_OPEN,       STEP_OVERDUE, PAYMENT_NOT_OWED
    };
    result e = query_obligation_owing(ctx, db, &asked, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct promise *p = promise_of(ledger, &rows.at[i]);
        struct step_owed step = { &rows.at[i], p, p ? due_now(l, p, &rows.at[i]) : 0 };
        if (step.n)
            e = step_add(ctx, l, &step);
    }
    return e;
}

static bool any_works(const struct ledger *ledger, date day)
{
    for (size_t d = 0; d < ledger->judged.documents.n; d++) {
        const struct promise_list *promises = &ledger->judged.documents.at[d].promises;
        for (size_t i = 0; i < promises->n; i++)
            if (calendar_is_working(promises->at[i].timing.calendar, day))
                return true;
    }
    return false;
}

// Where the charter leads from what was not done in time ("If not done: call-for-action G1"); NULL if nowhere.
static const struct field *offer_of(const struct step_owed *step)
{
    const struct clause *redress = document_clause(step->promise->document, step->row->redress);
    return step->row->state == STEP_OVERDUE && redress
        ? field_outcome(&redress->fields, STR("not done"), NULL)
        : NULL;
}

// "26/05/2026: Aldermoor, S1 Litter: 12 × the council gives the reason": in no language but the
// document's own words. To whom it is offered: " (call-for-action G1)" behind it.
static void line_write(struct buffer *out, const struct step_look *l, const struct step_owed *step,
                       bool is_offer)
{
    const struct obligation_owing_out *row = step->row;
    struct civil due = date_civil(zone_date(l->zone, row->due, NULL));
    if (!buffer_str(out).n)
        buffer_add(out, STR("- "));
    else
        buffer_add(out, STR("\n\t- "));
    buffer_print(out, "%02d/%02d/%d: %.*s, %.*s %.*s: ", due.day, due.month, due.year,
                 STR_ARGS(step->promise->document->title), STR_ARGS(row->promise),
                 STR_ARGS(step->promise->clause->title));
    if (row->cases)
        buffer_print(out, "%lld × ", (long long)step->n);
    size_t n = 0;
    while (n < row->what.n && n < WHAT_MOST)
        n += utf8_step(str_from_byte(row->what, n));
    buffer_add(out, str_slice(row->what, 0, n));
    buffer_add(out, n < row->what.n ? STR("…") : STR(""));
    offer_write(out, is_offer ? offer_of(step) : NULL);
}

// What one account is told.
struct step_news {
    struct buffer soon, late;
    size_t n;
    bool is_offer; // to a councillor
};

static void news_take(struct step_news *news, const struct step_look *l, const struct step_owed *step)
{
    if (++news->n > LINES_MOST)
        return;
    line_write(step->row->state == STEP_OVERDUE ? &news->late : &news->soon, l, step, news->is_offer);
}

static result news_send(struct ctx *ctx, struct db *db, const struct step_look *l,
                        const struct visitor *visitor, const struct step_news *news)
{
    bool is_offer = news->is_offer;
    str detail = str_format(ctx->arena, "link: %s\ncount: %zu\nsoon: %.*s\nlate: %.*s",
                            is_offer ? "/redress" : "/work/steps", news->n, STR_ARGS(buffer_str(&news->soon)),
                            STR_ARGS(buffer_str(&news->late)));
    str once = str_format(ctx->arena, "%lld %d", (long long)visitor->id, l->today.day);
    struct telling_one told = { .person_id = visitor->person,
                                .way = STR("email"),
                                .message = is_offer ? STR("steps-offered") : STR("steps-owed"),
                                .once = once,
                                .detail = detail,
                                .at = l->now };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, db, &told);
}

static bool is_same_owed(const struct obligation_owing_out *row, const struct owed_step *step)
{
    return row->step == step->step && str_equal(row->document, step->document) &&
        str_equal(row->promise, step->promise) && str_equal(row->redress, step->redress);
}

// How many of the late reports of an offer lie in the area of that councillor: they hear of no others.
static result in_area_count(struct ctx *ctx, struct db *db, const struct step_look *l,
                            const struct visitor *visitor, struct step_owed *offer)
{
    struct cursor cursor;
    struct owed_step step;
    const struct obligation_owed_by_in asked = {
        COMMUNITY_FIRST, offer->row->party, STEP_OVERDUE, { l->looked.second - 1 }, OFFERED_MOST
    };
    result e = query_obligation_owed_by(ctx, db, &asked, &cursor);
    offer->n = 0;
    while (!e && query_obligation_owed_by_next(ctx, &cursor, &step)) {
        str area = step.area.n ? step.area : document_only_area(offer->promise->document);
        const struct about about = { .body = offer->row->party, .area = area };
        bool is_due = step.due.second <= l->now.second && is_same_owed(offer->row, &step);
        offer->n += is_due && may(visitor, DEED_DRAFT, &about);
    }
    return e ? e : cursor.failed;
}

// What is offered to a councillor, who makes of it what they like: of a target in any of the charter's areas, of
// reports in the area where they are.
static result offered_find(struct ctx *ctx, struct db *db, const struct step_look *l,
                           const struct visitor *visitor, struct step_owed *step)
{
    const struct about about = charter_about(ctx, step->promise->document, step->row->party);
    if (!offer_of(step) || !may(visitor, DEED_DRAFT, &about))
        step->n = 0;
    return step->n && step->row->cases ? in_area_count(ctx, db, l, visitor, step) : OK;
}

// What is news to somebody who may answer for it.
static bool is_theirs(struct ctx *ctx, const struct visitor *visitor, const struct step_owed *step)
{
    return may_of_promise(ctx, visitor, DEED_ANSWER, step->promise, step->row->party);
}

static result news_tell(struct ctx *ctx, struct db *db, const struct step_look *l,
                        const struct visitor *visitor, bool is_offer)
{
    struct step_news news = { buffer_open(LINES_BYTES), buffer_open(LINES_BYTES), 0, is_offer };
    result e = OK;
    for (size_t i = 0; i < l->steps.n && !e; i++) {
        struct step_owed step = l->steps.at[i];
        if (is_offer)
            e = offered_find(ctx, db, l, visitor, &step);
        else if (!is_theirs(ctx, visitor, &step))
            step.n = 0;
        if (!e && step.n)
            news_take(&news, l, &step);
    }
    if (!e && news.n)
        e = news_send(ctx, db, l, visitor, &news);
    buffer_close(&news.soon);
    buffer_close(&news.late);
    return e;
}

static result all_tell(struct ctx *ctx, struct db *db, const struct step_look *l)
{
    struct deed_holders holders = { 0 }, councillors = { 0 };
    result e = deed_holders_find(ctx, db, DEED_ANSWER, &holders);
    if (!e)
        e = role_holders_find(ctx, db, ROLE_COUNCILLOR, &councillors);
    for (size_t i = 0; i < holders.n && !e; i++)
        e = news_tell(ctx, db, l, &holders.at[i], false);
    for (size_t i = 0; i < councillors.n && !e; i++)
        e = news_tell(ctx, db, l, &councillors.at[i], true);
    return e;
}

static result look(struct ctx *ctx, struct db *db, struct step_look *l)
{
    struct judge_options options;
    struct ledger *ledger;
    result e = community_time(ctx, db, l->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (e)
        return e;
    l->is_working = any_works(ledger, l->today);
    if (l->is_working)
        e = steps_find(ctx, db, ledger, l);
    return e || !l->steps.n ? e : all_tell(ctx, db, l);
}

// "20421 1790000000": the day it looked last, and when on the last working day it did. Empty if it never did.
static bool is_time(str kept, struct step_look *l)
{
    int64_t day = 0, looked = 0;
    int32_t second;
    str rest = kept;
    (void)str_to_int(str_cut(&rest, ' '), &day);
    (void)str_to_int(rest, &looked);
    l->looked = (instant){ looked };
    l->before = zone_date(l->zone, l->looked, NULL);
    l->today = zone_date(l->zone, l->now, &second);
    return second >= STEP_TOLD_AT && l->today.day > day && l->now.second > looked;
}

result steps_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    struct step_look l = { .zone = zone, .now = now };
    str kept;
    result e = setting_read(ctx, db, SETTING_STEPS_TOLD, &kept);
    if (e || !is_time(kept, &l))
        return e;
    struct ctx own = { .arena = arena_open(LOOK_MEMORY) };
    e = own.arena ? look(&own, db, &l) : ERR_LIMIT;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    instant told = l.is_working ? now : l.looked;
    return e ? e
             : setting_write(ctx, db, SETTING_STEPS_TOLD,
                             str_format(ctx->arena, "%d %lld", l.today.day, (long long)told.second));
}
