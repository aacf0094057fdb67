// Contact that is limited (views/restrictions.html): the list, one of them, a new one, and the page of whoever it is.
#pragma once

#include "web/form.h"
#include "web/layout.h"

struct restriction_line {
    str what, about, until;
    struct mark mark;
    struct url url;
};

// GET /restrictions
struct restrictions_page {
    struct layout layout;
    struct {
        struct restriction_line *at;
        size_t n, room;
    } lines; // what waits for somebody first, then the newest
    int64_t n_waiting;
};

// GET /restrictions/new?report={reference}
struct restrict_page {
    struct layout layout;
    struct form_faults faults;
    str reference;
    struct url action, case_url;
    struct form_field person, limit, why, until, reviewer, review;
};

// GET /restrictions/{restriction}, and /restriction/{token} for whoever it limits.
struct restriction_page {
    struct layout layout;
    struct form_faults faults;
    str reference; // of the report from which it was decided
    str what, title, why, body, post, name, begun, until, reviewer, review, review_words, reviewed, ended,
        link;
    str appeal, appealed, appeal_due, answer, answered;
    str answered_by; // the last day for an answer to an appeal sent today
    struct mark mark;
    bool is_over, has_appealed, is_answered, is_late, is_done;
    bool may_review, may_answer, may_end, is_not_told;
    struct url action, case_url;
    struct form_field words, next, outcome, reply, own;
};
