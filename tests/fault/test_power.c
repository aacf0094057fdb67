// The power fails at every k-th write, and the disk keeps what was synced and a random part of the rest: what was
// acknowledged is there and whole, nothing is half there, and the store opens and works on.
#include "life.h"
#include "vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { SAID_MAX = 4096, CUTS = 1100 };

struct power {
    struct life life;
    char folder[64], prefix[80], url[96], cut_folder[80], cut_url[112];
    struct life_said said[SAID_MAX];
    _Atomic int64_t n_said;
    int64_t every, cuts, n_events;
};

static void folders_make(struct power *p)
{
    snprintf(p->folder, sizeof p->folder, "%s/wardmote-power-%d",
             access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", (int)getpid());
    snprintf(p->cut_folder, sizeof p->cut_folder, "%s/cut", p->folder);
    snprintf(p->prefix, sizeof p->prefix, "%s/life", p->folder);
    mkdir(p->folder, 0700);
    mkdir(p->cut_folder, 0700);
    snprintf(p->url, sizeof p->url, "sqlite:%s/life.db", p->folder);
    snprintf(p->cut_url, sizeof p->cut_url, "sqlite:%s/life.db", p->cut_folder);
}

static void folder_clear(const char *folder)
{
    static const char *const names[] = { "life.db", "life.db-wal", "life.db-shm", "life.db-journal" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
}

static void folders_remove(struct power *p)
{
    folder_clear(p->folder);
    folder_clear(p->cut_folder);
    rmdir(p->cut_folder);
    rmdir(p->folder);
}

// The power is cut: what is left is opened, as the next start would.
static void cut(int64_t number, void *with)
{
    struct power *p = with;
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    p->n_events = number;
    if (number % p->every == 0) {
        folder_clear(p->cut_folder);
        if (!vfs_cut(p->cut_folder, (uint64_t)number))
            fail_msg("the disk of the test is full");
        result e = life_check(&ctx, str_from(p->cut_url),
                              (struct life_check){ p->said, (size_t)p->n_said, p->cuts % 8 != 0 });
        if (e)
            fail_msg("cut at %lld, after %lld steps: %s: %s", (long long)number, (long long)p->n_said,
                     result_name(e), ctx.error.text);
        p->cuts++;
    }
    arena_close(ctx.arena);
}

static void live(struct power *p, int64_t steps, uint64_t seed)
{
    struct ctx ctx = { .arena = arena_open(LIFE_BYTES) };
    struct store *store;
    result e = store_open(&ctx, str_from(p->url), STORE_CREATE, &store);
    if (!e)
        e = store_write(&ctx, store, life_begin, NULL);
    if (e)
        fail_msg("%s", ctx.error.text);
    arena_close(ctx.arena);
    for (int64_t i = 0; i < steps; i++) {
        struct life_step step = { .life = &p->life, .choice = life_random(&seed) };
        ctx = (struct ctx){ .arena = arena_open(LIFE_BYTES) };
        if (p->n_said > 4 && step.choice % 2)
            step.case_id = p->said[life_random(&seed) % (unsigned)p->n_said].case_id;
        e = store_write(&ctx, store, life_step, &step);
        if (e)
            fail_msg("%s", ctx.error.text);
        p->said[p->n_said] = step.said;
        p->n_said++;
        arena_close(ctx.arena);
    }
    store_close(store);
}

static void test_cut_anywhere(void **state)
{
    static struct power p;
    const char *wanted = getenv("WARDMOTE_TEST_LONG");
    int64_t steps = wanted ? 900 : 330;
    (void)state;
    folders_make(&p);
    vfs_install(p.prefix);
    p.every = INT64_MAX;
    vfs_watch(cut, &p);
    live(&p, steps, 1); // how many writes there are
    assert_true(p.n_events > steps * 10);
    p.every = wanted ? 1 : p.n_events / CUTS + 1;
    folder_clear(p.folder);
    vfs_forget();
    p.n_said = p.life.steps = p.life.reports = 0;
    vfs_watch(cut, &p);
    live(&p, steps, 1);
    assert_true(p.cuts > 1000);
    printf("# %lld cuts in %lld writes and syncs\n", (long long)p.cuts, (long long)p.n_events);
    vfs_forget();
    folders_remove(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cut_anywhere) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
