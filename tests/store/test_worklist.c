// The list of work, counted from sums and read by state, is what looking at every row gives: random rows, random
// questions. What a tab counts it lists, page after page, there and back; and each case knows those beside it.
#include "app/setting.h"
#include "app/worklist.h"

#include "engines.h"

enum { ROWS = 600, QUESTIONS = 32, PAGE = 50, ARENA_BYTES = 256 << 20, BODIES = 2 };
enum { ACCOUNT = 1 };
static const instant NOW = { 1790000000 };

static const str BODY[] = { STR_INIT("The council"), STR_INIT("The county") };
static const str SERVICE[] = { STR_INIT("litter"), STR_INIT("litter / bins"), STR_INIT("trees"), { 0 } };
static const str AREA[] = { STR_INIT("North; Town"), STR_INIT("South; Town"), { 0 } };
static const str POST[] = { { 0 }, STR_INIT("Crew 1"), STR_INIT("Ada") };
static const str ASKED_SERVICE[] = { { 0 }, STR_INIT("Litter"), STR_INIT("litter / bins"), STR_INIT("none") };
static const str ASKED_AREA[] = { { 0 }, STR_INIT("south"), STR_INIT("Town") };

static struct world {
    struct fresh fresh;
    struct store *store;
    struct work_row_list rows; // by due, then case
    bool is_mine[ROWS + 1];    // by case
    struct work_question q;
    struct work_row_list expected; // of q, all of it
    unsigned seed;
} w;

static unsigned below(unsigned n)
{
    w.seed = w.seed * 1103515245u + 12345u;
    return (w.seed >> 16) % n;
}

static void must(const struct ctx *ctx, result e)
{
    if (e)
        fail_msg("%s: %s", result_name(e), ctx->error.text);
}

// Given to whoever asks: what the case is bound to is the last fact that says so.
static result give(struct ctx *ctx, struct db *db, int64_t case_id)
{
    struct fact_insert_in fact = { .community = COMMUNITY_FIRST,
                                   .kind = FACT_ASSIGNED,
                                   .case_id = case_id,
                                   .happened = NOW,
                                   .recorded = NOW };
    int64_t id;
    w.is_mine[case_id] = true;
    result e = query_fact_insert(ctx, db, &fact, &id);
    return e ? e
             : query_assignee_insert(ctx, db, &(struct assignee_insert_in){ COMMUNITY_FIRST, id, ACCOUNT });
}

static result fill(struct ctx *ctx, struct db *db, void *with)
{
    static const int64_t states[] = {
        0, 0, WORK_LATE, WORK_PAUSED, WORK_DISPUTED, WORK_LATE | WORK_COUNTED, WORK_DISPUTED | WORK_CLOSED
    };
    result e = OK;
    (void)with;
    for (int64_t i = 1; i <= ROWS && !e; i++) {
        struct work_row *r = LIST_PUSH(ctx->arena, &w.rows);
        *r = (struct work_row){ .case_id = i,
                                .reference = str_format(ctx->arena, "R-%d", (int)i),
                                .opened = NOW };
        r->body = BODY[below(4) == 0];
        r->service = SERVICE[below(4)];
        r->area = AREA[below(3)];
        r->assigned = POST[below(3)];
        r->state = states[below(7)];
        r->due = below(5) ? (instant){ NOW.second + ((int64_t)below(12) - 4) * 40000 } : WORK_DUE_NONE;
        e = query_work_insert(ctx, db,
                              &(struct work_insert_in){ i, COMMUNITY_FIRST, r->reference, r->body, r->service,
                                                        r->area, r->opened, r->due, r->state, r->assigned });
        for (unsigned n = below(6); n > 3 && !e; n--) // some twice
            e = give(ctx, db, i);
    }
    return e;
}

static int by_due(const void *a, const void *b)
{
    const struct work_row *x = a, *y = b;
    int order = (x->due.second > y->due.second) - (x->due.second < y->due.second);
    return order ? order : (x->case_id > y->case_id) - (x->case_id < y->case_id);
}

