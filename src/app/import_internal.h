// What the files that take a case into the record share among themselves.
#pragma once

#include "app/import_case.h"
#include "app/record.h"

// A case on its way into the record.
struct taking {
    struct ctx *ctx;
    struct db *db;
    const struct case_import *in;
    const struct case_facts *c;
    struct fact_row_list held; // what was on record of it before; nothing of a new one
    int64_t case_id;
    instant opened;   // what has no time of its own stands where the report does
    bool is_reopened; // just now: what closed it before counts no more
    bool has_changed;
};

static inline bool same_second(instant a, instant b)
{
    return a.second == b.second;
}

bool taking_is_corrected(const struct taking *t, int64_t id);
// Said only to take something back, or that it has not happened.
bool fact_is_void(const struct fact_row *f);
// What somebody else saw is not the source's to take back.
bool fact_is_ours(const struct fact_row *f);
// The record says it already.
bool fact_is_said(const struct fact_row *held, const struct fact_insert_in *fact);
// A column the mapping names and the file lacks; key as the mapping calls it.
bool file_is_lacking(const struct taking *t, str key);

// Says it; what stood in its place, if anything, is corrected. before: NULL for nothing.
result taking_say(struct taking *t, const struct fact_row *before, struct fact_insert_in fact) MUST;
// The same, unless the record says it already.
result taking_settle(struct taking *t, const struct fact_row *before, struct fact_insert_in fact) MUST;

result pauses_settle(struct taking *t) MUST;
