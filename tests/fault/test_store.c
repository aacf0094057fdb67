// The n-th query fails, for every n, and the disk is full: what was asked for is refused in words, nothing of it is
// kept, and once the fault is gone the same work is done whole.
#include "app/adopt.h"
#include "app/board.h"
#include "app/record.h"
#include "app/setting.h"

#include "engines.h"

#include <signal.h>
#include <sys/resource.h>

enum { ARENA_BYTES = 512 << 20, BIG = 1 << 20 };

static const char CHARTER[] =
    "# Charter: Fault\n\n- Id: fault\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"
    "- If late: R1\n- If target missed: R2\n\n"
    "## Redress R1: One late case\n- Step 1: the provider tells the person who reported the reason and a new date, "
    "automatically within 3 working days\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n- Step 1: the council writes why, within 20 working days\n";

static const instant BEGUN = { 1772445600 }; // 2 March 2026 10:00
static const instant LATER = { 1775206800 }; // 3 April 2026 09:00: the quarter is over

struct world {
    struct store *store;
    struct fresh fresh;
    int64_t facts;
};

static struct ctx ctx_open(void)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    assert_non_null(ctx.arena);
    return ctx;
}

static result adopt(struct ctx *ctx, struct db *db, void *with)
{
    struct adoption a = { .kind = CONTENT_DOCUMENT, .name = STR("fault"), .body = str_from(CHARTER) };
    (void)with;
    a.happened = a.recorded = BEGUN;
    result e = community_ensure(ctx, db, STR("Test"), STR("Europe/London"));
    if (!e)
        e = content_adopt(ctx, db, &a);
    return e ? e : derived_rebuild(ctx, db, BEGUN);
}

// A report, a cause, its lateness, its reason, a figure published: all that the clock does.
static result live(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_insert_in report = fact_new(FACT_OPENED, BEGUN, BEGUN);
    struct fact_insert_in cause = fact_new(FACT_CAUSE, BEGUN, BEGUN);
    int64_t id, n;
    (void)with;
    report.name = STR("litter");
    report.value = STR("A-1");
    cause.document = STR("fault");
    cause.clause = STR("S1");
    cause.name = cause.words = STR("Storm");
    result e = fact_open(ctx, db, report, &id);
    if (!e)
        e = fact_add(ctx, db, &cause);
    if (!e)
        e = derived_rebuild(ctx, db, BEGUN);
    return e ? e : derived_advance(ctx, db, LATER, &n);
}

static result count(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    w->facts = 0;
    for (int kind = 1; kind < FACT_KINDS; kind++) {
        struct fact_row_list facts;
        result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, kind }, &facts);
        if (e)
            return e;
        w->facts += (int64_t)facts.n;
    }
    return OK;
}

static result look(struct ctx *ctx, struct db *db, void *with)
{
    struct board *board;
    (void)with;
    result e = board_make(ctx, db, LATER, &board);
    if (!e)
        board_close(board);
    return e;
}

static int64_t facts_kept(struct world *w)
{
    struct ctx ctx = ctx_open();
    assert_int_equal(store_read(&ctx, w->store, count, w), OK);
    arena_close(ctx.arena);
    return w->facts;
}

static void world_open(struct world *w)
{
    struct ctx ctx = ctx_open();
    w->fresh = fresh_open();
    assert_int_equal(store_open(&ctx, str_from(w->fresh.url), STORE_CREATE, &w->store), OK);
    arena_close(ctx.arena);
}

static void world_close(struct world *w)
{
    store_close(w->store);
    fresh_close(&w->fresh);
}

typedef result (*road)(struct ctx *ctx, struct store *store, store_work work, void *with);

// How many queries it took until nothing failed any more.
static int fail_each(struct world *w, road take, store_work work)
{
    for (int n = 1;; n++) {
        struct ctx ctx = ctx_open();
        int64_t before = facts_kept(w);
        store_fail_after(n);
        result e = take(&ctx, w->store, work, w);
        store_fail_after(0);
        if (e && (e != ERR_STORE || !ctx.error.text[0]))
            fail_msg("query %d: %s '%s'", n, result_name(e), ctx.error.text);
        if (e && facts_kept(w) != before)
            fail_msg("query %d failed, and something of it was kept", n);
        arena_close(ctx.arena);
        if (!e)
            return n;
    }
}

