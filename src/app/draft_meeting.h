// A draft at a meeting: a show of hands on a clause, or on a change of it that is wished, as somebody counted it; what
// a provider says that a clause would cost; and who was asked, reached and missed, which is a line of the text and
// changed as all of it is. None of it decides: what comes into the text is what all parties agree to.
#pragma once

#include "app/draft.h"

enum { VOTES_MAX = 1000000, COST_PENCE_MAX = 1000000000 };

enum draft_meeting_part {
    MEETING_PART_VOTES,
    MEETING_PART_COUNTER,
    MEETING_PART_DAY,
    MEETING_PART_WORDS,
    MEETING_PART_COST
};

struct draft_voting {
    str label;                  // empty: the header
    int64_t change;             // 0: the clause as it stands
    str party;                  // whose hands; empty: of all who were there
    int64_t yes, no, abstained; // below 0: not a number
    str counter, words;
    date day;
    bool is_office; // what looks like a person's details is an office's
    const struct drafter *by;
    enum draft_meeting_part part; // of a refusal: what is to be mended
    bool looks_personal;
};
// By whoever takes part; also afterwards. ERR_INPUT with what to mend.
result draft_vote(const struct draft *draft, struct draft_voting *voting) MUST;

struct draft_costing {
    str label, party, words;
    int64_t one, year; // pence, for each report and a year; below 0: not said
    const struct drafter *by;
    bool is_office;
    enum draft_meeting_part part;
    bool looks_personal;
};
// By whoever speaks for a provider of the clause.
result draft_cost_say(const struct draft *draft, struct draft_costing *costing) MUST;
bool draft_may_cost(const struct draft *draft, const struct clause *clause, str party);

// The header with another line Asked, proposed as any change is.
result draft_asked_propose(const struct draft *draft, str asked, struct draft_wish *wish) MUST;

// "12 for, 3 against, 1 abstained"
str draft_vote_words(struct ctx *ctx, const struct draft_vote_row *row);

// With its account, when a person is erased.
result draft_meeting_account_forget(struct ctx *ctx, struct db *db, int64_t account) MUST;
