// What the pages show on which a provider declares a departure or says how a priority goes on (page_declare.c;
// views/declare.html), and what the promise's page and the pages of watching show of a departure.
#pragma once

#include "app/declare.h"
#include "web/pages.h"

struct declared_entry {
    str days, words, said_by;
    const char *standing; // "ended earlier"; empty for nothing
};

struct declare_page {
    struct layout layout;
    struct form_faults faults;
    int64_t seen, of; // of: the departure that can be ended; 0 for none
    str charter, promise, allowed, ends;
    struct url promise_url, action;
    struct {
        struct declared_entry *at;
        size_t n, room;
    } said; // the newest first
    bool is_departure, is_done, asks_office;
    struct form_field words, office, from, until, end_words, end_office, is_office;
    struct form_field done; // what of a deed is done; without options where it is none
};

// "A departure is declared until 22 November 2026: mutual aid (Neighbourhood Inspector)." Empty where none runs.
str departure_words(struct ctx *ctx, const struct board *board, const struct promise_state *promise);
// The same in the language of the speech.
struct speech;
str departure_said(const struct speech *speech, const struct board *board,
                   const struct promise_state *promise);
// For whoever may: the way to the two pages; empty for others, and where they are not for such a clause.
struct url departure_url(struct request *request, const struct promise_state *promise);
struct url progress_url(struct request *request, const struct promise_state *promise);
