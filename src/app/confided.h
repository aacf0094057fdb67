// Words that speak of what is never shown, on a report of a kind that is: "litter, and a man sells drugs there". By the
// same recognition that offers kinds of report (rules/words.h). Such words are hidden from others as soon as they are
// recorded, like words that somebody hid (app/hiding.h), and shown by whoever looks through them. Kind and area stay.
//
// What speaks of it is a kind on the private list, and a danger whose service is on it unless it says `Public: yes`
// (docs/categories.md). Words that speak for the chosen kind as well ("cracked paving") do not count.
#pragma once

#include "app/desk.h"
#include "app/directory.h"

struct confided {
    str title;   // "Drug dealing or drug use"; empty if they speak of nothing of the kind
    str instead; // whom to ring or ask about it; may be empty
};

// Of a kind that is not shown, they speak of nothing: nobody else reads them. service: the kind that was chosen, as
// charters name it.
struct confiding {
    const struct directory *directory;
    const struct judge_result *judged; // by which charters show it (app/shown.h)
    str service, words;
};
result confided_find(struct ctx *ctx, const struct confiding *confiding, struct confided *found) MUST;

// Hides the entry of the case at the desk, recorded already, if these words, which were written in it, speak of it.
result confided_hold(struct desk *desk, str service, str words, int64_t fact_id) MUST;
