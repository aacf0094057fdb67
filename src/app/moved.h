// Deadlines that moved because the days themselves changed: a holiday announced late, a calendar put right. Each open
// case gets a fact on its own timeline: what the deadline was, what it is, and why. A closed case never changes.
#pragma once

#include "app/ledger.h"
#include "rules/calendar.h"

// Deadlines of clocks that run, from the derived tables; in the order of the cases.
result dues_read(struct ctx *ctx, struct db *db, struct finding_running_out_list *dues) MUST;

// Those of one time beside those of another: the deadlines that are not where they were, one for each promise of a
// case.
struct due_move {
    const struct finding_running_out *old, *now;
};
struct due_moves {
    struct due_move *at;
    size_t n, room;
};
result dues_compare(struct ctx *ctx, const struct finding_running_out_list *before,
                    const struct finding_running_out_list *now, struct due_moves *moves) MUST;

struct moving {
    const struct finding_running_out_list *before; // as dues_read gave them before the change
    const struct zone *zone;
    instant at; // when they moved: now, or the community's own time
    instant recorded;
    str why;    // "27 November 2026 is now a holiday (Eastmark Jubilee)"
};

// Once the derived tables are true again. n is added to.
result dues_moved_record(struct ctx *ctx, struct db *db, const struct moving *moving, int64_t *n) MUST;

// What one calendar has and the other has not, in words; "the calendar was changed" if that is no holiday.
// old may be NULL: a calendar nobody had.
str calendar_change_words(struct arena *arena, const struct calendar_source *old,
                          const struct calendar_source *new);
