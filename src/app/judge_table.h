// The rows of a judgement as a table: the columns of docs/commands.md, for the command and for open data alike.
#pragma once

#include "app/judge_instead.h"
#include "format/table.h"

result judge_table_rows(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                        struct buffer *out) MUST;
// Two versions side by side: the columns of both, and in which of them a row is if it is in one only.
result judge_table_compared(struct ctx *ctx, const struct comparison *comparison, enum table_form form,
                            struct buffer *out) MUST;
