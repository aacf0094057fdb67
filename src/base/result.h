// How a call ends, and the one place where the text of an error is kept.
//
// Every fallible function returns a `result` and is marked MUST. The text is recorded once, where the
// fault is seen, by `fail`; callers only pass the code on. A "no" of a rule is a verdict, not an error.
#pragma once

#include "base/str.h"

#include <stdint.h>

#define MUST __attribute__((warn_unused_result))

typedef enum {
    OK,
    ERR_INPUT,    // what was given can't be read: file, line and column are in the error
    ERR_LOGIN,    // nobody is signed in
    ERR_DENIED,   // somebody is, but may not
    ERR_MISSING,  // no such thing
    ERR_CONFLICT, // it changed under the caller
    ERR_RULE,     // a rule says no
    ERR_LIMIT,    // a named maximum was passed
    ERR_BUSY,     // try again
    ERR_STORE,    // the store or the file system failed
    ERR_INTERNAL, // a fault of ours
    RESULT_COUNT
} result;

enum { ERROR_TEXT_MAX = 1024, ERROR_PLACE_MAX = 512 };

// Where in an input a fault was seen. Lines and columns count from 1, 0 is unknown; columns are
// characters (code points), not bytes.
struct place {
    int line;
    int column;
};

struct error {
    result code;
    struct place place;
    char source[ERROR_PLACE_MAX]; // the file or option, empty if none
    char text[ERROR_TEXT_MAX];
};

struct arena;

// What one command or one request carries through every call. Owned by whoever made it.
struct ctx {
    struct arena *arena; // everything a call returns lives here, until the command or request ends
    struct error error;
};

// Records text and code once and returns the code; a second failure does not overwrite the first.
result fail(struct ctx *ctx, result code, const char *format, ...) __attribute__((format(printf, 3, 4)));

// The same with the place it was seen: `source` is a file name or the name of an option.
result fail_at(struct ctx *ctx, result code, str source, struct place place, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// The one table from result to exit code (see docs/commands.md): 0 done, 1 the answer is no, 2 wrong
// use, 3 unreadable input, 4 store or system failure.
int result_exit_code(result code);
const char *result_name(result code);
