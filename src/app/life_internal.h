// What the files of a charter's life share.
#pragma once

#include "app/life_act.h"

// Whoever spoke for a party in a draft of that charter that was signed.
struct life_speakers {
    struct draft_speaker_of_draft_out *at;
    size_t n, room;
    struct paper_roles holders; // of the offices that signed it
};
result life_speakers_read(struct ctx *ctx, struct db *db, str id, struct life_speakers *speakers) MUST;
// Who records and confirms what came on paper.
result life_desk_fill(struct ctx *ctx, struct db *db, const struct life_asker *asker,
                      const struct life_speakers *speakers, struct life_found *found) MUST;
// An answer on paper is recorded: it counts when it is confirmed.
result life_paper_keep(const struct life_deed *deed, const struct life_found *found,
                       struct life_said *said) MUST;
result life_answer_say(const struct life_deed *deed, const struct life_found *found,
                       struct fact_insert_in fact) MUST;
// As a form found it: ERR_CONFLICT if something was said since; not over, and not before an election.
result life_found_read(struct life_deed *deed, struct life_found *found) MUST;
result life_settle(struct life_deed *deed, int64_t act) MUST;
// Whoever spoke for a party in the draft, except for one, is told.
struct life_telling {
    str message, party, except, words;
    int64_t of; // of which fact
    date until; // the charter's last day
};
result life_tell(const struct life_deed *deed, const struct life_found *found,
                 const struct life_telling *news) MUST;
result life_notice_check(struct ctx *ctx, const struct life_found *found, struct life_said *said) MUST;
result life_withdrawn_check(struct ctx *ctx, const struct life_found *found, struct life_said *said) MUST;
// Its last day, as it counts from today: one that came on paper runs from the day on which it is confirmed.
result life_notice_settle(struct ctx *ctx, const struct life_found *found, date *last) MUST;
// The other parties are told of it: whoever spoke for them, and whoever may sign for those that are bodies here.
result life_notice_tell(const struct life_deed *deed, const struct life_found *found,
                        const struct life_act *act, date last) MUST;
result life_account_tell(const struct life_deed *deed, const struct life_found *found,
                         const struct life_telling *news, int64_t account) MUST;
// Whether that body follows that party without the others being asked.
bool life_follows_by_law(const struct life_asker *asker, const struct document *document, str was, str is);
// The last day on which it can still be agreed: what it changes begins on the day after, or at its end.
date life_last_day(const struct life_found *found, const struct life_act *act);
