// One clause of a document changed: what a form or a proposal gives is put into the text, which is read and written
// anew. A draft may still be unfinished elsewhere; what is put in must be readable, so that nothing typed is lost.
#pragma once

#include "document/diagnostics.h"
#include "document/document.h"

enum edit_kind { EDIT_CHANGE, EDIT_ADD, EDIT_REMOVE, EDIT_KINDS };

struct edit {
    enum edit_kind kind;
    str label; // of the clause; empty: the header, with the title, which can only be changed
    str text;  // with its heading: "## Standard S1: Litter", "# Charter: Aldermoor"; not of what is removed
    str after; // of what is added: the label of the clause before it; empty: behind the last
};

// *edited is the new document, its text canonical. ERR_MISSING if there is no such clause; ERR_CONFLICT if one is added
// that there is already. ERR_INPUT if what is put in can't be read as that one clause: what is wrong is in
// `diagnostics`, their lines those of edit->text.
result document_edit(struct ctx *ctx, const struct document *document, const struct edit *edit,
                     struct diagnostics *diagnostics, struct document **edited) MUST;

// The text of a clause as document_write has it, with its heading; of the header, with the title, for an empty label.
// Empty if there is no such clause.
str document_part(struct ctx *ctx, const struct document *document, str label);
