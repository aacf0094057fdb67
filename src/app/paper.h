// What an office signed or answered on paper, where nobody holds it here. Two people bring it on the record: one types
// in what the paper says, with the code that stands on it; another, of another body, has the paper before them, types
// the code in again and confirms it. Until then it is "recorded, not yet confirmed" and counts for nothing
// (FACT_PAPER, FACT_PAPER_ENDED). With the second word the caller says what it comes to: a signature, an answer.
//
// The code is made of the record's secret, the party, the office where the sheet names one, and what the paper is of:
// the text and when it was offered, or the act. It stands on the sheet alone, not where it is recorded or confirmed.
// A paper that was refused is used up: the next sheet has another code.
#pragma once

#include "app/account.h"
#include "base/zone.h"
#include "store/queries.h"

enum paper_state { PAPER_WAITS, PAPER_CONFIRMED, PAPER_REFUSED, PAPER_WITHDRAWN };

struct paper_word {
    int64_t id;
    str party, office, words;
    str of; // what it is of: "1a2b... 17", the text and the last fact before it was offered; "34 yes", the act
    str by; // the body that recorded it
    date day;
    instant at;
    enum paper_state state;
    str ended_by, why;
    // For whoever looks:
    bool may_confirm, may_withdraw;
};

struct paper_list {
    struct paper_word *at;
    size_t n, room;
};

// Who speaks for which party there, or holds an office that signs for it.
struct paper_role {
    int64_t account;
    str party;
};

struct paper_roles {
    struct paper_role *at;
    size_t n, room;
};

struct paper_desk {
    struct ctx *ctx;
    struct db *db;
    const struct visitor *visitor; // NULL for nobody
    str document;
    str body; // for which they record or confirm: empty if they may do neither
    struct paper_roles speakers, holders;
    instant at, now; // the community's time; the machine's
};

result papers_read(const struct paper_desk *desk, struct paper_list *papers) MUST;
const struct paper_word *paper_waiting(const struct paper_list *papers, str party, str office, str of);

// "1a2b 3c4d". office: empty where the sheet names none. of: as in `of` above, of an answer without the "yes".
result paper_code(const struct paper_desk *desk, const struct paper_list *papers, const struct paper_word *of,
                  str *code) MUST;

// What a refusal is about.
enum paper_part { PAPER_PART_OTHER, PAPER_PART_CODE, PAPER_PART_DAY, PAPER_PART_WHY };

struct paper_said {
    struct paper_word paper; // party, office, words, of, day
    str sheet;               // what the code is of, where that is less than `of`
    bool sheet_has_office;
    date first, today; // the days on which it can have been signed
    str code;          // as it was typed
    bool is_office;    // what looks like a person's details in a refusal is an office's
    enum paper_part part;
    bool looks_personal; // of a refusal of that
};
// ERR_INPUT for the code or the day, ERR_RULE where one waits, ERR_DENIED to the party's own offices.
result paper_record(const struct paper_desk *desk, const struct paper_list *papers,
                    struct paper_said *said) MUST;

enum paper_end { PAPER_CONFIRM = PAPER_CONFIRMED, PAPER_REFUSE, PAPER_WITHDRAW };
// said: the paper's id, and the code to confirm it; paper.words: why it is refused. *ended: as it was recorded.
result paper_end(const struct paper_desk *desk, const struct paper_list *papers, enum paper_end end,
                 struct paper_said *said, struct paper_word *ended) MUST;
// "minute 4; signed on paper on 2 March 2027, recorded by A, confirmed by B".
str paper_words(const struct paper_desk *desk, const struct paper_word *paper);
