// What the clock looks at once a day, from an hour on: whom to remind of what comes due. Which day it looked last is a
// setting, so that a telling whose day lies between two looks is made at the second, and none is made twice.
#pragma once

#include "app/directory.h"
#include "app/ledger.h"

struct daily {
    str setting;  // the last day on which it looked: days since 1970
    int32_t hour; // seconds after midnight
};

// One look, with its own arena and what it needs for it.
struct daily_look {
    struct ctx *ctx;
    struct db *db;
    struct ledger *ledger; // documents and promises as they are
    const struct directory *directory;
    date today;
    int64_t looked; // the day of the last look; 0 for none
    instant now;
};
typedef result (*daily_function)(const struct daily_look *look);

// Inside store_write.
struct daily_clock {
    const struct zone *zone;
    instant now;
};
result daily_run(struct ctx *ctx, struct db *db, const struct daily *daily, const struct daily_clock *clock,
                 daily_function act) MUST;
