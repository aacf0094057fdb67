#include "base/buffer.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer buffer_open(size_t max)
{
    return (struct buffer){ .max = max };
}

void buffer_close(struct buffer *buffer)
{
    free(buffer->at);
    *buffer = (struct buffer){ 0 };
}

void buffer_done(struct arena *arena, struct buffer *buffer)
{
    if (buffer->is_refused)
        arena_spoil(arena);
    buffer_close(buffer);
}

static bool buffer_room(struct buffer *buffer, size_t more)
{
    if (buffer->is_full || more > buffer->max - buffer->n) {
        buffer->is_full = true;
        return false;
    }
    if (buffer->n + more <= buffer->room)
        return true;
    size_t room = buffer->room ? buffer->room : 4096;
    while (room < buffer->n + more)
        room *= 2;
    char *at = memory_fails() ? NULL : realloc(buffer->at, room);
    if (!at) {
        buffer->is_full = buffer->is_refused = true;
        return false;
    }
    buffer->at = at;
    buffer->room = room;
    return true;
}

void buffer_add(struct buffer *buffer, str s)
{
    if (!s.n || !buffer_room(buffer, s.n))
        return;
    memcpy(buffer->at + buffer->n, s.at, s.n);
    buffer->n += s.n;
}

void buffer_byte(struct buffer *buffer, char c)
{
    buffer_add(buffer, (str){ &c, 1 });
}

void buffer_repeat(struct buffer *buffer, char c, size_t times)
{
    if (!times || !buffer_room(buffer, times))
        return;
    memset(buffer->at + buffer->n, c, times);
    buffer->n += times;
}

void buffer_digits(struct buffer *buffer, int64_t value, int width)
{
    char digits[24];
    size_t n = sizeof digits;
    for (; value > 0 || width > 0; value /= 10, width--)
        digits[--n] = (char)('0' + value % 10);
    buffer_add(buffer, (str){ digits + n, sizeof digits - n });
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0 && buffer_room(buffer, (size_t)n + 1)) { // vsnprintf writes a NUL behind
        vsnprintf(buffer->at + buffer->n, (size_t)n + 1, format, again);
        buffer->n += (size_t)n;
    }
    va_end(again);
}

str buffer_str(const struct buffer *buffer)
{
    return (str){ buffer->at ? buffer->at : "", buffer->n };
}

result buffer_check(struct ctx *ctx, const struct buffer *buffer)
{
    if (buffer->is_full)
        return fail(ctx, ERR_LIMIT, "the answer is larger than the %zu MB allowed", buffer->max / 1000000);
    return OK;
}
