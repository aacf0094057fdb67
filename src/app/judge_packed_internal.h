// What counts packed rows, one by one as they stand in a file (judge_packed.c) or in the runs of a snapshot
// (judge_runs.c). Each worker counts for itself.
#pragma once

#include "app/judge_pack.h"
#include "app/judge_plan.h"
#include "base/wide.h"
#include "format/snapshot.h"

enum { COUNTERS_AHEAD = 32 }; // that are fetched before they are counted up

// Which packed rows are in no row of the table, and the first of them.
struct left_packed {
    int64_t n;
    struct packed_place first;
    str about;
};

struct waiting {
    uint32_t *counter[COUNTERS_AHEAD];
    size_t n;
};

struct packed_worker {
    const struct judge_result *judged;
    const struct plan *plan;
    struct packed_requests *packed;
    size_t part;
    struct arena *arena;
    struct tally tally; // of what is walked
    struct few_counts *cells;
    size_t n_cells;
    struct left_packed left[LEFT_COUNT];
    size_t row; // the one that is counted
    struct waiting waiting;
    struct case_facts facts; // of a row that is walked
    struct moment *events;
    size_t n_services;                  // of the tally
    size_t known_services, known_areas; // words of the part that the plan knows, while the file is read
    bool is_full, is_damaged;
};

bool packed_worker_open(struct packed_worker *w) MUST;
// What all of them counted, added to the tally.
result packed_workers_close(struct ctx *ctx, struct packed_worker *workers, size_t n,
                            struct judge_result *judged, struct tally *tally) MUST;
// What a worker has, given back. It may be NULL inside.
void packed_worker_release(struct packed_worker *w);

// Rows of a part that is being read whose words the plan did not know: the first of those it holds.
struct held_rows {
    size_t *index; // of each: its number in the part
    size_t n, room;
};
// Counts what a part holds and keeps of it what the plan does not know. is_again: what was held before, too.
void packed_count_held(struct packed_worker *w, struct packed_part *part, struct held_rows *held,
                       bool is_again);

// Counts rows from `row` on as left out: n of them. True if this is the first of the file so far.
bool packed_leave(struct packed_worker *w, enum left_out reason, int64_t n);
// A row case by case. service, area: of the data; area -1 for none.
void packed_walk(struct packed_worker *w, const struct plan_document *d, const struct packed *row,
                 int service, int area);
// All rows of a snapshot's part.
void runs_count(struct packed_worker *w, const struct packed_part *part);

enum { PACKED_ODD = PACKED_OPENED_DAY | PACKED_CLOSED_DAY | PACKED_WALKED }; // what no table knows
enum { COUNT_ON_TIME, COUNT_LATE, COUNT_NOT_YET_DUE, COUNT_EXCLUDED };       // fields of struct few_counts

_Static_assert(COUNT_LATE == 1 && COUNT_NOT_YET_DUE == 2, "packed_state works them out");

// Without a branch, for nobody can guess which cases were late.
HOT size_t packed_state(const struct plan_document *d, uint32_t closed, int64_t due)
{
    const size_t is_open = (size_t)(closed == PACKED_NEVER) | (size_t)(closed >= d->before);
    const size_t is_late = (is_open ? d->at : closed) > due;
    return is_late | (is_open & ~is_late) << 1;
}

// What a table says of a row that was reported on a day.
HOT struct plan_day plan_day_of(const struct plan_table *t, int32_t day)
{
    uint64_t i = (uint64_t)((int64_t)day - t->first);
    return i < t->n ? t->days[i] : (struct plan_day){ 0, PLAN_NOT_IN_FORCE };
}

HOT int64_t plan_due(const struct plan_table *t, struct plan_day of, uint32_t opened)
{
    return t->span ? opened + t->span : of.due;
}
