// What the pages of messages and alerts show.
#pragma once

#include "format/writing.h"
#include "web/pages.h"

// What somebody hears of already.
struct alert_line {
    str words;
    bool is_waiting, is_weekly; // is_waiting: for its link to be pressed
    struct url change, end;
};

struct alerts_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field about, place, metres, email, often;
    struct form_field meant;     // the address, where what was typed looks like a slip
    struct place_map map;        // of its middle
    bool is_place;               // around a place: its own form
    bool is_sent;                // a message with a link is on its way
    bool is_told;                // nothing was to be confirmed
    str asked, asked_often;      // by either: of what, and how often; empty where that is not known
    LIST(struct alert_line) own; // of whoever is signed in
};

struct alert_change_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field often, metres;
    str about;
    bool is_place, is_done;
    struct url action, end;
};

// page_alerts_own.c: what both forms offer, and the list.
result often_offer(struct ctx *ctx, struct form_field *field) MUST;
result circles_offer(struct ctx *ctx, struct form_field *field) MUST;
void option_choose(struct form_field *field);
result alerts_own_fill(struct request *request, struct alerts_page *page) MUST;
// What it is about, as one says it: a kind of thing by its title.
str subscribed_words(struct request *request, const struct subscription_row *row);

// Yes or no, by a button: a link that is only looked at changes nothing.
struct press_page {
    struct layout layout;
    str heading, about, button, done; // done: what was done, once it was
    struct url action, change;        // change: to something else than its end; empty without
    struct url stop;                  // to its end, once it has begun; empty without
};

struct shown_block {
    enum writing_kind kind;
    str text;
    struct url url;
};

struct shown_message {
    int64_t id;
    bool is_secret; // it is made only when it is asked for
    bool is_coded;  // a letter about a report: its code is made only then, too
    str subject, to, way, when, body;
    struct {
        struct shown_block *at;
        size_t n, room;
    } blocks;
};

struct mail_page {
    struct layout layout;
    bool is_one;     // the one that was asked for
    struct url next; // to those before; empty for none
    struct {
        struct shown_message *at;
        size_t n, room;
    } messages;
};
