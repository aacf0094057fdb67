// What a store does in a second, for bench_store.py; the URL decides the engine.
//
//     store_bench facts URL CLIENTS SECONDS     single facts through store_write, each waiting until it is durable
//     store_bench reports URL CLIENTS SECONDS   whole reports: three facts, what is private, and what follows from them
//     store_bench bare PATH CLIENTS SECONDS     SQLite alone: the same row, the same grouping
//     store_bench begin URL                     what there is before the first fact of these; for bare PostgreSQL
//     store_bench fill URL N                    about N facts, four to a case, and the derived tables
//
// Prints facts per second and how many there were; of `fill` seconds and facts.
#include "../fault/life.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

enum { CLIENTS_MAX = 64, GROUP_MAX = 128, FILL_CASES = 5000 };

struct bench {
    struct store *store;
    struct life life;
    store_work work;
    _Atomic int64_t done;
    _Atomic bool is_over;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static result die(const struct ctx *ctx, result e)
{
    if (e) {
        fprintf(stderr, "%s: %s\n", result_name(e), ctx->error.text);
        exit(4);
    }
    return e;
}

#define WORDS "A bench has lost a plank and somebody could fall"

static result one_fact(struct ctx *ctx, struct db *db, void *with)
{
    struct bench *b = with;
    instant at = { LIFE_BEGUN.second + b->done };
    struct fact_insert_in fact = fact_new(FACT_NOTE, at, at);
    fact.document = STR("life");
    fact.clause = STR("S1");
    fact.words = STR(WORDS);
    return fact_add(ctx, db, &fact);
}

static result one_report(struct ctx *ctx, struct db *db, void *with)
{
    struct bench *b = with;
    struct life_step step = { .life = &b->life };
    instant at = { LIFE_BEGUN.second + b->life.reports };
    result e = life_report(ctx, db, &step, at);
    return e ? e : life_derive(ctx, db, step.case_id, at);
}

static void *client(void *of)
{
    struct bench *b = of;
    while (!b->is_over) {
        struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
        die(&ctx, store_write(&ctx, b->store, b->work, b));
        arena_close(ctx.arena);
        b->done++;
    }
    return NULL;
}

static void run_for(void *(*main_of)(void *), void *of, int clients, double seconds, _Atomic bool *is_over)
{
    pthread_t threads[CLIENTS_MAX];
    const struct timespec wait = { (time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9) };
    for (int i = 0; i < clients; i++)
        pthread_create(&threads[i], NULL, main_of, of);
    nanosleep(&wait, NULL);
    *is_over = true;
    for (int i = 0; i < clients; i++)
        pthread_join(threads[i], NULL);
}

static void store_begin(const char *url, struct bench *b)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    die(&ctx, store_open(&ctx, str_from(url), STORE_CREATE, &b->store));
    die(&ctx, store_write(&ctx, b->store, life_begin, NULL));
    arena_close(ctx.arena);
}

static int ours(const char *url, int clients, double seconds, bool is_report)
{
    static struct bench b;
    store_begin(url, &b);
    b.work = is_report ? one_report : one_fact;
    double began = now();
    run_for(client, &b, clients, seconds, &b.is_over);
    double took = now() - began;
    store_close(b.store);
    int64_t facts = b.done * (is_report ? 3 : 1);
    printf("%.0f %.0f\n", (double)facts / took, (double)facts);
    return 0;
}

// ---- SQLite alone: whoever comes while a group is being committed is in the next one.

struct bare {
    sqlite3 *db;
    sqlite3_stmt *insert;
    pthread_mutex_t lock;
    pthread_cond_t came, committed;
    int64_t waiting, group, done_groups, done;
    _Atomic bool is_over;
    bool is_ended;
};

static void must(struct bare *b, int code)
{
    if (code != SQLITE_OK && code != SQLITE_DONE) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(b->db));
        exit(4);
    }
}

static void bare_insert(struct bare *b)
{
    static const char *const texts[] = { [3] = "life", [4] = "S1", [17] = WORDS };
    const int64_t numbers[] = { [1] = 1,
                                [2] = FACT_NOTE,
                                [8] = LIFE_BEGUN.second + b->done,
                                [9] = LIFE_BEGUN.second + b->done,
                                [13] = LIFE_BEGUN.second + b->done,
                                [14] = 1 };
    for (int i = 1; i < (int)(sizeof numbers / sizeof *numbers); i++)
        if (numbers[i])
            must(b, sqlite3_bind_int64(b->insert, i, numbers[i]));
    must(b, sqlite3_bind_text(b->insert, 4, texts[3], -1, SQLITE_STATIC));
    must(b, sqlite3_bind_text(b->insert, 5, texts[4], -1, SQLITE_STATIC));
    must(b, sqlite3_bind_text(b->insert, 16, texts[17], -1, SQLITE_STATIC));
    must(b, sqlite3_step(b->insert));
    must(b, sqlite3_reset(b->insert));
}

