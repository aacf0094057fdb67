// What the files of the ledger share among themselves.
#pragma once

#include "app/judge_internal.h"
#include "app/ledger.h"

enum { CASE_MEMORY = 4 << 20 }; // of what one case's facts and findings take

// Names of services, events, facts, areas and pauses: those the record uses, and the events the documents speak of.
result ledger_shape(struct ctx *ctx, struct db *db, struct ledger *ledger, struct document *const *documents,
                    size_t n) MUST;

// What the ledger stands on, from the documents, calendars and names of the store as adopted by those facts: kept if
// nothing of it has changed, else made and kept. On ERR_RULE the diagnostics are in judged.
result ground_take(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                   struct ledger *ledger) MUST;
// The same made in the ledger itself, for documents that are files.
result ground_lay(struct ctx *ctx, struct db *db, const struct fact_row_list *facts,
                  struct ledger *ledger) MUST;
// The last that was kept, whether it is still true or not; NULL if there is none.
const struct ledger *ground_kept(struct ctx *ctx, const struct db *db);

// The account of a version, and where its counts go; NULL if the documents have changed since.
const struct account *ledger_account(const struct ledger *ledger, int64_t version, str clause, bool is_count);
// The cell of a count in the tally, SIZE_MAX if there is none any more.
size_t ledger_cell(const struct ledger *ledger, const struct count_row *row);
// The count a finding goes into.
struct count_row finding_count(const struct ledger *ledger, const struct finding *finding);
