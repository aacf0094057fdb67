// A late case inside the allowance: its reason and its new date, by itself, where the charter promises them. One cause
// (a storm, a broken lorry) is said once, and explains every case that it made late.
#pragma once

#include "app/ledger.h"
#include "rules/redress.h"

// What a case that is late is owed under its clause's `If late`.
struct late_redress {
    const struct clause *clause; // NULL if it is not late, or nothing was promised for that
    const struct promise *promise;
    instant due, late_from;       // its due instant, and the first past it
    struct redress_answer answer; // step 1 is done when it was explained
};

// facts: of the case, whose FACT_EXPLAINED does the first step.
result late_redress_find(struct ctx *ctx, const struct judge_result *judged, const struct case_facts *c,
                         const struct fact_row_list *facts, struct late_redress *late) MUST;

// For every late case that a declared cause covers and that has no reason yet: records the reason and a new date, as of
// the ledger's time. n is added to. Says nothing twice.
result late_explain(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n) MUST;
