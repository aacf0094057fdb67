// What a procedure can come to, whatever happens in it: stages that are never opened or never left, cases that wait for
// ever, outcomes nobody may take, and what follows at each deadline if nobody acts.
//
// Pure. It looks at a procedure that the document's own check (document/check.h) finds no errors in.
#pragma once

#include "rules/procedure.h"

struct model_finding {
    const struct clause *clause;
    const struct field *field; // where in it; NULL: its heading
    str code;                  // which message it is (document/codes.c)
    str text;                  // one line: what, and the cure
};

struct model_findings {
    struct model_finding *at;
    size_t n, room;
};

result procedure_model(struct ctx *ctx, const struct procedure *procedure,
                       struct model_findings *findings) MUST;

// One stage: who has it, how long, what it may end with, what happens if nobody acts.
struct model_row {
    const struct stage *stage;
    str who, time, outcomes, otherwise; // time: empty if it has none
};

struct model_rows {
    struct model_row *at;
    size_t n, room;
};

result procedure_deadlines(struct ctx *ctx, const struct procedure *procedure, struct model_rows *rows) MUST;
