// What the clock looks at once a day, from an hour on: whom to remind of what comes due. Which day it looked last is a
// setting, so that a telling whose day lies between two looks is made at the second, and none is made twice.
#pragma once

#include "app/directory.h"
#include "app/ledger.h"

struct daily {
    str setting;  // the last day on which it looked: days since 1970
    int32_t hour; // seconds after midnight
};

// One look, with its own arena.
struct daily_look {
    struct ctx *ctx;
    struct db *db;
    const struct zone *zone;
    date today;
    int64_t looked; // the day of the last look; 0 for none
    instant now;
    struct ledger *ledger; // of daily_documents: documents and promises as they are; NULL before
    const struct directory *directory;
};
typedef result (*daily_function)(struct daily_look *look);

// Inside store_write.
struct daily_clock {
    const struct zone *zone;
    instant now;
};
result daily_run(struct ctx *ctx, struct db *db, const struct daily *daily, const struct daily_clock *clock,
                 daily_function act) MUST;
// For a look that needs them.
result daily_documents(struct daily_look *look) MUST;
