#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096 }; // what a pipe takes in one piece (PIPE_BUF)

// Where lines go once nobody waits for their reader (log_hurry): a description of our own, since that of standard error
// may be shared with the programs that started this one, which must not find it changed. Where it can't be had, as of a
// pipe that another user made, it is asked before each write whether there is room.
static struct {
    int fd;
    enum { PATIENT, OWN, SOCKET, ASKED } way;
    _Atomic int64_t n_lost; // lines
    _Atomic bool is_torn;   // the last one was written in part
} to = { .fd = STDERR_FILENO };

void log_hurry(void)
{
    struct stat about;
    if (to.way != PATIENT || fstat(STDERR_FILENO, &about) != 0 || S_ISREG(about.st_mode))
        return;
    to.way = S_ISSOCK(about.st_mode) ? SOCKET : ASKED;
    int own = to.way == SOCKET
        ? -1
        : open("/proc/self/fd/2", O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (own < 0)
        return;
    to.fd = own;
    to.way = OWN;
}

static ssize_t piece_put(str text)
{
    struct pollfd room = { .fd = to.fd, .events = POLLOUT };
    if (to.way == SOCKET)
        return send(to.fd, text.at, text.n, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (to.way == ASKED && poll(&room, 1, 0) != 1)
        return 0;
    size_t most = to.way == ASKED && text.n > LINE_MAX_BYTES ? LINE_MAX_BYTES : text.n;
    return write(to.fd, text.at, most);
}

// How many bytes were taken.
static size_t put(str text)
{
    size_t n = 0;
    while (n < text.n) {
        ssize_t taken = piece_put(str_from_byte(text, n));
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken <= 0)
            break;
        n += (size_t)taken;
    }
    return n;
}

static bool put_all(str text)
{
    size_t n = put(text);
    if (n && n < text.n)
        atomic_store(&to.is_torn, true);
    return n == text.n;
}

// What is missing is said in one piece with what comes next, so that it is said once. False if there is no room for
// both.
static bool lost_and(str text)
{
    char piece[LINE_MAX_BYTES + 100];
    int64_t lost = atomic_exchange(&to.n_lost, 0);
    if (!lost)
        return put_all(text);
    bool is_torn = atomic_exchange(&to.is_torn, false);
    int n = snprintf(piece, sizeof piece, "%s%lld %s of the log %s lost: nobody read them in time.\n%.*s",
                     is_torn ? "\n" : "", (long long)lost, lost == 1 ? "line" : "lines",
                     lost == 1 ? "was" : "were", STR_ARGS(text));
    bool has_both = n > 0 && (size_t)n < sizeof piece;
    bool is_put = has_both ? put_all((str){ piece, (size_t)n }) : put_all(text);
    if (!has_both || !is_put)
        atomic_fetch_add(&to.n_lost, lost); // said before what comes after
    return is_put;
}

// In one write, so that lines of several threads, and of several programs on one pipe, stay whole.
void log_text(str text)
{
    if (to.way == PATIENT) {
        (void)put(text);
        return;
    }
    if (lost_and(text))
        return;
    int64_t lines = 0;
    for (size_t i = 0; i < text.n; i++)
        lines += text.at[i] == '\n';
    atomic_fetch_add(&to.n_lost, lines);
}

void log_line(const char *format, ...)
{
    static const char cut[] = "...";
    char line[LINE_MAX_BYTES];
    va_list args;
    va_start(args, format);
    int written = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    size_t n = written < 0 ? 0 : (size_t)written;
    if (n > sizeof line - 1) {
        n = sizeof line - 1;
        memcpy(line + n - strlen(cut), cut, strlen(cut));
    }
    line[n++] = '\n';
    log_text((str){ line, n });
}

void log_progress(const char *format, ...)
{
    va_list args;
    if (!isatty(STDERR_FILENO))
        return;
    fputs("\r\033[K", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fflush(stderr);
}

void log_progress_end(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}
