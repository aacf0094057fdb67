// What the pages of work show (page_work*.c, page_round*.c), and a case as they open it.
#pragma once

#include "app/worklist.h"
#include "web/pages.h"

struct mark work_mark(int64_t state, bool has_due);
// What is due at the end of a day is due on that day.
str work_due_words(struct ctx *ctx, const struct zone *zone, instant due);

struct work_tab {
    const char *words;
    int64_t n;
    struct url url;
    bool is_shown;
};

struct work_line {
    str reference, service, area, assigned, due;
    struct mark mark;
    bool is_counted, is_chosen;
    struct url url;
};

// The list of work (views/work.html).
struct work_page {
    struct layout layout;
    struct form_faults faults;
    const char *show;
    str asked_service, asked_area;
    struct {
        struct work_tab *at;
        size_t n, room;
    } tabs;
    struct {
        struct work_line *at;
        size_t n, room;
    } lines;
    struct url next, action;
    struct form_field first, ending, cause, words, after;
};

// What somebody said of a case since its page was opened.
struct work_news {
    str when, who, words;
};

struct work_case_page {
    int64_t seen; // the last fact that the page shows
    struct {
        struct work_news *at;
        size_t n, room;
    } news;           // since the form was opened that comes back
    struct mark mark; // no words for one that is closed
    str due;
    struct layout layout;
    struct form_faults faults;
    str reference, service, area, answers, post, reported, place, point;
    bool is_open, is_disputed, is_paused, may_restrict;
    struct url case_url, action, restrict_url;
    struct case_voices voices;
    struct photograph_lines photographs;
    struct form_field use_close, use_explain, use_note, after, photo, photo_kind, ending, duplicate, words,
        reason, note, assigned, assignee, body, answer, cause;
    struct form_field pause_why, resume_why, late_why, hand_why;
};

// A case that whoever asks may work on, by the reference in the path.
struct work_opened {
    struct case_row row;
    struct fact_row_list facts;
    struct about about;
};
// ERR_MISSING if there is none, ERR_LOGIN or ERR_DENIED if it is not theirs.
result work_case_open(struct request *request, struct work_opened *opened) MUST;
// ERR_CONFLICT if somebody has said something since `seen`, the fact that a form was made with; empty: nobody asks.
result work_case_same(struct desk *desk, str seen) MUST;
// page->seen, and what is new since the form that came back was opened.
result work_case_news(struct request *request, const struct work_opened *opened,
                      struct work_case_page *page) MUST;
