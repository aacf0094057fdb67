// The kinds of facts: what the record can say. The numbers are in every store and never change their meaning.
#pragma once

#include "base/str.h"

enum fact_kind {
    FACT_ADOPTED = 1, // name: the content's; value: its id. From `happened` on it is the one that counts
    FACT_OPENED =
        2, // a case: name: the service; value: its reference; said_by: the channel; words: a public summary
    FACT_BOUND = 3,      // a case of one clause: document, clause; value: what was seen
    FACT_EVENT = 4,      // name: "receipt", "completion", "reopened"
    FACT_KNOWN = 5,      // name: of the document's Fact; value
    FACT_STATUS = 6,     // value: open, closed, no fix, duplicate, excluded
    FACT_PAUSED = 7,     // name: the reason; until
    FACT_AREA = 8,       // value: names and codes of one area, separated by "; "; or one of the two below
    FACT_SOURCE_DUE = 9, // what the source itself says is the due time: until
    FACT_NOTE = 10,      // words, on a case or a clause
    FACT_WITHHELD = 11,  // words: why the text of a case is not shown, nor the case in lists; app/hiding.h
    FACT_CAUSE = 12,     // name: of one cause of several late cases; words: what it was
    FACT_EXPLAINED = 13, // a late case: name: its cause; words: the reason; until: the new date
    FACT_PUBLISHED =
        14, // a figure: period; name: provisional, confirmed, corrected; value: the counts; words
    FACT_DEPARTURE =
        15,             // document, clause, happened to until; words: the reason; said_by: the officer's post
    FACT_REDRESS = 16,  // opened: document, clause: of the promise; name: the redress; period; case_id
    FACT_STEP_DUE = 17, // a step's time began: likewise; value: its number; until: the first instant past it
    FACT_STEP_DONE = 18, // likewise; words: the answer
    FACT_STEP_LATE = 19, // its time passed and it is not done
    FACT_MOVED = 20, // a case's deadline moved: name: the clause; value: the old; words: why; until: the new
    FACT_PROGRESS = 21, // of a priority: words
    FACT_SIGNED = 22,   // name: the party; said_by: the post; words: by what authority
    FACT_ERASED = 23,   // personal data of a case: name: on request, or the rule's; value: how many parts
    FACT_RECEIVED_BY =
        24, // a case came to a body; name: the body, or "nobody"; value: "sent" if it is not here
    FACT_PHOTOGRAPH =
        25, // name: report, before, after, walkabout; value: of an after, the fact of its before
    FACT_DISPUTED =
        26, // whoever reported says that it is not so; value: open, answered; words; name: of a step of
            // redress which one, "S1 R1 2" (app/owed_review.h)
    FACT_ASSIGNED = 27, // value: to which post; empty for nobody
    FACT_HIDDEN = 28,   // part of a case is not shown; app/hiding.h
    FACT_TAKEN_IN =
        29, // for somebody else; name: how it reached us; value: "spoken for"; words: by whose leave
    FACT_APPEALED = 30, // whoever wrote it wants shown what is hidden; app/hiding.h
    FACT_RETURNED =
        31, // a partner signed a quarter's return; name: the body; value: its SHA-256; period; words: why
    FACT_STEP_PAID =
        32, // a payment of a step was recorded, and nobody else has confirmed it; app/step_answer.h
    FACT_GRADED =
        33, // a place of a promise, graded on foot; name: the place; value: "B", or of two who looked "B; B-"
    FACT_LIFE =
        34, // a charter: name: ended, suspended, resumed, renewed, taken over; period; words; app/life.h
    FACT_ACT =
        35, // likewise, asked of its parties; value: what of it, by name; said_by: the office that asks
    FACT_ACT_ANSWERED = 36, // name: the party; value: "34 yes", the act's fact; said_by: the office; words
    FACT_AGREED =
        37, // whoever reported says that it is fixed; corrects: what they had had opened again; value: taken
            // back, where they no longer say so; app/agreeing.h
    FACT_PAYMENTS =
        38, // a file of payments was approved; name: the body; value: its SHA-256; words: how many, how much
    FACT_LOOKED = 39, // a closed case of a sample, looked at again; document, clause; name: the sample's day;
                      // value: as said, otherwise; app/recheck.h
    FACT_CONTACTED = 40, // somebody asked a contact; document, clause; name: by which way; until: when it was
                         // answered; value: day, where only that is known; app/reached.h
    FACT_WORDED = 41, // a charter in other words; document, clause or empty; name: the language; value: the
                      // SHA-256 of the version; words; app/worded.h
    FACT_OPTION =
        42, // of an option of a charter; document, clause; name: request, or a step; value: the sum of the
            // procedure's text, or what the step came to; said_by; words; app/option.h
    FACT_PAPER =
        43, // of a document: name: the party; value: what was signed or answered on paper, "; ", the body that
            // recorded it; said_by: the office; words: by what authority; period: its day; app/paper.h
    FACT_PAPER_ENDED =
        44, // corrects: the paper; name: confirmed, refused, withdrawn; said_by: the body; words: why
    FACT_THANKED =
        45, // for what residents gave in return; document, clause; name: the body that says thanks;
            // said_by: the office; words; app/commitment.h; taken back: corrects, and words: why
    FACT_SENT_ON =
        46, // a case went on to a body's own system; name: the body; value: taken, not sent; app/onward.h
    FACT_GIVEN = 47, // what others don't read of a case was given out on request; name: what; app/given_out.h
    FACT_MEETING =
        48, // of the parties of a charter: name: next, agreed, done, dropped; value: the party that does it;
            // until: when it is held, or by when; corrects: of the last two, what was agreed; app/meeting.h
    FACT_KINDS
};

