// What a procedure can come to, whatever happens in it, told as warnings (rules/procedure_model.h).
#pragma once

#include "document/diagnostics.h"
#include "document/document.h"

// Adds diagnostics; a document that is no Procedure, or has errors, is left alone by the caller.
result document_model(struct ctx *ctx, const struct document *document, struct diagnostics *diagnostics) MUST;
