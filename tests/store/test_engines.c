// What must be the same on every engine and easily is not: the order of texts, search, cursors, turns at writing.
#include "app/adopt.h"
#include "app/ledger.h"
#include "app/record.h"

#include "engines.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

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

// The work runs in the writer's thread, where nothing may be asserted: it writes down what it saw.
struct seen {
    char got[400];
};

static void see(struct seen *seen, const char *text, size_t n)
{
    size_t used = strlen(seen->got);
    snprintf(seen->got + used, sizeof seen->got - used, "%.*s ", (int)n, text);
}

// By bytes: capitals before small letters, what is not ASCII last. A server sorts by its own language.
static result order(struct ctx *ctx, struct db *db, void *with)
{
    static const str names[] = { STR_INIT("b"), STR_INIT("\xc3\xa9"), STR_INIT("A"), STR_INIT("_"),
                                 STR_INIT("a"), STR_INIT("Z"),        STR_INIT("1") };
    struct fact_names_out_list found;
    result e = OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && !e; i++)
        e = cause_add(ctx, db, names[i]);
    if (!e)
        e = query_fact_names(ctx, db, &(struct fact_names_in){ COMMUNITY_FIRST, FACT_CAUSE }, &found);
    for (size_t i = 0; !e && i < found.n; i++)
        see(with, found.at[i].name.at, found.at[i].name.n);
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

static const char *const SEARCHES[] = {
    "%garden%", // the newest first, in letters of any size
    "%100\\%%", // a sign that means something, as itself
    "%r-4%",    // a case without a summary
    "%\xc3\x89"
    "cole%",
    "%\xc3\xa9"
    "cole%", // only ASCII has sizes
    "%g_rden%",
    "%g\\_rden%",
};
#define FOUND "2 1 | 2 | 4 | 3 | | 2 1 | | "

static result search_see(struct ctx *ctx, struct db *db, str words, int64_t looked_at, struct seen *seen)
{
    struct case_search_in asked = { COMMUNITY_FIRST, looked_at, words, 10 };
    struct case_row_list found;
    result e = query_case_search(ctx, db, &asked, &found);
    for (size_t f = 0; !e && f < found.n; f++)
        see(seen, found.at[f].reference.at + 2, 1);
    see(seen, "|", 1);
    return e;
}

static result searches(struct ctx *ctx, struct db *db, void *with)
{
    static const str summaries[] = { STR_INIT("Litter in the GARDEN"),
                                     STR_INIT("100% of the garden"),
                                     STR_INIT("\xc3\x89"
                                              "cole"),
                                     { 0 } };
    result e = OK;
    for (int i = 0; i < 4 && !e; i++)
        e = case_add(ctx, db, i + 1, summaries[i]);
    for (size_t i = 0; i < sizeof SEARCHES / sizeof *SEARCHES && !e; i++)
        e = search_see(ctx, db, str_from(SEARCHES[i]), 1000, with);
    return e;
}

// Of reports of one moment too only the newest are looked at.
static result searches_newest(struct ctx *ctx, struct db *db, void *with)
{
    static const int64_t looked_at[] = { 0, 2, 9 };
    result e = OK;
    for (int i = 1; i <= 4 && !e; i++)
        e = case_add(ctx, db, i, STR("Litter"));
    for (size_t i = 0; i < sizeof looked_at / sizeof *looked_at && !e; i++)
        e = search_see(ctx, db, STR("%litter%"), looked_at[i], with);
    return e;
}

// A cursor goes on while other queries run, is begun again in its middle, and gives every row once, in its order.
static result rows_count(struct ctx *ctx, struct db *db, struct cursor *cursor, int64_t *n)
{
    struct fact_row row;
    int64_t last = 0;
    result e = OK;
    for (*n = 0; !e && query_fact_each_of_cases_next(ctx, cursor, &row); ++*n) {
        struct fact_last_out newest;
        bool is_found;
        if (row.id <= last)
            return ERR_INTERNAL; // out of its order
        last = row.id;
        if (*n % 100 == 0)
            e = query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &newest, &is_found);
    }
    return e ? e : cursor->failed;
}

