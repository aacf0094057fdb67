// The packed form of a store's cases: a table of pieces (format/piece.h) from which the judge reads the cases that have
// nothing odd about them, without their facts. Each case up to a fact lies in one piece, as a row or named as
// an odd one. It is derived from the facts, and never believed where it is damaged, of another version or missing:
// then the facts are read, and it is made again.
//
// Who writes it: an import at its end, `wardmote rebuild`, and the clock when PACKED_BEHIND facts came behind it; never
// a request that somebody waits for.
#pragma once

#include "app/ledger.h"

enum {
    PACKED_BEHIND = 10000,    // facts that wait for the clock
    PACKED_BY_CLOCK = 100000, // that one turn of the clock takes,
    PACKED_AT_ONCE = 500000   // and a turn of an import
};

struct packed_to {
    bool is_there; // and of this version and zone
    int64_t last_fact;
    instant recorded; // of the newest fact
};
// zone: of the community.
result packed_to_find(struct ctx *ctx, struct db *db, const struct zone *zone, struct packed_to *to) MUST;

// Every area that the record names, in the order of their bytes, by what is packed and the facts behind it. is_known:
// false, and nothing is read, where that is not to be believed.
result packed_areas(struct ctx *ctx, struct db *db, const struct zone *zone, struct str_list *areas,
                    bool *is_known) MUST;

// Brings it further, by at most so many facts; what is not to be believed is made again. is_done: there is no more.
result packed_advance(struct ctx *ctx, struct db *db, int64_t most, bool *is_done) MUST;
// All of it again.
result packed_rebuild(struct ctx *ctx, struct db *db) MUST;
// In transactions of its own: to the end; or, if enough facts came behind it, one step.
result store_pack(struct ctx *ctx, struct store *store) MUST;
result store_pack_due(struct ctx *ctx, struct store *store) MUST;

// Whether what is there is what the facts say. differs: the first case of a piece that is not; ID_NONE if none is.
result packed_check(struct ctx *ctx, struct db *db, int64_t *pieces, int64_t *differs) MUST;

// The batch judge's cases: those of the pieces as packed rows, and one by one from their facts what is odd or has facts
// behind the pieces. is_used: false, and nothing is read, where the pieces can't say what is asked; then ledger_cases
// does. judged->packed is released by judge_release.
result packed_cases(struct ctx *ctx, struct db *db, struct ledger *ledger, bool *is_used) MUST;
