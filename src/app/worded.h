// A charter in other words: Easy Read, or another language, written by people beside the text that was signed, which
// alone counts. For one version of it, clause by clause, on the public record (FACT_WORDED: document, clause, empty for
// the whole; name: the language; value: the SHA-256 of the version; words, empty where they were taken back).
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/permission.h"

#define WORDED_EASY STR("en-simple") // Easy Read, by the registered name of simplified English (BCP 47)

bool worded_language_is_known(str code); // Easy Read, and what is spoken here but English
str worded_language_name(str code);

struct worded_words {
    const struct clause *clause; // NULL: the whole
    str words, said_by;
    instant at;
    bool is_before; // of an earlier version: to begin from, not to be shown
};

struct worded {
    const struct document *document;
    str language;
    LIST(struct worded_words) parts; // the whole, then each clause in the order of the text
    size_t n;                        // how many of them have words
    int64_t last;                    // of the facts: what a form was made with
};
// Whoever may draft for one of its parties.
bool worded_may(struct ctx *ctx, const struct visitor *visitor, const struct document *document);
result worded_read(struct ctx *ctx, struct db *db, struct worded *worded) MUST;

// The languages in which some of that version is there.
struct worded_languages {
    struct worded_language {
        str code;
        size_t n; // parts
    } * at;
    size_t n, room;
};
result worded_languages_read(struct ctx *ctx, struct db *db, const struct document *document,
                             struct worded_languages *languages) MUST;

struct worded_said {
    const struct clause *clause; // NULL: the whole
    str words, office;
    bool is_office;
    bool is_of_office, looks_personal; // set on a refusal: of which field, and why
};
// Inside store_write, with a desk without a case; one part, if it is another than it was. ERR_INPUT with a sentence.
result worded_say(struct desk *desk, const struct worded *worded, struct worded_said *said) MUST;
