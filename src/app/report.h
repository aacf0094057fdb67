// A report: somebody says that something is wrong somewhere, and its clock starts.
#pragma once

#include "app/desk.h"
#include "app/person.h"

enum { REPORT_WORDS_MAX = 10000, REPORT_ANSWERS_MAX = 16, REPORT_REFERENCE = 7 };

struct report_answer {
    str name, value; // of a Fact that charters ask for, or of a question of the category
};

// How it reached us, if somebody of a service took it in: telephone, letter, counter, e-mail, text message, walkabout.
struct taken_in {
    str channel;
    struct doer by;      // who took it in; its channel alone is what the report says
    instant first, last; // when it reached us: the same second, or the whole of a day; INSTANT_NONE for now
    str original;        // the words as they were said, in another language; `words` are what they mean
};

struct report {
    str service;             // "graffiti / offensive"
    str words;               // what is wrong, as it was said
    str areas;               // names and codes, "; " between; FACT_AREA_UNKNOWN if nobody can tell
    str latitude, longitude; // WGS 84 degrees, both or neither
    str place;               // in words
    str body;                // who answers for it; FACT_NOBODY where nobody does; empty: whoever promises it
    bool is_sent;            // to a body that does not answer here
    struct person *person;   // who reports, whether they named themselves or not; NULL for nobody
    bool is_proven;          // they are signed in with that address: they are not asked whether it is theirs
    struct person *on_behalf_of;     // for whom; NULL for themselves or for nobody named
    bool is_spoken_for;              // it is for somebody else, who agrees
    str leave;                       // who speaks for whom, by whose leave, with whose help: private
    const struct taken_in *taken_in; // NULL: it was written here by whoever reports
    struct report_answer answers[REPORT_ANSWERS_MAX];
    size_t n_answers;
};

bool channel_is_known(str channel); // of struct taken_in
str channel_words(str channel);     // "by letter"

// Records it as of the desk's time, or of when it reached us; the desk holds it from then on and must be settled.
// reference: seven letters and digits in two groups ("B7K-2MXQ"), none of which can be taken for another; the last
// tells a slip of the pen.
result report_file(struct desk *desk, const struct report *report, str *reference) MUST;

str reference_make(struct arena *arena); // one like it, at random

// What somebody types as a reference, in the form it is kept in: small letters, a missing hyphen, a dash or a space in
// its place, the stop of the sentence behind it. What is no reference of ours is given back as it is, trimmed.
str reference_settle(struct arena *arena, str typed);
bool reference_is_ours(str reference); // in the form it is kept in, and no slip of the pen
