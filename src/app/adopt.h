// Documents, calendars and other texts taken into a store: checked, kept word for word, adopted by a fact.
#pragma once

#include "app/calendars.h"
#include "document/diagnostics.h"
#include "store/fact.h"
#include "store/store.h"

struct adopting {
    enum content_kind kind;
    str path,
        name; // of the file; what it is adopted as, empty: a document's Id, else the file's name without .md
    str text; // in place of the file, which `path` then only names; at == NULL: read the file
    str community;             // its name, if there is none yet
    str said_by;               // the post that adopts it; may be empty
    struct str_list calendars; // that a document may name (app/calendars.h)
    instant now;
    bool is_signed; // by all its parties: it binds from then on at the earliest
    instant signed_at;
    // How it ended.
    struct diagnostics diagnostics;         // of a document with errors
    int64_t fact_id;                        // by which it is adopted; ID_NONE if it was before
    struct finding_running_out_list before; // of a calendar: the open deadlines as they were
};

// The derived tables are made again. ERR_RULE if a document has errors or its version overlaps another.
result file_adopt(struct ctx *ctx, struct store *store, struct adopting *adopting) MUST;

// The same in two steps: what reads and checks the text, and what adopts it, inside a transaction.
struct file_adoption;
result adoption_read(struct ctx *ctx, struct adopting *adopting, struct file_adoption **file) MUST;
result adoption_make(struct ctx *ctx, struct db *db, struct file_adoption *file) MUST;

// All derived tables again, as of the community's time or, with has_as_of, of that one, which then stands.
struct rebuilding {
    str as_of; // empty: leave the community's time as it is
    instant now;
};
result store_rebuild(struct ctx *ctx, struct store *store, const struct rebuilding *rebuilding) MUST;

// Inside a transaction: advances the community's clock to its time of asking and makes the derived tables anew.
result derived_rebuild(struct ctx *ctx, struct db *db, instant now) MUST;
// The same if they were never made, or a newer program changed their shape.
result derived_ensure(struct ctx *ctx, struct db *db, instant now) MUST;
// The same without making them anew: only what changes by itself, and what follows from that: reasons for late cases
// (app/explain.h), figures published (app/publish.h). n: how many cases changed.
result derived_advance(struct ctx *ctx, struct db *db, instant now, int64_t *n) MUST;
// A community in an empty store.
result community_ensure(struct ctx *ctx, struct db *db, str name, str zone) MUST;
