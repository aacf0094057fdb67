// What the program has answered since it began, counted by all its threads without a lock: for /metrics
// (page_metrics.c), which names the series.
#pragma once

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

enum { METER_CLASSES = 6, METER_BOUNDS = 11 };

struct meter {
    _Atomic uint64_t answers[METER_CLASSES]; // by the first digit of the status
    _Atomic uint64_t bytes;                  // of their bodies
    _Atomic uint64_t microseconds;           // of all answers together
    _Atomic uint64_t within[METER_BOUNDS];   // that took at most that bound, and more than the one before
};

extern const int64_t METER_BOUND[METER_BOUNDS]; // microseconds, rising

// From its first byte to the answer handed over: microseconds, not negative.
void meter_add(struct meter *meter, int status, int64_t microseconds, size_t bytes);
