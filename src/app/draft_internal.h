// What the files of drafts share.
#pragma once

#include "app/draft.h"

int64_t drafter_account(const struct drafter *by); // ID_NONE for nobody
result draft_must_be_open(const struct draft *draft) MUST;
result draft_words_check(struct ctx *ctx, str words, bool is_needed) MUST;
