#include "app/worklist.h"

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

// The work of one body that is of one state, as far as what is shown has it.
struct source {
    str body;
    int64_t state;
    instant until; // due before
};

struct listing {
    struct ctx *ctx;
    struct db *db;
    const struct work_question *q;
    struct work_list *list;
    struct work_row_list mine; // given to whoever asks, the first due first
    struct {
        struct source *at;
        size_t n, room;
    } sources;
    instant tomorrow, risk, ever; // the midnights that end today, and the days of SHOW_RISK
};

// So many rows on from a place, that place with it; or before it, the nearest first.
struct stretch {
    struct work_place place;
    bool is_back;
    size_t most;
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

static bool is_asked(const struct listing *l, const struct work_row *row)
{
    const struct work_question *q = l->q;
    const struct about about = { .body = row->body, .area = row->area, .service = row->service };
    return has_service(row->service, q->service) && has_area(row->area, q->area) &&
        (!q->assigned.n || str_same_name(row->assigned, q->assigned)) && may(q->visitor, DEED_WORK, &about);
}

// Whether what is shown has work of that state, and of it what is due before when. What is mine stands apart.
static bool has_state(const struct listing *l, enum work_show show, int64_t state, instant *until)
{
    bool is_late = state & WORK_LATE, is_narrow = l->q->assigned.n || l->q->service.n || l->q->area.n;
    *until = l->ever;
    switch (show) {
    case SHOW_TODAY:
        *until = l->tomorrow;
        return !is_late;
    case SHOW_RISK:
        *until = l->risk;
        return !is_late;
    case SHOW_LATE:
        return is_late;
    case SHOW_DISPUTED:
        return state & WORK_DISPUTED;
    case SHOW_PAUSED:
        return state & WORK_PAUSED;
    case SHOW_ROUND:
        *until = is_late || is_narrow ? l->ever : l->tomorrow;
        return !(state & (WORK_CLOSED | WORK_PAUSED | WORK_COUNTED));
    case SHOW_MINE:
        return false;
    default:
        return true;
    }
}

static int64_t shown_of(const struct listing *l, const struct work_sums_out *s, enum work_show show)
{
    instant until;
    if (!has_state(l, show, s->state, &until))
        return 0;
    return until.second == l->tomorrow.second ? s->n_today
        : until.second == l->risk.second      ? s->n_risk
                                              : s->n;
}

static struct work_place place_of(const struct work_row *row)
{
    return (struct work_place){ row->due, row->case_id };
}

int work_place_order(struct work_place a, struct work_place b)
{
    return a.due.second != b.due.second ? a.due.second < b.due.second ? -1 : 1
        : a.case_id < b.case_id         ? -1
                                        : a.case_id > b.case_id;
}

static int by_due(const void *a, const void *b)
{
    return work_place_order(place_of(a), place_of(b));
}

static int by_due_back(const void *a, const void *b)
{
    return by_due(b, a);
}

static result row_add(struct listing *l, const struct work_row *row, struct work_row_list *rows)
{
    struct work_row *slot = LIST_PUSH(l->ctx->arena, rows);
    if (slot)
        *slot = *row;
    return slot ? OK : arena_fail(l->ctx);
}

static result batch_read(struct listing *l, const struct source *s, const struct stretch *stretch,
                         struct work_row_list *batch)
{
    const struct work_of_state_in on = {
        COMMUNITY_FIRST,       s->body, s->state, stretch->place.due, stretch->place.case_id, s->until,
        (int64_t)stretch->most
    };
    const struct work_of_state_before_in back = { on.community, on.body,  on.state, on.due,
                                                  on.case_id,   on.until, on.limit };
    return stretch->is_back ? query_work_of_state_before(l->ctx, l->db, &back, batch)
                            : query_work_of_state(l->ctx, l->db, &on, batch);
}

// As many as are wanted, though the filters leave some out.
static result source_read(struct listing *l, const struct source *s, struct stretch stretch,
                          struct work_row_list *rows)
{
    size_t n = 0;
    struct work_row_list batch;
    result e = OK;
    do {
        e = batch_read(l, s, &stretch, &batch);
        for (size_t i = 0; i < batch.n && n < stretch.most && !e; i++) {
            if (!is_asked(l, &batch.at[i]))
                continue;
            e = row_add(l, &batch.at[i], rows);
            n++;
        }
        if (!e && batch.n) {
            stretch.place = place_of(&batch.at[batch.n - 1]);
            stretch.place.case_id += !stretch.is_back;
        }
    } while (!e && n < stretch.most && batch.n == stretch.most);
    return e;
}

static result mine_read(struct listing *l, const struct stretch *stretch, struct work_row_list *rows)
{
    result e = OK;
    for (size_t i = 0; i < l->mine.n && !e; i++) {
        const struct work_row *row = &l->mine.at[i];
        if ((work_place_order(place_of(row), stretch->place) < 0) == stretch->is_back)
            e = row_add(l, row, rows);
    }
    return e;
}

static result rows_read(struct listing *l, struct stretch stretch, struct work_row_list *rows)
{
    *rows = (struct work_row_list){ 0 };
    result e = l->q->show == SHOW_MINE ? mine_read(l, &stretch, rows) : OK;
    for (size_t i = 0; i < l->sources.n && !e; i++)
        e = source_read(l, &l->sources.at[i], stretch, rows);
    if (rows->n)
        qsort(rows->at, rows->n, sizeof *rows->at, stretch.is_back ? by_due_back : by_due);
    rows->n = rows->n < stretch.most ? rows->n : stretch.most;
    return e;
}

// The page that begins there, NULL for the first; and where those before and after it do.
static result page_read(struct listing *l, const struct work_place *from)
{
    struct work_list *list = l->list;
    struct work_row_list rows, earlier = { 0 };
    size_t most = l->q->most;
    list->from = from ? *from : (struct work_place){ { INT64_MIN }, 0 };
    result e = rows_read(l, (struct stretch){ list->from, false, most + 1 }, &rows);
    if (!e && from)
        e = rows_read(l, (struct stretch){ list->from, true, most + 1 }, &earlier);
    if (e)
        return e;
    list->at = rows.at;
    list->n = rows.n < most ? rows.n : most;
    list->next = rows.n > most ? place_of(&rows.at[most]) : (struct work_place){ .case_id = 0 };
    list->has_previous = earlier.n > 0;
    list->previous = earlier.n > most ? place_of(&earlier.at[most - 1]) : (struct work_place){ .case_id = 0 };
    return OK;
}

// The case itself may have another place by now.
static struct work_place first_other(const struct work_row_list *rows, int64_t case_id)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->at[i].case_id != case_id)
            return place_of(&rows->at[i]);
    return (struct work_place){ .case_id = 0 };
}

