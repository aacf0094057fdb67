// Planned rounds on foot, reports to be looked at again, and what a champion does (page_walkabouts.c, page_walk.c,
// page_walk_plan.c; views/walkabouts.html).
#pragma once

#include "app/recheck.h"
#include "app/walk_plan.h"
#include "web/pages.h"

struct walk_card {
    str when, meeting, what, post;
    struct url url;
    bool is_public, is_off;
};

struct walk_cards {
    struct walk_card *at;
    size_t n, room;
};

struct recheck_line {
    str reference, summary, area, promise, closed;
    struct url url, finding_url;
};

// GET /walkabouts
struct walks_page {
    struct layout layout;
    const struct walk_card *next; // NULL if none is planned
    struct walk_cards walks;      // those after it
    bool may_walk;
    str sample_day; // of the sample that the reports below are
    struct {
        struct recheck_line *at;
        size_t n, room;
    } rechecks; // in their areas, for whoever may look; nobody has yet
    bool may_look, is_done;
};

// GET /walkabouts/new
struct walk_plan_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field day, starts, meeting, promises, places, is_public;
};

struct walk_place_line {
    struct form_field grade, second, photograph;
    const struct walk_picture *last; // as it looked last time; NULL where nobody took one
};

struct walk_graded {
    str title, charter;
    struct url url, other_url; // of the promise; where other places of it are recorded
    struct walk_pairs pairs;
    struct {
        struct walk_place_line *at;
        size_t n, room;
    } places;
};

// GET /walkabouts/{walk}
struct walk_one_page {
    struct layout layout;
    struct form_faults faults;
    struct walk_card card;
    struct url action, worker;
    int64_t who;
    str places; // one a line, for whoever only reads
    struct form_field day;
    struct html grades; // the guide to them
    struct {
        struct walk_graded *at;
        size_t n, room;
    } parts;
    bool may_walk, is_done, is_to_come;
};

struct walk_card walk_card_make(struct ctx *ctx, const struct walk_plan *plan);
