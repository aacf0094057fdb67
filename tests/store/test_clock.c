// What the clock does by itself, under a clock that the test moves: a late case gets its reason and new date, a period
// that is over its figures, a miss its redress; nothing twice, nothing before its time.
#include "app/adopt.h"
#include "app/board.h"
#include "app/record.h"
#include "app/setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { ARENA_BYTES = 1 << 30 };

static const char CHARTER[] =
    "# Charter: Clock\n\n- Id: clock\n- Area: Clock ward\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the provider tells the person who reported the reason and a new date, automatically within 3 working "
    "days\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n"
    "- Step 1: the council writes why, within 20 working days\n";

struct world {
    struct store *store;
    char path[64];
    instant now;
    int64_t case_id;
    const char *wanted; // of what is read
    char got[2000];
};

static instant at(const char *text)
{
    struct stamp stamp; // UTC
    assert_true(stamp_parse(str_from(text), &stamp));
    return (instant){ (int64_t)stamp.day.day * DAY_SECONDS + stamp.second };
}

static void must(const struct ctx *ctx, result e)
{
    if (e)
        fail_msg("%s: %s", result_name(e), ctx->error.text);
}

typedef result (*action)(struct ctx *ctx, struct db *db, void *with);

static void in_store(struct world *w, action act)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    must(&ctx, store_write(&ctx, w->store, act, w));
    arena_close(ctx.arena);
}

static result begin(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct adoption a = { .kind = CONTENT_DOCUMENT, .name = STR("clock"), .body = str_from(CHARTER) };
    a.happened = a.recorded = w->now;
    result e = community_ensure(ctx, db, STR("Test"), STR("Europe/London"));
    if (!e)
        e = content_adopt(ctx, db, &a);
    return e ? e : derived_rebuild(ctx, db, w->now);
}

static result advance(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    int64_t n;
    return derived_advance(ctx, db, w->now, &n);
}

static result update(struct ctx *ctx, struct db *db, struct world *w)
{
    struct judge_options options;
    struct ledger *ledger;
    result e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = ledger_update(ctx, db, ledger, w->case_id);
    return e || !ledger->is_stale ? e : derived_rebuild(ctx, db, w->now);
}

static result report(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_OPENED, w->now, w->now);
    fact.name = STR("litter");
    fact.value = str_from(w->wanted);
    result e = fact_open(ctx, db, fact, &w->case_id);
    return e ? e : update(ctx, db, w);
}

static result finish(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_EVENT, w->now, w->now);
    fact.name = STR("completion");
    result e = fact_of(ctx, db, fact, w->case_id);
    return e ? e : update(ctx, db, w);
}

static result declare(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_insert_in fact = fact_new(FACT_CAUSE, w->now, w->now);
    fact.document = STR("clock");
    fact.clause = STR("S1");
    fact.name = STR("Storm");
    fact.words = STR("A storm closed the roads.");
    fact.until = (instant){ w->now.second + 7 * DAY_SECONDS };
    return fact_add(ctx, db, &fact);
}

// Facts of a kind as "name value words|" in the order of recording.
static result read_kind(struct ctx *ctx, struct db *db, struct world *w, enum fact_kind kind)
{
    struct fact_row_list facts;
    size_t n = 0;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, kind }, &facts);
    w->got[0] = 0;
    for (size_t i = 0; i < facts.n && !e; i++) {
        const struct fact_row *f = &facts.at[i];
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %.*s %.*s|", STR_ARGS(f->name),
                              STR_ARGS(f->value), STR_ARGS(f->words));
    }
    return e;
}

static result read_reasons(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_EXPLAINED);
}

static result read_published(struct ctx *ctx, struct db *db, void *with)
{
    return read_kind(ctx, db, with, FACT_PUBLISHED);
}

// What the pages would show as owed.
static result read_openings(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct board *board;
    size_t n = 0;
    result e = board_make(ctx, db, w->now, &board);
    w->got[0] = 0;
    for (size_t i = 0; !e && i < board->openings.n; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s step %d|",
                              STR_ARGS(board->openings.at[i]->promise->clause->label),
                              (int)board->openings.at[i]->steps[0].state);
    if (!e)
        board_close(board);
    return e;
}

