// What whoever reported says of a closing as fixed: that it is so, or is not (app/closing.h); and of one that is still
// open, that it is fixed. It stands beside what the service says and is counted nowhere: nobody's "fixed" proves
// another's, and it closes nothing. Either answer can be changed as long as a closing can be disputed.
#pragma once

#include "app/closing.h"

enum reporter_says { SAYS_NOTHING, SAYS_FIXED, SAYS_NOT_FIXED, SAYS_DISAGREES };

struct reporter_word {
    enum reporter_says says; // SAYS_DISAGREES: with an ending that is none as fixed
    instant at;              // INSTANT_NONE for nothing
    int64_t fact;            // that says so; ID_NONE for nothing
};

// The last word in the reporter's voice since it was last closed. facts: all of the case.
struct reporter_word reporter_word_of(const struct fact_row_list *facts);
str reporter_word_text(enum reporter_says says); // "It is fixed"; empty for nothing

// Whether that person may say now that it is fixed: the one rule for the page that offers it and the deed. refusal:
// empty if they may, else the sentence that says why not.
struct agree_asked {
    struct dispute_asked of;
    int64_t person;
};
// What it would then be: an answer to what the service says, or, while it is open, news to the service.
struct agree_offer {
    str refusal;
    bool is_news;
    bool may_unsay; // they said so while it is open, and may take it back
};
// Whether it was they who said that.
result reporter_word_is_of(struct ctx *ctx, struct db *db, const struct reporter_word *word, int64_t person,
                           bool *is_theirs) MUST;
result agree_offer(struct ctx *ctx, struct db *db, const struct agree_asked *asked,
                   struct agree_offer *offer) MUST;

// Whoever is at the desk says so. If they had said the contrary and were not answered yet, they take that back: what it
// opened again is closed as it was, and nothing waits for an answer.
result case_agree(struct desk *desk) MUST;
// They take back that it is fixed, said while it is open.
result case_unsay(struct desk *desk) MUST;
