// A case as the judge sees it: what happened, when, and what is known about it. No names of columns, no files.
#pragma once

#include "base/arena.h"
#include "rules/deadline.h"

// When something happened. A date without a time is the whole of that local day: somewhere from `first` to
// `last`. MOMENT_NEVER: it has not happened. MOMENT_UNKNOWN: it has, but the data does not say when.
struct moment {
    enum { MOMENT_NEVER, MOMENT_KNOWN, MOMENT_UNKNOWN } kind;
    instant first, last; // both included, equal for an exact time
};

enum case_status {
    CASE_OPEN,
    CASE_CLOSED,
    CASE_NO_FIX,    // stops the clock as CLOSED does
    CASE_DUPLICATE, // likewise
    CASE_EXCLUDED   // taken out by the mapping's Exclude
};

// An event as it was for one body: each body's own receipt of a case, and its passing it on. `event` is the index into
// shape.events that tells of it, `general` that of the same event whoever's it was.
struct body_event {
    str body;
    int general, event;
};

struct body_event_list {
    struct body_event *at;
    size_t n, room;
};

// What a set of cases can tell: the columns, as it were. A clause's events and facts are looked up here once.
struct shape {
    struct str_list events;       // "report", "receipt", "completion", then those the mapping adds
    struct str_list facts;
    struct service_list services; // each once, white space folded
    struct str_list areas;        // each once; a code or a name
    struct str_list pauses;       // reasons for which the data has intervals
    struct body_event_list bodies; // for clauses of these bodies; empty if the data does not say who received what
    bool has_areas;               // the data says which area a case is in
    bool has_bound;               // the data has cases bound to a clause
};

// The clock stood still, for the reason shape.pauses[reason].
struct case_pause {
    int reason;
    struct pause pause;
};

enum { CASE_PAUSES_MAX = 16 }; // of one case

struct case_facts {
    str id;
    bool has_own_id;    // false if the source gives it none and its row serves
    int64_t row;        // of the file, for messages
    int service;        // index into shape.services
    int area;           // index into shape.areas, -1 if the case names none
    bool is_outside;    // its place lies in none of the areas the data has
    bool has_point;
    double latitude, longitude; // WGS 84 degrees
    enum case_status status;
    struct moment source_due;   // what the source itself says is the due time
    const struct moment *events; // shape.events.n of them
    const str *facts;            // shape.facts.n; empty: missing
    const struct case_pause *pauses;
    size_t n_pauses;             // at most CASE_PAUSES_MAX
    // A case that the record binds to one clause, whatever its service: a look at what the clause measures, or a
    // piece of work it promises. Both empty for a report.
    str bound_document, bound_label;
    str value;                   // what was seen: rules/observation.h
};
