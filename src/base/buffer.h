// Bytes that grow, up to a named maximum: what is written to a file, a page or a terminal is built here.
//
// Adding never fails in the caller's face: passing the maximum, or the system having no memory, makes the
// buffer `is_full` for good, what follows is dropped, and `buffer_check` says ERR_LIMIT at the end.
#pragma once

#include "base/result.h"

#include <stdbool.h>

struct buffer {
    char *at;
    size_t n, room, max;
    bool is_full;
    bool is_refused; // the system had no memory: what is in it is cut off
};

struct buffer buffer_open(size_t max);
void buffer_close(struct buffer *buffer);
struct arena;
// The same, where what was in it has gone into the arena: one that was cut off for want of memory makes the arena full,
// which whoever uses it asks.
void buffer_done(struct arena *arena, struct buffer *buffer);
void buffer_add(struct buffer *buffer, str s);
void buffer_byte(struct buffer *buffer, char c);
void buffer_repeat(struct buffer *buffer, char c, size_t times);
// value: not negative; with zeros in front up to width, at most 20.
void buffer_digits(struct buffer *buffer, int64_t value, int width);
void buffer_print(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
str buffer_str(const struct buffer *buffer); // what is in it, valid until the next change
result buffer_check(struct ctx *ctx, const struct buffer *buffer) MUST;
