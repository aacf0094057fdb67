// What the files of drafts share.
#pragma once

#include "app/draft.h"

int64_t drafter_account(const struct drafter *by); // ID_NONE for nobody
result draft_keeper_only(const struct draft *draft) MUST; // and it is open
// Whoever has that address speaks for the party from now on, and is told so.
result draft_speaker_put(const struct draft *draft, str party, str email, instant at, int64_t *account) MUST;

// Everybody who speaks for a party is told once.
struct draft_telling {
    str message, party, words;
    int64_t
        offer; // which offer it is about: the last fact before it; of another message what makes it that one
    instant at;
    bool is_of_draft; // leads to the draft, not to its signing
};
result draft_tell(const struct draft *draft, const struct draft_telling *telling) MUST;
// Neither before an election nor after its own last day.
struct signing;
struct directory;
result signing_day_check(const struct signing *signing, const struct directory *directory) MUST;
// Of what is signed on paper: what was recorded, and the codes of the sheets.
result signing_papers_fill(struct signing *signing) MUST;
str signing_sheet(const struct signing *signing); // what a sheet is of: the text, and the offer
// A text that it had. ERR_MISSING for a number it never had.
result draft_text_of(const struct draft *draft, int64_t number, struct document **document) MUST;
result draft_words_check(struct ctx *ctx, str words, bool is_needed) MUST;
