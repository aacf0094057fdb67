// A late case inside the allowance: its reason and its new date, by itself, where the charter promises them. One cause
// (a storm, a broken lorry) is said once, and explains every case that it made late; a cause that the crew wrote down
// of one case explains that one.
#pragma once

#include "app/ledger.h"

// For every late case that has no reason yet and a cause on record: records the reason and a new date. Told on the
// morning after it was late or later, at the ledger's time; with is_told_then at the time at which it would have been,
// for a record that is made up (app/demo.h). n is added to. Says nothing twice.
result late_explain(struct ctx *ctx, struct db *db, struct ledger *ledger, bool is_told_then,
                    int64_t *n) MUST;
