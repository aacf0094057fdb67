#include "base/watch.h"

#include "base/folder.h"
#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    BESIDE_MAX = 8,
    MAPPED_MAX = 16,
    KEPT_BYTES = 400,
    LINE_BYTES = 200,
    LOOK_MILLISECONDS = 500,
    TRIES = 3
};
enum { WAKE = SIGUSR1 }; // our own, so that the thread ends
enum { SPEAKS_FROM_SECONDS = 2, SPEAKS_FROM_SHARE = 100, MINUTE = 60, HOUR = 3600, MINUTES_FROM = 90 };

struct mapped {
    const char *path, *at;
    size_t n;
};

static struct {
    pthread_t thread;
    sigset_t signals, before;
    bool is_on, has_terminal;
    _Atomic bool is_over;
    pthread_mutex_t lock; // of what follows, but the count
    char kept[KEPT_BYTES], beside[BESIDE_MAX][PATH_MAX];
    const char *what;
    uint64_t all;
    double begun; // seconds
    _Atomic uint64_t done;
    _Atomic enum watch_unit unit;
    struct mapped mapped[MAPPED_MAX]; // written before anybody reads there
    size_t n_mapped;
    _Atomic int cut; // the one of them that was cut short, and one
} watch = { .lock = PTHREAD_MUTEX_INITIALIZER };

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t); // how long something takes, not what time it is
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// Rounded up, and no finer than anybody could know.
static void left_words(char *to, size_t room, double seconds)
{
    long s = (long)seconds + 1, minutes = (s + MINUTE - 1) / MINUTE;
    if (s < MINUTES_FROM)
        snprintf(to, room, ", about %ld s to go", s);
    else if (s < HOUR)
        snprintf(to, room, ", about %ld min to go", minutes);
    else
        snprintf(to, room, ", about %ld h %ld min to go", minutes / MINUTE, minutes % MINUTE);
}

static void line_show(void)
{
    char left[LINE_BYTES] = "";
    pthread_mutex_lock(&watch.lock);
    const char *what = watch.what;
    uint64_t done = atomic_load(&watch.done), all = watch.all;
    double elapsed = seconds_now() - watch.begun;
    pthread_mutex_unlock(&watch.lock);
    if (!what)
        return;
    done = all && done > all ? all : done;
    if (all && elapsed >= SPEAKS_FROM_SECONDS && done >= all / SPEAKS_FROM_SHARE && done)
        left_words(left, sizeof left, elapsed * (double)(all - done) / (double)done);
    if (all)
        log_progress("%s: %d %%%s", what, (int)((double)done * 100 / (double)all), left);
    else
        log_progress("%s", what);
}

static void beside_remove(const char *path)
{
    static const char *const ends[] = { "", "-journal", "-wal", "-shm" }; // of a store that is being made
    char name[PATH_MAX + 16];
    for (int i = 0; i < TRIES && access(path, F_OK) == 0; i++) { // whoever fills it goes on until the end
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
            snprintf(name, sizeof name, "%s%s", path, ends[k]);
            if (unlink(name) != 0 && (errno == EISDIR || errno == EPERM))
                folder_remove(name);
        }
    }
}

static void besides_remove(void)
{
    pthread_mutex_lock(&watch.lock);
    for (size_t i = 0; i < BESIDE_MAX; i++)
        if (watch.beside[i][0])
            beside_remove(watch.beside[i]);
    log_progress_end();
}

static void stopped(int by)
{
    besides_remove();
    log_line("wardmote: stopped: %s", watch.kept);
    _exit(128 + by);
}

static void cut_short(const struct mapped *mapped)
{
    besides_remove();
    log_line("wardmote: %s: became shorter while it was read: %s; begin again when it is whole", mapped->path,
             watch.kept);
    _exit(result_exit_code(ERR_INPUT));
}

// Bytes of a mapped file that are not there any more: whoever asked for them waits, the thread says so and ends it all.
static void fault(int signal_number, siginfo_t *info, void *context)
{
    const char *at = info->si_addr;
    (void)context;
    for (size_t i = 0; i < watch.n_mapped; i++)
        if (at >= watch.mapped[i].at && at < watch.mapped[i].at + watch.mapped[i].n) {
            atomic_store(&watch.cut, (int)i + 1);
            pthread_kill(watch.thread, WAKE);
            for (;;)
                pause();
        }
    signal(signal_number, SIG_DFL); // another fault, which comes again
}

