// What can be reported: categories by the names that charters use, the words by which people say them, what each asks,
// and what is no report but a danger. Plain structs; format/categories.h reads them, rules/words.h finds in them.
#pragma once

#include "base/arena.h"
#include "document/value.h"

enum {
    CATEGORIES_MAX = 1000,
    DANGERS_MAX = 100,
    QUESTIONS_MAX = 12, // of one category
    OUTCOMES_MAX = 12,  // of one question
    PHRASES_MAX = 60000,
    PHRASE_WORDS = 8
};

// An index that is none.
#define CATEGORY_NONE (-1)

enum answer_kind { ANSWER_WORDS, ANSWER_YES_NO, ANSWER_ONE_OF, ANSWER_NUMBER };
enum answer_test { ANSWER_IS, ANSWER_AT_LEAST, ANSWER_AT_MOST };

// What an answer makes of a report: another category, or a danger.
struct answer_outcome {
    enum answer_test test;
    str value;            // of ANSWER_IS, as the file has it
    double number;        // of the other two
    int category, danger; // indexes; one of them is CATEGORY_NONE
    str leads_to;         // as written
    int line;
};

struct question {
    str name; // of the fact that the answer becomes: "depth"
    str asks, why;
    enum answer_kind kind;
    str unit;                // of a number
    struct str_list choices; // of one of several
    struct {
        struct answer_outcome *at;
        size_t n, room;
    } outcomes;
    int line;
};

struct category {
    str service;   // "graffiti / offensive": the name that charters use
    str name, sub; // its two parts; sub may be empty
    str title, title_cy, about;
    struct str_list bodies; // kinds of body that may answer, the first that there is here first
    int64_t near;   // metres within which two reports may be one; 0: each is its own, as a missed bin is
    str ring;       // when to ring rather than write, for people; may be empty
    str nobody;     // what to do where no body answers for it; may be empty
    str next;       // what becomes of it, and who pays, where that is not plain; may be empty
    bool is_public; // shown also where no charter promises it
    struct str_list words; // phrases, in any language
    struct {
        struct question *at;
        size_t n, room;
    } questions;
    int line;
};

struct danger {
    str name; // "dog attack"
    str title, title_cy, say;
    str ring;       // the number
    str service;    // the name on the list of what is only counted or not taken; empty: may be reported too
    bool is_public; // about a place: words that speak of it stay shown, whatever its service
    struct str_list bodies; // kinds of body whose own number is shown as well; may be empty
    struct str_list words;  // always a danger, unless part of one of `unless`
    struct str_list maybe;  // a danger, unless one of `unless` or `not_with` stands anywhere in the report
    struct str_list unless, not_with;
    int line;
};

// Different spellings of one thing: the first stands for all.
struct same_words {
    struct str_list forms;
};

// Words that can stand in one place of a phrase: "[person] collapsed".
struct word_group {
    str name;
    struct str_list words;
};

struct categories {
    struct {
        struct category *at;
        size_t n, room;
    } all;
    struct {
        struct danger *at;
        size_t n, room;
    } dangers; // the most urgent first
    struct {
        struct same_words *at;
        size_t n, room;
    } same;
    struct {
        struct word_group *at;
        size_t n, room;
    } groups;
    struct str_list others;   // words that say nothing and are not misspelt
    struct word_index *index; // rules/words.h
};

// The index of the category of exactly that service, else of its plain name; CATEGORY_NONE if there is neither.
int category_find(const struct categories *categories, str service);
const struct word_group *group_find(const struct categories *categories, str name); // NULL if there is none
str category_title(const struct category *category);            // for people: its title, else its service
int danger_find(const struct categories *categories, str name); // by name; CATEGORY_NONE if there is none
// Whether two belong together: the same name, whatever the sub-name.
bool category_is_sibling(const struct category *a, const struct category *b);

// An answer as it was typed, read.
struct answered {
    bool is_read;
    str problem;  // what is wrong with it and what to write, if not
    str value;    // as the record keeps it: "yes", "40", the choice as the file has it
    int category; // where it leads; CATEGORY_NONE: it stays
    int danger;   // likewise
};

// typed: trimmed. An empty answer is read and leads nowhere. ERR_LIMIT if the arena is full.
result question_answer(struct ctx *ctx, const struct question *question, str typed,
                       struct answered *answered) MUST;
