// Each field of a document as plain sentences, in every language the program speaks, made from what was read and never
// from prose: what people sign and what is counted can't part ways.
//
// The patterns are whole sentences with numbered places (%1$s), in English here and in po/ otherwise. What a document
// says in its own words (names, facts, nouns, texts) stands in them as it was written, in the document's language.
#pragma once

#include "base/arena.h"
#include "base/catalogue.h"
#include "document/document.h"

// In which language, and of what. Everything that is returned lives in the arena; where that gets full, it is cut off.
struct speech {
    struct arena *arena;
    enum language language;
    const struct document *document;
    const struct clause *clause; // NULL: the header
    bool has_marks; // OWN_ stand around the document's own words, REFERENCE_ around labels of its clauses
};

// Control characters, which no document holds: a page makes lang="..." and links of them.
enum { OWN_BEGIN = '\x0e', OWN_END = '\x0f', REFERENCE_BEGIN = '\x10', REFERENCE_END = '\x11' };

// One or two sentences, with a capital letter and a full stop. Of a field that could not be read, its text.
str field_sentence(const struct speech *speech, const struct field *field);

// The whole promise of a clause with one clock and one share of cases, neither with conditions: "It is completed within
// 1 working day of the report, in at least 90 of every 100 cases each quarter." Nothing for any other clause, whose
// fields say it one by one.
str promise_sentence(const struct speech *speech);
// Of such a clause, how often: "at least 90 of every 100 cases each quarter".
str promise_share(const struct speech *speech);

// What a Redress for misses running comes to for the clause, where it names another unit than the clause is counted
// by: "This promise is counted every 4 months: for it that means 2 such periods running." Else nothing.
str redress_rounds(const struct speech *speech, const struct clause *redress);

// What is promised, which is said first; not who promises it, to whom, and what follows.
bool is_promise_key(enum field_key key);

// "Standard S1: Offensive graffiti", "Charter: Aldermoor Clean Streets Charter".
str clause_heading(const struct speech *speech);

// What a page or print must say where the language's words were not reviewed yet; empty where they were.
str language_notice(enum language language);
