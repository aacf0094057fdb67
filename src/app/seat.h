// Which bodies belong at the table where a charter is negotiated. They are found from what troubles people and from who
// answers for that at the place, and whoever asks for the charter adds to them or takes out. Each that is among the
// parties of the draft begun for it is invited: it names who speaks for it, or declines with a reason that everybody
// reads. A body in which nobody may answer is written to at its own address. Inside a transaction.
#pragma once

#include "app/ask.h"
#include "app/directory.h"
#include "app/draft.h"
#include "app/permission.h"

#define SEAT_NAMED STR("named")
#define SEAT_INVITED STR("invited")
#define SEAT_TAKEN STR("taken")
#define SEAT_DECLINED STR("declined")

enum { SEAT_WORKING_DAYS = 20, SEATS_MAX = 40 };

// A body, and what of the troubles it answers for there: "Street lights; Noise at night". Empty: somebody named it.
struct seat_body {
    str body, services;
};

struct seat_bodies {
    struct seat_body *at;
    size_t n, room;
};

// Of each kind, as charters name it, who answers at the place, as it was typed. Where the place is not on the map, only
// who answers everywhere.
struct seats_asked {
    const struct directory *directory;
    str services, place; // services: a line for each
    date day;
};
result seats_find(struct ctx *ctx, struct db *db, const struct seats_asked *asked,
                  struct seat_bodies *found) MUST;

// The bodies that somebody who asks for a charter wants at the table, in place of those named before. ERR_DENIED for
// anybody but who asked and whoever answers it, ERR_RULE once it is answered, ERR_INPUT for a body that there is not.
struct seats_naming {
    int64_t ask;
    const struct directory *directory;
    const struct visitor *visitor;
    struct str_list bodies;
    date today;
};
result seats_name(struct ctx *ctx, struct db *db, const struct seats_naming *naming) MUST;
bool seats_may_name(const struct visitor *visitor, const struct ask_row *ask);

// A draft begun for a group that asked for it: whoever asked speaks for the group from then on, and each body among its
// parties is invited.
struct ask_beginning {
    struct draft_beginning of;
    int64_t ask; // 0: nobody asked for it, and nobody is invited
    const struct directory *directory;
    const struct ledger *ledger;
};
result ask_begin(struct ctx *ctx, struct db *db, struct ask_beginning *beginning) MUST;

// One more, by whoever keeps the draft: a body among its parties for which nobody speaks and that is not asked now.
struct seat_inviting {
    const struct directory *directory;
    const struct ledger *ledger;
    const struct drafter *by;
};
result seat_invite(const struct draft *draft, str body, const struct seat_inviting *inviting) MUST;
bool seat_may_be_invited(const struct draft *draft, const struct seat_row_list *seats, str body,
                         const struct seat_inviting *inviting);

enum seat_part { SEAT_PART_ANSWER, SEAT_PART_EMAIL, SEAT_PART_WORDS, SEAT_PART_OFFICE };

struct seat_answering {
    int64_t id;
    bool takes, declines; // one of them
    str email;            // of who speaks for it
    str words, office;
    bool is_office;
    struct drafter by;
    enum seat_part part; // of a refusal
    bool looks_personal;
};
// ERR_RULE if it is answered, or the draft is over. All who speak in the draft are told.
result seat_answer(struct ctx *ctx, struct db *db, struct seat_answering *answering) MUST;
// Whoever may answer for the body, or was written to for a body in which nobody may. ERR_LOGIN, ERR_DENIED.
result seat_must_answer(struct ctx *ctx, const struct visitor *visitor, str body, int64_t asked) MUST;
result seat_read(struct ctx *ctx, struct db *db, int64_t id, struct seat_row *row) MUST; // ERR_MISSING
// Those that wait for an answer of theirs.
result seats_waiting(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                     struct seat_waiting_out_list *rows) MUST;
// Somebody whom the keeper asked in speaks for that party: its body has taken its place.
result seat_settle(const struct draft *draft, str party, instant at) MUST;
bool seat_is_late(const struct seat_row *row, date today);
