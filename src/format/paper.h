// A document on paper: all of it, block by block, and a leaflet of one page. Made of what was read, in each language
// the program speaks (sentence.h); how it is laid out and drawn is another's.
//
// All texts live in the arena that was asked with; once it is full they are cut off.
#pragma once

#include "document/sentence.h"

// PAPER_ROOM: ruled lines to write on.
enum paper_kind { PAPER_PART, PAPER_CLAUSE, PAPER_TEXT, PAPER_STRONG, PAPER_ITEM, PAPER_FINE, PAPER_ROOM };

struct paper_block {
    enum paper_kind kind;
    str text;  // of PAPER_FINE with its own lines
    int lines; // of PAPER_ROOM
};

// Who signed, and whose telephone is known besides what the document says.
struct paper_party {
    str party, words; // words: "Clerk, 3 July 2026: resolution 12 of 1 July"; a telephone number
};

struct paper_parties {
    struct paper_party *at;
    size_t n, room;
};

struct paper_asked {
    struct arena *arena;
    const struct document *document;
    enum language language;
    str site, path; // "https://wardmote.example", empty where it is not known; "/charters/x"
    str hash;       // of the text
    size_t version, n_versions;
    struct paper_parties signatures, telephones;
    str standing; // what became of it, under its title; empty where it is in force to its last day
    bool is_draft;
};

struct paper {
    str title, under, language;
    str notice;           // what must be said of the translation; empty if nothing
    str standing;         // under its title, of a draft too; empty for nothing
    str across;           // "Draft", over each page; empty for none
    str foot;             // which text it is, on each page
    str link, link_words; // of the square to point a telephone at; empty where no address is known
    str rest;             // what stands where the paper is full
    LIST(struct paper_block) blocks;
    bool is_large; // in large print: set by whoever prints it
};

void paper_make(const struct paper_asked *asked, struct paper *paper);

struct leaflet_line {
    str title, text;
    str asked; // whom to ask, and how: of this line and those behind it, until another says otherwise
};

struct leaflet_lines {
    struct leaflet_line *at;
    size_t n, room;
};

struct leaflet {
    struct arena *arena;
    enum language code;
    str title, under, language, notice, across;
    str standing;            // as on the paper
    str promised, in_return; // heads of the two lists
    struct leaflet_lines promises,
        returns; // promises: together where the same are asked, else as the text has them
    str report, report_at, report_words; // head of the box, where to, and how else
    str danger, status;
    str link, link_words;
    str page; // the address of the whole text as people type it; empty if not known
};

void leaflet_make(const struct paper_asked *asked, struct leaflet *leaflet);
// "and 3 more at wardmote.example/charters/x", of what had no room.
str leaflet_more(const struct leaflet *leaflet, int64_t n);
