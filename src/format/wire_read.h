// Records as programs exchange them, read: JSON and XML come out in one shape, so that what is asked of them is
// asked once. wire.h writes them. Nothing of a text is taken on trust: depth and size are bounded, a document type
// is refused.
#pragma once

#include "base/arena.h"

enum { WIRE_BYTES_MAX = 16 << 20, WIRE_READ_DEPTH = 16 };

enum wire_kind {
    WIRE_NOTHING, // null, or an element with nothing in it
    WIRE_TEXT,    // of XML every value
    WIRE_NUMBER,  // of JSON alone, as the two below
    WIRE_FLAG,
    WIRE_LIST,
    WIRE_RECORD // of XML every element with elements in it: whoever asks knows which of them is a list
};

struct wire_value {
    str name; // its key or element; empty within a list of JSON
    enum wire_kind kind;
    str text; // of a text, number or flag, trimmed
    struct wire_value *parts;
    size_t n, room; // parts, of a list or record
};

// The whole text. Lives in the arena of ctx. ERR_INPUT with what is wrong and where; ERR_LIMIT.
result wire_read(struct ctx *ctx, str bytes, bool is_xml, struct wire_value *root) MUST;
// The part of that name; NULL if there is none, or several, or `value` has no parts.
const struct wire_value *wire_find(const struct wire_value *value, str name);
// The text of that part; empty if there is none.
str wire_text_of(const struct wire_value *value, str name);
