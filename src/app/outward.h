// What of a report goes out to a body by a road at whose end no role says who reads it: by e-mail, or to a server whose
// requests may be public. The words as everybody reads them here and the place as exactly as the work needs it; what
// else was written is asked for by the reference. docs/moderation.md.
#pragma once

#include "store/fact.h"
#include "store/queries.h"

struct outward { // of one case
    struct ctx *ctx;
    const struct fact_row_list *facts;
    instant at;
    str covered; // what about people was left out first: "[telephone number]"; empty for nothing
};

struct outward_words {
    str words;
    str held; // why nothing of them goes out: "a person is named"; empty where they do
};

// Of that entry: the report itself or, say, a dispute.
result outward_words_make(struct outward *out, const struct fact_row *entry,
                          struct outward_words *words) MUST;

// The place of the report, in its place. Its words are covered like others. Of a text that is withheld, and of words
// that are hidden because they give a home away, the areas alone go: neither words nor point.
result outward_place_make(struct outward *out, struct private_by_fact_out *place) MUST;
