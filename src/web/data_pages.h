// What the pages of somebody's own data, and of the data protection officer, show.
#pragma once

#include "app/data_request.h"
#include "app/forgetting.h"
#include "web/account_pages.h"

// What is held and would go, as counts, and what stays.
struct held_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field agreed;
    struct forgetting held;
    int64_t writings;   // words that are theirs or name them
    str hindrance;      // why it can't be erased as it is; empty if it can
    str contact;        // where a link or code goes
    bool is_own;        // of whoever reads it
    bool is_fresh;      // they signed in a moment ago
    bool can_be_proved; // there is somewhere to send a code to
};

// One request in the list.
struct data_request_line {
    str what, about;
    struct mark mark;
    struct url url;
};
struct data_request_lines {
    struct data_request_line *at;
    size_t n, room;
};

// GET /data-requests
struct data_requests_page {
    struct layout layout;
    struct data_request_lines open, over;
};

// GET /data-requests/new
struct data_request_new_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field email, telephone, reference, who, wish, day;
    bool has_several; // are meant: one is to be chosen
};

// GET /data-requests/{request}
struct data_request_page {
    struct layout layout;
    struct form_faults faults;
    struct held_page held;
    struct form_field proof, proved, agreed, ground, words;
    str number, title;
    str asked, due, proof_words, proved_day, outcome, ground_words, answer;
    struct mark mark;
    struct url action;
    bool is_open, is_there, is_erasure, is_ready, is_done;
};

// GET /r/{token}/data
struct held_link_page {
    struct layout layout;
    struct form_faults faults;
    str reference;
    str contact; // where a link or code goes, so that others don't learn it; empty for nowhere
    bool is_letter;
    struct url action, report_url, table_url, json_url;
};

struct mark data_request_mark(const struct data_request_row *row, date today);
str data_request_title(const struct data_request_row *row); // "A copy of what is held", "Erasure"

result held_fill(struct request *request, const struct person_row *person, struct held_page *page) MUST;
