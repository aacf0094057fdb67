// A store under load, to be killed, and looked at afterwards; the URL decides the engine.
//
//     load run URL SEED THREADS    writes until it is killed; a line for each step, once it is committed
//     load live URL SEED THREADS   the same in a store that was begun, at the machine's time, beside other programs
//     load cause URL               begins a store, with a cause on record for all that falls late
//     load steps URL SEED N        on one thread, N steps
//     load held URL SEED N         N live steps; each says "held" before it is committed and waits for a line
//     load check URL FILE          whether all that FILE says, one line a step, is there and whole; exit 1 if not
//     load said URL FILE           the same, without making the derived tables again
#include "life.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS_MAX = 64, KNOWN_MAX = 4096, LIVE_REPORTS = 1000000 };

struct load {
    struct life life;
    struct store *store;
    _Atomic int64_t known[KNOWN_MAX]; // cases, to close one now and then
    _Atomic int64_t n_known;
    int64_t steps; // of each thread; -1 for no end
};

struct worker {
    struct load *load;
    uint64_t seed;
    pthread_t thread;
};

static void say(const struct life_said *said)
{
    char line[96];
    int n = snprintf(line, sizeof line, "%lld %lld %s\n", (long long)said->case_id, (long long)said->n,
                     said->hash);
    if (write(STDOUT_FILENO, line, (size_t)n) != n)
        _exit(3);
}

static void step(struct load *load, uint64_t *seed)
{
    struct life_step step = { .life = &load->life, .choice = life_random(seed) };
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    int64_t n = load->n_known < KNOWN_MAX ? load->n_known : KNOWN_MAX;
    if (n > 4 && step.choice % 3)
        step.case_id = load->known[life_random(seed) % (unsigned)n];
    bool is_new = !step.case_id;
    result e = store_write(&ctx, load->store, life_step, &step);
    if (e == ERR_BUSY && load->life.is_live) { // as whoever is told to try again in a moment
        fprintf(stderr, "%s\n", ctx.error.text);
        arena_close(ctx.arena);
        return;
    }
    if (e) {
        fprintf(stderr, "%s: %s\n", result_name(e), ctx.error.text);
        _exit(4);
    }
    say(&step.said);
    if (is_new && step.said.case_id)
        load->known[load->n_known++ % KNOWN_MAX] = step.said.case_id;
    arena_close(ctx.arena);
}

static void *work(void *of)
{
    struct worker *w = of;
    for (int64_t i = 0; i != w->load->steps; i++)
        step(w->load, &w->seed);
    return NULL;
}

static result begin(struct ctx *ctx, struct db *db, void *with)
{
    result e = life_begin(ctx, db, with);
    return e ? e : life_resume(ctx, db, with);
}

static struct load load;

static void load_open(const char *url, bool is_begun)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    result e = store_open(&ctx, str_from(url), STORE_CREATE, &load.store);
    if (!e && !is_begun)
        e = store_write(&ctx, load.store, begin, &load.life);
    if (e) {
        fprintf(stderr, "%s: %s\n", result_name(e), ctx.error.text);
        _exit(4); // as if killed: nothing is tidied up
    }
    arena_close(ctx.arena);
}

// A step whose transaction is open until a line comes.
static result step_held(struct ctx *ctx, struct db *db, void *with)
{
    char line[8];
    result e = life_step(ctx, db, with);
    if (write(STDOUT_FILENO, "held\n", 5) != 5 || !fgets(line, sizeof line, stdin))
        _exit(3);
    return e;
}

static int held(uint64_t seed, int64_t steps)
{
    for (int64_t i = 0; i < steps; i++) {
        struct life_step step = { .life = &load.life, .choice = life_random(&seed) };
        struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
        result e = store_write(&ctx, load.store, step_held, &step);
        if (e)
            printf("%s: %s\n", result_name(e), ctx.error.text);
        else
            say(&step.said);
        fflush(stdout);
        arena_close(ctx.arena);
    }
    store_close(load.store);
    return 0;
}

static int run(uint64_t seed, int threads, int64_t steps)
{
    static struct worker workers[THREADS_MAX];
    load.steps = steps;
    for (int i = 0; i < threads; i++) {
        workers[i] = (struct worker){ &load, seed * 1000 + (uint64_t)i, 0 };
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    for (int i = 0; i < threads; i++)
        pthread_join(workers[i].thread, NULL);
    store_close(load.store);
    return 0;
}

static result cause_add(struct ctx *ctx, struct db *db, void *with)
{
    struct fact_insert_in cause = fact_new(FACT_CAUSE, LIFE_BEGUN, LIFE_BEGUN);
    (void)with;
    cause.document = STR("life");
    cause.clause = STR("S1");
    cause.name = STR("lorry");
    cause.words = STR("The lorry broke down.");
    return fact_add(ctx, db, &cause);
}

static int cause(const char *url)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    load_open(url, false);
    result e = store_write(&ctx, load.store, cause_add, NULL);
    if (e)
        fprintf(stderr, "%s\n", ctx.error.text);
    store_close(load.store);
    arena_close(ctx.arena);
    return e ? 1 : 0;
}

static int check(const char *url, const char *path, bool is_quick)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    struct {
        struct life_said *at;
        size_t n, room;
    } said = { 0 };
    FILE *file = fopen(path, "r");
    char line[128];
    while (file && fgets(line, sizeof line, file)) {
        struct life_said *slot = LIST_PUSH(ctx.arena, &said);
        long long id, n;
        if (!slot || !strchr(line, '\n') || sscanf(line, "%lld %lld %32s", &id, &n, slot->hash) != 3)
            said.n--; // the last one was cut off
        else
            slot->case_id = id, slot->n = n;
    }
    if (file)
        fclose(file);
    result e = life_check(&ctx, str_from(url), (struct life_check){ said.at, said.n, is_quick });
    if (e)
        printf("%s: %s\n", result_name(e), ctx.error.text);
    arena_close(ctx.arena);
    return e ? 1 : 0;
}

int main(int argc, char **argv)
{
    if (argc == 5) {
        bool is_held = strcmp(argv[1], "held") == 0, is_steps = strcmp(argv[1], "steps") == 0;
        bool is_live = is_held || strcmp(argv[1], "live") == 0;
        uint64_t seed = strtoull(argv[3], NULL, 10);
        int n = (int)strtol(argv[4], NULL, 10);
        load_open(argv[2], is_live);
        load.life.is_live = is_live;
        if (is_live) // numbers that no other program takes
            load.life.reports = (int64_t)seed * LIVE_REPORTS;
        if (is_held)
            return held(seed, n);
        return is_steps ? run(seed, 1, n) : run(seed, n, -1);
    }
    if (argc == 4 && (strcmp(argv[1], "check") == 0 || strcmp(argv[1], "said") == 0))
        return check(argv[2], argv[3], argv[1][0] == 's');
    if (argc == 3 && strcmp(argv[1], "cause") == 0)
        return cause(argv[2]);
    fprintf(
        stderr,
        "load run|live URL SEED THREADS | load steps|held URL SEED N | load cause URL | load check|said URL FILE\n");
    return 2;
}
