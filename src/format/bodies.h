// Who the bodies are: councils, police, landlords, companies. A CSV file, one line for each:
//
//     name,kind,telephone,email,about,tracked,areas
//     Nether Sallow Parish Council,parish council,01632 960510,clerk@nethersallow.example,7 members,yes,Nether Sallow
//
// tracked: yes if it answers here; of one that does not, reports are sent and not followed. areas: the names or codes
// it answers in, separated by "; "; empty for everywhere. The last column may be left out of the whole file.
#pragma once

#include "base/arena.h"
#include "document/value.h"

enum { BODIES_MAX = 2000 };

struct body {
    str name, kind, telephone, email, about;
    bool is_tracked;
    struct str_list areas;
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
