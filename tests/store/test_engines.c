// What must be the same on every engine and easily is not: the order of texts, search, cursors, turns at writing.
#include "app/adopt.h"
#include "app/ledger.h"
#include "app/record.h"

#include "engines.h"

#include <pthread.h>
#include <stdatomic.h>

enum { ARENA_BYTES = 64 << 20, FACTS = 1000 };

static const instant NOW = { 1772445600 };

static struct ctx ctx_open(void)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    assert_non_null(ctx.arena);
    return ctx;
}

static void must(const struct ctx *ctx, result e)
{
    if (e)
        fail_msg("%s: %s", result_name(e), ctx->error.text);
}

static struct store *opened(struct fresh *fresh)
{
    struct ctx ctx = ctx_open();
    struct store *store;
    must(&ctx, store_open(&ctx, str_from(fresh->url), STORE_CREATE, &store));
    arena_close(ctx.arena);
    return store;
}

static void in_store(struct store *store, store_work work, void *with)
{
    struct ctx ctx = ctx_open();
    must(&ctx, store_write(&ctx, store, work, with));
    arena_close(ctx.arena);
}

static result cause_add(struct ctx *ctx, struct db *db, str name)
{
    struct fact_insert_in fact = fact_new(FACT_CAUSE, NOW, NOW);
    fact.name = name;
    return fact_add(ctx, db, &fact);
}

// By bytes: capitals before small letters, what is not ASCII last. A server sorts by its own language.
static result order(struct ctx *ctx, struct db *db, void *with)
{
    static const str names[] = { STR_INIT("b"), STR_INIT("\xc3\xa9"), STR_INIT("A"), STR_INIT("_"),
                                 STR_INIT("a"), STR_INIT("Z"),        STR_INIT("1") };
    struct fact_names_out_list found;
    struct buffer got = buffer_open(200);
    result e = OK;
    (void)with;
    for (size_t i = 0; i < sizeof names / sizeof *names && !e; i++)
        e = cause_add(ctx, db, names[i]);
    if (!e)
        e = query_fact_names(ctx, db, &(struct fact_names_in){ COMMUNITY_FIRST, FACT_CAUSE }, &found);
    for (size_t i = 0; i < found.n && !e; i++)
        buffer_print(&got, "%.*s ", STR_ARGS(found.at[i].name));
    buffer_byte(&got, 0);
    assert_string_equal(got.at, "1 A Z _ a b \xc3\xa9 ");
    buffer_close(&got);
    return e;
}

static result case_add(struct ctx *ctx, struct db *db, int64_t id, str summary)
{
    struct case_insert_in row = { .id = id,
                                  .community = COMMUNITY_FIRST,
                                  .reference = str_format(ctx->arena, "R-%d", (int)id),
                                  .service = STR("litter"),
                                  .opened = NOW,
                                  .next_change = INSTANT_NONE,
                                  .summary = summary };
    return query_case_insert(ctx, db, &row);
}

static void search(struct ctx *ctx, struct db *db, const char *words, const char *wanted)
{
    struct case_row_list found;
    char got[100] = "";
    must(ctx,
         query_case_search(ctx, db, &(struct case_search_in){ COMMUNITY_FIRST, 1000, str_from(words), 10 },
                           &found));
    for (size_t i = 0; i < found.n; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%d ", (int)found.at[i].id);
    assert_string_equal(got, wanted);
}

static result searches(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    must(ctx, case_add(ctx, db, 1, STR("Litter in the GARDEN")));
    must(ctx, case_add(ctx, db, 2, STR("100% of the garden")));
    must(ctx,
         case_add(ctx, db, 3,
                  STR("\xc3\x89"
                      "cole")));
    must(ctx, case_add(ctx, db, 4, (str){ 0 }));
    search(ctx, db, "%garden%", "2 1 "); // the newest first, in letters of any size
    search(ctx, db, "%100\\%%", "2 ");
    search(ctx, db, "%r-4%", "4 ");
    search(ctx, db,
           "%\xc3\x89"
           "cole%",
           "3 ");
    search(ctx, db,
           "%\xc3\xa9"
           "cole%",
           ""); // only ASCII has sizes
    search(ctx, db, "%g_rden%", "2 1 ");
    search(ctx, db, "%g\\_rden%", "");
    return OK;
}

// A cursor goes on while other queries run, is begun again in its middle, and gives every row once.
static result cursors(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_each_of_cases_in asked = { COMMUNITY_FIRST, INSTANT_FAR };
    struct cursor cursor;
    struct fact_row row, again;
    int64_t n = 0, last = 0;
    (void)with;
    for (int i = 0; i < FACTS; i++) {
        struct fact_insert_in fact = fact_new(FACT_EVENT, NOW, NOW);
        fact.case_id = 7;
        fact.name = STR("completion");
        must(ctx, query_fact_insert(ctx, db, &fact, NULL));
    }
    must(ctx, query_fact_each_of_cases(ctx, db, &asked, &cursor));
    for (int i = 0; i < 10; i++)
        assert_true(query_fact_each_of_cases_next(ctx, &cursor, &row));
    must(ctx, query_fact_each_of_cases(ctx, db, &asked, &cursor));
    while (query_fact_each_of_cases_next(ctx, &cursor, &row)) {
        struct fact_last_out newest;
        bool is_found;
        assert_true(row.id > last);
        last = row.id;
        n++;
        if (n % 100 == 0)
            must(ctx,
                 query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &newest, &is_found));
    }
    must(ctx, cursor.failed);
    assert_int_equal(n, FACTS);
    assert_false(query_fact_each_of_cases_next(ctx, &cursor, &again));
    return OK;
}

static void on_fresh(store_work work)
{
    struct fresh fresh = fresh_open();
    struct store *store = opened(&fresh);
    in_store(store, work, NULL);
    store_close(store);
    fresh_close(&fresh);
}

static void test_order(void **state)
{
    (void)state;
    on_fresh(order);
}

static void test_search(void **state)
{
    (void)state;
    on_fresh(searches);
}

static void test_cursors(void **state)
{
    (void)state;
    on_fresh(cursors);
}

// Two programs on one store: the second one's turn comes when the first has committed, and not before.
struct turns {
    struct store *first, *second;
    _Atomic bool has_begun;
    int64_t seen; // by the second, before it writes
};

static result slow(struct ctx *ctx, struct db *db, void *with)
{
    struct turns *t = with;
    result e = cause_add(ctx, db, STR("first"));
    atomic_store(&t->has_begun, true);
    usleep(300000); // the other has time to pass, if nothing holds it
    return e;
}

static result quick(struct ctx *ctx, struct db *db, void *with)
{
    struct turns *t = with;
    struct fact_row_list facts;
    must(ctx, query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_CAUSE }, &facts));
    t->seen = (int64_t)facts.n;
    return cause_add(ctx, db, STR("second"));
}

static void *second_main(void *with)
{
    struct turns *t = with;
    while (!atomic_load(&t->has_begun))
        usleep(1000);
    in_store(t->second, quick, t);
    return NULL;
}

static void test_turns(void **state)
{
    struct fresh fresh = fresh_open();
    struct turns t = { .first = opened(&fresh), .second = opened(&fresh) };
    pthread_t thread;
    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, second_main, &t), 0);
    in_store(t.first, slow, &t);
    pthread_join(thread, NULL);
    assert_int_equal(t.seen, 1);
    store_close(t.first);
    store_close(t.second);
    fresh_close(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_order), cmocka_unit_test(test_search),
                                        cmocka_unit_test(test_cursors), cmocka_unit_test(test_turns) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
