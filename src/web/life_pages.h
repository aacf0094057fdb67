// What the pages show on which a charter's life is decided (page_life.c, page_life_new.c; views/life.html): what was
// asked of its parties and what they answered, and the forms for both.
#pragma once

#include "web/pages.h"
#include "web/paper_form.h"

struct life_answer_line {
    str party, office, day, words;
    struct mark mark;
};

struct life_entry {
    str what, words, office, day;
    struct mark mark;
    struct {
        struct life_answer_line *at;
        size_t n, room;
    } answers;
    bool is_open;
};

struct life_page {
    struct layout layout;
    struct form_faults faults;
    str title;
    str held; // what is held before an election, for whoever may ask or say something
    struct life_note note;
    struct {
        struct life_entry *at;
        size_t n, room;
    } entries;                // the newest first
    struct links asks, alone; // what whoever looks may ask for, and may say without asking the others
    struct url url, charter_url;
    int64_t seen, act;
    bool is_done, may_answer, asks_office, is_on_paper; // is_on_paper: for one of the parties by what it sent
    struct url sheet_url;
    struct form_field answer, party, office, authority, words, is_office, code, signed_on;
    struct paper_entries papers;
};

// GET /charters/{charter}/life/sheet: to be printed, signed and brought back.
struct life_sheet_line {
    str party, code;
};

struct life_sheet_page {
    struct layout layout;
    str title, what, words, office, day, hash;
    struct {
        struct life_sheet_line *at;
        size_t n, room;
    } lines;
};

struct life_new_page {
    struct layout layout;
    struct form_faults faults;
    str title, heading, lead;
    str held; // what is held before an election
    struct url url, charter_url;
    int64_t seen;
    str kind;
    bool has_from, has_to, has_party, is_followed, is_alone, has_paper, asks_office;
    struct form_field words, from, to, party, office, authority, was, is, is_office;
};
