// How promises stand while there is time to do something about them (page_watch.c): of everybody, and of one charter
// for the meeting of its parties.
#pragma once

#include "web/pages.h"

struct watch_past {
    str counts, period;
    struct mark mark;
};

struct watch_line {
    struct promise_entry line;
    str departure;        // that runs; empty for none
    str life;             // of its charter: that it is suspended, or ends early; empty for neither
    str charter, outlook; // outlook: "5 of about 52 may be late; 4 are."; empty where nothing can be said
    struct url charter_url;
    int64_t late_now;
    bool is_pressing; // it will be missed, or is, or as many are late as may be
    str standing;     // of the last period: "provisional until 23 October 2026"
    struct {
        struct watch_past *at;
        size_t n, room;
    } past; // the last ones that are over, the oldest first
};

struct watch_lines {
    struct watch_line *at;
    size_t n, room;
};

// GET /watch
struct watch_page {
    struct layout layout;
    str provider; // of whom; empty for everybody
    struct links providers;
    struct watch_lines pressing, others;
    struct url data_url;
};

// GET /charters/{charter}/meeting
struct meeting_page {
    struct layout layout;
    struct life_note life;
    str title, since; // since: "22 August 2026"
    date today;
    struct url charter_url;
    struct watch_lines promises, deeds;
    struct opening_lines openings; // that are open
    struct {
        struct note_line *at;
        size_t n, room;
    } news; // the newest first
};

result watch_line_add(struct request *request, const struct promise_state *promise,
                      struct watch_lines *lines) MUST;
