// A round on foot (page_walkabout.c), and what rounds found, on the page of the promise.
#pragma once

#include "web/pages.h"

// GET /charters/{charter}/{clause}/walkabout
struct walk_page {
    struct layout layout;
    struct form_faults faults;
    str promise, charter;
    struct url action, promise_url;
    struct form_field day, places;
    struct link planned; // the round on which its places are graded; empty where none is planned
    struct html grades;  // the guide to them
};

// The guide to the grades, of the library.
result walk_grades_text(struct request *request, struct html *text) MUST;

// The planned round of it that is nearest to today and not called off, for whoever may walk it; empty for none.
result walk_planned_find(struct request *request, const struct promise_state *promise,
                         struct link *planned) MUST;

// Of the promise: each round, newest first; the way to record one, for whoever may.
result walk_lines_fill(struct request *request, const struct promise_state *promise,
                       struct walk_lines *lines) MUST;
// Its places as they looked, the newest first: what whoever asks may see.
result walk_pairs_fill(struct request *request, const struct promise_state *promise,
                       struct walk_pairs *pairs) MUST;
// Of a share of reports, those that a champion looked at again: a line of its own in them.
result walk_looked_fill(struct request *request, const struct promise_state *promise,
                        struct walk_lines *lines) MUST;
