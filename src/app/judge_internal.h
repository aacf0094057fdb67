// What the files of the judge share among themselves.
#pragma once

#include "app/judge.h"

// Counters of packed rows: no more than there are rows, of which there are fewer than these hold.
struct few_counts {
    uint32_t on_time, late, not_yet_due, excluded;
};

// Counters of every account: cells[first_cell + (area * units + unit) * slots + slot].
struct tally {
    struct counts *cells;
    struct few_counts *packed; // as many, of packed rows; NULL if there are none
    size_t n_cells;
    struct {
        struct measured *at;
        size_t n, room;
    } measured;
    struct judged_case_list cases;
    struct left left[LEFT_COUNT];
    int64_t *unclaimed;
};

// The time one case took, for averages and medians, in parts of the unit (measure_scale); of one whose clock runs, what
// has passed by as_of.
struct measured {
    size_t cell;
    int64_t taken;
    enum { MEASURED_DONE, MEASURED_OVERDUE, MEASURED_OPEN } kind;
};

enum { SUMS_MAX = 32 }; // clauses of one document that count what others come to

// The polygon of each case from `first` on that names no area and has a place.
void places_find_from(struct judge_result *judged, size_t first);

size_t judge_cells(struct judge_result *judged); // numbers every account's cells and says how many there are
size_t finding_cell(const struct finding *finding); // into the tally's cells

// Times taken are kept in whole parts of the unit, so that sums are exact; this many make one of it: seconds of clock
// units, days of weeks. A month is one by the corresponding date, and what has passed of the last one is a part of its
// 28 to 31 days, all of which divide MONTH_PARTS.
enum { MONTH_PARTS = 377580 };
int64_t measure_scale(const struct account *account);
// The parts between two instants that each lie within a moment; TAKEN_NONE unless it is the same for all of them.
int64_t judge_taken(const struct account *account, struct moment from, struct moment to);
// The time taken of a finding; of TAKEN_OPEN what has passed since the start.
struct measured judge_measured(const struct account *account, int64_t taken, enum case_state state,
                               instant started, struct as_of as_of);

result judge_documents_load(struct ctx *ctx, const struct judge_options *options,
                            struct judge_result *judged) MUST;
result judge_document_prepare(struct ctx *ctx, const struct judge_options *options,
                              struct judge_result *judged, struct judged_document *d) MUST;
// The time of asking, and the periods that have begun by then.
result judge_document_ask(struct ctx *ctx, const struct judge_options *options, struct judged_document *d) MUST;
// What counts the days of a clause of any document, or of the document as a whole if clause is NULL.
result judge_timing(struct ctx *ctx, struct judge_result *judged, const struct document *document,
                    const struct clause *clause, struct timing *timing) MUST;
// Which area of the document each of the data's is, and the labels of its rows.
result judge_areas(struct ctx *ctx, struct judge_result *judged, struct judged_document *d) MUST;
result judge_match(struct ctx *ctx, const struct judge_result *judged, struct judged_document *d) MUST;
// What a worker needs to count with, and its sum. A sink tells tally_count.
bool tally_open(struct arena *arena, size_t n_cells, size_t n_services, struct tally *tally) MUST;
void left_add(struct left *left, const struct left *more);
void tally_add(struct arena *arena, struct tally *sum, const struct tally *more, size_t n_services);
void tally_count(struct arena *arena, struct tally *tally, const struct finding *a);
// The packed rows, added to the tally.
result judge_packed(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                    struct tally *tally) MUST;
result judge_tally(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                   struct tally *tally) MUST;
result judge_rows(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                  struct tally *tally) MUST;