static result beside_read(struct listing *l, struct work_place at)
{
    struct work_row_list rows;
    result e = rows_read(l, (struct stretch){ at, false, 3 }, &rows);
    if (e)
        return e;
    l->list->has_at = rows.n && !work_place_order(place_of(&rows.at[0]), at);
    l->list->after = first_other(&rows, at.case_id);
    e = rows_read(l, (struct stretch){ at, true, 2 }, &rows);
    if (!e)
        l->list->before = first_other(&rows, at.case_id);
    return e;
}

static result post_note(struct listing *l, str post)
{
    struct str_list *posts = &l->list->posts;
    for (size_t i = 0; i < posts->n; i++)
        if (str_same_name(posts->at[i], post))
            return OK;
    str *slot = LIST_PUSH(l->ctx->arena, posts);
    if (slot)
        *slot = post;
    return slot ? OK : arena_fail(l->ctx);
}

static result sum_take(struct listing *l, str body, const struct work_sums_out *s)
{
    const struct work_row like = {
        .body = body, .service = s->service, .area = s->area, .assigned = s->assigned
    };
    struct source source = { body, s->state, l->ever }, *last = NULL;
    const struct about about = { .body = body, .area = s->area, .service = s->service };
    result e = l->q->has_posts && s->assigned.n && may(l->q->visitor, DEED_WORK, &about)
        ? post_note(l, s->assigned)
        : OK;
    if (e || !is_asked(l, &like))
        return e;
    for (int show = 0; show < SHOW_COUNT; show++)
        l->list->counts[show] += shown_of(l, s, (enum work_show)show);
    if (!has_state(l, l->q->show, s->state, &source.until) || !shown_of(l, s, l->q->show))
        return OK;
    if (l->sources.n)
        last = &l->sources.at[l->sources.n - 1];
    if (last && last->state == source.state &&
        str_equal(last->body, body)) // they come in the order of their state
        return OK;
    struct source *slot = LIST_PUSH(l->ctx->arena, &l->sources);
    if (slot)
        *slot = source;
    return slot ? OK : arena_fail(l->ctx);
}

static result body_count(struct listing *l, str body)
{
    struct work_sums_out_list sums;
    result e = query_work_sums(l->ctx, l->db,
                               &(struct work_sums_in){ COMMUNITY_FIRST, body, l->tomorrow, l->risk }, &sums);
    for (size_t i = 0; i < sums.n && !e; i++)
        e = sum_take(l, body, &sums.at[i]);
    return e;
}

static bool is_body_of(const struct roles_held *roles, size_t n, str body)
{
    for (size_t i = 0; i < n; i++)
        if (body.n && str_same_name(roles->at[i].body, body))
            return true;
    return false;
}

static result mine_count(struct listing *l)
{
    const struct visitor *visitor = l->q->visitor;
    struct work_row_list all;
    result e = query_work_of_account(l->ctx, l->db,
                                     &(struct work_of_account_in){ COMMUNITY_FIRST, visitor->id }, &all);
    for (size_t i = 0; i < all.n && !e; i++)
        if ((!i || all.at[i].case_id != all.at[i - 1].case_id) &&
            is_body_of(&visitor->roles, visitor->roles.n, all.at[i].body) && is_asked(l, &all.at[i]))
            e = row_add(l, &all.at[i], &l->mine);
    l->list->counts[SHOW_MINE] = (int64_t)l->mine.n;
    return e;
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
    struct listing l = { .ctx = ctx, .db = db, .q = q, .list = list };
    const struct roles_held *roles = &q->visitor->roles;
    l.tomorrow = zone_midnight(q->zone, date_add_days(today, 1));
    l.risk = zone_midnight(q->zone, date_add_days(q->risk, 1));
    l.ever = (instant){ WORK_DUE_NONE.second + 1 };
    *list = (struct work_list){ 0 };
    result e = mine_count(&l);
    for (size_t i = 0; i < roles->n && !e; i++)
        if (roles->at[i].body.n && !is_body_of(roles, i, roles->at[i].body))
            e = body_count(&l, roles->at[i].body);
    if (!e)
        e = page_read(&l, q->from);
    struct work_place last = list->previous; // all that stood on it may have left the list
    if (!e && !list->n && list->has_previous)
        e = page_read(&l, last.case_id ? &last : NULL);
    return e || !q->at ? e : beside_read(&l, *q->at);
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
    doer.voice = !r || r->role == ROLE_REPRESENTATIVE ? VOICE_REPORTER
        : r->role == ROLE_CHAMPION                    ? VOICE_CHAMPION
                                                      : VOICE_SERVICE;
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
