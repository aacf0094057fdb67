// The text by which an option that is taken up is answered, step by step: a Procedure of the library. The one that
// stands when somebody takes an option up is adopted as a content of its own kind (CONTENT_PROCEDURE), and the request
// names its SHA-256: so whoever has the record can read it and follow the case again, whatever the library says later.
#pragma once

#include "rules/procedure.h"
#include "store/queries.h"

struct option_text {
    const struct procedure *procedure;
    str bytes, sum;  // sum: SHA-256 in hexadecimal
    int64_t content; // on record; ID_NONE where it is not
};

// As it reads now. ERR_INTERNAL if it can't be followed.
result option_text_now(struct ctx *ctx, struct option_text *text) MUST;
// As it read when a request named it, made ready once and kept with the store, with the calendars that the library had
// then. Of a record made before texts were kept, which has none: as it reads now.
result option_text_of(struct ctx *ctx, struct db *db, str sum, struct option_text *text) MUST;
// Inside store_write: puts it on record, once, when the request is. fact: by which; ID_NONE if it was there.
result option_text_keep(struct ctx *ctx, struct db *db, const struct option_text *text,
                        const struct fact_insert_in *request, int64_t *fact) MUST;
