// Documents from files.
#pragma once

#include "document/diagnostics.h"
#include "document/document.h"

// path: "-" is standard input. What is wrong with the text goes to `diagnostics`; an error is returned only if the
// file can't be read or memory is short.
result document_load(struct ctx *ctx, const char *path, struct diagnostics *diagnostics,
                     struct document **document) MUST;

// Files of one Id are versions of one document: those in force on one day are an error, told of the later.
result documents_check_versions(struct ctx *ctx, struct document *const *documents, size_t n,
                                struct diagnostics *diagnostics) MUST;

// What is judged are Charters: another kind of document is an error.
void document_check_charter(struct ctx *ctx, const struct document *document,
                            struct diagnostics *diagnostics);

// First and last day in force; always, if the document does not say.
struct date_range document_in_force(const struct document *document);
// Whether it is between that party and others.
bool document_has_party(const struct document *document, str party);
// It binds from that day on at the earliest: what was signed later than it was to begin.
void document_bind_from(struct document *document, date day);
// Its last day is another than it names (app/life.h).
void document_bind_to(struct document *document, date day);
// The same document as if it were in force on those days; it shares all else with the one it was.
result document_for_days(struct ctx *ctx, const struct document *document, struct date_range days,
                         struct document **copy) MUST;