static result cursors(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_each_of_cases_in asked = { COMMUNITY_FIRST, 0, INT64_MAX, INSTANT_FAR, INT64_MAX };
    struct fact_insert_in fact = fact_new(FACT_EVENT, NOW, NOW);
    struct cursor cursor;
    struct fact_row row;
    struct seen *seen = with;
    int64_t n = 0;
    result e = OK;
    fact.case_id = 7;
    fact.name = STR("completion");
    for (int i = 0; i < FACTS && !e; i++)
        e = query_fact_insert(ctx, db, &fact, NULL);
    if (!e)
        e = query_fact_each_of_cases(ctx, db, &asked, &cursor);
    for (int i = 0; i < 10 && !e; i++)
        n += query_fact_each_of_cases_next(ctx, &cursor, &row);
    if (!e)
        e = query_fact_each_of_cases(ctx, db, &asked, &cursor);
    snprintf(seen->got, sizeof seen->got, "%d ", (int)n);
    if (!e)
        e = rows_count(ctx, db, &cursor, &n);
    snprintf(seen->got + 3, sizeof seen->got - 3, "%d, then %d", (int)n,
             e ? -1 : query_fact_each_of_cases_next(ctx, &cursor, &row));
    return e;
}

static void on_fresh(store_work work, const char *wanted)
{
    struct fresh fresh = fresh_open();
    struct store *store = opened(&fresh);
    struct seen seen = { "" };
    in_store(store, work, &seen);
    assert_string_equal(seen.got, wanted);
    store_close(store);
    fresh_close(&fresh);
}

static void test_order(void **state)
{
    (void)state;
    on_fresh(order, "1 A Z _ a b \xc3\xa9 ");
}

static void test_search(void **state)
{
    (void)state;
    on_fresh(searches, FOUND);
    on_fresh(searches_newest, "| 4 3 | 4 3 2 1 | ");
}

static void test_cursors(void **state)
{
    (void)state;
    on_fresh(cursors, "10 1000, then 0");
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
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_CAUSE }, &facts);
    t->seen = e ? -1 : (int64_t)facts.n;
    return e ? e : cause_add(ctx, db, STR("second"));
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

// A journal that is read all the time, by readers who come and go, begins anew all the same.
enum { READERS = 3, FILLINGS = 40, FILLED = 250, FILLED_BYTES = 4000, JOURNAL_BYTES_MOST = 16 << 20 };

struct reading {
    struct store *store;
    _Atomic bool is_over;
};

static void *reader_main(void *with)
{
    struct reading *r = with;
    while (!atomic_load(&r->is_over)) {
        struct ctx ctx = ctx_open();
        struct fact_recorded_last_out last;
        struct db *db;
        bool is_found;
        must(&ctx, store_read_begin(&ctx, r->store, &db));
        must(&ctx,
             query_fact_recorded_last(&ctx, db, &(struct fact_recorded_last_in){ COMMUNITY_FIRST }, &last,
                                      &is_found));
        store_read_end(r->store, db);
        arena_close(ctx.arena);
    }
    return NULL;
}

static result fill(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_insert_in fact = fact_new(FACT_CAUSE, NOW, NOW);
    result e = OK;
    fact.words = *(const str *)with;
    for (int i = 0; i < FILLED && !e; i++)
        e = fact_add(ctx, db, &fact);
    return e;
}

static void test_journal(void **state)
{
    static char words[FILLED_BYTES], path[sizeof(struct fresh)];
    struct fresh fresh = fresh_open();
    struct reading reading = { .store = opened(&fresh) };
    struct stat journal = { 0 };
    pthread_t readers[READERS];
    str long_words = { words, sizeof words };
    (void)state;
    memset(words, 'w', sizeof words);
    for (int i = 0; i < READERS; i++)
        assert_int_equal(pthread_create(&readers[i], NULL, reader_main, &reading), 0);
    for (int i = 0; i < FILLINGS; i++)
        in_store(reading.store, fill, &long_words);
    atomic_store(&reading.is_over, true);
    for (int i = 0; i < READERS; i++)
        pthread_join(readers[i], NULL);
    snprintf(path, sizeof path, "%s-wal", fresh.name);
    assert_true(engine_turn != ON_SQLITE || stat(path, &journal) == 0);
    assert_in_range(journal.st_size, 0, JOURNAL_BYTES_MOST);
    store_close(reading.store);
    fresh_close(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_order), cmocka_unit_test(test_search),
                                        cmocka_unit_test(test_cursors), cmocka_unit_test(test_turns),
                                        cmocka_unit_test(test_journal) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