// The event by which a body says that a case is another's; value: which body passes it on.
#define FACT_PASSING_ON STR("passing on")
// What a case is received by where no body answers for it, and the value where the body does not answer here.
#define FACT_NOBODY STR("nobody")
#define FACT_VALUE_SENT STR("sent")
// The values of a dispute.
#define FACT_VALUE_OPEN STR("open")
#define FACT_VALUE_ANSWERED STR("answered")
// The value of what whoever reported says no longer.
#define FACT_VALUE_TAKEN_BACK STR("taken back")
// Of a report that somebody makes for another person; and the names of a note: of the words as they were said first, in
// another language, and of an answer in that language.
#define FACT_VALUE_SPOKEN_FOR STR("spoken for")
#define FACT_VALUE_HEARD STR("heard") // of FACT_TAKEN_IN: what they say of a closing, not the report
#define FACT_NOTE_ORIGINAL STR("original")
#define FACT_NOTE_TRANSLATION STR("translation")
// The name of a note on a figure, with its period: what another party of the charter says to it (app/figure.h).
#define FACT_NOTE_REPLY STR("reply")
// Of a note on a charter: what a party says to its review; value: the party (app/review_answer.h).
#define FACT_NOTE_REVIEW STR("review")
// The value of an event that has happened, though it is not known when.
#define FACT_VALUE_UNKNOWN STR("time not known")
// The value of an event of which the record says that it has not happened: a receipt that is not the report's own,
// or what the source had said and says no longer.
#define FACT_VALUE_NOT_YET STR("not yet")
// The values of an area where the source has areas: the place lies in none of them; the source names none.
#define FACT_AREA_OUTSIDE STR("outside every area")
#define FACT_AREA_UNKNOWN STR("not known")
// The value of a due time of which only the day is known.
#define FACT_VALUE_DAY STR("day")

const char *fact_kind_name(enum fact_kind kind); // "figure published"

// Who says so. What the service says, what the person who reported says and what a champion found are never mixed.
enum voice { VOICE_SYSTEM, VOICE_SERVICE, VOICE_REPORTER, VOICE_CHAMPION, VOICE_COUNT };

const char *voice_words(enum voice voice); // "champion found"
// The voice that a fact is shown in: whom a report goes to the program finds, though old records have it as said by
// whoever reported.
enum voice voice_shown(int64_t kind, int64_t voice);

enum content_kind {
    CONTENT_DOCUMENT = 1,
    CONTENT_CALENDAR = 2,
    CONTENT_AREAS = 3,
    CONTENT_POSTCODES = 4,
    CONTENT_BODIES = 5,
    CONTENT_CATEGORIES = 6, // that are never public
    CONTENT_RETENTION = 7,  // what is erased by age
    CONTENT_SERVICES = 8,   // what can be reported, with words and questions
    CONTENT_ROUTES = 9,     // who answers for what, where the usual body does not
    CONTENT_ELECTIONS = 10, // the times before elections
    CONTENT_PROCEDURE = 11, // by which something on record goes on: that of an option, app/option_text.h
    CONTENT_MESSAGE = 12    // the text of a message in one language, app/message_text.h
};

// What of a case may be seen by everybody.
enum visibility {
    VISIBLE,
    VISIBLE_WITHOUT_TEXT, // the text is withheld, the clock is not
    COUNTED_ONLY,         // in the figures, and nowhere else
    VISIBILITY_COUNT
};
