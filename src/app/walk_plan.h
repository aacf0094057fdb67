// A round on foot that is planned: when, where one meets, of which promises, which places. What is found on it goes
// on the record by app/walkabout.h; the plan is kept beside the record and names nobody but a post.
#pragma once

#include "app/walkabout.h"

#define WALK_PLANNED STR("planned")
#define WALK_OFF STR("off")

enum { PLAN_PROMISES_MAX = 3, PLAN_PLACES_MAX = 40, PLAN_DAYS_AHEAD = 366, PLAN_WORDS_MAX = 200 };

struct walk_plan {
    struct walk_row row;
    struct {
        const struct promise_state **at;
        size_t n, room;
    } promises; // those that are there still
    struct str_list places;
};

// What a row says, held against the board. A promise that is no more is left out.
result walk_plan_read(struct ctx *ctx, const struct board *board, const struct walk_row *row,
                      struct walk_plan *plan) MUST;
// "charter/clause" for a promise, as rows have it.
str walk_promise_name(struct ctx *ctx, const struct promise_state *promise);
const struct promise_state *walk_promise_named(const struct board *board, str name); // NULL if there is none

// Whether they may walk one of its promises. visitor: NULL for nobody.
bool walk_plan_may(struct ctx *ctx, const struct visitor *visitor, const struct walk_plan *plan);

// What of a plan is not as it has to be: which part, for its place in a form.
enum walk_part { WALK_DAY, WALK_STARTS, WALK_MEETING, WALK_PROMISES, WALK_PLACES };
// ERR_INPUT with the sentence, *part set. row: but for id, state and made.
result walk_plan_check(struct ctx *ctx, const struct board *board, const struct walk_row *row,
                       enum walk_part *part) MUST;
// Inside store_write, of one that was checked; row->id is set. ERR_DENIED where they may not walk each of its promises.
result walk_plan_keep(struct ctx *ctx, struct db *db, const struct board *board,
                      const struct visitor *visitor, struct walk_row *row) MUST;
