// Whoever reported has what was done for a miss looked at again: a step that somebody answered is not what was
// promised, or was not done. It is a dispute of the case that names the step (FACT_DISPUTED; name: "S1 R1 2", the
// promise, the redress and the step); the service answers it as any other. If they are right, the answer of the step is
// taken back, or of several payments of parts the one that was not made, and it is owed again with its days.
#pragma once

#include "app/desk.h"

// Those of a case that may be looked at again now: answered, within DISPUTE_DAYS, and nothing said of them waits.
result owed_reviewable(struct ctx *ctx, struct db *db, const struct fact_row_list *facts, instant at,
                       struct obligation_row_list *steps) MUST;
str owed_review_name(struct arena *arena, const struct obligation_row *step); // "S1 R1 2"

// For the case at the desk, whose caller settles it. ERR_INPUT or ERR_RULE with a sentence.
result owed_review_ask(struct desk *desk, str which, str words) MUST;

// The dispute that waits for an answer, if it names a step; NULL if it names none.
const struct fact_row *owed_review_open(const struct fact_row_list *facts);
// Of the step that it names the payments of parts that stand, in the order of recording, where there are several.
result owed_review_parts(struct ctx *ctx, const struct fact_row_list *facts,
                         struct fact_row_list *parts) MUST;

#define OWED_REVIEW_ALL STR("all")
// They are right: what is taken back; nothing if it was meanwhile. part: of several parts which one (fact_row.id), or
// all of them. ERR_INPUT if it names none of several.
result owed_review_wrong(struct desk *desk, const struct fact_row *review, str part,
                         struct fact_row_list *wrong) MUST;
// And that it is, each with the words of the answer.
result owed_review_grant(struct desk *desk, const struct fact_row *review, const struct fact_row_list *wrong,
                         str words) MUST;
