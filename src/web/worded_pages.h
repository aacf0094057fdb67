// What the pages of a charter or a draft in other words show (page_worded.c; views/worded.html): which there are, the
// text with the other words beside it, and the form in which they are written.
#pragma once

#include "app/worded.h"
#include "web/pages.h"

struct worded_part {
    str heading, words, said_by; // said_by: "the Neighbourhoods Team, 27 November 2026"
    str of_text;                 // of a draft: "text 3"
    struct url since_url;        // of one that has changed since: what has
    struct url clause_url;       // of a draft that is out for comments: where one says what one thinks
    struct said said;            // what was signed, or the draft says, as sentences
    struct form_field field;     // of the form
    bool is_before;              // its words are of an earlier text
    struct form_field same;      // then: that they still say the same
};

struct worded_page {
    struct layout layout;
    struct life_note life;
    struct form_faults faults;
    str title, language, code; // language: its name
    struct {
        struct worded_part *at;
        size_t n, room;
    } parts;
    int64_t seen, text; // text: which one of a draft it is
    bool is_easy, is_beside, may_write, is_done, asks_office;
    bool is_draft, is_out; // is_out: for comments
    size_t n_before;       // of a draft: how many parts have changed since
    struct url charter_url, text_url, words_url, beside_url, write_url, all_url;
    struct form_field office, is_office;
};

struct worded_list_page {
    struct layout layout;
    str title;
    struct links languages;
    struct form_field language; // for whoever may write
    struct url url, charter_url;
    bool may_write, is_draft;
};
