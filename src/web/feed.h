// What happens on a page, as its feed (.atom beside .json and .csv): made by the page's own handler, of what the page
// shows to everybody. Who is signed in makes no difference: site_enter leaves a feed without a visitor.
#pragma once

#include "web/pages.h"

enum { FEED_ENTRIES = 50, FEED_PAGES_MAX = 20 };

struct feed_entry {
    str key; // of what happened, the same for ever: "fact 12"
    str title, words;
    struct url url;
    instant at;
};

struct feed {
    str title;       // neutral: what it is about, nothing that was said
    struct url page; // whose feed it is
    str narrowed;    // its query, "?service=litter"; empty without
    struct {
        struct feed_entry *at;
        size_t n, room;
    } entries;
};

result feed_add(struct ctx *ctx, struct feed *feed, struct feed_entry entry) MUST;
// What happened to the promises of a charter, or to one of them; clause: empty for all.
result feed_of_charter(struct ctx *ctx, const struct charter *charter, str clause, struct feed *feed) MUST;
// Figures alone, of every charter.
result feed_of_figures(struct ctx *ctx, const struct board *board, struct feed *feed) MUST;
// What was opened, and what was done about it.
result feed_of_openings(struct ctx *ctx, const struct opening_lines *lines, struct feed *feed) MUST;
// The newest first, by pages of FEED_ENTRIES: ?page=2.
result feed_write(struct request *request, struct response *response, struct feed *feed) MUST;

// The link to it: in the head of the page, and to be seen. narrowed: as above.
void feed_offer(struct ctx *ctx, struct layout *layout, struct url page, str alerts);
