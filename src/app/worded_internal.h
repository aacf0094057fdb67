// What worded.c and draft_worded.c share.
#pragma once

#include "app/worded.h"

struct worded_words *worded_part(struct worded *worded, str label); // NULL if there is no such clause
// What stands in the draft's own rows, over what its charter has.
result worded_draft_read(struct worded *worded) MUST;
result worded_draft_languages(const struct worded *of, struct worded_languages *languages) MUST;
// That language, if some of it is shown and it is not among them.
result worded_language_add(struct ctx *ctx, struct db *db, const struct worded *of, str code,
                           struct worded_languages *languages) MUST;
// Whether it is another than what stands there; if so it is checked: ERR_INPUT with a sentence.
result worded_is_news(struct ctx *ctx, const struct worded *worded, struct worded_said *said,
                      bool *is_news) MUST;
