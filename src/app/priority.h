// A Priority with a clock is a deed: done once, in time or not. What is judged is a case bound to its clause
// (FACT_BOUND). The case begins by itself with the version that promises it, so that a deed is late though nobody says
// anything. Whoever may say how a priority goes on (app/declare.h) says on which day it was done, or a part of it that
// a clock waits for, and takes that back where it was wrong.
#pragma once

#include "app/desk.h"

bool priority_is_deed(const struct document *document, const struct clause *clause);

// Inside store_write, after derived_advance; once a day. Of every document that binds: the case of each deed that has
// none, from the day the version came into force. One that was done under an earlier version is not begun again.
result priorities_begin(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;

// What a clock of it waits for, in the order of the text; none where nothing is judged.
struct priority_part {
    str event; // "completion", "survey"
    bool is_done;
};
struct priority_parts {
    struct priority_part *at;
    size_t n, room;
};
result priority_parts_read(struct ctx *ctx, struct db *db, const struct document *document,
                           const struct clause *clause, struct priority_parts *parts) MUST;

struct priority_said {
    const struct document *document;
    const struct clause *clause;
    str event;
    date day;
    bool takes_back;
    str words, office;
};
// Inside store_write, with a desk without a case. ERR_INPUT with a sentence if no clock of it waits for that, ERR_RULE
// if it was said already, or never.
result priority_say(struct desk *desk, const struct priority_said *said) MUST;
