// What if: a document judged beside each version of its Id, over the days of that version and the same facts, and the
// two held side by side. Both are documents of one judgement; only their In force is made the same.
#pragma once

#include "app/judge.h"

// The document of options->instead or instead_document; *document is NULL for none. What is wrong with it is in the
// judgement's diagnostics.
result judge_instead_load(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                          struct document **document) MUST;
// Leaves only the versions of its Id, and puts a copy of it behind them for each. ERR_INPUT if there is none. Nothing
// for NULL. Before the documents are laid out.
result judge_instead_take(struct ctx *ctx, struct judge_result *judged, const struct document *document) MUST;

// One clause (or clock) in one area and period; NULL where only the other has it.
struct compared_row {
    const struct judge_row *was, *instead;
};

// A case of a clause that both have; NULL where the clause of one does not take it.
struct compared_case {
    const struct judged_case *was, *instead;
};

// A clause that is counted in one of the two only.
struct lone_clause {
    const struct judged_document *document;
    str label;
};

struct comparison {
    LIST(struct compared_row) rows;
    LIST(struct compared_case) cases; // those whose state is another; with options->wants_cases
    LIST(struct lone_clause) lone;
};

result judge_compare(struct ctx *ctx, const struct judge_result *judged, struct comparison *comparison) MUST;
