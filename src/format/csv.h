// RFC 4180 in: rows of values, taken from bytes that stay where they are; only what has doubled quotes is copied.
//
// Lines end in LF, CRLF or, where the file has no LF at all, CR; a byte order mark is skipped; a quote inside a
// value that does not begin with one is an ordinary character. A row that can't be read is handed over with its
// fault and reading goes on behind its first line, so that one stray quote costs one row.
#pragma once

#include "base/arena.h"

enum {
    CSV_FIELD_MAX = 1 << 20, // bytes of one value
    CSV_FIELDS_MAX = 4096    // values in a row
};

enum csv_fault {
    CSV_OK,
    CSV_QUOTE_OPEN,  // a quote is never closed: not within CSV_FIELD_MAX bytes, or not before the end
    CSV_QUOTE_TEXT,  // something other than a delimiter stands behind a closing quote
    CSV_TOO_LONG,    // a value over CSV_FIELD_MAX bytes
    CSV_TOO_MANY     // over CSV_FIELDS_MAX values
};

struct csv_field {
    str raw;          // without the quotes around it
    bool has_doubles; // "" inside stands for "
};

struct csv {
    str bytes;
    size_t at;
    char delimiter, line_end;
    int64_t row;      // of the row last read, from 1; blank lines count
    struct csv_field *fields;
    size_t n;         // of the row last read
    enum csv_fault fault;
    str line;         // the row's first line, for messages
    bool is_cut;      // the row is the last and has no line end
};

// ERR_LIMIT only. bytes: UTF-8, must outlive the values.
result csv_open(struct ctx *ctx, str bytes, char delimiter, struct csv *csv) MUST;
// The next row that is not blank; false at the end.
bool csv_next(struct csv *csv);
// The value of a field, in the arena if quotes had to be undoubled; at == NULL if the arena is full.
str csv_field_value(struct arena *arena, struct csv_field field);