static void world_open(struct world *w, const char *now)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    *w = (struct world){ .now = at(now) };
    snprintf(w->path, sizeof w->path, "/tmp/wardmote-clock-%d.db", (int)getpid());
    unlink(w->path);
    char url[80];
    snprintf(url, sizeof url, "sqlite:%s", w->path);
    must(&ctx, store_open(&ctx, str_from(url), STORE_CREATE, &w->store));
    arena_close(ctx.arena);
    in_store(w, begin);
}

static void world_close(struct world *w)
{
    store_close(w->store);
    unlink(w->path);
}

static void then(struct world *w, const char *now, action act)
{
    w->now = at(now);
    in_store(w, act);
}

static void expect(struct world *w, const char *now, action read, const char *wanted)
{
    then(w, now, advance);
    in_store(w, read);
    assert_string_equal(w->got, wanted);
}

static void test_reason(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-02-02T10:00:00", report); // a Monday: due by the end of Wednesday 4 February
    then(&w, "2026-02-03T08:00:00", declare);
    expect(&w, "2026-02-04T23:00:00", read_reasons, "");
    expect(&w, "2026-02-05T00:30:00", read_reasons, ""); // late, but nobody is told at night
    expect(&w, "2026-02-05T07:01:00", read_reasons,
           "Storm  A storm closed the roads. New date: 6 February 2026|");
    expect(&w, "2026-02-05T08:00:00", read_reasons,
           "Storm  A storm closed the roads. New date: 6 February 2026|");
    w.wanted = "A-2"; // a second one, late by the same cause: it is explained too
    then(&w, "2026-02-05T10:00:00", report);
    expect(&w, "2026-02-10T08:00:00", read_reasons,
           "Storm  A storm closed the roads. New date: 6 February 2026|"
           "Storm  A storm closed the roads. New date: 11 February 2026|");
    w.wanted = "A-3"; // past the cause: no reason is made up
    then(&w, "2026-02-10T10:00:00", report);
    then(&w, "2026-02-20T10:00:00", advance);
    char before[sizeof w.got];
    memcpy(before, w.got, sizeof before);
    in_store(&w, read_reasons);
    assert_string_equal(w.got, before);
    world_close(&w);
}

static void test_cause_told_later(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-02-03T10:00:00", report);
    then(&w, "2026-02-03T11:00:00", declare);
    expect(&w, "2026-02-09T09:00:00", read_reasons,
           "Storm  A storm closed the roads. New date: 9 February 2026|");
    world_close(&w);
}

static void test_published(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, "2026-02-02T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-03-02T10:00:00", report);
    then(&w, "2026-03-09T10:00:00", finish);
    expect(&w, "2026-03-31T22:30:00", read_published, ""); // the quarter's last evening
    expect(&w, "2026-03-31T23:30:00", read_published,      // past midnight in London
           "provisional missed 0 of 1. Counted when the period was over.|");
    in_store(&w, read_openings);
    assert_string_equal(w.got, ""); // provisional: nothing follows yet
    expect(&w, "2026-04-10T12:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|");
    // 15 working days after 31 March, with Good Friday and Easter Monday: the end of 23 April
    expect(&w, "2026-04-23T20:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|");
    in_store(&w, read_openings);
    assert_string_equal(w.got, "");
    expect(&w, "2026-04-24T00:10:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|"
           "confirmed missed 0 of 1. Nobody corrected it in 15 working days.|");
    in_store(&w, read_openings);
    assert_string_equal(w.got, "S1 step 1|"); // STEP_OPEN
    expect(&w, "2026-04-24T12:00:00", read_published,
           "provisional missed 0 of 1. Counted when the period was over.|"
           "confirmed missed 0 of 1. Nobody corrected it in 15 working days.|");
    then(&w, "2026-06-20T12:00:00", advance);
    in_store(&w, read_openings);
    assert_string_equal(w.got, "S1 step 4|"); // STEP_OVERDUE
    world_close(&w);
}

// Nobody looked for months: the period is confirmed at once. What ended before the charter was here binds nobody.
static void test_published_late(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, "2026-05-04T09:00:00");
    w.wanted = "A-1";
    then(&w, "2026-05-05T10:00:00", report);
    expect(&w, "2026-11-02T09:00:00", read_published,
           "confirmed missed 0 of 1. Nobody corrected it in 15 working days.|"
           "confirmed no_cases 0 of 0. Nobody corrected it in 15 working days.|");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reason),
        cmocka_unit_test(test_cause_told_later),
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_published_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
