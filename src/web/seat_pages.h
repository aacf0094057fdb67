// What the pages show on which bodies are named for a charter's table, invited to it and answer (page_seats.c,
// page_seat.c; views/seat.html).
#pragma once

#include "app/seat.h"
#include "web/ask_pages.h"
#include "web/draft_pages.h"

struct seats_page {
    struct layout layout;
    struct form_faults faults;
    struct ask_line line;
    struct url action;
    struct form_field bodies;
    bool is_found; // some are there by what troubles people
};

struct seat_page {
    struct layout layout;
    struct form_faults faults;
    str title, body, services, due, parties; // parties: the others
    struct ask_line line;                    // who asked for the charter
    struct seat_lines seats;                 // this one, with its answer
    struct url action, draft_url;            // draft_url: for those who may see it; else empty
    bool is_asked, is_open, asks_office;     // is_asked: a group asked for the charter
    struct form_field answer, email, words, office, is_office;
};
