// What a party says to the review of a charter: for an office, on the record for good (FACT_NOTE of the charter,
// FACT_NOTE_REVIEW; value: the party). Another answer stands beside the one before.
#pragma once

#include "app/desk.h"
#include "app/permission.h"
#include "document/document.h"

enum { REVIEW_ANSWER_MAX = 2000 };

enum review_part { REVIEW_WORDS, REVIEW_OFFICE, REVIEW_PARTY };

struct review_said {
    str party, office, words; // party: empty where they speak for one only
    bool is_office, looks_personal;
    enum review_part part; // of a refusal: what is to be mended
};
// Inside store_write, with a desk without a case. ERR_DENIED if they speak for no party; ERR_INPUT with a sentence. The
// same words of a party said twice are one answer.
result review_answer(struct desk *desk, const struct document *document, const struct visitor *visitor,
                     struct review_said *said) MUST;
