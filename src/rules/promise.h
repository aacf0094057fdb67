// A promise: one clause with a clock or a count, made ready to be judged against one set of cases. Names of
// events are looked up in the data's shape once, here, and never again for each case.
#pragma once

#include "document/document.h"
#include "rules/case.h"

enum { PROMISE_CLOCKS_MAX = 32 }; // names of clocks in one clause

// Events of a clock, as indexes into shape.events.
struct event_set {
    bool is_later;   // the later of them; else the first
    int *at;
    size_t n;
    str missing;     // an event the data has no column for; empty if all are there
};

// One Clock line.
struct promise_line {
    const struct field *field;
    struct event_set from, to;
    struct event_set anchor; // of "within 2 months of EVENT", "by 06:00 on the day of EVENT"; n 0 if there is none
};

// The lines of one name: the first whose condition holds applies.
struct promise_clock {
    str name; // empty for the unnamed one
    struct promise_line *lines;
    size_t n;
};

struct promise {
    const struct document *document;
    const struct clause *clause;
    const struct promise_list *siblings; // the promises of the same document, for "when C28 is kept"
    const struct shape *shape;
    date from, to;                       // in force, both included; `to` may be DATE_NONE
    struct timing timing;
    struct promise_clock *clocks;
    size_t n_clocks;
};

struct promise_list {
    struct promise *at;
    size_t n, room;
};

// Whether a clause has a clock that is promised ("no time promised" is none).
bool clause_has_clock(const struct clause *clause);
// Whether it counts something: Count or Every.
bool clause_has_count(const struct clause *clause);

// The caller sets `timing` and `siblings`. ERR_LIMIT if there are more clocks than PROMISE_CLOCKS_MAX.
result promise_build(struct ctx *ctx, const struct document *document, const struct clause *clause,
                     const struct shape *shape, struct promise *promise) MUST;

// The area of a document that names just one, up to its first comma; else empty.
str document_only_area(const struct document *document);

// Whether it binds what begins on that day: in force, and not suspended.
bool promise_binds(const struct promise *promise, date day);
bool document_is_suspended(const struct document *document, date day);

const struct promise *promise_by_label(const struct promise_list *list, str label); // NULL if there is none
int event_index(const struct shape *shape, str name);                              // -1 if the data has no such event
// Whose clause it is: its providers, else who it is by; NULL if it names none.
const struct field *clause_providers(const struct clause *clause);
// The event of that name as it was for one body, an index into shape.events; -1 if the data does not tell bodies apart.
int body_event_index(const struct shape *shape, int general, str body);
