// Headings and `- Key: value` lines of a text file of the library, one after the other. An indented line continues the
// value above it; what is neither is prose and left out. Bytes stay where they are but for joined lines.
#pragma once

#include "base/arena.h"
#include "document/value.h"

enum entry_kind { ENTRY_END, ENTRY_TITLE, ENTRY_HEADING, ENTRY_KEY, ENTRY_UNREADABLE };

struct entry {
    enum entry_kind kind;
    str key, value; // of a heading: value alone
    struct place place;
};

struct entries {
    struct ctx *ctx;
    str rest;
    int line; // of the line last read
};

struct entries entries_open(struct ctx *ctx, str bytes);
// ENTRY_UNREADABLE: a line of a list without a colon; its text is in value.
struct entry entries_next(struct entries *entries);
// The text with another value for a key under a heading: in its place, behind the heading where it was not there, and
// without it where the value is empty. The same text if there is no such heading. ERR_LIMIT if the arena is full.
result entry_set(struct ctx *ctx, str bytes, str heading, struct entry entry, str *text) MUST;

// The parts of a value with `separator` between them, trimmed, empty ones left out. ERR_LIMIT if the arena is full.
result entry_list(struct ctx *ctx, str value, char separator, struct str_list *list) MUST;
