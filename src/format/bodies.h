// Who the bodies are: councils, police, landlords, companies. A CSV file, one line for each:
//
//     name,kind,telephone,email,about,tracked,areas,from,until,successor,complaints
//     Dell Council,parish council,01632 960510,clerk@dell.example,7 members,yes,Cold Dell parish,,,,
//
// tracked: yes if it answers here; of one that does not, reports are sent and not followed. areas: the names or codes
// it answers in, separated by "; "; empty for everywhere. from and until: the first and last day on which it answers,
// empty for open ends. successor: the body that answers in its place afterwards. complaints: who outside of it looks
// at a complaint that it did not settle, such as an ombudsman. The last column may be left out of the whole file, the
// last four, and the last five.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "document/value.h"

enum { BODIES_MAX = 2000 };

struct body {
    str name, kind, telephone, email, about;
    bool is_tracked;
    struct str_list areas;
    date from, until; // both included; the first day of all, DATE_NONE
    str successor, complaints;
    int line;
};

struct bodies {
    struct body *at;
    size_t n, room;
};

// source: for messages. bytes must outlive the bodies. ERR_INPUT with the line and the cure.
result bodies_parse(struct ctx *ctx, str source, str bytes, struct bodies *bodies) MUST;
const struct body *body_named(const struct bodies *bodies, str name); // NULL if there is none
bool bodies_have_kind(const struct bodies *bodies, str kind);
bool body_answers(const struct body *body, date day);
// The body itself on a day on which it answers, else whoever follows it; NULL if nobody does.
const struct body *body_on(const struct bodies *bodies, const struct body *body, date day);
#define BODY_ALWAYS ((date){ INT32_MIN }) // `from` of one that always answered
