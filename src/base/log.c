#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>

void log_text(str text)
{
    fwrite(text.at, 1, text.n, stderr);
}

void log_line(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}
