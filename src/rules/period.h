// Periods of a document: which days a row of the results covers.
//
// Months and quarters are those of the calendar; years start on 1 January unless the document says
// `Year starts`; a financial year starts on 1 April; weeks start on Monday. Several months start with the
// document's year, several weeks or days with the time in force. All are clipped to the time in force.
#pragma once

#include "document/document.h"
#include "rules/judgement.h"

struct span {
    date from, to; // both included; `to` is DATE_NONE without an end
};

struct span_list {
    struct span *at;
    size_t n, room;
};

// Consecutive units. A row covers one of them or, for rolling targets, the `window` that ends with each, once
// the window is full.
struct periods {
    struct span_list units;
    size_t window;
    size_t first_row; // the first unit that ends a full window
};

enum { PERIODS_MAX = 100000 };

// The period of a clause: its target's, else its own or the header's `Period`, else the quarter.
struct period clause_period(const struct document *document, const struct clause *clause);

// All units of the time in force that have begun by as_of. ERR_LIMIT above PERIODS_MAX.
result periods_build(struct ctx *ctx, const struct promise *promise, struct period period, struct as_of as_of,
                     struct periods *periods) MUST;

// The unit that holds d; -1 if none does.
int64_t periods_find(const struct periods *periods, date d);
struct span periods_row(const struct periods *periods, size_t unit); // the window that ends with that unit
bool span_is_over(const struct zone *zone, struct span span, struct as_of as_of);
