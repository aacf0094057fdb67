// A late case: its reason and its new date, by themselves, where the charter promises them. One cause (a storm, a
// broken lorry) is said once, and explains every case that it made late; a cause that the crew wrote down of one case
// explains that one. A case of which nobody said a cause is told, on the last morning of the time for that, that it is
// late within what the charter allows, if it is: its promise is kept so far. So nobody works on what the target leaves
// room for; past that somebody says why.
#pragma once

#include "app/ledger.h"

// For every late case that has no reason yet and a cause on record: records the reason and a new date. Told on the
// morning after it was late or later, at the ledger's time; with is_told_then at the time at which it would have been,
// for a record that is made up (app/demo.h). n is added to. Says nothing twice.
result late_explain(struct ctx *ctx, struct db *db, struct ledger *ledger, bool is_told_then,
                    int64_t *n) MUST;
// The same of what is late within what is allowed, where the redress has a step that comes `automatically`. Once a day,
// in the morning, of a record that nobody makes up. n is added to.
enum { EXPLAINED_AT = 7 * 3600 }; // of a morning: when it is told
#define EXPLAINED_ALLOWED STR("within what is allowed")
result late_allow(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n) MUST;
