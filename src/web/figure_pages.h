// What the pages of a figure that was published show (page_figure.c, page_work_figures.c; views/figure.html), and the
// way to them from where figures stand.
#pragma once

#include "app/figure.h"
#include "web/pages.h"

// What was published of it, or said to it, as it stands on the record.
struct figure_entry {
    str day, what, said_by, words; // what: "Confirmed", "Reply"
    struct mark mark;              // of what was published
};

struct figure_page {
    struct layout layout;
    struct form_faults faults;
    int64_t seen; // the last fact that the page shows
    str charter, promise, period, counts, target, now_counts, by_itself, standing, waits, follows;
    struct url promise_url, action;
    struct mark mark, now_mark; // of what was published, and of what the record says now
    struct {
        struct figure_entry *at;
        size_t n, room;
    } said;
    bool is_done;                  // what was sent just now is on record
    bool may_confirm, may_correct; // whoever asks, and there is something to do
    bool may_reply, is_same, is_provider;
    bool is_colleague; // works for the provider, and others confirm its figures
    bool asks_office;  // something looked like a person's details
    struct form_field words, office, note, party, reply, reply_office, is_office;
};

struct figure_line {
    str about, period, counts, by_itself;
    struct mark mark;
    struct url url;
};

struct figure_lines {
    struct figure_line *at;
    size_t n, room;
};

// Everything that waits to be confirmed by whoever asks.
struct work_figures_page {
    struct layout layout;
    struct figure_lines figures;
};

struct url figure_url(struct ctx *ctx, const struct figure_key *key);
// Of a row, where something was published of it; empty for others.
struct url figure_row_url(struct ctx *ctx, const struct promise_period *period);
// Those that are provisional and that whoever asks may confirm or correct, as they stand on the board. n: how many; a
// list where one is wanted, else NULL.
result figures_waiting(struct request *request, struct figure_lines *figures, int64_t *n) MUST;
