// An Option of a charter that is taken up: a group asks to run a service or to take over an asset, and the body that
// has it answers, step by step. The steps, their clocks and their ways out are a Procedure of the library
// (library/procedures/option.md), followed by the one engine for procedures. On record are its text, as it read when
// the option was taken up (app/option_text.h), who asked, and what each office said (FACT_OPTION). Whoever reads sees
// where it stands, what is overdue included.
//
// An option is taken up by one group at a time: the next may ask when that is over.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/permission.h"
#include "rules/procedure_answer.h"

#define OPTION_REQUEST                                                                                       \
    STR("request") // the name of the fact by which it is taken up; else the label of a stage

struct option_case {
    const struct fact_row *request; // who asked (said_by), when, why (words)
    str provider;                   // the body that answers
    const struct procedure *procedure;
    struct recorded *recorded; // the request first; each with its fact's number as its row
    size_t n_recorded;
    struct procedure_answer answer;
    int64_t content; // of the procedure, on record; ID_NONE where an older record has only its sum
    bool is_changed; // then: it reads otherwise than it did when it was asked
};

struct option_cases {
    struct option_case *at; // the newest last
    size_t n, room;
};

bool is_option(const struct promise_state *promise);
// Who answers: the clause's Provider, else the first party of the charter that is a body here and not who takes it up.
str option_provider(const struct promise_state *option);
// facts: any, in the order of recording.
struct option_asked {
    struct ctx *ctx;
    struct db *db;
    const struct promise_state *option;
    const struct fact_row_list *facts;
    instant at;
};
result option_cases(const struct option_asked *asked, struct option_cases *cases) MUST;
const struct option_case *option_open(const struct option_cases *cases); // NULL if none is
// What is owed next, of an open one: NULL for nothing.
const struct owed_deed *option_owed(const struct option_case *c);
// Whether a choice is for whoever asked, rather than for the body.
bool option_is_askers(const struct option_case *c, str who);

enum option_field { OPTION_GROUP, OPTION_WORDS, OPTION_CHOICE, OPTION_OFFICE };

struct option_said {
    str group, words;   // of taking it up: who, for how many, and what they would do
    str choice, office; // of a step: "G2 agreed"
    bool is_office;     // what looks like a person's details is an office's
    enum option_field field;
    bool looks_personal;
};
// Whether whoever asks is who took it up.
result option_is_theirs(struct ctx *ctx, struct db *db, const struct option_case *c,
                        const struct visitor *visitor, bool *is_theirs) MUST;
// Inside store_write, with a desk without a case. ERR_INPUT or ERR_RULE with a sentence and said->field; ERR_CONFLICT
// if something was said since the fact `seen`.
struct option_deed {
    struct desk *desk;
    const struct promise_state *option;
    const struct visitor *visitor;
    int64_t seen;
};
result option_take_up(const struct option_deed *deed, struct option_said *said) MUST;
result option_say(const struct option_deed *deed, struct option_said *said) MUST;