static bool is_in(const struct work_row *r)
{
    const struct work_question *q = &w.q;
    bool is_service = !q->service.n || str_same_name(r->service, q->service) ||
        (str_same_name(q->service, STR("litter")) && str_starts(r->service, STR("litter")));
    bool is_area = !q->area.n ||
        (r->area.n && (str_same_name(q->area, STR("town")) || str_starts(r->area, STR("South"))));
    bool is_body = false;
    for (size_t i = 0; i < q->visitor->roles.n; i++)
        is_body |= str_equal(q->visitor->roles.at[i].body, r->body);
    return is_body && is_service && is_area && (!q->assigned.n || str_equal(q->assigned, r->assigned));
}

static bool is_shown(const struct work_row *r, enum work_show show)
{
    bool is_late = r->state & WORK_LATE, has_due = r->due.second != WORK_DUE_NONE.second;
    int today = zone_date(w.q.zone, NOW, NULL).day, day = zone_date(w.q.zone, r->due, NULL).day;
    const bool shown[SHOW_COUNT] = {
        [SHOW_ALL] = true,
        [SHOW_TODAY] = has_due && !is_late && day <= today,
        [SHOW_RISK] = has_due && !is_late && day <= w.q.risk.day,
        [SHOW_LATE] = is_late,
        [SHOW_DISPUTED] = r->state & WORK_DISPUTED,
        [SHOW_PAUSED] = r->state & WORK_PAUSED,
        [SHOW_MINE] = w.is_mine[r->case_id],
        [SHOW_ROUND] = !(r->state & (WORK_CLOSED | WORK_PAUSED | WORK_COUNTED)) &&
            (is_late || (has_due && day <= today) || w.q.assigned.n || w.q.service.n || w.q.area.n),
    };
    return shown[show];
}

static void expect(struct ctx *ctx, int64_t counts[SHOW_COUNT])
{
    w.expected = (struct work_row_list){ 0 };
    for (size_t i = 0; i < w.rows.n; i++) {
        const struct work_row *r = &w.rows.at[i];
        for (int show = 0; show < SHOW_COUNT && is_in(r); show++)
            counts[show] += is_shown(r, (enum work_show)show);
        if (is_in(r) && is_shown(r, w.q.show))
            *LIST_PUSH(ctx->arena, &w.expected) = *r;
    }
}

static struct work_place place_of(size_t i)
{
    return i < w.expected.n ? (struct work_place){ w.expected.at[i].due, w.expected.at[i].case_id }
                            : (struct work_place){ .case_id = 0 };
}

// All of its pages, one after the other; each knows where those beside it begin.
static result pages_turn(struct ctx *ctx, struct db *db)
{
    struct work_list list;
    struct work_place from;
    size_t at = 0;
    result e = OK;
    w.q.from = NULL;
    do {
        e = work_list(ctx, db, &w.q, &list);
        for (size_t i = 0; i < list.n && !e; i++)
            assert_int_equal(list.at[i].case_id, place_of(at + i).case_id);
        assert_int_equal(list.n, w.expected.n - at < PAGE ? w.expected.n - at : PAGE);
        assert_int_equal(list.has_previous, at > 0);
        assert_int_equal(list.previous.case_id, at > PAGE ? place_of(at - PAGE).case_id : 0);
        at += list.n;
        from = list.next;
        w.q.from = &from;
        assert_int_equal(from.case_id, place_of(at).case_id);
    } while (!e && from.case_id);
    assert_int_equal(at, w.expected.n);
    assert_int_equal(at, list.counts[w.q.show]);
    return e;
}

// Behind the last row there is nothing: the page before it comes instead.
static result nothing_left(struct ctx *ctx, struct db *db)
{
    const struct work_place behind = { WORK_DUE_NONE, INT64_MAX };
    struct work_list list;
    w.q.from = &behind;
    result e = work_list(ctx, db, &w.q, &list);
    size_t n = w.expected.n, first = n > PAGE ? n - PAGE : 0;
    assert_int_equal(list.n, n - first);
    for (size_t i = 0; i < list.n && !e; i++)
        assert_int_equal(list.at[i].case_id, place_of(first + i).case_id);
    assert_int_equal(list.from.case_id, first ? place_of(first).case_id : n ? 0 : behind.case_id);
    return e;
}

