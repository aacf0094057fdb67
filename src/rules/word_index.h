// The words of all categories and dangers as they are compared, and the phrases they stand in. For words.c.
#pragma once

#include "rules/words_read.h"

enum phrase_part { PART_CATEGORY, PART_ALWAYS, PART_MAYBE, PART_UNLESS, PART_NOT_WITH };

struct phrase {
    int words[PHRASE_WORDS]; // numbers of known words
    int n, owner;            // of the category or the danger
    enum phrase_part part;
    bool is_strong; // written with a '!': it counts double
};

struct known_word {
    struct word form;
    int categories; // in how many of them it stands
    int last_owner; // while they are counted
    float weight;   // the more, the fewer categories it stands in
    int first, n;   // of by_word: the phrases that begin with it
};

// A spelling, and what it stands for.
struct spelling {
    struct word_list from, to;
    int next; // number plus 1 of the next whose first word begins alike, 0 for none
};

enum { BEGINNINGS = 256 };

struct word_index {
    struct {
        struct known_word *at;
        size_t n, room;
    } words;
    int *slots; // of a hash table: number of the word plus 1, 0 for none
    size_t n_slots;
    struct {
        struct phrase *at;
        size_t n, room;
    } phrases;
    int *by_word;
    struct {
        struct spelling *at;
        size_t n, room;
    } spellings;
    int spelt[BEGINNINGS]; // the first spelling of each beginning, as in `next`
    size_t n_categories, n_dangers;
};

int word_number(const struct word_index *index, const struct word *w); // -1 if nobody knows it
// Other spellings put in the place of which they stand, in list->at, which has room for WORDS_TYPED_MAX.
void spellings_apply(const struct word_index *index, struct word_list *list);
