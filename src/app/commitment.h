// What residents give in return: a Commitment of a charter that is counted from what those who do it write down. Each
// time is a case bound to the clause (FACT_BOUND), so that the counts are the judge's and nobody's else; said_by is a
// group and never a person, the words go through the one check of public words, and who wrote it stands apart
// (app/private.h). Whoever wrote it corrects it, or takes it back, with a reason; what stood before stays on record.
//
// A party that gets something of what another one does, residents or a service, says thanks on the promise's page
// (FACT_THANKED: name: the party; said_by: the office; words), and takes them back with a reason (another such fact,
// which corrects the first).
//
// An Information clause that is counted is the provider's: an officer of it says on which day something was published
// and where. It is such a case, too, and is judged by its period like any count. So is what a Standard measures that no
// report tells and nobody grades, such as nights with officers on foot, and what a Priority counts: how many, on which
// day, by the officer's post. What a Monitoring counts is written down by those who look, as a commitment is.
//
// From a count that was not reached nothing follows by itself but what the clause names: no clock of a service moves.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/permission.h"

enum {
    COMMITMENT_DAYS_BACK = 92, // that may be written down later
    COMMITMENT_A_DAY = 20,     // by one person
    COMMITMENT_NEWEST = 60,    // entries that are read
    COMMITMENT_MOST = 1000000
};

// Whether it is a commitment that is counted from what is written down.
bool is_commitment(const struct promise_state *promise);
// Whether it is something to be published, counted likewise.
bool is_information(const struct promise_state *promise);
// Whether it is what a service does that no report tells, and its own people write down.
bool is_service_count(const struct promise_state *promise);
bool is_of_provider(const struct promise_state *promise);  // of these two
bool is_written_down(const struct promise_state *promise); // any of the three
bool information_is_of(const struct judge_row *row);       // a period of such a one
// Whether what is owed for the period that runs is not there yet.
bool information_is_owed(const struct promise_state *promise);
// Whether it is a share: "5 of 7".
bool commitment_is_share(const struct promise_state *promise);

struct given {
    int64_t case_id, fact;
    str reference, value, group;
    str words; // empty where nobody may see them
    date day;
    bool is_taken_back, is_corrected;
};
struct given_list {
    struct given *at;
    size_t n, room;
};
// The newest COMMITMENT_NEWEST, by their days, the latest first.
result commitment_given(struct ctx *ctx, struct db *db, const struct promise_state *promise,
                        struct given_list *given) MUST;
// Those that this person wrote.
result commitment_own(struct ctx *ctx, struct db *db, const struct promise_state *promise, int64_t person,
                      struct given_list *own) MUST;

// May they write down what was done: by a role in the area, for a body that promised it, or because they spoke for who
// promised it in the draft that was signed.
result commitment_may(struct ctx *ctx, struct db *db, const struct promise_state *promise,
                      const struct visitor *visitor, bool *may) MUST;
// The party of the charter for which they may say thanks; empty for none. Never a party that promised it.
str promise_thanker(struct ctx *ctx, const struct promise_state *promise, const struct visitor *visitor);

enum given_field { GIVEN_DAY, GIVEN_HOW_MANY, GIVEN_GROUP, GIVEN_WORDS, GIVEN_REASON, GIVEN_OFFICE };

struct given_said {
    str how_many, group, words, reason;
    date day;
    str of;       // the entry that is corrected or taken back; empty for a new one
    int64_t seen; // the last fact of their own when the form was made
    bool takes_back, is_office;
    enum given_field part; // of a refusal: what is to be mended
    bool looks_personal;
};
// Inside store_write, with a desk without a case. ERR_INPUT or ERR_RULE with a sentence and said->part.
result commitment_say(struct desk *desk, const struct promise_state *promise, struct given_said *said) MUST;

struct thanks_said {
    str body, office, words;
    int64_t of; // the thanks that are taken back, words: why; 0 for new ones
    bool is_office, looks_personal;
    enum given_field part;
};
// New ones, or those of their own body taken back: that is a fact of its own, with its reason, and both stay on record.
result promise_thank(struct desk *desk, const struct promise_state *promise, struct thanks_said *said) MUST;
