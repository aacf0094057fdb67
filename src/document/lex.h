// A field's value cut into words, and a cursor that walks over them. Private to the parser.
//
// White space folds to one space and curly quotes become straight ones; every word remembers the bytes of the
// document it came from, so that a message can point at them. A comma or semicolon is a word of its own.
#pragma once

#include "base/arena.h"

struct word {
    str text; // as the rules of the grammar see it
    str from; // where it stands in the document
};

struct word_list {
    struct word *at;
    size_t n, room;
};

enum lexing {
    LEX_WORDS,
    LEX_HOURS // a dash between two words is "to"
};

// value: bytes of the document, perhaps several lines. raw gets the folded text, in the arena; words those in it
// and one more that stands for the end. False when memory is short.
bool value_lex(struct arena *arena, str value, enum lexing how, struct word_list *words, str *raw);
// Free text: the lines joined with one space, all else as it is.
str text_fold(struct arena *arena, str value);

struct parser;

struct cursor {
    struct parser *parser;
    const struct word *words; // the last one stands for the end
    size_t n, i;              // how many before it; the next
    bool is_quiet;            // only trying: what can't be read is not reported
    bool has_failed;
};

bool cursor_at_end(const struct cursor *c);
str cursor_word(const struct cursor *c, size_t ahead); // its text; empty past the end
bool word_is(str word, str lower);                     // but for case
// phrase: words in lower case with one space between them.
bool cursor_sees(const struct cursor *c, str phrase);
bool cursor_takes(struct cursor *c, str phrase);
// A name that may hold any character, with one space between its words: how many words it takes, 0 if it
// does not stand here.
size_t cursor_sees_name(const struct cursor *c, str name);
// The text from word `first` up to and not including `end`.
str cursor_text(const struct cursor *c, size_t first, size_t end);
