// What is wrong with a document, where, and how to put it right.
//
// Printed as `file:line:col: error: text`, then the line itself and a caret under the place. The text says
// what was found, what was expected or the cure, and the nearest valid word where there is one.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct diagnostic {
    enum severity severity;
    str source;
    struct place place;
    int width;   // columns to underline, at least 1
    str text;    // one line: what, and the cure
    str line;    // the source line, without its end
};

enum { DIAGNOSTICS_MAX = 200 }; // more are counted, not kept; of warnings half as many

struct diagnostics {
    struct diagnostic *at;
    size_t n, room;
    size_t errors, warnings; // all of them, kept or not
};

bool diagnostics_keep(const struct diagnostics *list, enum severity severity); // another would be kept
void diagnostic_add(struct ctx *ctx, struct diagnostics *list, struct diagnostic diagnostic);
void diagnostics_sort(struct diagnostics *list); // by source, line, column
void diagnostics_write(struct buffer *out, const struct diagnostics *list);
