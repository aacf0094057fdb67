// Sets of indicators as files, one line for each indicator and behind it one for each of its parts:
//
//     code,part,title,theme,polarity,unit,frequency,geography,survey,statutory,active,confidence,source,note
//     NI 187,,Tackling fuel poverty,Environment,low,%,annual,district,,no,yes,memory,DCLG list,
//     NI 187,high rating,Homes with a SAP rating of 65 or more,Environment,high,%,...
//
// And benchmarks: what a group of places reached in a year. docs/indicators.md has the columns.
#pragma once

#include "base/arena.h"
#include "document/indicator.h"

enum { INDICATORS_MAX = 2000, BENCHMARKS_MAX = 20000 };

// source: the file's name, for messages. bytes must outlive the set. ERR_INPUT with the line and the cure.
result indicators_parse(struct ctx *ctx, str source, str bytes, struct indicator_set *set) MUST;

struct benchmark {
    str code, part, year, group;
    decimal value;
    str source;
};

struct benchmark_list {
    struct benchmark *at;
    size_t n, room;
};

result benchmarks_parse(struct ctx *ctx, str source, str bytes, struct benchmark_list *list) MUST;
// indicator: as a document names it, "NI 195 / litter". NULL if there is none.
const struct benchmark *benchmark_find(const struct benchmark_list *list, const struct indicator *indicator,
                                       str year, str group);
