// What /report/sent shows.
#pragma once

#include "web/pages.h"

struct report_sent_page {
    struct layout layout;
    str reference;
    struct url reference_url;
    bool is_public;    // the report is
    bool is_again;     // it was to be sent once more
    bool is_own;       // this browser sent it, a moment ago
    str told;          // how a message comes to whoever sent it; empty where that is not known
    str code;          // by which whoever can't be written to comes back to it, shown this once; empty for none
    str answer;        // how whoever was taken in is answered: "letter"; empty where it was not
    bool has_promised; // what follows is known and may be said here
    LIST(struct promise_due) promises; // title and url are empty where they would say of what kind it is
    struct no_day no_day;              // empty of what is only counted
    str body, ring;                    // who answers for it; whom to ring about it
    bool is_tracked, goes_on; // goes_on: to the body's own system
    struct url ring_url;
    struct nobody_yet nobody; // where no body has it
    str first, first_due;     // of one that was added to another: that one, and when it is due; empty else
    struct url first_url;
};
