#include "app/worklist.h"

#include "app/assignee.h"

#include "rules/calendar.h"

#include <stdlib.h>

static const char *const NAMES[SHOW_COUNT] = { "all",      "today",  "risk", "late",
                                               "disputed", "paused", "mine", "round" };

const char *work_show_name(enum work_show show)
{
    return NAMES[show];
}

enum work_show work_show_from(str name)
{
    for (int i = 0; i < SHOW_COUNT; i++)
        if (str_equal(name, str_from(NAMES[i])))
            return (enum work_show)i;
    return SHOW_ALL;
}

struct listing {
    struct ctx *ctx;
    const struct work_question *q;
    struct work_list *list;
    size_t n_matching;
    struct case_ids mine;   // given to whoever asks
    instant tomorrow, risk; // the midnights that end today, and the days of SHOW_RISK
};

// "litter" is all of "litter / bins".
static bool has_service(str row, str asked)
{
    return !asked.n || str_same_name(row, asked) ||
        (row.n > asked.n && str_same_name(str_slice(row, 0, asked.n), asked) &&
         str_find(row, STR(" / ")) == asked.n);
}

static bool has_area(str row, str asked)
{
    str rest = row;
    while (asked.n && rest.at)
        if (str_same_name(str_cut(&rest, ';'), asked))
            return true;
    return !asked.n;
}

static bool is_shown(const struct listing *l, const struct work_row *row, enum work_show show)
{
    const struct work_question *q = l->q;
    bool is_late = row->state & WORK_LATE, has_due = row->due.second != WORK_DUE_NONE.second,
         is_today = row->due.second < l->tomorrow.second;
    switch (show) {
    case SHOW_TODAY:
        return has_due && !is_late && is_today;
    case SHOW_RISK:
        return has_due && !is_late && row->due.second < l->risk.second;
    case SHOW_LATE:
        return is_late;
    case SHOW_DISPUTED:
        return row->state & WORK_DISPUTED;
    case SHOW_PAUSED:
        return row->state & WORK_PAUSED;
    case SHOW_ROUND:
        return !(row->state & (WORK_CLOSED | WORK_PAUSED | WORK_COUNTED)) &&
            (is_late || (has_due && is_today) || q->assigned.n || q->service.n || q->area.n);
    case SHOW_MINE:
        return case_ids_have(&l->mine, row->case_id);
    default:
        return true;
    }
}

static struct work_row row_kept(struct arena *arena, struct work_row row)
{
    row.reference = str_copy(arena, row.reference);
    row.body = str_copy(arena, row.body);
    row.service = str_copy(arena, row.service);
    row.area = str_copy(arena, row.area);
    row.assigned = str_copy(arena, row.assigned);
    return row;
}

static int place_order(struct work_place a, struct work_place b)
{
    return a.due.second != b.due.second ? a.due.second < b.due.second ? -1 : 1
        : a.case_id < b.case_id         ? -1
                                        : a.case_id > b.case_id;
}

// Rows of several bodies come one body after the other, so each is compared.
static void beside_take(struct listing *l, const struct work_row *row)
{
    struct work_list *list = l->list;
    struct work_place here = { row->due, row->case_id };
    int order = here.case_id == l->q->at->case_id ? 0 : place_order(here, *l->q->at);
    list->n_before += order < 0;
    list->has_at |= !place_order(here, *l->q->at);
    if (order < 0 && (!list->before.case_id || place_order(list->before, here) < 0))
        list->before = here;
    if (order > 0 && (!list->after.case_id || place_order(here, list->after) < 0))
        list->after = here;
}

static result row_take(struct listing *l, const struct work_row *row)
{
    const struct work_question *q = l->q;
    const struct about about = { .body = row->body, .area = row->area, .service = row->service };
    bool is_asked = has_service(row->service, q->service) && has_area(row->area, q->area) &&
        (!q->assigned.n || str_same_name(row->assigned, q->assigned));
    if (!is_asked || !may(q->visitor, DEED_WORK, &about))
        return OK;
    for (int show = 0; show < SHOW_COUNT; show++)
        l->list->counts[show] += is_shown(l, row, (enum work_show)show);
    if (!is_shown(l, row, q->show))
        return OK;
    if (q->at)
        beside_take(l, row);
    if (q->at || l->n_matching++ < q->from)
        return OK;
    l->list->is_cut = l->list->n == (q->most ? q->most : WORK_ROWS_MAX);
    struct work_row *slot = l->list->is_cut ? NULL : LIST_PUSH(l->ctx->arena, l->list);
    if (slot)
        *slot = row_kept(l->ctx->arena, *row);
    return slot || l->list->is_cut ? OK : arena_fail(l->ctx);
}

