// What `wardmote judge` puts on the screen.
#pragma once

#include "app/judge_instead.h"
#include "cli/options.h"
#include "format/table.h"

result judge_write_cases(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                         struct buffer *out) MUST;
// ERR_MISSING if the requests hold no such case.
result judge_write_explanation(struct ctx *ctx, const struct judge_result *judged, str id,
                               enum table_form form, struct buffer *out) MUST;
// What is in no row, and why: for people, on standard error.
void judge_write_summary(const struct judge_result *judged, struct buffer *out);

// --instead: both side by side, or the cases whose state is another; and which clauses only one of them has.
result judge_write_compared(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                            enum table_form form, struct buffer *out) MUST;
// How many rows could be read, and what is wrong with the others.
void judge_write_problems(const struct judge_result *judged, struct buffer *out);
// A moment that spans a day is a date without a time, and is written as one.
void judge_cell_moment(struct table *table, const struct zone *zone, struct moment moment);
void judge_cell_due(struct table *table, const struct zone *zone, instant due); // INSTANT_NONE: empty
