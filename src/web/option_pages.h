// An option that is taken up: where it stands, on its clause's page and step by step on its own (page_option.c;
// views/option.html).
#pragma once

#include "web/pages.h"

struct option_step {
    str name, due, words, said_by, day; // words: what it came to and why
    struct mark mark;
};

// GET, POST /charters/{charter}/{clause}/taken-up
struct option_page {
    struct layout layout;
    struct form_faults faults;
    struct option_part part;
    str charter, option, provider, done;
    str asked; // what whoever took it up wrote
    str late;  // what residents may do where it is late; empty
    struct url action, option_url, sign_in;
    struct url text_url, record_url; // its steps as they read when it was taken up, and what is on record of it
    int64_t seen;
    struct {
        struct option_step *at;
        size_t n, room;
    } steps; // of the last time it was taken up
    bool is_changed, may_take, may_say, is_somebody, is_theirs, asks_office;
    struct form_field group, words, choice, office, is_office;
};

struct option_cases;
result option_cases_of(struct request *request, const struct promise_state *option,
                       struct option_cases *cases) MUST;
// Of an option: whether it is taken up, and what is owed next.
result option_part_fill(struct request *request, const struct promise_state *option,
                        struct option_part *part) MUST;
// Those that are open: of one body where a name is given, else of all.
result options_list(struct request *request, str provider, struct links *links) MUST;
// Those that a visitor may answer; and of these the ones whose answer is late.
result options_of_visitor(struct request *request, struct links *links) MUST;
result options_late(struct request *request, struct links *links) MUST;
