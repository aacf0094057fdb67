// What the files of `follow` share.
#pragma once

#include "app/follow.h"
#include "cli/options.h"

// The whole working of one case, in every procedure it went through.
result follow_write_case(struct ctx *ctx, const struct follow_result *followed, str case_id,
                         struct buffer *out) MUST;
result follow_write_case_json(struct ctx *ctx, const struct follow_result *followed, str case_id,
                              struct buffer *out) MUST;
str follow_version(struct ctx *ctx, const struct procedure *procedure); // its first day in force
const char *follow_truth(enum truth t);                                 // "yes", "no", "not known"
