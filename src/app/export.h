// What of the record anyone may have: as files in a folder (`wardmote export record`) and, the same bytes, as answers
// of the site under /record. `wardmote verify FOLDER` reads it (app/verify.h).
//
//   record.json       what the record is called, its community, zone and public keys
//   checkpoints.json  every checkpoint, as a signed note
//   contents.json     the texts that facts adopted, with their hashes; each is in contents/ID
//   facts.jsonl       the public line of every sealed fact, in order; for one that is not public {"leaf":"HASH"}
//   leaves.txt        every fact's hash, so that a line that was changed can be told from the rest
//
// Not public is every fact about a case that is in no list: cases that are only counted, those whose text is withheld,
// and those that nobody has judged yet; and a figure of so few such cases that it is not told. Of facts about other
// cases and about none the line holds nothing private (app/fact_public.h).
#pragma once

#include "app/ledger.h"
#include "app/log.h"
#include "format/table.h"

enum { EXPORT_PAGE = 10000 }; // lines at a time

// ERR_MISSING if nothing was sealed yet.
result export_record_json(struct ctx *ctx, struct db *db, struct buffer *out) MUST;
result export_checkpoints(struct ctx *ctx, struct db *db, enum table_form form, struct buffer *out) MUST;
result export_contents(struct ctx *ctx, struct db *db, enum table_form form, struct buffer *out) MUST;

struct export_range {
    const struct ledger *ledger; // for what its charters only count
    int64_t from, to;            // leaves from..to-1 of those under the last checkpoint; clipped to them
    bool is_leaves;              // only hashes, in hexadecimal
};
result export_facts(struct ctx *ctx, struct db *db, const struct export_range *range,
                    struct buffer *out) MUST;
// How many facts the last checkpoint is of; 0 if there is none.
result export_size(struct ctx *ctx, struct db *db, int64_t *size) MUST;
// Whether the fact's line is public. visibility: of its case, ID_NONE if nobody has judged it.
bool export_is_public(const struct ledger *ledger, const struct fact_row *fact, int64_t visibility);

// Proofs that every fact about a case is in the record, for the last checkpoint.
result export_proof(struct ctx *ctx, struct db *db, int64_t case_id, struct buffer *out) MUST;

// The whole of it into a folder that is not there yet. The same record gives the same bytes.
result export_folder(struct ctx *ctx, struct store *store, str folder) MUST;
