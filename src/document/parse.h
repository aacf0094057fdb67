// Text in, document out. Prose is never parsed, fields are never guessed.
#pragma once

#include "document/diagnostics.h"
#include "document/document.h"

enum {
    DOCUMENT_BYTES_MAX = 1 << 20, // a longer file is refused unread
    DOCUMENT_LINE_MAX = 8192,     // bytes of one line
    DOCUMENT_FIELDS_MAX = 20000
};

// source: the file's name, for messages. Problems go to `diagnostics` and parsing goes on, so that one run
// shows them all; *document is then what could be read. ERR_LIMIT only when memory is short.
result document_parse(struct ctx *ctx, str source, str bytes, struct diagnostics *diagnostics,
                      struct document **document) MUST;

// The same, but held against docs/grammar.ebnf and nothing else: what people write otherwise is an error, and whether
// what the grammar allows makes sense (a day that does not exist, a field given twice or in the wrong clause, a figure
// out of its range, a reference to nothing) is not asked. For the test that the two agree.
result document_parse_strict(struct ctx *ctx, str source, str bytes, struct diagnostics *diagnostics,
                             struct document **document) MUST;

// Single values, as the command line gives them. ERR_INPUT with the cure if they can't be read.
// limit_parse takes what stands behind "Clock:" without from and to, with or without "within" and with or
// without the comma before "by the clock": "20 working days", "2 months of", "2 months beginning with".
result limit_parse(struct ctx *ctx, str source, str text, struct limit *limit) MUST;
result hours_parse(struct ctx *ctx, str source, str text, struct hours *hours) MUST;
