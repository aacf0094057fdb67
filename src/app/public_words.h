// Words that somebody puts on the public record for an office: there, not too long, and nothing in them that looks like
// a person's details before somebody has said that they are an office's.
#pragma once

#include "base/result.h"
#include "base/str.h"

enum { PUBLIC_WORDS_MAX = 5000, PUBLIC_LINE_MAX = 300 };

struct public_words {
    str text;
    size_t most;         // bytes
    const char *missing; // what to do where there are none; NULL: there need not be any
    bool is_office;      // what looks like a person's details is an office's
    bool looks_personal; // set where that is what is wrong
};
// ERR_INPUT with a sentence.
result public_words_check(struct ctx *ctx, struct public_words *words) MUST;

// The same for one field of a form that has one box for all of its words, "it is an office's".
struct public_form {
    struct ctx *ctx;
    bool is_office;
    bool *looks_personal; // set where that is what is wrong
};
result public_field_check(const struct public_form *form, str text, size_t most, const char *missing) MUST;