static result body_read(struct listing *l, struct db *db, str body)
{
    struct cursor cursor;
    struct work_row row;
    result e = query_work_of_body(l->ctx, db, &(struct work_of_body_in){ COMMUNITY_FIRST, body }, &cursor);
    while (!e && query_work_of_body_next(l->ctx, &cursor, &row))
        e = row_take(l, &row);
    return e ? e : cursor.failed;
}

static int by_due(const void *a, const void *b)
{
    const struct work_row *x = a, *y = b;
    return place_order((struct work_place){ x->due, x->case_id }, (struct work_place){ y->due, y->case_id });
}

date work_risk_day(const struct board *board, instant now)
{
    const struct judge_result *judged = &board->ledger->judged;
    date today = zone_date(board->zone, now, NULL), last = date_add_days(today, WORK_RISK_DAYS);
    for (size_t i = 0; i < judged->calendars.n; i++) {
        const struct calendar *calendar = judged->calendars.at[i].calendar;
        date day = calendar_date_at(calendar, calendar_ordinal(calendar, today) + WORK_RISK_DAYS);
        if (day.day > last.day)
            last = day;
    }
    return last;
}

result work_list(struct ctx *ctx, struct db *db, const struct work_question *q, struct work_list *list)
{
    date today = zone_date(q->zone, q->now, NULL);
    struct listing l = { .ctx = ctx, .q = q, .list = list };
    l.tomorrow = zone_midnight(q->zone, date_add_days(today, 1));
    l.risk = zone_midnight(q->zone, date_add_days(q->risk, 1));
    const struct roles_held *roles = &q->visitor->roles;
    *list = (struct work_list){ 0 };
    result e = cases_given(ctx, db, q->visitor->id, &l.mine);
    for (size_t i = 0; i < roles->n && !e; i++) {
        bool is_again = !roles->at[i].body.n;
        for (size_t k = 0; k < i; k++)
            is_again |= str_same_name(roles->at[k].body, roles->at[i].body);
        if (!is_again)
            e = body_read(&l, db, roles->at[i].body);
    }
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, by_due);
    return e;
}

static void provider_take(struct case_sink *sink, const struct finding *f)
{
    str *provider = sink->of;
    if (!provider->n)
        *provider = party_of(f->account->promise->clause);
}

static void leave(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    (void)sink;
    (void)reason;
    (void)facts;
    (void)about;
}

result case_about(struct ctx *ctx, struct db *db, const struct case_asked *asked, struct about *about)
{
    const struct case_row *row = asked->row;
    const struct ledger *ledger = asked->board->ledger;
    struct folded folded;
    str provider = { 0 };
    struct case_sink sink = { provider_take, leave, &provider, INSTANT_FAR };
    *about = (struct about){ .body = work_facts_of(asked->facts).body,
                             .area = row->area,
                             .service = row->service };
    result e = OK;
    if (!about->body.n &&
        (e = case_fold(ctx, &ledger->fold, asked->facts->at, asked->facts->n, &folded)) == OK) {
        if (folded.is_there && !folded.is_name_unknown)
            case_walk(&ledger->judged, &folded.facts, &sink);
        about->body = provider;
    }
    bool is_somebody = asked->visitor && asked->visitor->id > 0;
    return e || !is_somebody ? e : visitor_has_case(ctx, db, asked->visitor, row->id, &about->is_own);
}

struct doer visitor_doer(struct ctx *ctx, const struct visitor *visitor)
{
    struct doer doer = { VOICE_SERVICE, { 0 }, visitor ? visitor->person : ID_NONE };
    const struct role_held *r = visitor && visitor->roles.n ? &visitor->roles.at[0] : NULL;
    if (r)
        doer.said_by = r->body.n
            ? str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(role_name(r->role)), STR_ARGS(r->body))
            : role_name(r->role);
    doer.voice = r && r->role == ROLE_CHAMPION ? VOICE_CHAMPION : r ? VOICE_SERVICE : VOICE_REPORTER;
    return doer;
}

struct doer visitor_finder(const struct visitor *visitor, const struct about *about)
{
    struct doer doer = { VOICE_REPORTER, STR("web"), visitor ? visitor->person : ID_NONE };
    struct visitor one = *visitor;
    for (size_t i = 0; i < visitor->roles.n; i++) {
        const struct role_held *r = &visitor->roles.at[i];
        bool looks = r->role == ROLE_CHAMPION || r->role == ROLE_COUNCILLOR;
        struct about of_area = *about;
        of_area.is_own = false;
        one.roles = (struct roles_held){ &visitor->roles.at[i], 1, 1 };
        if (looks && may(&one, DEED_DISPUTE, &of_area))
            return (struct doer){ VOICE_CHAMPION, role_name(r->role), visitor->person };
    }
    return doer;
}
