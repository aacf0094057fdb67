// How much a charter, or one that is drafted, makes its providers do (page_workload.c, page_draft_workload.c;
// views/workload.html).
#pragma once

#include "rules/workload.h"
#include "web/pages.h"

struct workload_line {
    str label, title;
    struct url url;
    struct workload of;
    int64_t acts;
};

// A step that is counted, and how often it was owed.
struct workload_step {
    str promise, words;
    int64_t times;
    bool is_payment; // two acts each time
};

struct workload_party {
    str party;
    struct {
        struct workload_step *at;
        size_t n, room;
    } steps;
    struct workload sum;
    int64_t acts;
    struct {
        struct workload_line *at;
        size_t n, room;
    } lines;
};

struct workload_page {
    struct layout layout;
    str title, days; // days: the time that is counted, in words
    bool is_draft;
    int64_t acts, figures;
    struct {
        struct workload_party *at;
        size_t n, room;
    } parties;
    struct str_list done;    // what was done of it, as the record has it
    struct str_list unknown; // promises of which nothing is said, and why
    struct url of_url, data_url;
};

// A promise of the text, with its periods in their order.
struct workload_asked {
    const struct document *document;
    const struct clause *clause;
    struct url url;
    const struct workload_period *periods;
    size_t n;
};
result workload_put(struct ctx *ctx, struct workload_page *page, const struct workload_asked *asked) MUST;
// When all are there: the sums, the largest first.
void workload_sum(struct workload_page *page);
