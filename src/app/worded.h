// A charter in other words: Easy Read, or another language, written by people beside the text that was signed, which
// alone counts. For one version of it, clause by clause, on the public record (FACT_WORDED: document, clause, empty for
// the whole; name: the language; value: the SHA-256 of the version; words, empty where they were taken back).
// Of a draft likewise, beside the text as it stands, but kept with the draft (app/draft_worded.c): what was written
// for a part that has changed since is shown as older, and with the last signature all of it goes onto the record.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/draft.h"

#define WORDED_EASY STR("en-simple") // Easy Read, by the registered name of simplified English (BCP 47)

bool worded_language_is_known(str code); // Easy Read, and what is spoken here but English
str worded_language_name(str code);

struct worded_words {
    const struct clause *clause; // NULL: the whole
    str words, said_by;
    instant at;
    bool is_before;  // of an earlier text of that part
    int64_t number;  // of a draft: of the text they were written for; 0: none, they are those of its charter
    int64_t account; // who wrote them for a draft; ID_NONE: not known any more
};

struct worded {
    const struct document *document;
    const struct draft *draft; // whose text it is; NULL: it was signed
    str language;
    LIST(struct worded_words) parts; // the whole, then each clause in the order of the text
    size_t n, n_before;              // how many of them are shown, and how many of those are of an earlier text
    int64_t last;                    // of the facts, or rows of the draft: what a form was made with
};
// Whoever may draft for one of its parties; of a draft, who takes part, until it is signed or ended.
bool worded_may(struct ctx *ctx, const struct visitor *visitor, const struct worded *worded);
// Of an earlier version of a charter nothing is shown: it is to begin from. Of a draft it is, and marked.
bool worded_is_shown(const struct worded_words *part);
// document, draft and language are set.
result worded_read(struct ctx *ctx, struct db *db, struct worded *worded) MUST;

// The languages in which some of that text is shown.
struct worded_languages {
    struct worded_language {
        str code;
        size_t n, n_before; // parts, and those of an earlier text
    } * at;
    size_t n, room;
};
// of: its document and draft.
result worded_languages_read(struct ctx *ctx, struct db *db, const struct worded *of,
                             struct worded_languages *languages) MUST;

struct worded_said {
    const struct clause *clause; // NULL: the whole
    str words, office;
    bool is_same; // words of an earlier text still say the same: they count for this one
    bool is_office;
    bool is_of_office, looks_personal; // set on a refusal: of which field, and why
};
// Inside store_write, with a desk without a case; one part, if it is another than it was. ERR_INPUT with a sentence.
// Of a draft it becomes a row of it, by whoever asks.
result worded_say(struct desk *desk, const struct worded *worded, struct worded_said *said) MUST;
result worded_draft_say(const struct worded *worded, struct worded_said *said, const struct drafter *by) MUST;
// What was written for a draft, onto the record with the charter that it has become: for the version that was signed,
// or for the earlier text where the part has changed since.
result worded_draft_sign(const struct draft *draft, instant now) MUST;
// With their account, when a person is erased: what they wrote for an office stays.
result worded_account_forget(struct ctx *ctx, struct db *db, int64_t account) MUST;
