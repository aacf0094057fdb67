// What the pages of a crew's round show (page_round.c, page_round_stop.c; views/round.html).
#pragma once

#include "app/round.h"
#include "web/work_pages.h"

#define ROUND_WORKER "round-worker.js"

// Which round it is, as its address has it: posts, kinds and areas are no personal data.
struct round_asked {
    str post, service, area;
};
struct round_asked round_asked_of(const struct request *request);
// "?crew=Crew%202", behind an address of the round; empty without any.
str round_suffix(struct ctx *ctx, const struct round_asked *asked);

// To a phone that sends what it kept: whether it was taken, or why it never will be as it is (empty if it was).
result round_short_answer(struct response *response, bool is_again, str why) MUST;

struct round_line {
    str reference, service, place, area, words, due, far; // far: from the one before, in words
    struct mark mark;
    struct url url;
};

struct round_page {
    struct layout layout;
    struct url worker;
    int64_t who; // whose phone it is: the account
    struct form_field crew, service, area;
    struct {
        struct round_line *at;
        size_t n, room;
    } lines;
    bool is_cut, is_narrow; // is_narrow: only of a crew, a kind or an area
    str done;               // the reference of what was sent just now; empty
};

struct round_stop_page {
    struct layout layout;
    struct form_faults faults;
    struct url action;
    int64_t who;
    str reference, service, place, point, area, words, due, key;
    bool is_open;
    struct mark mark;
    struct photograph_lines photographs;
    struct form_field outcome, reason, more, before, after;
};
