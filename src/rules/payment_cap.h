// Caps that several payments share: "at most £250 each year", "at most 5 times a financial year", "once an incident".
// Pure: the payments of one step in the order in which they fell due, and what the caps leave of each.
//
// A cap over time counts what went to the same payee: a fund or a party as a whole, or of what is paid to a person of a
// case what that person had, if the case names one (docs/language.md, "Money"). Where it is not on record whether two
// payments share a cap, and that makes a difference, what is left is not known.
#pragma once

#include "rules/payment.h"
#include "rules/period.h"

// One payment of the step, as the case or the figure alone has it.
struct claim {
    date day;             // on which it fell due
    int64_t least, most;  // equal where it is settled
    str incident, person; // empty: none is named
};

// What the document says beside the step.
struct cap_rules {
    const struct step *step;
    const struct document
        *document;    // whether a payee is a fund, when the year starts, how long it is in force
    bool is_of_cases; // else of missed targets: one payee, no incidents
};

struct cap_left {
    int64_t least, most;    // what is left of the claim
    const struct part *cut; // the cap that cut it; NULL if none did
    bool is_once;           // it was the incident that was paid before
    int64_t before;         // what was paid or owed before under that cap, at most
};

// Whether any cap of it is shared, so that other payments must be looked at.
bool cap_is_shared(const struct cap_rules *rules);
// Whether the only ones that it shares are those of one incident.
bool cap_is_of_incident(const struct cap_rules *rules);
// The days that a cap of this claim reaches over, at most: what falls due outside them never matters.
struct span cap_reach(const struct cap_rules *rules, date day);
// claims[0..n-1] in order; left[i] for each.
void caps_apply(const struct cap_rules *rules, const struct claim *claims, size_t n, struct cap_left *left);
// The working of what a cap took; empty if none did.
str cap_words(struct ctx *ctx, const struct cap_left *left);