static void test_every_query(void **state)
{
    struct world w;
    (void)state;
    world_open(&w);
    assert_true(fail_each(&w, store_write, adopt) > 10);
    assert_int_equal(facts_kept(&w), 1); // adopted once
    assert_true(fail_each(&w, store_write, live) > 30);
    assert_int_equal(facts_kept(&w), 5); // adopted, reported, cause, reason, figure
    assert_true(fail_each(&w, store_read, look) > 10);
    world_close(&w);
}

struct filler {
    char *words;
    instant at;
};

static result fill(struct ctx *ctx, struct db *db, void *with)
{
    const struct filler *f = with;
    struct fact_insert_in note = fact_new(FACT_NOTE, f->at, f->at);
    note.words = (str){ f->words, BIG };
    return fact_add(ctx, db, &note);
}

static void test_full_disk(void **state)
{
    struct world w;
    struct rlimit whole, small;
    struct filler filler = { calloc(BIG, 1), BEGUN };
    struct ctx ctx = ctx_open();
    (void)state;
    memset(filler.words, 'x', BIG);
    world_open(&w);
    assert_int_equal(store_write(&ctx, w.store, adopt, &w), OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &whole), 0);
    small = (struct rlimit){ 3 * BIG, whole.rlim_max };
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0); // no file may grow past this, as on a full disk
    result e = OK;
    int written = 0;
    while (!e && written < 20) {
        e = store_write(&ctx, w.store, fill, &filler);
        written += !e;
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &whole), 0);
    assert_int_equal(e, ERR_STORE);
    assert_true(ctx.error.text[0] && written > 0 && written < 20);
    assert_int_equal(facts_kept(&w), 1 + written); // what was acknowledged is there, what was refused is not
    assert_int_equal(store_write(&ctx, w.store, fill, &filler), OK);
    assert_int_equal(facts_kept(&w), 2 + written);
    free(filler.words);
    arena_close(ctx.arena);
    world_close(&w);
}

static result declare(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_insert_in cause = fact_new(FACT_CAUSE, BEGUN, BEGUN);
    (void)with;
    cause.name = cause.words = STR("Storm");
    return fact_add(ctx, db, &cause);
}

static void connections_end(const struct world *w)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '%s'",
             w->fresh.name);
    server_run(sql);
}

// Half of the work, then the server ends every connection, then the rest.
static result lose_and_read(struct ctx *ctx, struct db *db, void *with)
{
    result e = count(ctx, db, with);
    connections_end(with);
    return e ? e : count(ctx, db, with);
}

static result lose_and_write(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_insert_in note = fact_new(FACT_NOTE, BEGUN, BEGUN);
    note.words = STR("half");
    result e = fact_add(ctx, db, &note);
    if (!e)
        e = count(ctx, db, with);
    connections_end(with);
    return e ? e : fact_add(ctx, db, &note);
}

static void test_connections_lost(void **state)
{
    struct world w;
    struct ctx ctx = ctx_open();
    (void)state;
    world_open(&w);
    assert_int_equal(store_write(&ctx, w.store, adopt, &w), OK);
    assert_int_equal(store_read(&ctx, w.store, count, &w), OK); // a reader is open, and idle
    connections_end(&w);
    assert_int_equal(facts_kept(&w), 1); // opened again, unnoticed
    connections_end(&w);
    assert_int_equal(store_write(&ctx, w.store, live, &w), OK);
    int64_t before = facts_kept(&w);
    struct ctx reading = ctx_open(), writing = ctx_open();
    assert_int_equal(store_read(&reading, w.store, lose_and_read, &w),
                     ERR_BUSY); // it saw one state, which is gone
    assert_non_null(strstr(reading.error.text, "try again"));
    assert_int_equal(store_write(&writing, w.store, lose_and_write, &w), ERR_BUSY);
    assert_non_null(strstr(writing.error.text, "nothing of this was kept"));
    assert_int_equal(facts_kept(&w), before);
    assert_int_equal(store_write(&ctx, w.store, declare, &w), OK);
    assert_int_equal(facts_kept(&w), before + 1);
    arena_close(reading.arena);
    arena_close(writing.arena);
    arena_close(ctx.arena);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_query) };
    const struct CMUnitTest disk[] = { cmocka_unit_test(test_full_disk) }; // PostgreSQL's is the server's
    const struct CMUnitTest server[] = { cmocka_unit_test(test_connections_lost) };
    int failed = cmocka_run_group_tests_name("disk", disk, NULL, NULL) +
        run_on_engines(tests, sizeof tests / sizeof *tests);
    engine_turn = ON_POSTGRESQL;
    if (getenv("WARDMOTE_TEST_POSTGRESQL"))
        failed += cmocka_run_group_tests_name("server", server, NULL, NULL);
    return failed;
}
