// A store that was spoilt: bytes flipped in every page, cut short, a folder in its place, its journal gone, no right to
// write. Opening it, judging, serving and adopting either work or say that the store is damaged; none crashes.
#include "life.h"

#include "app/judge_store.h"
#include "app/status.h"
#include "web/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { STEPS = 40, PAGE = 4096 };

static struct {
    char folder[64], spoilt[96], url[112];
    char *bytes;
    size_t n;
} at;

static void remove_spoilt(void)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s%s", at.spoilt, ends[i]);
        unlink(name);
    }
}

static void put(const char *path, const char *bytes, size_t n)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

static void take(const char *path)
{
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    fseek(in, 0, SEEK_END);
    at.n = (size_t)ftell(in);
    rewind(in);
    at.bytes = realloc(at.bytes, at.n + 1);
    assert_int_equal(fread(at.bytes, 1, at.n, in), at.n);
    fclose(in);
}

static bool is_said(const struct ctx *ctx)
{
    return strlen(ctx->error.text) > 15 && strchr(ctx->error.text, ' ');
}

static void said(const char *what, const struct ctx *ctx, result e)
{
    if (e && !is_said(ctx))
        fail_msg("%s: %s '%s'", what, result_name(e), ctx->error.text);
}

static result judge(struct ctx *ctx, struct db *db, void *with)
{
    struct judge_options options = { .now = LIFE_BEGUN, .by_period = true, .threads = 1 };
    struct ledger *ledger;
    (void)with;
    result e = ledger_open(ctx, db, &options, &ledger);
    if (!e)
        e = ledger_cases(ctx, db, ledger);
    return e ? e : ledger_rows(ctx, db, ledger);
}

static void serve(struct store *store)
{
    static const char *const paths[] = { "/", "/charters/life/S1", "/reports/L-3", "/data/figures.csv",
                                         "/search" };
    struct site *site = site_open(store);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
        struct request request = {
            .ctx = &ctx, .method = METHOD_GET, .path = str_from(paths[i]), .now = LIFE_BEGUN
        };
        struct response response;
        request.query = STR("q=bags");
        route_run(&SITE_ROUTES, site, &request, &response);
        if (response.status == 503 && !is_said(&ctx))
            fail_msg("%s: 503 '%s'", paths[i], ctx.error.text);
        buffer_close(&response.body);
        arena_close(ctx.arena);
    }
    site_close(site);
}

static result advance(struct ctx *ctx, struct db *db, void *with)
{
    struct life_step step = { .life = with };
    result e = life_report(ctx, db, &step, LIFE_BEGUN);
    if (!e)
        e = life_derive(ctx, db, step.case_id, LIFE_BEGUN);
    return e ? e : derived_rebuild(ctx, db, (instant){ LIFE_BEGUN.second + 40 * (int64_t)DAY_SECONDS });
}

// Everything that opens a store; whether one of them saw the damage.
static bool use(const char *what)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    struct store *store;
    struct life life = { .steps = 100, .reports = 1000 };
    result e = store_open(&ctx, str_from(at.url), STORE_WRITE, &store);
    said(what, &ctx, e);
    if (!e) {
        struct ctx reading = { .arena = ctx.arena }, writing = { .arena = ctx.arena };
        result judged = store_read(&reading, store, judge, NULL);
        said(what, &reading, judged);
        serve(store);
        e = store_write(&writing, store, advance, &life);
        said(what, &writing, e);
        e = e ? e : judged;
        store_close(store);
    }
    struct ctx looking = { .arena = ctx.arena };
    struct store_status status;
    said(what, &looking, store_status(&looking, str_from(at.url), LIFE_BEGUN, &status));
    arena_close(ctx.arena);
    return e != OK;
}

static void prepare(void)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    struct life life = { 0 };
    struct store *store;
    result e = store_open(&ctx, str_from(at.url), STORE_CREATE, &store);
    if (!e)
        e = store_write(&ctx, store, life_begin, NULL);
    for (int i = 0; i < STEPS && !e; i++) {
        struct life_step step = { .life = &life, .choice = 1 };
        e = store_write(&ctx, store, life_step, &step);
    }
    if (e)
        fail_msg("%s", ctx.error.text);
    store_close(store);
    take(at.spoilt);
    arena_close(ctx.arena);
}

