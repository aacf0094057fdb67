// What was wrong with a file of service requests: how many rows, and the first of each kind as an example.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

enum problem_kind {
    // The row is no case.
    PROBLEM_ROW_SHORT, PROBLEM_ROW_LONG, PROBLEM_ROW_CUT, PROBLEM_ROW_QUOTE_OPEN, PROBLEM_ROW_QUOTE_TEXT,
    PROBLEM_ROW_TOO_LARGE, PROBLEM_ROW_DAMAGED, PROBLEM_OPENED_EMPTY, PROBLEM_OPENED_UNREADABLE,
    PROBLEM_SERVICE_EMPTY, PROBLEM_SERVICE_UNMAPPED, PROBLEM_REPEATED, PROBLEM_CONTRADICTED,
    // The row is a case, but something about it is not known or not used.
    PROBLEM_REOPENED, PROBLEM_CLOSED_EMPTY, PROBLEM_CLOSED_UNREADABLE, PROBLEM_CLOSED_UNUSED, PROBLEM_CLOSED_EARLY,
    PROBLEM_STATUS_UNLISTED, PROBLEM_EVENT_UNREADABLE, PROBLEM_DUE_UNREADABLE, PROBLEM_PAUSE_UNREADABLE,
    PROBLEM_POINT_UNREADABLE, PROBLEM_ID_EMPTY, PROBLEM_BYTES, PROBLEM_COUNT
};

enum { PROBLEM_FIRST_KEPT = PROBLEM_REOPENED, PROBLEM_NAMES_SHOWN = 200 };

struct problem {
    int64_t n;      // rows
    int64_t row;    // the first of them, as struct row counts
    str column;     // as the mapping calls it: "Opened"; empty if it is the row as a whole
    str value;      // what stands there, cut; empty if nothing does
};

// A word of the source and in how many rows it stands.
struct counted {
    str name;
    int64_t n;
};

struct counted_list {
    struct counted *at;
    size_t n, room;
};

// A column the mapping names and the file lacks.
struct lacking {
    str key, name;
    int line;       // of the mapping
};

struct problems {
    struct problem of[PROBLEM_COUNT];
    struct counted_list unmapped; // categories, most frequent first
    struct counted_list unlisted; // statuses in no list, likewise
    struct { struct lacking *at; size_t n, room; } lacks;
};

// Counts a row; the first of a kind is kept as its example, in the arena.
void problem_add(struct arena *arena, struct problems *problems, enum problem_kind kind, struct problem example);
bool problems_any(const struct problems *problems);
void counted_sort(struct counted_list *list);

// For people: one line for each kind, the names with their counts. Control characters are shown as '?'.
// source: the file; rows: all that were read; cases: what came of them.
void problems_write(struct buffer *out, const struct problems *problems, str source, int64_t rows, int64_t cases);
