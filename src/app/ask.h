// A group asks for a charter: a residents' association, a parish council, a street. It is public at once, without who
// sent it, and has a day: the neighbourhoods officer answers by then, with a draft to which the group is asked in, or
// with why not. Inside a transaction.
#pragma once

#include "app/account.h"
#include "app/directory.h"
#include "app/ledger.h"

#define ASK_OPEN STR("open")
#define ASK_DRAFT STR("draft")
#define ASK_REFUSED STR("refused")

enum { ASK_WORKING_DAYS = 20, ASKS_SHOWN = 200, ASK_OPEN_MAX = 3 };

enum ask_part {
    ASK_PART_PARTY,
    ASK_PART_SPOKEN,
    ASK_PART_PLACE,
    ASK_PART_MATTERS,
    ASK_PART_BROKER,
    ASK_PART_WORDS,
    ASK_PART_OFFICE
};

struct asking {
    str party, spoken, place, matters, broker; // broker: empty for none in particular
    str services;    // what troubles people: kinds of report, a line for each; may be empty
    bool is_office;  // what looks like a person's details is a group's or an office's
    int64_t account; // who sends it: their address is their own
    date today;
    instant at;
    const struct ledger *ledger;
    const struct directory *directory;
    enum ask_part part; // of a refusal: what is to be mended
    bool looks_personal;
    int64_t id;
};
// ERR_RULE if whoever sends it waits for the answers of ASK_OPEN_MAX others.
result ask_add(struct ctx *ctx, struct db *db, struct asking *asking) MUST;

struct ask_answering {
    int64_t id;
    str words, office;
    bool is_office;
    instant at;
    enum ask_part part;
    bool looks_personal;
};
// ERR_RULE if it is answered already. Whoever sent it is told.
result ask_refuse(struct ctx *ctx, struct db *db, struct ask_answering *answering) MUST;
// A draft was begun for it: whoever sent it speaks for the group there, and is told so by the invitation.
result ask_drafted(struct ctx *ctx, struct db *db, int64_t id, str draft, instant at) MUST;
result ask_read(struct ctx *ctx, struct db *db, int64_t id, struct ask_row *row) MUST; // ERR_MISSING
