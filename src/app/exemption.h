// What a charter asks of a case and somebody must say, yes or no: the facts that an `Exempt` of the clauses that take
// it names, and an `Exempt` or `When` of what follows where they are late. Until it is said, a fact is not known and a
// reason `said by` somebody does not apply. Who may say it: the body that the document names, else whoever has the
// case.
#pragma once

#include "app/desk.h"

struct exemption {
    str name;     // of the fact, as the document has it: "severe weather"
    str value;    // as the record has it now; empty: nobody has said
    int64_t fact; // that says it; ID_NONE for none
};

struct exemptions {
    struct exemption *at;
    size_t n, room;
};

// Those that the body may say of the case at the desk, in the order of its clauses, each once; said ones, too.
result exemptions_of(struct desk *desk, str body, struct exemptions *list) MUST;

// Whether somebody said with a reason, here and not in a source, that one applies or not, and it stands.
bool exemption_is_said(const struct fact_row_list *facts);

// What is said of one of them.
struct exempting {
    str name, says, words; // says: "yes" or "no"; words: why, which everybody reads
    bool is_office;        // what looks like a person's details is an office's
    bool looks_personal;   // out: that is what is wrong
};

// Puts right what was said before, by whomever. ERR_INPUT without a fact, an answer or a reason; ERR_RULE if it is not
// that body's to say, or is said like that already.
result case_exempt(struct desk *desk, str body, struct exempting *said) MUST;
