// What the files of a charter's life share.
#pragma once

#include "app/life_act.h"

// Whoever spoke for a party in a draft of that charter that was signed.
struct life_speakers {
    struct draft_speaker_of_draft_out *at;
    size_t n, room;
};
result life_speakers_read(struct ctx *ctx, struct db *db, str id, struct life_speakers *speakers) MUST;
// Whether that body follows that party without the others being asked.
bool life_follows_by_law(const struct life_asker *asker, const struct document *document, str was, str is);
// The last day on which it can still be agreed: what it changes begins on the day after, or at its end.
date life_last_day(const struct life_found *found, const struct life_act *act);
