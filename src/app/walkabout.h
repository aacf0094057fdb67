// A round on foot: somebody of the area grades places of one promise, and what they found stands on the record beside
// what the provider says and apart from it: no figure counts it.
//
// Each place is a fact (FACT_GRADED: its name, "B" or, where a second one looked, "B; B-") without any case.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/permission.h"
#include "app/photograph.h"
#include "rules/survey.h"

enum { WALK_PLACES_MAX = 200, WALK_PLACE_BYTES = 120, WALK_DAYS_BACK = 92 };

struct walk_place {
    str place;
    int grade, second;                         // second: -1 for nobody
    const struct photograph_files *photograph; // as it looked; NULL for none
};

struct walk {
    const struct promise_state *promise;
    date day; // on which they looked: at most WALK_DAYS_BACK before today
    date today;
    const struct shelf *shelf; // where photographs are put again, should they have gone
    struct {
        struct walk_place *at;
        size_t n, room;
    } places;
};

// One place on a line: "Moss Lane by the school; B" or, of two who looked, "...; B; B-". ERR_INPUT with the line.
result walk_read(struct ctx *ctx, str text, struct walk *walk) MUST;
str walk_grades(struct ctx *ctx, const struct walk_place *place); // "B" or "B; B-", the value of its fact

// Whether a promise is one that is graded on foot: its Target or Count names a grade.
bool is_graded(const struct promise_state *promise);
// What it is about, for must_may: the charter's areas and the promise's provider.
struct about walk_about(struct ctx *ctx, const struct promise_state *promise);

// Inside store_write. ERR_INPUT for a day to come or long ago; ERR_DENIED. A place that the same post graded on that
// day stands already: the same grade is written once, another one takes its place (fact.corrects).
result walk_record(struct desk *desk, const struct visitor *visitor, const struct walk *walk) MUST;

// A photograph of a graded place: which fact says so, of which place, what grade and when.
struct walk_photograph {
    const struct fact_row *fact, *graded;
    date day;
};
struct walk_photographs {
    struct walk_photograph *at;
    size_t n, room;
};
// Those of a promise, in the order of their days; covered copies are facts of their own.
result walk_photographs_find(struct ctx *ctx, const struct promise_state *promise,
                             struct walk_photographs *found) MUST;
// The fact of a photograph that belongs to no case, and its promise. NULL if it is of none that is there still.
const struct promise_state *walk_photograph_promise(const struct board *board, int64_t fact_id,
                                                    const struct fact_row **fact);

// The rounds on record of a promise, the newest first.
struct walk_found {
    date day;
    str said_by;
    enum voice voice;
    struct survey survey;
};
struct walks_found {
    struct walk_found *at;
    size_t n, room;
};
result walks_find(struct ctx *ctx, const struct promise_state *promise, struct walks_found *found) MUST;
