// Whether a contact answers: how that stands on the charter's and the contact's pages, and the page on which somebody
// writes down that they asked (page_reached.c; views/reached.html).
#pragma once

#include "web/pages.h"

// GET, POST /charters/{charter}/{clause}/contacted
struct reached_page {
    struct layout layout;
    struct form_faults faults;
    str charter, contact, promised; // promised: in a sentence; empty for no time
    struct url action, contact_url;
    bool is_done, is_of_body; // whoever writes speaks for the body itself
    struct reached_part reached;
    struct reached_lines own; // what they wrote down themself
    struct form_field way, day, time, answered, answered_time;
};

// On the contact's page, and beside it on the charter's.
result reached_part_fill(struct request *request, const struct promise_state *contact,
                         struct reached_part *part) MUST;
// "Asked: 3 of 4 answered in time; service says: Not known ...": empty of what is no contact.
result reached_brief(struct ctx *ctx, const struct promise_state *contact, str *words) MUST;
