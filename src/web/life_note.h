// What became of a charter, above every page that is about it (life_words.c).
#pragma once

#include "web/layout.h"

struct charter;

// What stands above: a sentence for each thing that counts now, or is to come.
struct life_note {
    struct str_list lines;
    struct url url; // to how it was decided
};
result life_note_fill(struct ctx *ctx, const struct charter *charter, struct life_note *note) MUST;
// The same in the language of the speech, for paper.
struct speech;
void life_said(const struct speech *speech, const struct charter *charter, struct str_list *lines);
// In a few sentences, without reasons, for a leaflet; empty where it is in force to its last day.
str life_short_said(const struct speech *speech, const struct charter *charter);
// The same in a few words, beside one of its promises; empty where it is in force to its last day.
str life_brief(struct ctx *ctx, const struct charter *charter);
// The party by whose notice it ends; empty where none runs or ended it.
str life_notice_by(const struct charter *charter);
// Whether its parties are asked something that a body has not answered for which somebody may sign.
bool life_waits_for(const struct charter *charter, const struct visitor *visitor);
// "in force", "suspended", "over", "not yet in force": for tables.
str life_standing(const struct charter *charter);
