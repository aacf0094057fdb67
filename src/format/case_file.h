// What is on record of cases, from a CSV file: columns case, time, kind, name, value, by, words and, where several
// procedures are followed, procedure (docs/procedures.md says what each kind takes).
//
// Pure. What can't be read is a diagnostic with file, line and column.
#pragma once

#include "base/zone.h"
#include "document/diagnostics.h"
#include "rules/procedure_answer.h"

enum { CASE_ROWS_MAX = 1000000 };

struct case_row {
    str case_id, procedure;   // procedure: empty if the row does not say
    struct recorded recorded; // recorded.row is its line
};

struct case_rows {
    struct case_row *at; // in the order of the file
    size_t n, room;
};

// What names may be: a slip of the pen is told the nearest. Empty lists take any name.
struct case_names {
    struct str_list facts, events, procedures;
};

struct case_file {
    str source, bytes;       // the file's name, and all of it; bytes must outlive the rows
    const struct zone *zone; // of times that carry no offset
    const struct case_names *names;
    struct diagnostics *diagnostics;
};

// ERR_LIMIT above CASE_ROWS_MAX. A missing column is a diagnostic, and no rows.
result case_file_read(struct ctx *ctx, const struct case_file *file, struct case_rows *rows) MUST;
