// The promise that covers a report made now, and when it falls due: judged as the report itself will be.
#pragma once

#include "app/ledger.h"
#include "app/place.h"
#include "rules/words.h"

enum { PROMISED_MAX = 8 };

struct known_answer {
    str name, value; // of a document's Fact
};

struct promise_question {
    str service; // as charters name it
    const struct located *located;
    instant at;
    const struct known_answer *answers;
    size_t n_answers;
};

// Whether something that can be reported here falls under its services.
bool clause_is_reportable(const struct categories *categories, const struct clause *clause);

struct promised {
    const struct judged_document *document;
    const struct clause *clause; // a Standard
    str clock;                   // its name; empty for the only one
    bool has_due;
    struct deadline deadline; // if has_due
    str starts_with; // the event that starts it, if it is not the report: "inspection"; then has_due is false
    bool is_not_known; // a fact that decides is missing: `about` names it
    str about;
};

struct promised_list {
    struct promised at[PROMISED_MAX];
    size_t n;
};

// Of every document in force on that day whose area the place lies in (all, if it is not known): the clocks of the
// Standards that take it, the most specific of each document, in the documents' order. None: no time is promised.
result promise_for(struct ctx *ctx, const struct ledger *ledger, const struct promise_question *question,
                   struct promised_list *promised) MUST;

// What is promised of such things without a clock, where promise_for finds none: Standards of those documents that name
// the service; and of those that name none, whose title says of itself what it is about ("Litter", which is graded).
// Their document and clause alone are filled in.
result promise_besides(struct ctx *ctx, const struct ledger *ledger, const struct categories *categories,
                       const struct promise_question *question, struct promised_list *promised) MUST;
