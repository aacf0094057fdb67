// What a service does to a case, and what whoever reported says to that. Each writes facts through a desk that holds
// the case, and is settled by its caller. ERR_RULE with a sentence if it can't be done as the case is.
#pragma once

#include "app/desk.h"

// How a case ends. Each is counted apart; only the first says that what was reported is mended.
enum ending {
    ENDING_FIXED,
    ENDING_ANSWERED, // where a reply in writing is what was promised: a question, a letter
    ENDING_NOT_OURS,
    ENDING_NO_FIX, // none is planned
    ENDING_DUPLICATE,
    ENDING_NOT_FOUND,
    ENDING_COUNT
};

str ending_words(enum ending ending); // "no fix planned"
bool ending_from(str words, enum ending *ending);
// Said to be mended, or closed by a body without a word on how: whoever reported is asked whether it is.
bool ending_claims_mended(str words);

struct closing {
    enum ending ending;
    str words;     // what was done, or why not: shown to whoever reported
    str duplicate; // the reference of the report it repeats
};

enum { REOPEN_DAYS = 28, DISPUTE_DAYS = 84, DEED_WORDS_MAX = 10000 };

// What somebody wrote of a case: ERR_INPUT if it is too long or, with `missing`, which says what to do, if there is
// none.
result case_words_check(const struct desk *desk, str words, const char *missing) MUST;
// It is completed by that, and answered: what its clocks wait for of a reply in writing is on record with it.
result case_close(struct desk *desk, const struct closing *closing) MUST;
// Closed in the body's own system, which says no more than that: "closed: by Harcaster County Council". It counts as
// done, as what the service says, and whoever reported may say that it is not so.
result case_closed_by(struct desk *desk, str body, str words) MUST;
// The clock stands still for a reason that the clause allows.
result case_pause(struct desk *desk, str reason, str words) MUST;
result case_resume(struct desk *desk, str words) MUST;
result case_note(struct desk *desk, str words) MUST;
// What is said next, in the language of whoever reported: it goes with the message. Nothing for no words.
result case_translate(struct desk *desk, str words) MUST;
result case_assign(struct desk *desk, str post) MUST; // empty: nobody

// Why it is late: the cause, which several cases may share, and the reason in words.
result case_explain(struct desk *desk, str cause, str words) MUST;
// The pause that holds its clock then; NULL for none.
const struct fact_row *case_pause_running(const struct fact_row_list *facts, instant at);

// The reasons for which the clauses that take the case let its clock be paused by the service.
result pauses_allowed(struct desk *desk, struct str_list *reasons) MUST;

// Whether it may be said now that a case is not so: the one rule for the page that offers it and the deed. facts: all
// of it. Empty if it may, else the sentence that says why not.
struct dispute_asked {
    enum case_status status;
    const struct fact_row_list *facts;
    const struct zone *zone;
    instant at;
};
str dispute_refusal(struct ctx *ctx, const struct dispute_asked *asked);
// Civil days since it was last closed; 0 where nobody knows when that was.
int64_t closing_days(const struct dispute_asked *asked);

// Whoever reported, or a champion or councillor who went and looked, says that it is not fixed: within REOPEN_DAYS of
// a closing as fixed or not found it is open again, and its clock goes on as if it had never been closed; later, or
// where no fix is planned, somebody must answer.
struct disputing {
    str words;
    bool is_reopened; // what came of it
};
result case_dispute(struct desk *desk, struct disputing *disputing) MUST;
// Whether a dispute now would open it again.
bool case_would_reopen(const struct desk *desk);
// is_agreed: the case is open again; of one that names a step of redress, the step is owed again (part:
// owed_review_wrong).
result dispute_answer(struct desk *desk, bool is_agreed, str words, str part) MUST;
