// One case under somebody's hand: what they do to it becomes facts, and the derived tables are true again in the same
// write. Every page and interface that changes a case comes this way.
//
//     desk_open, desk_take (or report_file), what is done (app/closing.h), desk_settle
#pragma once

#include "app/ledger.h"
#include "app/record.h"
#include "app/work.h"

// Who does it.
struct doer {
    enum voice voice;
    str said_by;    // a post or a channel, never a person's name
    int64_t person; // who acted, which is private; ID_NONE for nobody known
};

struct desk {
    struct ctx *ctx;
    struct db *db;
    struct doer by;
    struct ledger *ledger;
    instant at;       // of what is done: now, or the community's own time
    instant recorded; // never before what was recorded last
    int64_t case_id;
    struct case_row row;        // as it was; all empty of a new one
    struct fact_row_list facts; // likewise, in the order of recording
    struct work_facts work;     // what they say
    const void *with;           // the caller's own
};

// Inside store_write. now: the machine's.
result desk_open(struct ctx *ctx, struct db *db, instant now, const struct doer *by, struct desk *desk) MUST;
// The case of that reference. ERR_MISSING if there is none.
result desk_take(struct desk *desk, str reference) MUST;
// A fact on it that happens now, by whoever is at the desk.
struct fact_insert_in desk_fact(const struct desk *desk, enum fact_kind kind);
// Writes it; who acted stands in its private part. id: NULL if nobody asks.
result desk_say(struct desk *desk, struct fact_insert_in fact, int64_t *id) MUST;
// The derived tables again, once, when all is said; and whoever reported is told of it.
result desk_settle(struct desk *desk) MUST;
