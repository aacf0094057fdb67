// Whether a contact that a charter names answers: somebody rang or wrote, and says when they were answered. Each time
// is a fact (FACT_CONTACTED): name: by which way; happened: when; until: when it was answered, none as long as it was
// not; value: "day" where only the day of the answer is known.
//
// No words are taken, so nobody is named. What whoever asked says, what the body itself says and what champions found
// are counted apart and never added up; no figure of the charter counts them.
//
// In time is by the clause's own clock, judged as any case is (rules/judgement.h); a clause without one promises no
// time.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/permission.h"

enum { REACHED_DAYS = 365, REACHED_DAYS_BACK = 92, REACHED_A_DAY = 10, REACHED_WAYS = 4, SECOND_NONE = -1 };

extern const str REACHED_WAY[REACHED_WAYS]; // "telephone", as on the record

struct reached_counts {
    int64_t n;
    int64_t in_time, late, waiting, not_known; // of a clause that promises a time
    int64_t answered;                          // of one that does not
};

struct reached {
    bool has_time;                         // it promises one
    struct reached_counts by[VOICE_COUNT]; // of the last REACHED_DAYS
};

bool is_contact(const struct promise_state *promise);
result reached_count(struct ctx *ctx, const struct promise_state *contact, struct reached *reached) MUST;
// "3 of 4 answered in time, 1 late", or "Not known: nothing written down in the last year".
str reached_words(struct ctx *ctx, const struct reached *reached, enum voice voice);

enum reached_field {
    REACHED_PART_WAY,
    REACHED_PART_DAY,
    REACHED_PART_TIME,
    REACHED_PART_ANSWERED,
    REACHED_PART_ANSWERED_TIME
};
struct reached_said {
    str way;
    date day, answered;          // answered: DATE_NONE while it is not
    int32_t time, answered_time; // seconds of the day; SECOND_NONE where only the day is known
    enum reached_field part;     // of a refusal: what is to be mended
};
// In whose voice somebody writes it down: their own body's, a champion's or councillor's of the area, else their
// own.
struct doer reached_doer(struct ctx *ctx, const struct visitor *visitor, const struct promise_state *contact);
// Inside store_write, with a desk without a case. The same way on the same day by the same person is one: written
// again, it says when it was answered. ERR_INPUT with a sentence and said->part.
result reached_say(struct desk *desk, const struct promise_state *contact, struct reached_said *said) MUST;
// Those of one person, the newest first.
result reached_own(struct ctx *ctx, struct db *db, const struct promise_state *contact, int64_t person,
                   struct fact_row_list *own) MUST;
