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
    int width; // columns to underline, at least 1
    str text;  // one line: what, and the cure
    str line;  // the source line, without its end
    str code;  // "no-such-clause": which message it is, whatever its words (codes.c)
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

// The n-th line of a text, from 1, without its end: LF, CRLF or CR.
str diagnostic_line(str text, int n);

// Where the text of a diagnostic begins to say what to do; empty if it only says what is wrong.
str diagnostic_cure(str text);
// What to put in the place of the underlined words, where the text says just that; else empty.
str diagnostic_replacement(const struct diagnostic *diagnostic);

// A message as it stands in the source, and its code. The codes never change; several wordings may have one.
struct message_kind {
    str code;
    const char *format;
};
const struct message_kind *message_kinds(size_t *n); // sorted by code
str message_code(const char *format);                // empty if the table has it not, which a test finds
