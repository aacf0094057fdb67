// What the pages of answer templates show (page_replies.c; views/replies.html).
#pragma once

#include "app/reply.h"
#include "web/work_pages.h"

struct reply_line {
    str name, use, english, welsh;
    struct url url;
};

struct replies_page {
    struct layout layout;
    str body;
    struct {
        struct reply_line *at;
        size_t n, room;
    } lines;
};

struct reply_page {
    struct layout layout;
    struct form_faults faults;
    struct url action;
    str body;
    str seen;                   // what it was when its form was opened; empty of a new one
    str english_now, welsh_now; // what a colleague kept meanwhile; empty for nothing
    bool is_new;
    struct form_field use, name, english, welsh;
};

// On the page of a case: the templates there are for a form; chosen ones filled with what the case has.
result replies_offer(struct request *request, const struct work_opened *opened,
                     struct work_case_page *page) MUST;
// The deed "fill close" and its like: the words put in behind those that stand there. ERR_INPUT if none was chosen.
result reply_put(struct request *request, const struct work_opened *opened, struct work_case_page *page) MUST;
