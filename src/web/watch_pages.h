// How promises stand while there is time to do something about them (page_watch.c): of everybody, and of one charter
// for the meeting of its parties.
#pragma once

#include "web/pages.h"

#include "app/meeting.h"
#include "rules/outlook.h"

struct watch_past {
    str counts, period;
    struct mark mark;
    const struct promise_period *of;
};

struct watch_line {
    struct promise_entry line;
    const struct promise_state *promise;
    struct outlook ahead;
    const struct fact_row *progress; // what was said last of how a priority goes on; NULL for nothing
    str progress_day;
    str departure;        // that runs; empty for none
    str life;             // of its charter: that it is suspended, or ends early; empty for neither
    str charter, outlook; // outlook: "5 of about 52 may be late; 4 are."; empty where nothing can be said
    struct url charter_url;
    int64_t late_now;
    struct url late_url;     // to exactly these
    bool is_pressing;        // it will be missed, or is, or as many are late as may be
    str standing;            // of the last period: "provisional until 23 October 2026"
    struct url standing_url; // to that figure: what was said to it, and the reply
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
    struct links options; // that are taken up, with what is owed next
    struct url data_url;
};

// A step of a redress that was done since the meeting before.
struct done_line {
    const struct opening *opening;
    struct step_line step;
    struct url url; // of the promise
};

// What was said since.
struct news_line {
    const struct fact_row *fact;
    const char *kind; // "Progress"
    str voice, day;   // "Progress, P1"
    date on;
};

// What was agreed at a meeting.
struct agreed_line {
    struct agreed agreed;
    str by, day,
        ended; // by: "by 20 November 2026"; day: on which it was written down; ended: likewise, what became of it
    struct mark mark;
};

// For whoever speaks for a party: the next meeting, what was agreed, or what became of it.
struct meeting_form {
    struct form_field words, day, time, who, of, end, office, party, is_office;
    bool asks_office;
};

// /charters/{charter}/meeting
struct meeting_page {
    struct layout layout;
    struct form_faults faults;
    str next; // "Tuesday 1 December 2026 at 18:30: the hall"; empty where none is to come
    const struct fact_row *next_fact;
    struct {
        struct agreed_line *at;
        size_t n, room;
    } agreed; // that are open, then those that ended since the meeting before
    bool may_write, is_done;
    struct meeting_form announce, agree, ending;
    struct url url;
    struct life_note life;
    const struct charter *charter;
    str title, since; // since: "22 August 2026"
    date today, since_day;
    struct url charter_url;
    struct links prints; // the pack on paper
    struct watch_lines promises, deeds;
    struct opening_lines openings; // that are open
    struct {
        struct done_line *at;
        size_t n, room;
    } done;
    struct {
        struct news_line *at;
        size_t n, room;
    } news; // the newest first
};

// Of the charter in the path.
result meeting_fill(struct request *request, struct meeting_page *page) MUST;
result meeting_agreed_fill(struct request *request, struct meeting_page *page) MUST;
result meeting_page_write(struct response *response, const struct meeting_page *page) MUST;

result watch_line_add(struct request *request, const struct promise_state *promise,
                      struct watch_lines *lines) MUST;
