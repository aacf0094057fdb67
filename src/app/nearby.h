// Likely duplicates: open, public reports of the same service or one beside it, near a place. And one incident of many
// reports.
#pragma once

#include "app/desk.h"
#include "app/directory.h"
#include "app/place.h"

enum { NEARBY_MAX = 10, NEARBY_CELL = 200 }; // found at most; looked at in one square or area

#define NEARBY_UNKNOWN (-1.0) // metres, where only words say that it is near

struct near_case {
    struct case_row row;
    double metres;
};

struct nearby {
    struct near_case at[NEARBY_MAX]; // the newest first
    size_t n;
};

// With a point: those within the category's own distance. Without one, or of those that have none: in the same areas,
// with the same street in the words. None for what is each reporter's own (no `Near`), and none that is only counted.
struct nearby_question {
    str service; // as charters name it
    const struct located *place;
    str words; // the place as it was typed
};
result nearby_find(struct ctx *ctx, struct db *db, const struct directory *directory,
                   const struct nearby_question *question, struct nearby *nearby) MUST;

// A point as it is kept, in degrees. False if there is none, or it is on no map.
bool point_read(str latitude, str longitude, double *y, double *x);

// The square of the map a point lies in; squares beside it in a row follow each other.
int64_t nearby_cell(double latitude, double longitude);
// What stands for the areas of a case, beside the squares.
int64_t nearby_area_cell(str areas);
// The case's square and areas written, or taken away where it is closed or not public. Called by the ledger.
struct folded;
result nearby_write(struct ctx *ctx, struct db *db, const struct folded *c, str latitude, str longitude) MUST;

// Makes the case at the desk a further report of the same incident as that one, which must be there and be another:
// both carry the fact `incident`, and the case at the desk is excluded from the figures, since the first stands for
// both. incident: what it is called. The caller settles the desk.
result incident_join(struct desk *desk, str reference, str *incident) MUST;
// The fact `incident` of a case; empty if it has none.
str incident_among(const struct fact_row_list *facts);
// Whether whoever reported said that it is the same as another: excluded then, it counts with that one, whether that is
// shown or not.
bool incident_is_another(const struct fact_row_list *facts, str reference);
result incident_of(struct ctx *ctx, struct db *db, int64_t case_id, str *incident) MUST;
