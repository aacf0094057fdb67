// A file of service requests into the record: each row becomes facts, each case is judged at once.
//
// The same file twice changes nothing; a later file adds what has happened since. Killed half-way, what was taken is
// whole and counted, and the next run goes on with the rest. A request is known again by its id: ERR_INPUT if the
// mapping or the file has none.
#pragma once

#include "app/ledger.h"
#include "store/store.h"

struct requests_import {
    str requests, mapping; // as for judge
    str areas;             // path of boundaries, empty for none
    str name;              // of the community, if there is none yet
    instant now;
    void (*progress)(int64_t done, int64_t all); // NULL for none
    // What came of it.
    str interrupted; // a sentence on an earlier import that was; empty if there was none
    int64_t rows, opened, changed, same;
    int64_t contradicted; // of an id that is another request's: not taken
    str first_contradicted;
    int64_t unnumbered, first_unnumbered; // rows without an id, and the first of them: not taken
    struct judge_result read;             // what was wrong with the file is in read.requests->problems
};

result requests_import(struct ctx *ctx, struct store *store, struct requests_import *import) MUST;
