// What a champion needs before they go out, noted on their role: insurance and consent, by whom and until when.
#pragma once

#include "app/account.h"

enum { VOLUNTEER_WORDS_MAX = 200, VOLUNTEER_DAYS_BEFORE = 28 };

// "Insurance noted until 31 March 2027. Consent not noted." is_pressing: something is not noted, ran out, or runs out
// within VOLUNTEER_DAYS_BEFORE.
str volunteer_words(struct ctx *ctx, const struct account_role_row *role, date today, bool *is_pressing);
// Champions of whom something is pressing.
result volunteers_pressing(struct ctx *ctx, struct db *db, date today, int64_t *n) MUST;

enum volunteer_part {
    VOLUNTEER_INSURED,
    VOLUNTEER_INSURED_UNTIL,
    VOLUNTEER_CONSENT,
    VOLUNTEER_CONSENT_UNTIL
};
// Inside store_write. Of insurance and of consent both parts or neither: ERR_INPUT with *part set.
result volunteer_note(struct ctx *ctx, struct db *db, const struct account_role_row *role,
                      enum volunteer_part *part) MUST;
