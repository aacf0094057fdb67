// What of a case is kept from others, and why: words that were hidden, a text that is withheld, and what whoever
// wrote it says to that. Each is a fact on the case, done through a desk that holds it and settled by its caller;
// none takes anything away, and each is undone by another. The reason everybody reads is one of a list, so that it
// can't itself say what was hidden; a note beside it is for those who work on the case.
//
//     FACT_HIDDEN    name: words (all of them), entry N, photograph N; value: "yes: a person is named", "no"
//     FACT_WITHHELD  value: "review", "ends" or "no"; until: when it is looked at again, or ends by itself
//     FACT_APPEALED  name: as of the FACT_HIDDEN, or "withheld"; value: open, answered; until: an answer is due
#pragma once

#include "app/desk.h"

#define HIDDEN_WORDS STR("words")
#define HIDDEN_WITHHELD STR("withheld") // of an appeal

enum hiding_reason {
    HIDING_PERSON,
    HIDING_FACE,
    HIDING_PLATE,
    HIDING_CONTACT,
    HIDING_HOME,
    HIDING_INSULT,
    HIDING_ACCUSED,
    HIDING_CRIME,
    HIDING_BESIDE,
    HIDING_SPEAKS, // found by app/confided.h
    HIDING_REASONS
};
str hiding_reason_words(enum hiding_reason reason); // "a person is named": behind "because"
bool hiding_reason_from(str words, enum hiding_reason *reason);
bool hiding_reason_is_for(enum hiding_reason reason, bool is_photograph);

struct hiding {
    str what; // HIDDEN_WORDS, or "entry 17"; of a photograph the fact is said by app/photograph.h
    enum hiding_reason reason;
    str note; // for those who work on it; may be empty
};

// The name of one entry of a case, by its fact.
str hidden_entry(struct arena *arena, int64_t fact_id);
// The value of a FACT_HIDDEN that hides for a reason.
str hiding_value(struct arena *arena, enum hiding_reason reason);
bool fact_hides(const struct fact_row *fact);    // a FACT_HIDDEN that hides; else it shows
str fact_hides_why(const struct fact_row *fact); // "a person is named"; empty if it gives none

// Words of the case, from everybody. ERR_MISSING if there is no such entry, or it has no words; ERR_RULE if they are
// hidden already.
result case_hide(struct desk *desk, const struct hiding *hiding) MUST;
// They are shown again, with personal details covered.
result case_unhide(struct desk *desk, str what, str note) MUST;
// Somebody looked, and there is nothing to cover in what is written so far; what comes later is covered again.
result case_show_whole(struct desk *desk, str note) MUST;

enum withholding_reason {
    WITHHELD_CLAIM,
    WITHHELD_POLICE,
    WITHHELD_COURT,
    WITHHELD_PRIVACY,
    WITHHOLDING_REASONS
};
str withholding_reason_words(enum withholding_reason reason); // "a claim has been made"
bool withholding_reason_from(str words, enum withholding_reason *reason);

// What was said, without a full stop, to stand behind a colon; empty if it was erased.
str withheld_why(const struct fact_row *withheld);

struct withholding {
    enum withholding_reason reason;
    bool ends; // by itself, on that day; else somebody must look at it again then
    date day;
};
enum { WITHHELD_MONTHS_MAX = 12 };

// The text of the case and its photographs are shown to nobody outside; its clocks go on. ERR_RULE if it is withheld
// already, ERR_INPUT if the day is not ahead, or too far.
result case_withhold(struct desk *desk, const struct withholding *withholding) MUST;
// It goes on, to another day.
result case_withhold_longer(struct desk *desk, date day) MUST;
result case_lift(struct desk *desk) MUST;

// Whoever wrote it wants it shown. ERR_RULE if that is not hidden, or an appeal waits already.
result case_appeal(struct desk *desk, str what, str words) MUST;
// Shown again, whoever asked for that has been answered by it.
result appeal_end(struct desk *desk, str what) MUST;
// ERR_RULE if whoever is at the desk hid it: somebody else must answer.
result case_appeal_answer(struct desk *desk, str what, bool is_shown, str words) MUST;

// What holds now, of all facts of a case in the order of recording. NULL for none.
const struct fact_row *hiding_of(const struct fact_row_list *facts,
                                 str what); // the FACT_HIDDEN that hides it
const struct fact_row *withheld_of(const struct fact_row_list *facts, instant at); // the FACT_WITHHELD
const struct fact_row *appeal_of(const struct fact_row_list *facts, str what); // the FACT_APPEALED that waits
// Somebody looked at the words of that entry, and nothing in them has to be covered.
bool entry_is_whole(const struct fact_row_list *facts, const struct fact_row *entry);
// The words of an entry as everybody may read them: covered, "[hidden: a person is named]", or whole; empty where all
// words are hidden. What app/hiding.c itself says of notes and appeals is for those who work on it.
result entry_public(struct ctx *ctx, const struct fact_row_list *facts, const struct fact_row *entry,
                    str *words) MUST;
// Why others do not read the words of that entry, hidden or with the whole text withheld: "a person is named"; empty
// where they do. What goes out to whom no role holds leaves such words out
// (app/outward.h).
str entry_held_why(const struct fact_row_list *facts, const struct fact_row *entry, instant at);
// Whether the words of that entry are hidden, alone or with all the others; by which fact.
const struct fact_row *entry_hidden_by(const struct fact_row_list *facts, const struct fact_row *entry);
