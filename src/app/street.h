// Streets that words name, and where the reports lie that name them: what helps where somebody gives a street alone.
#pragma once

#include "app/board.h"

enum { STREET_AREAS = 4 };

// The first street that a text names, to be compared: "cooper street", "stryd fawr"; empty if it names none.
str street_named(struct ctx *ctx, str text);

struct street {
    str name; // as the reports have it; empty if no two name it
    struct {
        str area;
        int64_t n;      // reports
    } at[STREET_AREAS]; // the most frequent first
    size_t n;
};

struct street_question {
    const struct board *board;
    str typed;
    bool is_any; // a name in capitals will do as well
};

// Looks for the words of a street in the newest reports that everybody may read: the longest that two of them have.
result street_find(struct ctx *ctx, struct db *db, const struct street_question *question,
                   struct street *street) MUST;
// The street with its number, written as a name: "12 Foundry Lane"; empty if there is none.
str street_written(struct ctx *ctx, str text);
bool has_street(struct ctx *ctx, str text); // whether its words end like a street's
