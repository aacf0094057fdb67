// A document to start from: a template of library/templates, or the standards of somebody else, with names and dates
// put in. The time is told, the answer is canonical text without errors.
//
// In a template {title} stands for what was given, {title|Our charter} also for what is taken where nothing was; a
// field of a name that has neither is left out. docs/editing.md lists the names.
#pragma once

#include "base/date.h"
#include "base/zone.h"
#include "document/diagnostics.h"
#include "document/kinds.h"

// How the opening of every template begins: words to whoever writes, not to whoever reads.
#define TEMPLATE_ASKS STR("Say here what ")

struct template_wish {
    const struct document_kind *kind;
    str title, id, between, area; // empty: the template's own, an id made of the title, no area
    str from;                     // a name of library/standards to take over; empty: the template
    date today;
};

// ERR_RULE if what was put in makes it a document with errors; they are in `diagnostics`. ERR_INPUT if something given
// is no line of text, or the library has no such standards.
result template_write(struct ctx *ctx, const struct template_wish *wish, struct diagnostics *diagnostics,
                      struct buffer *out) MUST;
