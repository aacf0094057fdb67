// One table in several dresses: aligned text for people, CSV (RFC 4180), JSON (an array of objects, snake_case).
//
// Cells are added row by row. CSV and JSON are written at once; text waits for the widths until table_close.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "format/json_write.h"

enum table_form {
    TABLE_TEXT,
    TABLE_CSV,
    TABLE_JSON,
    TABLE_SHEET // CSV for people to open in a spreadsheet, which takes "=..." for a formula: text that begins like one
                // has a ' before it
};

enum cell_kind {
    CELL_TEXT,   // JSON string, "" when empty
    CELL_NUMBER, // right-aligned; JSON number, null when empty
    CELL_MAYBE   // JSON string, null when empty
};

struct table_column {
    str name;
    enum cell_kind kind;
    bool is_hidden; // left out of the text form
};

struct table {
    struct ctx *ctx;
    struct buffer *out;
    enum table_form form;
    const struct table_column *columns;
    size_t n_columns, n_cells;
    struct json json;
    struct {
        str *at;
        size_t n, room;
    } cells; // of the text form
};

// columns: live as long as the table.
struct table table_open(struct ctx *ctx, struct buffer *out, enum table_form form,
                        const struct table_column *columns, size_t n);
void table_cell(struct table *table, str value); // copied if it must be kept
void table_int(struct table *table, int64_t value);
void table_date(struct table *table, date d); // 2026-12-29; empty for DATE_NONE
result table_close(struct table *table) MUST;
