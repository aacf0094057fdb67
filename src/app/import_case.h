// One case of a file held against what the record says of it: what is new is said, what differs is corrected, what
// the source no longer says is taken back. Afterwards the record folds to what the file says, as of any time. What
// the file has no column for stays as it is, and so does what others than the service saw.
#pragma once

#include "format/requests.h"
#include "store/store.h"

struct case_import {
    const struct requests *requests;
    const struct mapping *mapping;
    bool has_areas; // the file, or a map beside it, says which area a case is in
    instant now;
};

struct case_imported {
    int64_t case_id;
    bool is_new, has_changed;
    // The record has a case of that id, but with another service and another day of report: two sources may share
    // numbers. Nothing was written.
    bool is_contradicted;
};

result case_import(struct ctx *ctx, struct db *db, const struct case_import *in, const struct case_facts *c,
                   struct case_imported *done) MUST;
