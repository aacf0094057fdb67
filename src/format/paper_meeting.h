// The pack for a meeting of a charter's parties, on paper: what is talked about, how each promise stands, what is owed
// and what was put right since the meeting before, and room to write. Whoever prints it says each figure, in the
// language that is asked for, from what the page of the meeting shows.
//
// Texts live in the arena of `asked`.
#pragma once

#include "format/paper.h"

struct pack_promise {
    const struct clause *clause;
    str state;                  // "At risk: 17 of 21 on time, 1 October to 31 December 2026"
    struct str_list said, past; // what there is to say of it; its last periods, the oldest first
    bool is_pressing;           // something has to happen
};

struct pack_promises {
    struct pack_promise *at;
    size_t n, room;
};

struct pack_owed {
    str promise, because;
    struct str_list steps;
};

struct pack {
    struct paper_asked asked;
    date today, since;    // since: the day after which things are new
    struct str_list life; // what became of the charter
    struct pack_promises promises, deeds;
    LIST(struct pack_owed) owed;
    struct str_list agreed;     // at the meetings before, with what became of it
    str next;                   // when and where the next one is; empty where nobody said
    struct str_list done, news; // steps that were done since; what was said, the newest first
};

void pack_make(const struct pack *pack, struct paper *paper);