static void *bare_writer(void *of)
{
    struct bare *b = of;
    pthread_mutex_lock(&b->lock);
    for (;;) {
        while (!b->waiting && !b->is_ended)
            pthread_cond_wait(&b->came, &b->lock);
        if (!b->waiting)
            break;
        int64_t n = b->waiting < GROUP_MAX ? b->waiting : GROUP_MAX;
        b->waiting -= n;
        b->group++;
        pthread_mutex_unlock(&b->lock);
        must(b, sqlite3_exec(b->db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
        for (int64_t i = 0; i < n; i++)
            bare_insert(b);
        must(b, sqlite3_exec(b->db, "COMMIT", NULL, NULL, NULL));
        pthread_mutex_lock(&b->lock);
        b->done += n;
        b->done_groups = b->group;
        pthread_cond_broadcast(&b->committed);
    }
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

static void *bare_client(void *of)
{
    struct bare *b = of;
    pthread_mutex_lock(&b->lock);
    while (!b->is_over) {
        int64_t mine = b->group + 1;
        b->waiting++;
        pthread_cond_signal(&b->came);
        while (b->done_groups < mine)
            pthread_cond_wait(&b->committed, &b->lock);
    }
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

static int bare(const char *path, int clients, double seconds)
{
    static struct bare b = { .lock = PTHREAD_MUTEX_INITIALIZER,
                             .came = PTHREAD_COND_INITIALIZER,
                             .committed = PTHREAD_COND_INITIALIZER };
    static struct bench made;
    char url[512];
    pthread_t writer;
    snprintf(url, sizeof url, "sqlite:%s", path);
    store_begin(url, &made); // the same tables and indexes
    store_close(made.store);
    must(&b, sqlite3_open(path, &b.db));
    must(&b, sqlite3_exec(b.db, "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768", NULL, NULL, NULL));
    must(&b,
         sqlite3_prepare_v2(
             b.db,
             "INSERT INTO fact (community, kind, case_id, document, clause, name, value, happened, "
             "happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, "
             "bound) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
             -1, &b.insert, NULL));
    pthread_create(&writer, NULL, bare_writer, &b);
    double began = now();
    run_for(bare_client, &b, clients, seconds, &b.is_over);
    double took = now() - began;
    pthread_mutex_lock(&b.lock);
    b.is_ended = true;
    pthread_cond_signal(&b.came);
    pthread_mutex_unlock(&b.lock);
    pthread_join(writer, NULL);
    sqlite3_finalize(b.insert);
    sqlite3_close(b.db);
    printf("%.0f %.0f\n", (double)b.done / took, (double)b.done);
    return 0;
}

// ---- A large store.

struct filling {
    struct life life;
    int64_t cases, spread; // seconds between two
};

static result fill_some(struct ctx *ctx, struct db *db, void *with)
{
    struct filling *f = with;
    result e = OK;
    for (int64_t i = 0; i < FILL_CASES && !e; i++) {
        instant at = { LIFE_BEGUN.second + f->life.reports * f->spread };
        struct life_step step = { .life = &f->life, .choice = 1 };
        struct ctx own = { .arena = arena_open(1 << 20) };
        e = life_report(&own, db, &step, at);
        struct fact_insert_in event = fact_new(FACT_EVENT, (instant){ at.second + 40000 }, at);
        event.name = STR("completion");
        if (!e)
            e = fact_of(&own, db, event, step.case_id);
        if (e)
            e = fail(ctx, e, "%s", own.error.text);
        arena_close(own.arena);
    }
    f->cases += FILL_CASES;
    return e;
}

static result fill_derive(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return derived_rebuild(ctx, db, (instant){ LIFE_BEGUN.second + 400 * (int64_t)DAY_SECONDS });
}

static int fill(const char *url, int64_t n)
{
    static struct bench b;
    static struct filling f;
    double began = now();
    store_begin(url, &b);
    f.spread = 365 * (int64_t)DAY_SECONDS * 4 / n;
    while (f.cases * 4 < n) {
        struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
        die(&ctx, store_write(&ctx, b.store, fill_some, &f));
        arena_close(ctx.arena);
    }
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    die(&ctx, store_write(&ctx, b.store, fill_derive, NULL));
    arena_close(ctx.arena);
    store_close(b.store);
    printf("%.1f %.0f\n", now() - began, (double)(f.cases * 4));
    return 0;
}

static int begin(const char *url)
{
    static struct bench b;
    store_begin(url, &b);
    store_close(b.store);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && (strcmp(argv[1], "facts") == 0 || strcmp(argv[1], "reports") == 0))
        return ours(argv[2], (int)strtol(argv[3], NULL, 10), strtod(argv[4], NULL), argv[1][0] == 'r');
    if (argc == 5 && strcmp(argv[1], "bare") == 0)
        return bare(argv[2], (int)strtol(argv[3], NULL, 10), strtod(argv[4], NULL));
    if (argc == 3 && strcmp(argv[1], "begin") == 0)
        return begin(argv[2]);
    if (argc == 4 && strcmp(argv[1], "fill") == 0)
        return fill(argv[2], strtoll(argv[3], NULL, 10));
    fprintf(
        stderr,
        "store_bench facts|reports URL CLIENTS SECONDS | bare PATH CLIENTS SECONDS | begin URL | fill URL N\n");
    return 2;
}
