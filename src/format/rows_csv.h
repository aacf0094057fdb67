// A CSV file whose columns are found, for those that take its rows one by one or all at once (format/packed.h).
#pragma once

#include "format/csv.h"
#include "format/rows.h"

// Where the values of one wanted column stand: the places of its alternatives that the file has.
struct place_list {
    size_t at[COLUMN_NAMES_MAX];
    size_t n;
};

struct csv_rows {
    struct row_reader *reader;
    struct csv csv;
    struct str_list names;     // of all columns; empty if they have only numbers
    size_t n_columns;
    struct place_list *places; // one for each wanted column
};

// Reads the first row, after which r->csv stands: the names of the columns if *is_header, else a row to take.
result rows_csv_open(struct row_reader *reader, struct csv_rows *r, bool *is_header) MUST;
// Takes the row that csv_next has just read.
result rows_csv_take(struct csv_rows *r) MUST;