static result beside(struct ctx *ctx, struct db *db, size_t i)
{
    struct work_place at = place_of(i);
    struct work_list list;
    w.q.from = NULL;
    w.q.at = &at;
    result e = work_list(ctx, db, &w.q, &list);
    w.q.at = NULL;
    assert_true(list.has_at);
    assert_int_equal(list.after.case_id, place_of(i + 1).case_id);
    assert_int_equal(list.before.case_id, i ? place_of(i - 1).case_id : 0);
    return e;
}

// It is due later now: those beside where it stood are found, and it is none of them.
static result moved(struct ctx *ctx, struct db *db, size_t i)
{
    struct work_place at = { { place_of(i).due.second - 1 }, place_of(i).case_id };
    struct work_list list;
    w.q.at = &at;
    result e = work_list(ctx, db, &w.q, &list);
    w.q.at = NULL;
    assert_false(list.has_at);
    assert_int_not_equal(list.after.case_id, at.case_id);
    assert_true(!list.after.case_id || work_place_order(at, list.after) < 0);
    assert_true(!list.before.case_id || work_place_order(list.before, at) < 0);
    return e;
}

static result ask(struct ctx *ctx, struct db *db, void *with)
{
    struct work_list list;
    int64_t counts[SHOW_COUNT] = { 0 };
    (void)with;
    expect(ctx, counts);
    w.q.from = NULL;
    result e = work_list(ctx, db, &w.q, &list);
    for (int show = 0; show < SHOW_COUNT && !e; show++)
        assert_int_equal(list.counts[show], counts[show]);
    if (!e)
        e = pages_turn(ctx, db);
    if (!e)
        e = nothing_left(ctx, db);
    for (size_t i = 0; i < w.expected.n && !e; i += 1 + below(60))
        e = beside(ctx, db, i);
    return e || !w.expected.n ? e : moved(ctx, db, below((unsigned)w.expected.n));
}

static void as_every_row_says(void **state)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct role_held held[BODIES] = { { .role = ROLE_OFFICER, .body = BODY[0] },
                                      { .role = ROLE_OFFICER, .body = BODY[1] } };
    struct visitor visitor = { .id = ACCOUNT, .name = STR("Ada"), .is_staff = true };
    (void)state;
    w = (struct world){ .fresh = fresh_open(), .seed = 5 };
    must(&ctx, store_open(&ctx, str_from(w.fresh.url), STORE_CREATE, &w.store));
    must(&ctx, store_write(&ctx, w.store, fill, NULL));
    qsort(w.rows.at, w.rows.n, sizeof *w.rows.at, by_due);
    w.q = (struct work_question){ .visitor = &visitor, .now = NOW, .most = PAGE };
    must(&ctx, zone_load(&ctx, STR("Europe/London"), &w.q.zone));
    w.q.risk = date_add_days(zone_date(w.q.zone, NOW, NULL), WORK_RISK_DAYS);
    for (int i = 0; i < QUESTIONS; i++) {
        struct ctx own = { .arena = arena_open(ARENA_BYTES) };
        visitor.roles = (struct roles_held){ held, 1 + below(BODIES), BODIES };
        w.q.show = (enum work_show)(i % SHOW_COUNT);
        w.q.service = below(2) ? (str){ 0 } : ASKED_SERVICE[below(4)];
        w.q.area = below(2) ? (str){ 0 } : ASKED_AREA[below(3)];
        w.q.assigned = below(4) ? (str){ 0 } : POST[1];
        must(&own, store_read(&own, w.store, ask, NULL));
        arena_close(own.arena);
    }
    store_close(w.store);
    fresh_close(&w.fresh);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_every_row_says) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
