// How many reports there are for how many people, beside what was found on foot: whether a quiet place is one where all
// is well, or one where nobody reports.
#pragma once

#include "app/board.h"

enum { PER_HEAD_DAYS = 365 };

struct per_head {
    int64_t reports; // of the charter's promises, in the last PER_HEAD_DAYS; those only counted are left out
    int64_t people;  // of its areas; -1 where that of one is not known
    str unknown;     // that one; empty where it names no area
    int64_t places, at_b; // graded on foot in that time, and of those at grade B or better
};

// charter: of the board.
result per_head_find(struct ctx *ctx, struct db *db, const struct charter *charter,
                     struct per_head *found) MUST;
int64_t per_thousand(int64_t reports, int64_t people); // rounded half up; people: more than 0
