// A table of deeds: many reports worked on in a spreadsheet. It is read first, each fault by its line; then each line
// goes the way of the same deed on the report's own page.
//
//     reference,act,reason,words,date
//     B7K-2MXQ,close,fixed,Taken away.,2026-11-20
//     HAR-26-0124,pause,weather,The road is flooded.,
//
// Other columns are left alone, and so is a line that names no act: the list of work can be sent back filled in.
#pragma once

#include "app/assignee.h"
#include "app/closing.h"

enum { WORK_TABLE_LINES_MAX = 2000, WORK_TABLE_BYTES_MAX = 1 << 20 };

enum table_act {
    TABLE_CLOSE,
    TABLE_PAUSE,
    TABLE_RESUME,
    TABLE_NOTE,
    TABLE_EXPLAIN,
    TABLE_ASSIGN,
    TABLE_HAPPENED, // reason: the step that a clock waits for (app/happening.h)
    TABLE_ACTS
};

struct table_deed {
    int64_t line;
    str reference, reason, words;
    enum table_act act;
    enum ending ending; // of TABLE_CLOSE
    instant at;         // when it was done; INSTANT_NONE: now
    str key;            // of this line of this very table (app/act.h)
    str fault;          // why it can't be taken; empty
    bool is_again;      // it was taken before
};

struct table_deeds {
    struct table_deed *at;
    size_t n, room;
    size_t n_left; // lines that name no act
};

// text: settled, so that a table has the same keys by whatever way it comes. now: the community's time. ERR_INPUT
// if it has no heading or too many lines; what is wrong with one line stands in it.
struct table_asked {
    str text;
    const struct zone *zone;
    instant now;
};
result work_table_read(struct ctx *ctx, const struct table_asked *asked, struct table_deeds *deeds) MUST;
// On the case at the desk, whose reference the deed has; once, or *is_again. body: whose case it is. The caller
// settles the desk. ERR_INPUT or ERR_RULE with a sentence if it can't be done as the case is.
result work_table_do(struct desk *desk, const struct table_deed *deed, str body, bool *is_again) MUST;
