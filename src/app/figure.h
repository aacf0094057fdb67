// A figure of a period that is over, under people's hands: its provider confirms what was published of it, or
// corrects it to what the record says now; the other parties of the charter may reply, and their reply stands beside
// it.
//
// A figure is never typed in: it is what the record counts, so that everybody can count it again. What is wrong in it
// is put right where it stands, in the reports, and then the figure is corrected.
#pragma once

#include "app/desk.h"
#include "app/permission.h"

struct figure_key {
    str document, clause;
    date last;     // of the period
    bool is_count; // of the clause's Count, where it has a clock as well
};

struct figure_found {
    struct figure_key key;
    const struct judge_row *row;   // what the record says now
    struct fact_row_list said;     // what was published of it, and replies, in the order of recording
    const struct fact_row *first;  // that was published; NULL if nothing was
    const struct fact_row *stands; // published last; likewise
    int64_t last;                  // of all that was said: what a form was made with
    instant by_itself; // by when it is confirmed if nobody does anything; INSTANT_FAR: nobody can say
    bool is_confirmed; // or corrected: more than provisional
    bool is_same;      // what stands is what the record says now
    struct str_list speaks_for; // of the charter's other parties, those whoever asks speaks for
};

// The ledger with its rows. visitor: whoever asks, NULL for nobody. ERR_MISSING if there is no such figure, or its
// period is not over.
struct figure_asked {
    const struct ledger *ledger;
    const struct visitor *visitor;
    struct figure_key key;
};
result figure_find(struct ctx *ctx, struct db *db, const struct figure_asked *asked,
                   struct figure_found *found) MUST;

// Whether somebody may confirm or correct it: DEED_PUBLISH, of one of the promise's providers.
bool figure_may(struct ctx *ctx, const struct visitor *visitor, const struct promise *promise);
// Why it can be neither confirmed nor corrected now, as a sentence; empty if it can.
str figure_waits(struct ctx *ctx, const struct figure_found *found);

// What becomes of the promise's redress when the figure is what the record says now.
enum figure_follows {
    FIGURE_FOLLOWS_NOTHING, // nothing changes
    FIGURE_FOLLOWS_OPENS,   // it is missed, and what that leads to begins with today
    FIGURE_FOLLOWS_STAYS,   // it was missed and is: what is owed goes on from the day it was first confirmed
    FIGURE_FOLLOWS_ENDS     // it was missed and is not: nothing is owed for it any more
};
enum figure_follows figure_follows(const struct figure_found *found);

enum figure_part { FIGURE_PART_NONE, FIGURE_PART_WORDS, FIGURE_PART_OFFICE, FIGURE_PART_PARTY };

// What somebody wrote.
struct figure_said {
    str words, office;
    str party;             // of a reply
    bool is_office;        // what looks like a person's details is an office's
    enum figure_part part; // set where something is wrong: which of them
    bool looks_personal;   // set where that is what is wrong
};

// Inside store_write, with a desk without a case. ERR_INPUT or ERR_RULE with a sentence, and said->part; ERR_CONFLICT
// if something was said of the figure since `seen`.
result figure_same(struct ctx *ctx, const struct figure_found *found, int64_t seen) MUST;
result figure_confirm(struct desk *desk, const struct figure_found *found, struct figure_said *said) MUST;
result figure_correct(struct desk *desk, const struct figure_found *found, struct figure_said *said) MUST;
result figure_reply(struct desk *desk, const struct figure_found *found, struct figure_said *said) MUST;
// The same, only looked through: what everybody will read, as the record says it now.
enum figure_deed { FIGURE_CONFIRM, FIGURE_CORRECT, FIGURE_REPLY };
struct figure_words {
    str words, said_by;
};
result figure_foretell(struct ctx *ctx, const struct figure_found *found, enum figure_deed deed,
                       struct figure_said *said, struct figure_words *words) MUST;
// What follows from it: the steps of redress.
result figure_settle(struct desk *desk, const struct figure_found *found) MUST;
