// What the pages of messages and alerts show.
#pragma once

#include "format/writing.h"
#include "web/pages.h"

struct alerts_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field about, email, often;
    bool is_sent; // a message with a link is on its way
};

// Yes or no, by a button: a link that is only looked at changes nothing.
struct press_page {
    struct layout layout;
    str heading, about, button, done; // done: what was done, once it was
    struct url action;
};

struct shown_block {
    enum writing_kind kind;
    str text;
    struct url url;
};

struct shown_message {
    str subject, to, way, when, body;
    struct {
        struct shown_block *at;
        size_t n, room;
    } blocks;
};

struct mail_page {
    struct layout layout;
    struct {
        struct shown_message *at;
        size_t n, room;
    } messages;
};
