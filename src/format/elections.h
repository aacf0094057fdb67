// The times before elections, in which a council launches and signs nothing. A CSV file, one line for each:
//
//     name,from,until
//     Borough election of 6 May 2027,2027-03-29,2027-05-06
//
// Both days belong to it. What is held meanwhile: charters launched or signed, consultations begun, quotations of
// councillors, councillors' budgets spent. Routine figures go on.
#pragma once

#include "base/arena.h"
#include "base/date.h"

enum { ELECTIONS_MAX = 1000 };

struct election {
    str name;
    date from, until;
    int line;
};

struct elections {
    struct election *at;
    size_t n, room;
};

// source: for messages. bytes must outlive the elections. ERR_INPUT with the line and the cure.
result elections_parse(struct ctx *ctx, str source, str bytes, struct elections *elections) MUST;
// The one in whose time the day lies, the last to end of several; NULL if it lies in none.
const struct election *election_on(const struct elections *elections, date day);
