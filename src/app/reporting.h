// What the pages of a report ask: the directory of what can be reported and who answers for it, as of now, and places.
#pragma once

#include "app/board.h"
#include "app/place.h"
#include "app/report.h"
#include "app/routing.h"
#include "rules/words.h"

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

// Where it is and whose, into the report.
void reporting_placed(struct arena *arena, const struct report_place *place, const struct routed *routed,
                      struct report *report);

// Whether both are degrees on the Earth, as browsers and programs write them.
bool reporting_is_point(struct ctx *ctx, str latitude, str longitude);

// typed: a postcode, the name of a place, words with a postcode or the name of an area among them, or words alone.
// latitude, longitude: as a browser gives them; empty without.
result reporting_place(const struct reporting *reporting, str typed, str latitude, str longitude,
                       struct report_place *place) MUST;
