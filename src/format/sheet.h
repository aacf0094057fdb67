// A CSV file of a known form: its first line names the columns, in their order, and every line behind it has a value
// for each. For the tables of the library, which people keep in a spreadsheet.
#pragma once

#include "format/csv.h"

enum { SHEET_BYTES_LIMIT = 4 << 20 };

struct sheet {
    struct ctx *ctx;
    str source; // the file's name, for messages
    const str *columns;
    size_t n; // columns
    struct csv csv;
    str *cells;         // of the line last read, trimmed; they outlive the sheet if its bytes do
    struct place place; // of that line
};

// ctx, source, columns and n are set by the caller. ERR_INPUT: not UTF-8, too large, or another first line; says what
// it should be.
result sheet_open(struct sheet *sheet, str bytes) MUST;
// The next line; is_row is false at the end. ERR_INPUT: it can't be read, or has another number of values.
result sheet_next(struct sheet *sheet, bool *is_row) MUST;
