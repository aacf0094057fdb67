// Cases of a file followed through procedures: which version each case is under, what other cases have used, and what
// an outcome opens in another procedure that is here too.
#pragma once

#include "document/diagnostics.h"
#include "format/case_file.h"
#include "rules/procedure_answer.h"

struct follow_options {
    const char *const *documents;
    size_t n_documents;
    const char *facts; // a file; "-" is standard input
    str case_id;       // only that one; empty: all
    bool has_as_of;
    struct stamp as_of;
    instant now;
};

// One case in one procedure.
struct followed {
    str case_id;
    const struct procedure *procedure;
    struct {
        struct recorded *at;
        size_t n, room;
    } recorded;
    struct as_of as_of;
    int64_t row;                  // of its first row
    size_t uses_from, uses_until; // its own, among those of all cases
    bool is_opened_by_jump;
    struct procedure_answer answer;
};

struct follow_result {
    struct diagnostics diagnostics; // of documents and file; with errors there are no cases
    struct {
        struct procedure **at;
        size_t n, room;
    } procedures;
    struct {
        struct followed **at;
        size_t n, room;
    } cases; // by case, then in the order in which they opened
};

// Only the procedures. ERR_RULE if a document has errors.
result follow_load(struct ctx *ctx, const struct follow_options *options,
                   struct follow_result *followed) MUST;
// The cases too. ERR_RULE if a document or the file has errors.
result follow_run(struct ctx *ctx, const struct follow_options *options, struct follow_result *followed) MUST;

// Whether the procedure that a jump opens is among those given.
const struct followed *follow_jump(const struct follow_result *followed, const struct followed *from,
                                   const struct jump *jump);
