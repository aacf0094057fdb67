#include "web/meter.h"

const int64_t METER_BOUND[METER_BOUNDS] = { 500,   1000,   2500,   5000,    10000,  25000,
                                            50000, 100000, 250000, 1000000, 5000000 };

// Nobody waits for another's number, and whoever reads takes each as it is: they are counts, not a balance.
static void add(_Atomic uint64_t *count, uint64_t n)
{
    atomic_fetch_add_explicit(count, n, memory_order_relaxed);
}

void meter_add(struct meter *meter, int status, int64_t microseconds, size_t bytes)
{
    int kind = status / 100;
    add(&meter->answers[kind > 0 && kind < METER_CLASSES ? kind : 0], 1);
    add(&meter->bytes, bytes);
    add(&meter->microseconds, (uint64_t)microseconds);
    for (size_t i = 0; i < METER_BOUNDS; i++)
        if (microseconds <= METER_BOUND[i]) {
            add(&meter->within[i], 1);
            return;
        }
}
