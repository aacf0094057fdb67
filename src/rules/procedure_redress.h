// A Redress clause as a procedure: its steps are stages in a row. Step n is left by being done or by its time being up,
// and either leads to step n + 1 (docs/language.md, "What follows"). The last one leads nowhere.
//
// The form holds all it needs and allocates nothing; it points into itself and into the clause, so it is not copied.
#pragma once

#include "rules/procedure.h"
#include "rules/redress.h"

struct redress_form {
    struct procedure procedure;
    struct stage stages[REDRESS_STEPS_MAX];
    struct stage_clock clocks[REDRESS_STEPS_MAX];
    struct stage_clock_line clock_lines[REDRESS_STEPS_MAX];
    struct clock limits[REDRESS_STEPS_MAX];
    struct stage_exit exits[2 * REDRESS_STEPS_MAX];
    struct way_line lines[2 * REDRESS_STEPS_MAX];
    struct way ways[2 * REDRESS_STEPS_MAX];
};

// document: of the clause; may be NULL where nothing is asked that names it.
void redress_compile(const struct document *document, const struct clause *redress,
                     const struct timing *timing, struct redress_form *form);

// Where a stage of such a form leads: PROCEDURE_NOWHERE for the end, or if it is not left that way.
int redress_next(const struct stage *stage, str outcome);
