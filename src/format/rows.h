// Rows of a file of service requests, whatever form it has: CSV, a JSON array of objects or XML with a repeated
// element, told apart by the first byte that is not white space.
//
// The reader asks for columns and is handed their values row by row; it never holds the whole file in another form.
#pragma once

#include "base/result.h"
#include "format/mapping.h"

enum {
    ROW_BYTES_MAX = 1 << 20,  // of one JSON object, one XML value, one CSV value
    ROW_DEPTH_MAX = 64,       // of XML elements
    ROW_COLUMNS_SHOWN = 64    // of the file's own columns, for messages
};

enum row_fault {
    ROW_OK,
    ROW_SHORT,      // fewer values than columns
    ROW_LONG,       // more
    ROW_CUT,        // the file ends in the middle of it
    ROW_QUOTE_OPEN,
    ROW_QUOTE_TEXT,
    ROW_TOO_LARGE,
    ROW_DAMAGED     // not JSON, not XML
};

struct row {
    int64_t number;       // CSV: the first line is row 1, as a spreadsheet counts; JSON and XML: the first request is 1
    enum row_fault fault; // values are not set unless ROW_OK
    str example;          // of a fault: how the row begins, or what is wrong with it
    const str *values;    // one for each wanted column, trimmed; n == 0: it has none
    bool is_repaired;     // a value had bytes that are no text, now U+FFFD
};

// A column that is asked for. names.n == 0: the mapping does not have it, and it is never found.
struct wanted {
    const struct column *column;
    bool is_needed;       // ERR_INPUT if the file does not have it
    bool is_found;        // set by the reader: before the first row for CSV, as they come for JSON and XML
};

struct row_reader {
    struct ctx *ctx;
    const struct mapping *mapping;
    str source, bytes;    // bytes must outlive the values if values_last
    struct wanted *wanted;
    size_t n_wanted;
    result (*take)(void *to, const struct row *row);
    void *to;
    // Set by the reader before the first row.
    bool values_last;     // values live as long as bytes and arena do, not only during the call
    bool knows_columns;   // is_found is final
    size_t rows_at_most;  // 0 if not known
    struct str_list columns; // the file's own, the first ROW_COLUMNS_SHOWN of them
    bool is_clean;        // all of the file is UTF-8 without NUL
    str *values;
};

// ERR_INPUT: the file is empty, in no form known, or lacks a needed column; ERR_LIMIT; or what `take` returned.
result rows_read(struct row_reader *reader) MUST;

enum rows_form { ROWS_CSV, ROWS_JSON, ROWS_XML };
// The same in two steps. Bytes that are text in UTF-8, whatever they were; then the rows, of that form. is_clean is
// only found out if asked for: without, every value is looked at for itself.
result rows_open(struct row_reader *reader, bool finds_clean, enum rows_form *form) MUST;
result rows_take(struct row_reader *reader, enum rows_form form) MUST;

// What the forms share: rows_csv.c, rows_json.c, rows_xml.c.
result rows_csv(struct row_reader *reader) MUST;
result rows_json(struct row_reader *reader) MUST;
result rows_xml(struct row_reader *reader) MUST;
// Trimmed, repaired, empty if it is a word that stands for no value.
str row_value(struct row_reader *reader, str raw, bool *is_repaired);
// Hands over a row that can't be read.
result row_refuse(struct row_reader *reader, int64_t number, enum row_fault fault, str example) MUST;
// ERR_INPUT if a needed column was not found, naming it, the mapping's line and the file's own columns.
result rows_needed(struct row_reader *reader) MUST;
// ERR_INPUT: the file lacks that column.
result rows_lack(struct row_reader *reader, const struct column *column) MUST;
// Whether a key or element of JSON or XML is the column that is called `name`.
bool row_name_is(str name, str key);
