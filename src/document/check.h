// Whether a document that could be read makes sense: references, parties, periods, and what must be there
// before it can be signed (docs/language.md). Adds diagnostics; changes nothing.
#pragma once

#include "document/diagnostics.h"
#include "document/document.h"
#include "document/indicator.h"

// calendars: the names that `Calendar` may take, to offer the nearest; empty means any name is taken.
void document_check(struct ctx *ctx, const struct document *document, const struct str_list *calendars,
                    struct diagnostics *diagnostics);

// Whether a party is of residents, for whom somebody speaks: it provides nothing, and its name or what it does says so.
bool document_is_residents(const struct document *document, str party);
bool document_has_residents(const struct document *document);

// What it refers to in other documents: one that is not among the n given is a warning, told once for each; a clause
// that none of the versions given has is an error. Those of the same Id as `document` are not looked at.
void document_check_outside(struct ctx *ctx, const struct document *document, struct document *const *given,
                            size_t n, struct diagnostics *diagnostics);

// The targets of an agreement beside the indicators they name: one that asks for the wrong direction is an error; a
// code that is nearly one of the set, a part that is missing, and a change too small for a survey to show are warnings.
void document_check_indicators(struct ctx *ctx, const struct document *document,
                               const struct indicator_set *set, struct diagnostics *diagnostics);
