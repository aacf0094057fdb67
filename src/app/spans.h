// A text cut into its words, each with the bytes where it stands.
#pragma once

#include "base/str.h"

enum { SPANS_MAX = 64 }; // words that are read, the rest is not

struct word_span {
    size_t from, to; // bytes
};

struct spans {
    str typed;
    struct word_span at[SPANS_MAX];
    size_t n;
};

void spans_find(str typed, struct spans *words);
str spans_word(const struct spans *words, size_t i);
str spans_run(const struct spans *words, size_t first, size_t last); // with what stands between them
bool is_of_word(char c); // letters, digits, apostrophes, and all that is not ASCII
bool is_word_of(str word, const str *all, size_t n);
