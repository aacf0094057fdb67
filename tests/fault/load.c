// A store under load, to be killed, and looked at afterwards; the URL decides the engine.
//
//     load run URL SEED THREADS    writes until it is killed; a line for each step, once it is committed
//     load steps URL SEED N        the same on one thread, N steps
//     load check URL FILE          whether all that FILE says, one line a step, is there and whole; exit 1 if not
#include "life.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS_MAX = 64, KNOWN_MAX = 4096 };

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

static int run(const char *url, uint64_t seed, int threads, int64_t steps)
{
    static struct load load;
    static struct worker workers[THREADS_MAX];
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    load.steps = steps;
    result e = store_open(&ctx, str_from(url), STORE_CREATE, &load.store);
    if (!e)
        e = store_write(&ctx, load.store, begin, &load.life);
    if (e) {
        fprintf(stderr, "%s: %s\n", result_name(e), ctx.error.text);
        _exit(4); // as if killed: nothing is tidied up
    }
    arena_close(ctx.arena);
    for (int i = 0; i < threads; i++) {
        workers[i] = (struct worker){ &load, seed * 1000 + (uint64_t)i, 0 };
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    for (int i = 0; i < threads; i++)
        pthread_join(workers[i].thread, NULL);
    store_close(load.store);
    return 0;
}

static int check(const char *url, const char *path)
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
    result e = life_check(&ctx, str_from(url), (struct life_check){ said.at, said.n, false });
    if (e)
        printf("%s: %s\n", result_name(e), ctx.error.text);
    arena_close(ctx.arena);
    return e ? 1 : 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "run") == 0)
        return run(argv[2], strtoull(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10), -1);
    if (argc == 5 && strcmp(argv[1], "steps") == 0)
        return run(argv[2], strtoull(argv[3], NULL, 10), 1, strtoll(argv[4], NULL, 10));
    if (argc == 4 && strcmp(argv[1], "check") == 0)
        return check(argv[2], argv[3]);
    fprintf(stderr, "load run URL SEED THREADS | load steps URL SEED N | load check URL FILE\n");
    return 2;
}
