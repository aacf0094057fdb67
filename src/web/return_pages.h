// Returns of partners without a log-in (views/returns.html).
#pragma once

#include "web/form.h"
#include "web/layout.h"

struct return_line {
    str body, quarter, said; // "by the Night-time Manager on 5 October 2026"
    struct mark mark;
    struct url url;
};

// GET /returns: for everybody.
struct returns_page {
    struct layout layout;
    struct {
        struct return_line *at;
        size_t n, room;
    } lines; // the late ones first, then the newest
    int64_t n_late;
    bool may_ask;
};

struct return_seen {
    str title, value;
    struct url url;
};

// GET /returns/{return}: what was signed; for whoever asked for it, its link.
struct return_page {
    struct layout layout;
    struct form_faults faults;
    str body, quarter, due, state, office, signed_on, hash, reason, text;
    str signer, contact, link; // for whoever may ask; empty for others
    struct mark mark;
    bool is_signed, is_late, may_ask, is_again; // is_again: another takes its place
    struct url before, after, action;           // the one it takes the place of; the one that takes its place
};

// GET /returns/ask
struct return_ask_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field body, quarter, due, name, email;
};

struct return_fault_line {
    str where, text;
};

// GET /return/{token}: a partner sends it; /check: looks through it, and signs it.
struct return_form_page {
    struct layout layout;
    struct form_faults faults;
    str body, quarter, due, community;
    bool is_late, is_correction;
    struct form_fields_of_return {
        struct form_field *at;
        size_t n, room;
    } items;
    struct form_field csv, written, signer, office, reason, agreed;
    struct {
        struct return_fault_line *at;
        size_t n, room;
    } lines;     // what is wrong, by line
    bool is_cut; // there is more
    int64_t rows, n_new, n_changed;
    str table;      // the lines as they are taken; empty where they are too many to be looked through here
    bool is_folded; // they are many
    struct {
        struct return_seen *at;
        size_t n, room;
    } seen;
    struct url action, back;
};
