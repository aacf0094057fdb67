// What the files of the judge share among themselves.
#pragma once

#include "app/judge.h"

// Counters of every account: cells[first_cell + (area * units + unit) * slots + slot].
struct tally {
    struct counts *cells;
    size_t n_cells;
    struct {
        struct measured *at;
        size_t n, room;
    } measured;
    struct judged_case_list cases;
    struct left left[LEFT_COUNT];
    int64_t *unclaimed;
};

// The time one case took, for averages and medians: days for units of days, else seconds.
struct measured {
    size_t cell;
    int64_t taken;
};

enum { SUMS_MAX = 32 }; // clauses of one document that count what others come to

size_t judge_cells(struct judge_result *judged); // numbers every account's cells and says how many there are
size_t finding_cell(const struct finding *finding); // into the tally's cells

// Times taken are kept in whole seconds or days, so that sums are exact; this many make one of the unit.
double measure_scale(const struct account *account);

result judge_documents_load(struct ctx *ctx, const struct judge_options *options,
                            struct judge_result *judged) MUST;
result judge_document_prepare(struct ctx *ctx, const struct judge_options *options,
                              struct judge_result *judged, struct judged_document *d) MUST;
result judge_match(struct ctx *ctx, const struct judge_result *judged, struct judged_document *d) MUST;
result judge_tally(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                   struct tally *tally) MUST;
result judge_rows(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                  struct tally *tally) MUST;
