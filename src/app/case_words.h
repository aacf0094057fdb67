// Words that are looked for in what reports say (case_search).
#pragma once

#include "base/arena.h"

// '%', '_' and '\' mean something to LIKE: they stand behind a '\'. In small letters, as the query has it.
str like_words(struct ctx *ctx, str asked);
