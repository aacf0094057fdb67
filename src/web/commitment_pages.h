// What residents give in return for what is promised to them: who did how much, who said thanks (for that, or for what
// a service did), and how both sides of a swap stand, on the pages of a charter (commitment_parts.c); and the forms by
// which it is written down and thanked for (page_commitment.c, page_thanks.c; views/commitment.html).
#pragma once

#include "web/pages.h"

#include "app/commitment.h"

struct given_line {
    str day, group, value, words; // value: "6 walkabouts"
    const char *standing;         // "taken back"; empty for nothing
    struct url url; // of all that is on record about it; in a list of one's own, to put it right
};
struct given_lines {
    struct given_line *at;
    size_t n, room;
};

struct thanks_line {
    int64_t fact;
    str day, body, office, words;
    str back; // "taken back on 22 November 2026: why"; its words are not shown then; empty where they stand
};

struct thanks_lines { // the newest first
    struct thanks_line *at;
    size_t n, room;
};
result thanks_lines_fill(struct request *request, const struct promise_state *promise,
                         struct thanks_lines *lines) MUST;

// On a promise's page. NULL if nobody said thanks for it and whoever looks may not.
struct thanks_part {
    struct thanks_lines lines;
    struct url url; // for whoever may
};
result thanks_part_fill(struct request *request, const struct promise_state *promise,
                        const struct thanks_part **part) MUST;

struct given_part {
    struct given_lines lines; // the newest first
    bool are_more, is_information, is_service, is_owed;
    str due;               // of what is to be published: the last day of the period that runs
    struct url record_url; // for whoever may
    bool asks_others;      // a commitment of residents, and whoever looks may not write one down
};

// One of the other side.
struct swap_line {
    struct promise_entry entry;
};
struct swap_lines {
    bool is_commitment; // whose page it is
    struct swap_line *at;
    size_t n, room;
};

// GET, POST /charters/{charter}/{clause}/log
struct given_page {
    struct layout layout;
    struct form_faults faults;
    str charter, commitment, counts, period; // how it stands, with what is on record
    struct mark mark;
    struct url action, commitment_url;
    bool is_done, is_mended, asks_office, is_sum, is_information, is_service;
    str of; // the entry that is put right; empty for a new one
    int64_t seen;
    struct given_lines own;
    struct form_field day, how_many, group, other, words, reason, is_office;
};

// GET, POST /charters/{charter}/{clause}/thanks
struct thanks_page {
    struct layout layout;
    struct form_faults faults;
    str charter, commitment, body;
    struct url action, commitment_url;
    bool is_done, asks_office;
    struct form_field words, office, is_office, reason;
    struct thanks_lines own; // of their body, that stand
    int64_t of;              // whose reason was sent and came back; 0 for none
};

struct url given_url(struct ctx *ctx, const struct promise_state *promise, const char *page);
// "6 walkabouts": what is counted, by the clause's own noun.
str given_value_words(struct ctx *ctx, const struct promise_state *promise, str value);
// NULL for what is no commitment that is counted.
result given_part_fill(struct request *request, const struct promise_state *promise,
                       const struct given_part **part) MUST;
// For the charter's page: "Aldermoor Residents' Association: 6 walkabouts ..." of a commitment, and the last thanks.
result given_brief(struct request *request, const struct promise_state *promise, str *words) MUST;
// What a visitor's body has to publish in a period that runs, or did not in the last one.
result informs_of_visitor(struct request *request, struct links *links) MUST;
// Both sides of "In return for"; NULL where there is none.
result swaps_fill(struct ctx *ctx, const struct promise_state *promise, const struct swap_lines **swaps) MUST;
