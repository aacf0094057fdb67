// What the pages of a report ask, from the words that somebody typed to the promise that covers it.
#pragma once

#include "app/board.h"
#include "app/place.h"
#include "app/report.h"
#include "rules/words.h"

enum { REPORTING_NEAR_MAX = 5 };

struct reporting {
    struct ctx *ctx;
    struct db *db;
    const struct board *board;
    const struct directory *directory; // the board's
    instant at;                        // of asking: now, or the community's own time
};

struct reporting reporting_open(struct ctx *ctx, struct db *db, const struct board *board, instant now);

// Where it is, as far as anybody can tell.
struct report_place {
    struct located located;
    str words; // as it was typed
};
// typed: a postcode, the name of a place, words. latitude, longitude: as a browser gives them; empty without.
result reporting_place(const struct reporting *reporting, str typed, str latitude, str longitude,
                       struct report_place *place) MUST;

// The promise that covers a report made now.
struct report_promise {
    const struct charter *charter;
    const struct clause *clause; // NULL if there is none
    instant due;                 // INSTANT_NONE if no limit is promised
    bool is_day;                 // by the end of that day
};
result reporting_promise(const struct reporting *reporting, str service, const struct report_place *place,
                         struct report_promise *promise) MUST;

// Open reports of the same thing nearby, the nearest or newest first; none of those that are only counted.
struct report_near {
    struct case_row at[REPORTING_NEAR_MAX];
    size_t n;
};
result reporting_near(const struct reporting *reporting, str service, const struct report_place *place,
                      struct report_near *near) MUST;