static void *watch_run(void *of)
{
    struct timespec look = { .tv_nsec = LOOK_MILLISECONDS * 1000000L };
    (void)of;
    while (!atomic_load(&watch.is_over)) {
        int by = watch.has_terminal ? sigtimedwait(&watch.signals, NULL, &look)
                                    : sigwaitinfo(&watch.signals, NULL);
        if (atomic_load(&watch.cut))
            cut_short(&watch.mapped[atomic_load(&watch.cut) - 1]);
        if (by > 0 && by != WAKE && !atomic_load(&watch.is_over))
            stopped(by);
        if (by < 0 && errno == EAGAIN)
            line_show();
    }
    return NULL;
}

void watch_begin(void)
{
    static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction is;
    sigemptyset(&watch.signals);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sigaction(ends[i], NULL, &is) == 0 &&
            is.sa_handler == SIG_DFL) // what is ignored stays so (nohup, &)
            sigaddset(&watch.signals, ends[i]);
    sigaddset(&watch.signals, WAKE);
    watch.has_terminal = isatty(STDERR_FILENO);
    watch_kept("nothing is kept by halves");
    pthread_sigmask(SIG_BLOCK, &watch.signals, &watch.before);
    watch.is_on = pthread_create(&watch.thread, NULL, watch_run, NULL) == 0;
    if (!watch.is_on)
        pthread_sigmask(SIG_SETMASK, &watch.before, NULL);
    is = (struct sigaction){ .sa_sigaction = fault, .sa_flags = SA_SIGINFO };
    if (watch.is_on)
        sigaction(SIGBUS, &is, NULL);
}

void watch_end(void)
{
    if (!watch.is_on)
        return;
    watch.is_on = false;
    signal(SIGBUS, SIG_DFL);
    atomic_store(&watch.is_over, true);
    pthread_kill(watch.thread, WAKE);
    pthread_join(watch.thread, NULL);
    log_progress_end();
    pthread_sigmask(SIG_SETMASK, &watch.before, NULL);
}

void watch_stage(const char *what, enum watch_unit unit, uint64_t all)
{
    pthread_mutex_lock(&watch.lock);
    atomic_store(&watch.unit, unit);
    watch.what = what;
    watch.all = all;
    watch.begun = seconds_now();
    atomic_store(&watch.done, 0);
    pthread_mutex_unlock(&watch.lock);
}

void watch_add(enum watch_unit unit, uint64_t n)
{
    if (atomic_load_explicit(&watch.unit, memory_order_relaxed) == unit)
        atomic_fetch_add_explicit(&watch.done, n, memory_order_relaxed);
}

void watch_at(enum watch_unit unit, uint64_t done)
{
    if (atomic_load_explicit(&watch.unit, memory_order_relaxed) == unit)
        atomic_store_explicit(&watch.done, done, memory_order_relaxed);
}

void watch_kept(const char *format, ...)
{
    va_list args;
    pthread_mutex_lock(&watch.lock);
    va_start(args, format);
    vsnprintf(watch.kept, sizeof watch.kept, format, args);
    va_end(args);
    pthread_mutex_unlock(&watch.lock);
}

void watch_beside(const char *path)
{
    pthread_mutex_lock(&watch.lock);
    for (size_t i = 0; watch.is_on && i < BESIDE_MAX; i++)
        if (!watch.beside[i][0]) {
            snprintf(watch.beside[i], sizeof watch.beside[i], "%s", path);
            break;
        }
    pthread_mutex_unlock(&watch.lock);
}

void watch_placed(const char *path)
{
    pthread_mutex_lock(&watch.lock);
    for (size_t i = 0; watch.is_on && i < BESIDE_MAX; i++)
        if (strcmp(watch.beside[i], path) == 0)
            watch.beside[i][0] = 0;
    pthread_mutex_unlock(&watch.lock);
}

void watch_mapped(const char *path, const void *at, size_t n)
{
    if (watch.is_on && watch.n_mapped < MAPPED_MAX)
        watch.mapped[watch.n_mapped++] = (struct mapped){ path, at, n };
}
