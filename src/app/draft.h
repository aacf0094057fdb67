// A document while it is written: its text as it stands, who takes part for which party, the changes they wish, and
// what they say. It is no part of the record: what binds is what all have signed.
//
// A change comes into the text once every other party that takes part has agreed to it; one that declines says why, and
// then it stays out. So nobody signs what they did not see come.
#pragma once

#include "app/account.h"
#include "document/compare.h"
#include "document/edit.h"
#include "format/elections.h"

#define DRAFT_OPEN STR("open")
#define DRAFT_OFFERED STR("offered") // for signing: app/signing.h
#define DRAFT_SIGNED STR("signed")
#define DRAFT_ENDED STR("ended")
#define SEEN_PARTIES STR("parties")
#define SEEN_EVERYBODY STR("everybody")
#define CHANGE_OPEN STR("open")
#define CHANGE_TAKEN STR("taken")
#define CHANGE_DECLINED STR("declined")
#define CHANGE_WITHDRAWN STR("withdrawn")

enum { DRAFT_WORDS_MAX = 10000 }; // bytes of what somebody says

struct draft_party {
    str party;      // as the text has it
    int64_t n;      // accounts that speak for it
    bool is_theirs; // whoever asks is one of them
};

struct draft {
    struct ctx *ctx;
    struct db *db;
    struct draft_row row;
    struct document *document;
    struct diagnostics diagnostics; // what is still to be settled before it can be signed
    struct draft_speaker_of_draft_out_list speakers;
    struct {
        struct draft_party *at;
        size_t n, room;
    } parties;
    bool is_keeper;   // whoever asks began it: they look after it
    bool takes_part;  // keeps it, or speaks for a party
    bool may_comment; // takes part, or is signed in while it is out for comments
};

// Who asks, and when.
struct drafter {
    const struct visitor *visitor; // NULL for nobody
    instant at;
    date today;
    const struct elections *elections; // the times before them; NULL for none
};

// A draft begun, by somebody who speaks for one of its parties from then on.
struct draft_beginning {
    str text, party;
    struct drafter by;
    struct diagnostics diagnostics; // if the text can't be read
    str name;                       // its address
};
// ERR_INPUT if it can't be read, has no Id or its party is none of its own; ERR_CONFLICT if a draft of that Id is not
// over yet; one that is makes room for it.
result draft_begin(struct ctx *ctx, struct db *db, struct draft_beginning *beginning) MUST;

// ERR_MISSING if there is none, or none that they may see: the two can't be told apart.
result draft_open(struct ctx *ctx, struct db *db, str name, const struct drafter *by,
                  struct draft *draft) MUST;
// Whether or not they may see it: for whoever answers an invitation to it.
result draft_by_id(struct ctx *ctx, struct db *db, int64_t id, const struct drafter *by,
                   struct draft *draft) MUST;
// Reads a text as drafts are read; what of it is still to be settled is said where a draft is opened or begun.
result draft_text_read(struct ctx *ctx, str name, str text, struct diagnostics *diagnostics,
                       struct document **document) MUST;

str draft_text(struct ctx *ctx, const struct document *document); // canonical
// Whether its opening is still the example's: words to whoever writes, which nobody signs.
bool draft_opening_is_example(const struct draft *draft);
#define DRAFT_OPENING_ASKS "the opening is still that of the example: say in the header what this is for"
str draft_title(str text); // of a canonical text, without reading all of it
// What a draft begun from a document in force starts with: the clauses of that one and what its header says of how
// they are kept, under the title, Id, place, parties and days of `made`. How that one came about is left out: who was
// asked and who decided, and the days of its trial, are the next one's own.
result draft_text_from(struct ctx *ctx, str made, const struct document *followed, str *text) MUST;
bool draft_takes_over(enum field_key key); // that line of a header
// The same text with what a group said when it asked for it: who speaks for it, and for what the charter is.
struct draft_asked {
    str party, spoken, matters;
};
result draft_text_asked(struct ctx *ctx, str made, const struct draft_asked *asked, str *text) MUST;

// ERR_RULE, and why nothing is changed in it: it is offered, signed or ended.
result draft_must_be_open(const struct draft *draft) MUST;

// What the keeper does. ERR_DENIED for anybody else.
// Whoever has that address speaks for the party from now on, and is told so.
result draft_speaker_add(const struct draft *draft, str party, str email, instant at) MUST;
// ERR_RULE for the last one of whoever keeps it.
result draft_speaker_end(const struct draft *draft, str party, int64_t account) MUST;
// Whoever asks speaks for the party no more, and gets no more messages of it. ERR_RULE for whoever keeps it.
result draft_leave(const struct draft *draft, str party, const struct drafter *by) MUST;
struct draft_showing {
    str seen;
    date comments_from, comments_to; // DATE_NONE for both, or both
    const struct drafter *by;
};
// ERR_RULE where a time before an election holds it: a draft that everybody may read from now on, a consultation whose
// first day lies in it.
result draft_show(const struct draft *draft, const struct draft_showing *showing) MUST;
result draft_end(const struct draft *draft) MUST;
// The first day for comments: the one that was set or, if an election was announced since then that holds it, the day
// after. DATE_NONE for none.
date draft_comments_begin(const struct drafter *by, const struct draft_row *row);
bool draft_is_out(const struct drafter *by, const struct draft_row *row); // for comments, today

// A change that a party wishes, which whoever asks must speak for.
struct draft_wish {
    struct edit edit;
    str party, words;
    struct drafter by;
    struct diagnostics diagnostics; // if edit.text can't be read
    int64_t id;
    bool is_taken; // nobody else takes part yet: it is in the text
};
result draft_propose(const struct draft *draft, struct draft_wish *wish) MUST;
// Another party's answer. The last one that was missing brings the change into the text: ERR_CONFLICT, and the change
// stays open, if the clause is another by now. A "no" needs words.
struct draft_answering {
    int64_t change;
    str party, words;
    bool is_agreed;
    struct drafter by;
    bool is_settled; // nothing is left to answer
};
result draft_answer(const struct draft *draft, struct draft_answering *answering) MUST;
result draft_withdraw(const struct draft *draft, int64_t change, instant at) MUST;
// ERR_MISSING if it is none of the draft's.
result draft_change_read(const struct draft *draft, int64_t change, struct draft_change_row *row) MUST;
// Whether the clause is still as it was when the change was wished.
bool draft_change_is_current(const struct draft *draft, const struct draft_change_row *row);

// Something said beside a clause or a change.
struct draft_saying {
    int64_t change; // 0 for none
    str label, party, words;
    struct drafter by;
};
result draft_comment(const struct draft *draft, const struct draft_saying *saying) MUST;
result draft_comment_reply(const struct draft *draft, int64_t comment, str words, instant at) MUST;

// What changed between two of its texts, in words. ERR_MISSING for a number it never had.
result draft_compare(const struct draft *draft, int64_t before, int64_t after, struct changes *changes) MUST;

// When a person is erased: what they said for themself goes, what they said for a party, or asked for a group, stays
// without them.
result drafts_account_forget(struct ctx *ctx, struct db *db, int64_t account) MUST;
