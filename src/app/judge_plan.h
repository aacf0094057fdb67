// What each service of the data means for each document, worked out once, so that a packed row costs a few look-ups.
//
// Most clauses have one clock that runs from the report to the completion, and no condition. What case_judge says of
// such a case depends on the day it was reported on, and on whether it was completed by then: so it is asked once for
// each day, at its first second and at its last, and where both agree the day's answer is a row of a table. Whatever
// is not so plain is walked case by case (judge_walk.c).
#pragma once

#include "app/judge_internal.h"
#include "base/zone_days.h"

enum { PLAN_NO_PERIOD = -1, PLAN_NOT_IN_FORCE = -2 };

struct plan_day {
    uint32_t due; // inclusive
    int32_t unit; // of the account's periods, or PLAN_...
};

struct plan_key {
    const struct calendar *calendar;
    const struct zone *zone;
    const struct worktime *worktime;
    bool starts_next_working_day;
    const struct limit *limit;
    date from, to;
    const struct periods *periods;
    const struct date_range *suspended; // of the document; NULL if it never was
};

struct plan_table {
    struct plan_key key;
    bool is_usable;
    int32_t first; // day of days[0]; a start before it or after the last is not in force
    size_t n;
    int64_t span; // from start to due, where that is what all days have in common; else 0
    struct plan_day *days;
    struct plan_table *next; // of the same hash
};

// One clock of a clause that takes the service.
struct plan_slot {
    const struct plan_table *table;
    size_t first_cell, area_cells; // of the account; how many lie between two areas
    size_t unit_cells;
};

enum taker_kind { TAKER_NONE, TAKER_PLAIN, TAKER_WALK };

// How a document takes a service.
struct taker {
    enum taker_kind kind;
    const struct plan_slot *slots;
    size_t n;
};

// A document whose area a row lies in.
struct covering {
    uint32_t document, item;
};

struct plan_document {
    const struct judged_document *document;
    const struct zone_days *days;
    int64_t at, before;         // as_of
    const struct taker *takers; // for each service
};

struct plan {
    const struct judge_result *judged;
    struct plan_document *documents;
    size_t n_documents, n_services, n_areas;
    bool *is_claimed;                // for each service: some clause of some document has it
    uint32_t *n_placed;              // for each service: documents that name areas and have it
    const struct covering *anywhere; // documents that cover every case
    size_t n_anywhere;
    size_t *first_covering; // of each area of the data, and behind the last
    const struct covering *coverings;
    bool is_walked; // some service is, or some rows are
};

result plan_build(struct ctx *ctx, const struct judge_result *judged, struct plan *plan) MUST;
// Whether some document walks the cases of a service.
bool plan_walks(const struct plan *plan, size_t service);
