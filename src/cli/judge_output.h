// What `wardmote judge` puts on the screen.
#pragma once

#include "app/judge.h"
#include "cli/options.h"

result judge_write_cases(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                         struct buffer *out) MUST;
// ERR_MISSING if the requests hold no such case.
result judge_write_explanation(struct ctx *ctx, const struct judge_result *judged, str id,
                               enum table_form form, struct buffer *out) MUST;
// What is in no row, and why: for people, on standard error.
void judge_write_summary(const struct judge_result *judged, struct buffer *out);
