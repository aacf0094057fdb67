// A deadline asked for on its own: what `wardmote due` answers, and the same on a page.
#pragma once

#include "document/value.h"
#include "rules/deadline.h"

struct due_question {
    str calendar;                // name or file; empty is none
    str start, within;           // as given
    str zone, hours, start_rule; // empty: the calendar's
};

struct due_answer {
    const struct zone *zone;
    str calendar; // its id
    struct limit limit;
    instant start;
    bool has_start_time; // the start was given with a time of day
    struct deadline deadline;
    struct working working;
    str start_off;  // why the day of the start is a day off; empty if it is none
    bool has_other; // the other reading of a start on a day off gives another last day
    struct deadline other;
    struct str_list notes; // what a careful reader should know, one sentence each
};

// ERR_INPUT whose source is the option or the calendar file at fault.
result due_find(struct ctx *ctx, const struct due_question *question, struct due_answer *answer) MUST;
