// What the files of the checker share.
#pragma once

#include "document/check.h"

struct checker {
    struct ctx *ctx;
    const struct document *document;
    const struct str_list *calendars;
    struct diagnostics *diagnostics;
};

// At the value of a field, at a clause's heading, or at the first line of the document.
void say_field(struct checker *k, enum severity severity, const struct field *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void say_clause(struct checker *k, enum severity severity, const struct clause *clause, const char *format,
                ...) __attribute__((format(printf, 4, 5)));
void say_document(struct checker *k, enum severity severity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void check_references(
    struct checker *k); // check_references.c: what is named is there, and nothing runs in a circle
void check_times(struct checker *k); // check_times.c: dates inside the time in force, calendars, hours, norms
