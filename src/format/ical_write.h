// Days as a calendar that other programs subscribe to (RFC 5545): each a whole day that keeps nobody busy. Pure.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"

struct ical_day {
    str key; // of the event, the same whenever it is written: its UID is made of it
    date day;
    str summary, url; // url: whole, or empty
};

struct ical_days {
    struct ical_day *at;
    size_t n, room;
};

// made: when what it says was so. ERR_LIMIT without memory.
result ical_write(struct ctx *ctx, str title, const struct ical_days *days, instant made, struct buffer *out) MUST;
