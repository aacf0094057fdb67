// From what somebody typed to what it is about: categories by their words, the likeliest first, and dangers. Pure.
//
// Words are compared as stems, in English and Welsh, whatever their case, accents and apostrophes; one that nobody
// knows is taken for the nearest one that is known. A phrase of a category is there if its words stand close together
// in any order; one of a danger if they stand in its order with at most three others between two of them.
#pragma once

#include "rules/category.h"

enum {
    WORDS_FOUND_MAX = 24,
    WORDS_TYPED_MAX = 600
}; // matches that are kept; words that are read, the rest is not

struct word_match {
    int index; // of the category or the danger
    int score; // of a category: what its words weigh, in hundredths; 0 for a danger
    str why;   // the words as they were typed: "street light out"
};

struct words_found {
    struct word_match categories[WORDS_FOUND_MAX];
    size_t n_categories;
    struct word_match dangers[WORDS_FOUND_MAX]; // in the order of the file
    size_t n_dangers;
    size_t n_words; // that were read
};

// Makes categories->index, in ctx's arena; words_find needs it. ERR_LIMIT above PHRASES_MAX phrases.
result words_index(struct ctx *ctx, struct categories *categories) MUST;
// typed: any bytes. ERR_LIMIT if the arena is full.
result words_find(struct ctx *ctx, const struct categories *categories, str typed,
                  struct words_found *found) MUST;

// The category that they speak of so plainly that it needs no asking: no danger, and twice the weight of any other.
// CATEGORY_NONE if there is none.
int words_sure(const struct words_found *found);

// The words of a text as they are compared, separated by a space: "The bins weren't emptied" is "bin not empti".
str words_stems(struct ctx *ctx, str typed);
