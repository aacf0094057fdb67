// What the pages show on which a group asks for a charter, and is answered (page_ask.c, page_ask_answer.c;
// views/ask.html).
#pragma once

#include "app/ask.h"
#include "web/pages.h"

struct ask_line {
    int64_t id;
    str party, spoken, place, matters, broker, asked, due, words, office, answered;
    str services;            // what troubles people: kinds of report
    struct seat_lines seats; // who belongs at the table
    struct mark mark;
    struct url url;       // to where it is answered, or to its draft; empty for neither
    struct url seats_url; // to where who is invited is said, for whoever may; else empty
    bool is_open, is_late;
};

struct ask_lines {
    struct ask_line *at;
    size_t n, room;
};

struct ask_page {
    struct layout layout;
    struct form_faults faults;
    bool is_somebody, asks_office, has_kinds; // has_kinds: some are chosen
    int64_t days;                             // in which it is answered
    struct form_field party, spoken, place, matters, kinds, broker, is_office;
};

struct asked_page {
    struct layout layout;
    struct ask_lines open, over;
    bool is_done, is_work; // is_work: for whoever answers
};

struct ask_answer_page {
    struct layout layout;
    struct form_faults faults;
    struct ask_line line;
    struct url action, draft_url;
    bool asks_office;
    struct form_field words, office, is_office;
};

result ask_line_fill(struct request *request, const struct ask_row *row, struct ask_line *line) MUST;
