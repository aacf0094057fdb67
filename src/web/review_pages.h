// GET /charters/{charter}/review: what its parties look at when they decide what comes next (page_review.c).
#pragma once

#include "web/pages.h"

struct review_line {
    struct promise_entry line;
    int64_t n_kept, n_missed, n_others; // periods that are over, since it bound
    str figure;                    // of all of them: "412 of 451 on time"; empty where they can't be added
    int64_t n_opened, n_put_right; // redresses
};

struct review_lines {
    struct review_line *at;
    size_t n, room;
};

struct review_answer_line {
    str party, office, words, day;
};

struct review_answer_lines {
    struct review_answer_line *at;
    size_t n, room;
};
// What the parties say to it, the newest first.
result review_said_fill(struct request *request, const struct charter *c,
                        struct review_answer_lines *said) MUST;

// The same, and the form for whoever speaks for one.
struct review_answers {
    struct review_answer_lines said;
    struct form_field party, words, office, is_office;
    struct url action;
    bool may_answer, is_done, asks_office;
};
// asks_office: set before where what was sent looked like a person's details.
result review_answers_fill(struct request *request, const struct charter *c,
                           struct review_answers *answers) MUST;

// What a promise costs, as the text says.
struct review_cost {
    str promise, words;
    struct url url;
};

struct review_page {
    struct layout layout;
    struct form_faults faults;
    struct review_answers answers;
    struct life_note life;
    str title, in_force;
    str next; // when it is looked at again, or ends; empty if that is not known, or a later version is there
    struct review_lines promises, commitments, deeds;
    int64_t n_reopened; // reports, because somebody said that it was not so
    int64_t n_disputed, n_put_right, n_opened, n_late_steps;
    str spoken, asked; // for whom the signatories speak, who was asked and missed; as the text says
    str heard, found;  // reports for how many people, or what is missing; what was found on foot
    str paid;          // altogether, for missed targets; empty for nothing
    struct {
        str *at;
        size_t n, room;
    } changes,    // between its versions, in words
        proposed; // by residents, and taken into its text
    struct {
        struct review_cost *at;
        size_t n, room;
    } costs;
    struct {
        struct note_line *at;
        size_t n, room;
    } corrections, departures;
    struct url charter_url, data_url, meeting_url, draft_url;
};

// review_evidence.c
result review_costs_fill(struct ctx *ctx, const struct charter *c, struct review_page *page) MUST;
result review_residents_fill(struct request *request, const struct charter *c, struct review_page *page) MUST;