// A leaf of a table or an index with nothing in it: its kind, then, two bytes on, the number of its cells
// (SQLite's file format, "B-tree Pages"). The page of an empty table is read by nobody.
static bool is_empty_leaf(size_t page)
{
    const unsigned char *head = (const unsigned char *)at.bytes + page * PAGE;
    return page > 0 && (head[0] == 0x0d || head[0] == 0x0a) && head[3] == 0 && head[4] == 0;
}

static void test_every_page(void **state)
{
    static const struct {
        const char *name;
        size_t from, n;
        unsigned char flip;
    } ways[] = { { "a header", 0, 12, 0xff }, { "a cell", 2000, 200, 0x55 }, { "all", 0, PAGE, 0xa5 } };
    enum { ALL = 2 }; // of a page that holds nothing the others change nothing that this does not
    bool is_long = getenv("WARDMOTE_TEST_LONG"); // each page in each way; else the ways take turns
    int seen = 0, tried = 0;
    (void)state;
    prepare();
    for (size_t page = 0; page < at.n / PAGE; page++)
        for (size_t w = is_empty_leaf(page) ? ALL : 0; w < sizeof ways / sizeof *ways; w++) {
            if (!is_long && w != (is_empty_leaf(page) ? ALL : page % (ALL + 1)))
                continue;
            char what[64];
            char *bytes = malloc(at.n);
            memcpy(bytes, at.bytes, at.n);
            for (size_t i = 0; i < ways[w].n; i++)
                bytes[page * PAGE + ways[w].from + i] ^= (char)ways[w].flip;
            remove_spoilt();
            put(at.spoilt, bytes, at.n);
            free(bytes);
            snprintf(what, sizeof what, "%s of page %zu flipped", ways[w].name, page + 1);
            seen += use(what);
            tried += !is_empty_leaf(page);
        }
    print_message("# %d of %d spoilt stores were found out by use\n", seen, tried);
    assert_true(seen > tried / 2);
}

static void test_cut_short(void **state)
{
    (void)state;
    for (size_t n = 0; n < at.n; n += at.n / 23 + 1) {
        char what[64];
        remove_spoilt();
        put(at.spoilt, at.bytes, n);
        snprintf(what, sizeof what, "cut to %zu bytes", n);
        bool is_seen = use(what);
        assert_true(is_seen || n > at.n / 2);
    }
}

// A journal that lies beside another store's file, or is rubbish, is not taken for its own.
static void test_journals(void **state)
{
    char wal[112];
    (void)state;
    snprintf(wal, sizeof wal, "%s-wal", at.spoilt);
    remove_spoilt();
    put(at.spoilt, at.bytes, at.n);
    put(wal, at.bytes, at.n); // rubbish
    assert_false(use("rubbish for a journal"));
    remove_spoilt();
    put(at.spoilt, at.bytes, at.n);
    assert_false(use("no journal"));
}

static void test_places(void **state)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    struct store *store;
    (void)state;
    remove_spoilt();
    mkdir(at.spoilt, 0700);
    for (int mode = STORE_READ; mode <= STORE_CREATE; mode++) {
        struct ctx own = { .arena = ctx.arena };
        result e = store_open(&own, str_from(at.url), (enum store_mode)mode, &store);
        assert_true(e == ERR_MISSING || e == ERR_STORE);
        said("a folder in its place", &own, e);
    }
    rmdir(at.spoilt);
    put(at.spoilt, at.bytes, at.n);
    chmod(at.spoilt, 0444);
    if (geteuid() != 0) // whom no permission stops
        assert_true(use("only to be read"));
    chmod(at.spoilt, 0);
    if (geteuid() != 0)
        assert_true(use("not even to be read"));
    chmod(at.spoilt, 0600);
    assert_false(use("to be read and written again"));
    arena_close(ctx.arena);
}

static int begin(void **state)
{
    (void)state;
    snprintf(at.folder, sizeof at.folder, "%s/wardmote-damage-%d",
             access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", (int)getpid());
    snprintf(at.spoilt, sizeof at.spoilt, "%s/store.db", at.folder);
    snprintf(at.url, sizeof at.url, "sqlite:%s", at.spoilt);
    return mkdir(at.folder, 0700);
}

static int end(void **state)
{
    (void)state;
    remove_spoilt();
    free(at.bytes);
    return rmdir(at.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_page), cmocka_unit_test(test_cut_short),
                                        cmocka_unit_test(test_journals), cmocka_unit_test(test_places) };
    return cmocka_run_group_tests(tests, begin, end);
}
