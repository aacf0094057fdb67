// How the life of a charter is decided (app/life.h): an office of one party asks for it, with the day and the reason,
// and each party answers by an office of its own, as it signed. With the last "yes" it counts, from a day that has not
// come; one "no" ends it. All of that is on the record, for good: who asked, who answered, by what authority.
//
// A body that is named to follow another, by the charter's `Successor` or in the table of bodies, takes its place by
// the word of the one that it follows. Where the charter has a `Notice`, each party may end it by its own word: it is
// in force for that long from the day on which notice is given, and until then that party may withdraw it. The others
// are told.
//
// Who answers for a party: of a body that works here whoever may sign for it; of another whoever spoke for it in the
// draft that was signed. Where a party has nobody here, its answer on paper is recorded by whoever may sign for another
// party and confirmed by somebody of a third body who has seen it (app/paper.h).
#pragma once

#include "app/desk.h"
#include "app/directory.h"
#include "app/life.h"
#include "app/paper.h"
#include "app/permission.h"

enum { LIFE_YEARS_MAX = 10 }; // of a renewal

enum act_state {
    ACT_OPEN,
    ACT_AGREED,
    ACT_DECLINED,
    ACT_LAPSED
}; // lapsed: its day came, and not all had answered

struct life_answer {
    str party, office, words;
    bool is_yes, is_given;
    instant at;
};

struct life_act {
    int64_t id;
    enum life_kind kind;
    date from, to;
    str value, words, office; // of whoever asked
    instant at;
    enum act_state state;
    int64_t life; // the fact by which it counts; 0 for none
    bool is_withdrawn;
    LIST(struct life_answer) answers; // one for each party that is asked
};

struct life_party {
    str party;
    bool is_theirs;   // whoever asks may answer for it
    bool is_on_paper; // by what it sent on paper
};

struct life_asker {
    const struct visitor *visitor;
    const struct ledger *ledger;
    const struct directory *directory;
};

struct life_found {
    const struct document *document; // the version that binds today, else the last
    date today;
    LIST(struct life_party) parties;
    LIST(struct life_act) acts; // the newest last
    bool may_ask;               // for one of the parties, other than on paper
    int64_t last;               // of their facts: what a form was made with
    struct paper_desk desk;     // what is answered on paper
    struct paper_list papers;
};
// ERR_MISSING if there is no such charter.
result life_find(struct ctx *ctx, struct db *db, const struct life_asker *asker, str id,
                 struct life_found *found) MUST;
const struct life_act *life_open_act(const struct life_found *found); // NULL if none waits for an answer
const struct life_party *life_party(const struct life_found *found, str party);
// Of a notice: that of the party by whose word the charter ends; empty party: of any. NULL for none.
const struct life_act *life_notice(const struct life_found *found, str party);
// The first last day of a notice that is given today; DATE_NONE where the charter has no `Notice`, or where that day is
// its last one in any case.
date life_notice_day(const struct life_found *found);
// A suspension that runs, or is to come; NULL for none.
const struct date_range *life_suspension(const struct document *document, date today);
// What was recorded of its answer and nobody has confirmed; NULL for none.
const struct paper_word *life_paper(const struct life_found *found, const struct life_act *act, str party);
// Of the sheet on which that party answers: for whoever may record it. Else empty.
result life_sheet_code(const struct life_found *found, const struct life_act *act,
                       const struct life_party *party, str *code) MUST;
bool life_is_over(const struct document *document, date today);

// What somebody sent.
enum life_part {
    LIFE_PART_WORDS,
    LIFE_PART_FROM,
    LIFE_PART_TO,
    LIFE_PART_PARTY,
    LIFE_PART_OFFICE,
    LIFE_PART_AUTHORITY,
    LIFE_PART_WAS,
    LIFE_PART_IS,
    LIFE_PART_CODE,
    LIFE_PART_DAY
};
struct life_said {
    enum life_kind kind;
    date from, to;
    str words, party, office, authority; // party: for which they speak
    str was, is;                         // of a party that is followed, and by whom
    int64_t act;                         // of an answer
    str code;                            // of one on paper: as it stands on the sheet
    date day;                            // likewise, when it was signed
    int64_t paper;                       // one that is confirmed, refused or withdrawn
    bool is_yes, is_office;
    enum life_part part; // of a refusal: what is to be mended
    bool looks_personal;
};
// Inside store_write, with a desk without a case. is_settled: it counts from now on, and the derived tables were made
// again. ERR_CONFLICT if something was said since `seen`.
struct life_deed {
    struct desk *desk;
    const struct directory *directory;
    const struct visitor *visitor;
    str id;
    int64_t seen;
    instant now; // the machine's
    bool is_settled;
};
// What one party says by its own word: it gives notice, or withdraws it.
bool life_is_alone(enum life_kind kind);
result life_ask(struct life_deed *deed, struct life_said *said) MUST;
result life_reply(struct life_deed *deed, struct life_said *said) MUST;
result life_paper_end(struct life_deed *deed, enum paper_end end, struct life_said *said) MUST;
