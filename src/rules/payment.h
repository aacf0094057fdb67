// What a step of redress pays: how much, to whom, and how that was worked out. Pure and exact: in whole pence, with one
// rounding at the end, half a penny up.
//
// What is not on record makes a sum not known, never nothing. What a cap leaves that several cases share ("each year",
// "each incident") is another question: rules/payment_cap.h.
#pragma once

#include "rules/aftermath.h"

enum payment_state {
    PAYMENT_NONE,       // the step is a deed
    PAYMENT_WAITING,    // its step has not begun
    PAYMENT_ON_REQUEST, // nobody has asked for it yet
    PAYMENT_NOT_OWED,   // not paid in this case, or not asked for in time
    PAYMENT_NOT_KNOWN,  // `missing` names what is not on record
    PAYMENT_TO_DECIDE,  // from `least` to `most`: somebody decides
    PAYMENT_DUE,        // `pence`
    PAYMENT_PAID,       // the record says so
    PAYMENT_STATE_COUNT
};

struct payment {
    enum payment_state state;
    int64_t pence;       // of DUE, PAID: in all, whatever was paid of it
    int64_t least, most; // what it lies between; both `pence` where it is settled
    int64_t paid;        // what the record says was paid
    str payee, decider,
        set_off; // as the step has them; empty where it has none. Set off only if the payee wants it
    str missing;

    // How it was worked out.
    struct ratio base; // of a share: what it is a share of, in pence
    bool is_rounded;   // the share was no whole sum
    int64_t first;     // before the further time, the caps
    int64_t further;   // how many further units
    date further_from; // the day they are counted from
    bool is_running;   // it still grows
    int64_t uncapped;  // before the step's own cap
    decimal cap;       // that cut it, in pounds; has_cap
    bool has_cap;
    int64_t each;        // how many of what it is "for each" of; 0 if that is not on record
    instant next_change; // INSTANT_FAR if only a new fact can change it
};

// What it is worked out from. asked->after must be set.
struct payment_asked {
    const struct step *step;
    struct asked *asked;
    const struct timing *timing;
    instant further_from;        // the end of the step's own time, else its beginning
    struct moment further_until; // NEVER while it goes on
    struct ratio total, share;   // of a reward: in pence
    enum rounding rounding;
};

const char *payment_state_code(enum payment_state state); // "to_decide"; empty for NONE

// The sum, with the step's own caps ("at most £50", "at most £10 a case"). State NOT_KNOWN, TO_DECIDE or DUE.
struct payment payment_work(const struct payment_asked *asked);

// The working, one sentence a line, to be read under the step's own words.
result payment_working(struct ctx *ctx, const struct step *step, const struct payment *payment,
                       struct str_list *lines) MUST;

// The same of one of which a part is paid, once it is known what shared caps leave: "£4 of it is paid, £6 is still to
// pay." In pence; paid less than most.
str payment_rest(struct ctx *ctx, int64_t paid, int64_t least, int64_t most);

// Whether it is paid once an incident, however many reported it: the step says so; or it goes to a fund or to "the
// person who reported" and does not say "each person" or "each case".
bool payment_is_once(const struct step *step, const struct document *document);
