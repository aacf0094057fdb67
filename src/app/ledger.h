// The ledger: the documents of a store made ready to judge with, and the derived tables kept true.
//
// A change of one case takes the old findings away and adds the new ones in the same transaction as the fact that
// caused it; `rebuild` makes all of them again from the facts; the batch judge counts the same cases without any
// table. All three go through case_walk and must agree.
//
// A ledger lives in the arena it was opened with and belongs to one thread. It holds the documents adopted and the
// names in use when it was opened: open it again when is_stale.
#pragma once

#include "app/fold.h"
#include "app/judge.h"
#include "app/private.h"

enum { COMMUNITY_FIRST = 1 };

// Places among what is kept with a store (store/keepsake.h).
enum { KEEPSAKE_GROUND, KEEPSAKE_DIRECTORY, KEEPSAKE_OPTION };

struct ledger {
    int64_t community;
    str name; // of the community
    const struct zone *zone;
    struct as_of as_of;
    struct judge_options options; // by area and period, as of that time
    instant known_at;             // what was recorded later does not exist; INSTANT_FAR for all there is
    int64_t known_before;         // nor what has this number or a later one; INT64_MAX for all there is
    struct fact_row_list lives;   // what became of its charters (app/life.h), as far as it had happened
    struct requests requests;     // the names in use, and for the batch judge the cases
    struct shape_names names; // of the shape of these
    struct judge_result judged;
    int64_t *versions; // the content of each of judged.documents; 0 for one from a file
    struct fold fold;
    struct private_services never_public;
    enum visibility *shown; // of each of the services of the shape (app/shown.h)
    bool is_stale; // a name came that the shape does not hold
};

// The time of asking, as judge_options say it, and which documents: those in `documents` or `parsed`, else those
// adopted; and the one to be judged in the place of others.
// ERR_MISSING if the store has no community yet; ERR_RULE if a document has errors, which are in judged.diagnostics.
result ledger_open(struct ctx *ctx, struct db *db, const struct judge_options *options,
                   struct ledger **ledger) MUST;

// What is now to the community: that time or, of a clock that stands still, its last moment.
instant ledger_instant(const struct ledger *ledger, instant now);

// After a fact of the case was written: its row, findings, counts and next change. If the ledger turns out stale,
// nothing is written and is_stale is set.
result ledger_update(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t case_id) MUST;

// Every case whose answer changes by itself at or before as_of; n: how many there were.
result ledger_advance(struct ctx *ctx, struct db *db, struct ledger *ledger, int64_t *n) MUST;

// Makes them all again if the record has come to hold what changes how old cases are judged: its first areas, the
// event that a count waits for. Called where facts may have come that did that.
result ledger_settle(struct ctx *ctx, struct db *db, struct ledger *ledger) MUST;

// All derived tables of cases again, from the facts. Writes no fact.
result ledger_rebuild(struct ctx *ctx, struct db *db, struct ledger *ledger) MUST;

// Rows from the derived counts, as the batch makes them from the cases: by area and period, sorted.
result ledger_rows(struct ctx *ctx, struct db *db, struct ledger *ledger) MUST;

// Every case of the store, as far as the ledger knows it, into requests, for the batch judge.
result ledger_cases(struct ctx *ctx, struct db *db, struct ledger *ledger) MUST;

// The same of some of them alone: n numbers in their order.
result ledger_cases_of(struct ctx *ctx, struct db *db, struct ledger *ledger, const int64_t *cases,
                       size_t n) MUST;

// The newest cases of a service, by its name on record, or of those bound to a clause, into requests as well; n: how
// many were read, `newest` at most.
struct newest_cases {
    str service;          // empty: those bound
    str document, clause; // to this
    int64_t newest, n;
};
result ledger_newest_cases(struct ctx *ctx, struct db *db, struct ledger *ledger,
                           struct newest_cases *which) MUST;

// The index of the version among judged.documents, or -1.
int ledger_version(const struct ledger *ledger, int64_t content);
// And back: the content of one of judged.documents.
int64_t ledger_content(const struct ledger *ledger, const struct judged_document *document);
