// Rows of a CSV file of service requests, sixteen bytes each: all that a case needs which has nothing odd about it.
//
// A part of the file is read at once, by one thread, that shares nothing it writes. A row that is not what most rows
// are (a quote doubled, a value that can't be read or is not used, bytes that are no text, whatever would be counted
// as a problem) is not packed but named, by where it begins; it goes through format/intake.h like every row of a file
// that is read row by row. So the two ways say the same, and the quick one has no problems of its own to report.
#pragma once

#include "format/areas.h"
#include "format/intake.h"
#include "format/quick_time.h"
#include "format/quick_words.h"
#include "format/rows_csv.h"
#include "format/scan.h"

enum { PACKED_SERVICES_MAX = UINT16_MAX - 1 };
#define PACKED_NEVER 0u            // closed: it has not
#define PACKED_UNKNOWN UINT32_MAX  // it has, but nobody knows when; only in a snapshot
#define PACKED_AREA_NONE 0u        // else the area's number and one
#define PACKED_POLYGON 0x80000000u // it is that polygon's number
enum {
    PACKED_OPENED_DAY = 1, // a date alone: `opened` is its local midnight
    PACKED_CLOSED_DAY = 2,
    PACKED_OUTSIDE = 4, // its place lies in no polygon
    PACKED_MOVED = 8,   // goes row by row after all,
    PACKED_TAKEN = 16,  // and has gone
    PACKED_WALKED = 32  // closed at a time unknown, or before it was opened; only in a snapshot
};

struct packed {
    uint32_t opened, closed; // seconds since 1970, UTC
    uint32_t area;           // of the part's words
    uint16_t service;        // likewise
    uint8_t status;          // enum case_status
    uint8_t flags;
};

// What all parts share and none writes.
struct packed_file {
    const struct mapping *mapping;
    str bytes;
    size_t first;      // where the first row begins,
    int64_t first_row; // and its number
    struct scan_marks marks;
    size_t n_columns;
    const struct place_list *places; // for each wanted column
    size_t first_event, n_events, first_pause, n_pauses;
    bool has_ids, has_points, decides, lists_statuses;
    bool has_others; // columns that are no part of a packed row: a due time, events, pauses
    struct quick_time time;
    const struct zone_days *days; // of the mapping's zone
    const struct areas *polygons; // NULL for none
    bool is_portable;             // without the processor's wide instructions
};

struct packed_odd {
    size_t offset;
    int64_t row; // counted from the part's own first, which is 0
};

// Where every so often a row begins: to find one again.
struct packed_piece {
    size_t offset, first; // first: index of the first packed row from here on
    int64_t row;
};

enum packed_fault { PACKED_OK, PACKED_FULL, PACKED_TOO_MANY_SERVICES };

struct packed_part {
    const struct packed_file *file;
    struct arena *arena;
    size_t from, to, ended; // rows that begin in from..to-1; behind the last that was read
    size_t pause;           // reading stops for now when so many rows are packed; 0 for never
    size_t mapped;          // as far as which the file was
    struct packed *rows;    // but for the first `gone`, which whoever reads has done with
    size_t n, gone, room;   // room: at least what packed_rows_most says
    uint64_t *ids;  // hashes from `hashed_from` on, if the file has ids and they are no longer in order
    size_t hashed_from;
    bool has_days;     // some row has a date alone
    bool is_unordered; // some id does not follow the one before it (packed_follows), or could not be told
    str first_id, last_id;
    size_t *offsets;   // of the rows, for whoever asks; usually NULL
    int64_t *numbers;  // likewise, from the part's own first
    int64_t n_numbers; // rows as they are counted, with blank lines
    int64_t n_rows;    // without
    LIST(struct packed_odd) odd;
    LIST(struct packed_piece) pieces;
    struct quick_words services, areas, statuses;
    uint32_t *marks; // room for packed_marks_most(), one of them before the first
    struct csv csv;  // for rows with quotes
    enum packed_fault fault;
    const bool *is_stopped; // whoever waits has gone; NULL if nobody can
};

// in: opened on the file; r: its columns; is_header: of r's first row.
result packed_file_open(struct intake *in, const struct csv_rows *r, bool is_header,
                        struct packed_file *file) MUST;
size_t packed_rows_most(const struct packed_file *file, size_t bytes);
size_t packed_marks_most(void);
// Where a row seems to begin at or after `at`: behind a line end. What went before says whether it does (`ended`).
size_t packed_cut(const struct packed_file *file, size_t at);
// part: file, arena, from, to, rows, room, marks set. What may fail is in `fault`. Goes on where it paused.
void packed_part_read(struct packed_part *part);
// Whether the ids of a part, which are in order, all come behind an id: longer or, of the same length, greater. Of rows
// that all do no two have the same.
bool packed_follows(const struct packed_part *part, str before);
