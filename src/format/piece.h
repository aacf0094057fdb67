// A piece of the packed form of a store's cases (app/packed.h): what the judge needs of those that have nothing odd
// about them, twenty bytes each, and the numbers of those that have. At most PIECE_CASES of them, in their order.
//
// Its bytes are those of the machine, and say which order that is; all of them have a checksum. A piece of the same
// cases has the same bytes, however it came about.
#pragma once

#include "format/names.h"
#include "format/packed.h"

enum { PIECE_VERSION = 1, PIECE_CASES = 65536 };

// How a report came in. The text of both goes before them, to be found by.
struct piece_kind {
    str key;
    str service;
    str body; // that received it with the report; empty where the record does not say
};

struct piece_kind_list {
    struct piece_kind *at;
    size_t n, room;
};

struct piece {
    int64_t first_case;
    struct piece_kind_list kinds; // what `service` of a row stands for,
    struct str_list areas;        // and `area`, with one added
    size_t n, n_odd;
    const char *rows, *numbers, *odd; // as they lie in the bytes, at no boundary
};

// What is packed of a case: the times, status and flags of `row`, and what its numbers stand for.
struct plain_case {
    struct packed row; // service and area: not set
    str service, body, area;
};

// bytes must outlive the piece. False if they are no such piece, of another version, or damaged.
bool piece_read(struct arena *arena, int64_t first_case, str bytes, struct piece *piece) MUST;
// The i-th row; its case.
int64_t piece_row(const struct piece *piece, size_t i, struct packed *row);
int64_t piece_odd(const struct piece *piece, size_t i);
// The same as it was put in.
int64_t piece_plain(const struct piece *piece, size_t i, struct plain_case *plain);

void piece_cases_set(size_t n); // for tests: as many to a piece; 0 for the usual

struct piece_making;
// NULL if there is no memory. All of it lies in the arena.
struct piece_making *piece_begin(struct arena *arena, int64_t first_case);
// Whether it has room for a case that is behind the last one.
bool piece_takes(const struct piece_making *making, int64_t case_id);
// plain: NULL if it is odd; so is one whose names are too many or too long. False if there is no memory.
bool piece_put(struct piece_making *making, int64_t case_id, const struct plain_case *plain) MUST;
result piece_end(struct ctx *ctx, const struct piece_making *making, str *bytes) MUST;

// Names as bytes, which have a checksum, and back. They point into the bytes. False if these are damaged.
result names_pack(struct ctx *ctx, const struct str_list *names, str *bytes) MUST;
bool names_unpack(struct arena *arena, str bytes, struct str_list *names) MUST;
