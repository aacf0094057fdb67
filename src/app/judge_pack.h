// A file of requests read all at once, by several threads, into packed rows (format/packed.h); what is odd about it
// row by row into requests.cases, as any file is. The two together are what reading row by row gives.
#pragma once

#include "app/judge.h"
#include "format/packed.h"

// Of a store: what the service of a row stands for, and which body received it.
enum { PACKED_EACH_BODY = -1, PACKED_NO_BODY = -2 }; // the record does not tell them apart; it is none of the clauses'
struct packed_kind {
    int service; // of the data
    int body;    // the event by which it was received by that body
};

struct packed_requests {
    struct intake *intake;
    struct csv_rows columns;
    struct packed_file file;
    struct packed_part *parts;
    size_t n_parts;
    int64_t *first_row;      // of each part: the number of its first row
    const struct zone *zone; // of the mapping
    const struct areas *polygons;
    const struct snapshot *snapshot; // that the rows are of; NULL: of a file
    struct row_stream *stream; // counts the rows while they are read (app/judge_stream.h); NULL if they are kept
    const struct packed_kind *kinds; // of a store (app/packed.h), whose rows have a service of these; else NULL
    bool has_more;                      // events, facts or pauses that a packed row does not hold
    bool is_mapped[EVENT_FIRST_MAPPED]; // of the usual events, those that have a column of their own
};

// Tries to; judged->packed is NULL where the file is not of a kind that can be packed (JSON, XML, thousands of
// categories), and then requests.cases has all of it. What was reserved is given back by packed_release.
result packed_read(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                   str bytes, const struct mapping *mapping) MUST;
void packed_release(struct packed_requests *packed);

// Where a packed row stands: of part `part`, number `i` of its rows.
struct packed_place {
    size_t part, i;
};
// Its number in the file, its id as row by row it would have.
result packed_row_id(struct ctx *ctx, const struct packed_requests *packed, struct packed_place place,
                     int64_t *row, str *id) MUST;
// Reads all rows that are flagged PACKED_MOVED and not yet in requests.cases row by row.
result packed_move(struct ctx *ctx, struct judge_result *judged) MUST;
