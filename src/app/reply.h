// Templates of answers: what a body's officers begin with when they close, explain or note something. Each belongs to a
// body, in English and, if it has it, Welsh; "{due}" and its like stand for what a case has. Inside a transaction.
#pragma once

#include "app/ledger.h"

enum reply_use { REPLY_CLOSE, REPLY_EXPLAIN, REPLY_NOTE, REPLY_USES };
str reply_use_word(enum reply_use use); // "explain", as it is kept
bool reply_use_from(str word, enum reply_use *use);

enum { REPLIES_OF_BODY_MAX = 200, REPLY_NAME_MAX = 100, REPLY_WORDS_MAX = 5000 };

// Of a case; what is not known stays empty, and the place for it is left standing, to be seen and written.
struct reply_values {
    str reference, kind, area, due, body, promise;
};
str reply_fill(struct ctx *ctx, str text, const struct reply_values *values);

// ERR_INPUT with a sentence: no name, no words, too long, or a place that nothing stands for.
result reply_check(struct ctx *ctx, const struct reply_row *reply) MUST;
// Adds it if its id is ID_NONE, else changes it. ERR_RULE if the body has REPLIES_OF_BODY_MAX.
result reply_keep(struct ctx *ctx, struct db *db, const struct reply_row *reply) MUST;
