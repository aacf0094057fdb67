// A file of service requests, read through a mapping into cases: who reported what, when, and what became of it.
//
// Nothing is guessed: what can't be read is not known and is counted with its first example. The same id again
// with the same category and opening is one case whose last stop counts: of two stops the later, and a later row
// that says open opens it again; with another category or opening the first row stands.
#pragma once

#include "format/mapping.h"
#include "format/problems.h"

struct case_list {
    struct case_facts *at;
    size_t n, room;
};

struct requests {
    str source;
    struct shape shape;     // an event the file has no column for is not in it, or has an empty name
    struct case_list cases; // in the order of the file; without those that are packed (format/packed.h)
    int64_t n_packed;       // of these
    int64_t rows;           // read, with those that are no case: cases and the first kinds of problems add up to it
    struct problems problems;
};

// source: the file's name, for messages. bytes must outlive the requests, which point into them. ERR_INPUT if the
// file is empty, in no form known, or lacks the Opened or Service column; ERR_LIMIT if the arena is full.
result requests_read(struct ctx *ctx, str source, str bytes, const struct mapping *mapping,
                     struct requests *requests) MUST;

// The same in steps, for whoever takes rows in another way: opened, with its first rows not read; then rows_take, or
// rows one by one; then closed, which settles the shape and sums up what was wrong.
struct intake;
result requests_open(struct ctx *ctx, struct requests *requests, str bytes, const struct mapping *mapping,
                     struct intake **intake) MUST;
result requests_close(struct intake *intake) MUST;
// All that were kept in either way.
int64_t requests_count(const struct requests *requests);
