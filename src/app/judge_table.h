// The rows of a judgement as a table: the columns of docs/commands.md, for the command and for open data alike.
#pragma once

#include "app/judge.h"
#include "format/table.h"

result judge_table_rows(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                        struct buffer *out) MUST;
