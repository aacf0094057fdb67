#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096 }; // what a pipe takes in one piece (PIPE_BUF)

// In one write, so that lines of several threads, and of several programs on one pipe, stay whole.
void log_text(str text)
{
    while (text.n) {
        ssize_t put = write(STDERR_FILENO, text.at, text.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return;
        text = str_from_byte(text, (size_t)put);
    }
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
