// The public line of a fact: what of it anyone may see, as canonical JSON, so that the same fact always has the same
// bytes and their hash stands for it in the record (format/merkle.h). docs/record.md has the keys and their meaning.
//
// One object on one line: keys in the order below, no spaces, those without a value left out; instants as RFC 3339 in
// UTC, or seconds since 1970 outside the years 1 to 9999; in strings only " and \ and control characters escaped.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"

enum { FACT_LINE_MAX = 1 << 20 }; // bytes of one

#define FACT_LINE_NONE INT64_MIN // a number that is not there

struct fact_line {
    int64_t id;
    str kind; // a code, store/fact.h says of what
    int64_t case_id;
    str document, clause, name, value;
    instant happened, happened_last, until;
    date period_from, period_to;
    instant recorded;
    str voice, said_by, words;
    int64_t corrects;
    str bound; // hash of what of it is private
    str salt;  // keeps the hash of a line that is not published from being guessed
};

void fact_line_write(struct buffer *out, const struct fact_line *line); // without a line end

// What was written, again; texts live in ctx's arena. ERR_INPUT, saying what is wrong, for anything that
// fact_line_write would have written otherwise.
result fact_line_read(struct ctx *ctx, str text, struct fact_line *line) MUST;
