// What the files of the comparer share.
#pragma once

#include "base/arena.h"
#include "document/compare.h"
#include "document/sentence.h"

// The canonical text of a field's value with its conditions: two of the same text mean the same.
str field_value_text(struct arena *arena, const struct field *field);
// What happened to a field of which both values are known to differ, in the words a meeting would use; nothing where
// more than a number or a list changed.
str field_change_words(struct arena *arena, const struct field *before, const struct field *after);
// The same of any change: both values as sentences, or as they stand in the text.
str field_said_words(const struct speech *was, const struct speech *is, const struct field *before,
                     const struct field *after);
// A line that is new or taken out.
str line_said_words(const struct speech *speech, const struct field *field, bool is_new);
// "Clock made safe", "If late", "Target".
str field_full_name(struct arena *arena, const struct field *field);

// was[i] for each clause of `after`: what it was before, by its label, or, where the label is new, by its title or by
// saying the same; NULL if it is new. was has room for all clauses of `after`; ERR_LIMIT if memory is short.
result clauses_pair(struct ctx *ctx, const struct document *before, const struct document *after,
                    const struct clause **was) MUST;

// is_moved[i] for each clause of `after` that was there before: the fewest that must be taken out so that the rest
// stand in the order they had. is_moved has room for all clauses of `after`; ERR_LIMIT if memory is short.
result clauses_moved(struct ctx *ctx, const struct document *before, const struct document *after,
                     const struct clause **was, bool *is_moved) MUST;
