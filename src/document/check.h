// Whether a document that could be read makes sense: references, parties, periods, and what must be there
// before it can be signed (docs/language.md). Adds diagnostics; changes nothing.
#pragma once

#include "document/diagnostics.h"
#include "document/document.h"

// calendars: the names that `Calendar` may take, to offer the nearest; empty means any name is taken.
void document_check(struct ctx *ctx, const struct document *document, const struct str_list *calendars,
                    struct diagnostics *diagnostics);
