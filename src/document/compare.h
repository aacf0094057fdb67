// What changed between two versions of a document, clause by clause, in words.
#pragma once

#include "base/result.h"
#include "document/document.h"

enum change_kind { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED, CHANGE_RETITLED, CHANGE_MOVED, CHANGE_RELABELLED };

struct change {
    enum change_kind kind;
    str clause;        // label; empty for the document itself and its header
    str field;         // "Target"; empty for the clause as a whole; "prose"
    str before, after; // canonical text; empty where there is none
    str words;         // one sentence
};

struct changes {
    struct change *at;
    size_t n, room;
};

result document_compare(struct ctx *ctx, const struct document *before, const struct document *after,
                        struct changes *changes) MUST;
