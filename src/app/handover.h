// A case passed from one body to another. The resident's clock goes on; each body's own starts at its receipt, and
// passing on is an event of its own that a charter may promise ("from receipt to passing on, within 1 working day").
#pragma once

#include "app/desk.h"
#include "format/bodies.h"

// A time at which a body had the case.
struct held_by {
    str body; // FACT_NOBODY where none answers for it
    instant from;
    instant until; // INSTANT_FAR for the one that has it
    bool is_sent;  // sent to it, and not tracked
};

struct held_by_list {
    struct held_by *at;
    size_t n, room;
};

// facts: all of the case, in the order of recording. Empty if nobody is on record.
result case_bodies(struct ctx *ctx, const struct fact_row_list *facts, struct held_by_list *bodies) MUST;

struct hand_over {
    str from;              // who passes it on; empty: whoever has it on record
    const struct body *to; // NULL: nobody is known to answer for it
    str words;             // why; private, shown to whoever reported
};

// The case at the desk. Where nobody is on record yet, `from` is first put there, from the report on. ERR_RULE with a
// sentence if `to` has it already, or `from` is not who has it. The caller settles the desk.
result case_hand_over(struct desk *desk, const struct hand_over *hand_over) MUST;
