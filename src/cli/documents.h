// What the commands share that need a document without errors.
#pragma once

#include "cli/options.h"
#include "document/document.h"

// ERR_RULE, with what is wrong on standard error, if it has errors.
result document_without_errors(struct ctx *ctx, const char *path, struct document **document) MUST;
