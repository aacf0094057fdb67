// A crew's round: what is to be done today, near each other, and what became of each, said on a phone that may have no
// signal and sent later.
#pragma once

#include "app/evidence.h"
#include "app/worklist.h"

enum { ROUND_STOPS_MAX = 40 };

struct round_stop {
    struct work_row row;
    str words, place;           // private; empty where the text is withheld
    double latitude, longitude; // if has_point
    bool has_point;
    double metres; // from the stop before; below 0 if it is not known
};

struct round {
    struct round_stop at[ROUND_STOPS_MAX];
    size_t n;
    bool is_cut;           // there is more than fits
    struct str_list posts; // to whom the work is given that whoever asks may see, each once
};

// Open and not paused; late or due today or, where a crew, a kind or an area is named, all that is theirs. First what
// is due first, then always the nearest one next. What is only counted is in no round: it is not kept on phones.
result round_list(struct ctx *ctx, struct db *db, const struct work_question *question,
                  struct round *round) MUST;

enum round_outcome { ROUND_DONE, ROUND_NOT_FOUND, ROUND_COULD_NOT, ROUND_OUTCOMES };
str round_outcome_word(enum round_outcome outcome); // "could not"
bool round_outcome_from(str word, enum round_outcome *outcome);
extern const char *const ROUND_REASONS[]; // why it could not be done; NULL after the last

struct round_act {
    str key; // app/act.h
    enum round_outcome outcome;
    str reason, words; // reason: of ROUND_COULD_NOT; words may be empty
    int64_t ago;       // seconds since it happened, by the phone's own clock
    struct evidence evidence;
    bool is_again; // it was taken before
};

// On the case at the desk: what happened, when the crew says it did. That time is taken if it can be
// (app/claim.h), else the time of receipt. Either way the record says that it is the crew's word. ERR_RULE with a
// sentence if the case was closed meanwhile.
result round_act_do(struct desk *desk, struct round_act *act) MUST;
