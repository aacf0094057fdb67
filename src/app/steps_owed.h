// The steps of redress that the bodies of somebody with work owe now: their time runs, or it has passed.
#pragma once

#include "app/ledger.h"
#include "app/permission.h"

struct steps_asked {
    const struct visitor *visitor; // whose work it is
    const struct ledger *ledger;
    size_t most; // rows
};

struct steps_owed {
    struct owed_step *at; // the first due first, at most as many as were asked for; those without a day last
    size_t n, room;
    int64_t n_all, n_late; // n_late: of which the time has passed
};

// Only those of cases that they may work on, and of targets whose promise is about nothing else (may_of_promise).
result steps_owed_find(struct ctx *ctx, struct db *db, const struct steps_asked *asked,
                       struct steps_owed *steps) MUST;
// The same without the rows: n_all and n_late.
result steps_owed_count(struct ctx *ctx, struct db *db, const struct steps_asked *asked,
                        struct steps_owed *steps) MUST;
