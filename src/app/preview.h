// What a change would change, before anybody makes it: what is new, other and gone in the text, what follows from that,
// and what is wrong with it. Everything in it lives in ctx's arena.
#pragma once

#include "app/board.h"
#include "app/change.h"
#include "app/message_text.h"

enum { PREVIEW_LINES_MAX = 200, PREVIEW_FAULTS_MAX = 20, PREVIEW_MOVED_MAX = 200 };

enum preview_how { PREVIEW_NEW, PREVIEW_CHANGED, PREVIEW_GONE, PREVIEW_HOWS };

struct preview_line {
    enum preview_how how;
    str subject, words;
};

struct preview_fault {
    int line;        // 0: of the whole
    str text, shown; // the line itself; may be empty
    bool is_warning;
};

// An open deadline that would move.
struct preview_moved {
    int64_t case_id;
    str charter, clause; // its title; empty if it is not among those that are in force
    date from, to;
};

struct preview {
    int64_t n[PREVIEW_HOWS], n_same;
    LIST(struct preview_line) lines; // the first of them
    struct str_list follows;         // what follows from it, a sentence each
    LIST(struct preview_moved) moved;
    int64_t n_moved;
    LIST(struct preview_fault) faults;
    bool is_faulty;  // it can't be adopted as it is
    bool is_nothing; // it is the text that counts already
    str held;        // why not before a day: the time before an election; empty if nothing is in the way
    date held_until; // the last day of that
    struct text_now now;
    struct message_sample message; // that the text of a message makes of example values; else empty
};

struct preview_asked {
    struct db *db;
    struct store *store;
    const struct board *board;
    const struct pending *change;
    instant now;
};

result preview_make(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview) MUST;
