// What the files that follow cases share among themselves.
#pragma once

#include "app/follow.h"

// follow_cases.c: rows to cases, cases to answers.
result follow_cases(struct ctx *ctx, const struct follow_options *options, const struct case_rows *rows,
                    struct follow_result *followed) MUST;
