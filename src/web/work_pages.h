// What the pages of work show (page_work*.c, page_round*.c), and a case as they open it.
#pragma once

#include "app/by_post.h"
#include "app/worklist.h"
#include "web/moderation_pages.h"
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

// A step of redress that the body of whoever asks owes now.
struct work_step {
    struct mark mark;
    str due, what, about; // about: the charter and its promise
    str reference;        // empty for one of a target
    bool is_claimed;      // recorded as paid, and nobody has confirmed it
    struct url promise_url, url, answer_url;
};

// Everything that is owed (views/work_steps.html).
struct work_steps_page {
    struct layout layout;
    struct {
        struct work_step *at;
        size_t n, room;
    } steps;
    struct links informs; // what is to be published by the body
    struct links options; // that are taken up, and are the body's to answer
    int64_t n_left;       // there are more than are shown
    bool may_pay;         // gather payments into files, or approve them, for a body
};

// The list of work (views/work.html).
// A body somebody works for: how its promises stand, and the charters it is a party of.
struct work_ours {
    str body;
    struct url standing;
    struct work_charter_lines {
        struct work_charter_line {
            struct link charter;
            struct url meeting;
        } * at;
        size_t n, room;
    } charters;
    struct links agreed; // what a meeting agreed that they do, and is open
};

// Who asks for news by post.
struct letters_page {
    struct layout layout;
    str done, fault;
    struct {
        struct letter_line {
            str reference, service, asked, name, address;
            int64_t person;
            struct url url;
        } * at;
        size_t n, room;
    } lines;
};
// Those that wait for the visitor's answer, into page->lines.
result letters_waiting(struct request *request, struct letters_page *page) MUST;

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
    struct url previous, next, action, table;
    struct link given;     // that was just handed over, and its page; no text if none was
    str done;              // what was just done to many; empty for nothing
    int64_t n_page;        // rows of one page
    int64_t n_steps;       // that are owed
    int64_t n_steps_late;  // of which the time has passed
    int64_t n_figures;     // that wait to be confirmed
    int64_t n_letters;     // who ask for news by post
    bool has_any;          // report under any of the tabs, or the list is narrowed
    bool may_publish;      // and they may confirm them
    bool may_answer_asked; // who asks for a charter
    struct links asked;    // by whom, and not answered yet
    struct links acts;     // charters of which their body is asked something
    struct links informs;  // to be published by their body
    struct links options;  // taken up, and waiting for their body's answer, which is late
    struct links drafts;   // in which a change waits for their answer
    struct links papers;   // recorded from paper, that they may confirm
    struct links seats;    // to which their body is invited, and has not answered
    struct {
        struct work_ours *at;
        size_t n, room;
    } ours; // what their bodies promised
    struct {
        struct work_ending {
            str words;
            int64_t n;
        } * at;
        size_t n, room;
    } endings; // of the last weeks
    struct form_field first, ending, cause, words;
};

struct work_table_line {
    int64_t line;
    str reference, what, words; // what: "close as fixed, done on 20 November 2026"
    bool is_fault, is_again;    // of a fault, what: why
};

// Work from a table (views/work_table.html): asked for, looked through, taken.
struct work_table_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field file, text;
    struct {
        struct work_table_line *at;
        size_t n, room;
    } lines;                                        // all of them or, if there are faults, those
    int64_t n_faults, n_new, n_again, n_left, done; // done: lines that were taken just now; -1 for none
    bool is_looked;                                 // it was read, and nothing is wrong
};

// From the page of a case to those beside it in the list, and back. Empty: none.
struct work_walk {
    struct url before, after, list;
};

// What somebody said of a case since its page was opened.
struct work_news {
    str when, who, words;
};

// What whoever reported says of a closing, as somebody heard it (work_said.h).
struct said_form {
    bool is_offered, is_mended; // is_mended: it was closed as fixed
    struct form_field says, how, words;
};

// That whoever reported asks for what is given only then (work_asked.h).
struct asked_form {
    struct str_list steps; // what is offered; none: nothing is
    struct form_field how;
};

// Whether what the charter leaves their body to say applies (work_exempt.h).
struct exempt_form {
    struct form_field what, says, why, is_office; // what: no options where there is nothing to say
    bool asks_office;
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
    str passed;           // by whom before, and why: "Eastmark Police: the shelter is the borough's"
    str reviewed;         // which step of redress is disputed: "S1 R1 2"; empty where the report itself is
    str closing, dispute; // of one that is disputed: what the service said, and what is said against it
    str says;   // of whoever reported, on which day: "It is fixed, 22 November 2026"; empty for nothing
    str done;   // what was just done; empty for nothing
    str status; // how it ended, of one that is closed
    str elsewhere, elsewhere_fault; // its number in the body's own system; what went wrong there last
    str paused; // "since 22 November 2026: part on order", of one whose clock stands still
    struct url case_url, action, restrict_url;
    struct work_walk walk;
    struct case_voices voices;
    struct by_post_counts letters;
    struct said_form said;
    struct asked_form asked;
    struct exempt_form exempt;
    struct choice_forms choices; // how whoever reported wants to be paid, for whoever may pay them
    struct photograph_lines photographs;
    struct trace_lines trace;
    struct form_field use_close, use_explain, use_note, after, photo, photo_kind, ending, duplicate, words,
        reason, note, assigned, assignee, body, answer, cause;
    struct form_field part; // of a step paid in parts that is disputed: which was not made; else no options
    struct form_field pause_why, resume_why, late_why, hand_why;
    struct form_field event, event_why, event_day,
        event_time;           // what its clocks wait for; no options where they wait for nothing
    struct form_field unsent; // words of a form that the page does not have any more
};

// Of a case that went to somebody else while a form of its page was filled in (views/work.html).
struct work_gone_page {
    struct layout layout;
    str reference, body; // body: who has it now; empty if nobody, or if everybody may not see the case
    struct url case_url; // its public page; empty if it has none
    struct url list;
    struct form_field typed;
    struct {
        struct work_news *at;
        size_t n, room;
    } news;
};

// A case that a deed is to be done to.
struct work_opened {
    struct case_row row;
    struct fact_row_list facts;
    struct about about;
};
// What is shown of them on the page of a case: nothing to those who may not answer it.
result letters_of_case(struct request *request, const struct work_opened *opened,
                       struct by_post_counts *counts) MUST;

// ERR_MISSING if there is none of that reference, ERR_LOGIN or ERR_DENIED if whoever asks may not do that to it.
result case_open_for(struct request *request, str reference, enum deed deed, struct work_opened *opened) MUST;
// To work on, by the reference in the path.
// What their bodies promised, and drafts that wait for their answer, with or without reports: work_ours.c.
result work_ours_fill(struct request *request, struct work_page *page) MUST;
result work_case_open(struct request *request, struct work_opened *opened) MUST;
// ERR_CONFLICT if somebody has said something since `seen`, the fact that a form was made with; empty: nobody asks.
result work_case_same(struct desk *desk, str seen) MUST;
// page->seen, and what is new since the form that came back was opened.
result work_case_news(struct request *request, const struct work_opened *opened,
                      struct work_case_page *page) MUST;

// The answer to a form of a case that is not theirs any more. Says nothing of it but what everybody may read.
result work_case_gone(struct request *request, struct response *response) MUST;

// Where a fault of that deed is said: at its field, or, if somebody else's deed took the form off the page, at
// page->unsent, which keeps the words.
struct form_field *work_case_unsent(struct work_case_page *page, str deed, struct form_field *field);

// What the list is asked, by the address. Its address with another tab or page, and the same filters; at that row; and
// of a case opened from it.
struct work_question work_question_from(const struct request *request);
struct url work_list_url(struct ctx *ctx, const struct work_question *q, enum work_show show,
                         const struct work_place *from);
struct url work_row_url(struct ctx *ctx, struct url list, str reference);
struct url work_case_url(struct ctx *ctx, const struct work_question *q, str reference, instant due);
// The page of a case again, once something was done on it, and what it then says of that; the list again, once
// something was done to n of it, and what it says. No words where nothing was done just now (work_done.c).
struct url work_again_url(const struct request *request, str deed);
str work_done_words(const struct request *request);
struct url work_many_url(struct ctx *ctx, struct url list, bool closes, int n);
str work_many_words(const struct request *request);
// The list that the case was opened from, once it is somebody else's and its page is not theirs any more.
struct url work_given_url(const struct request *request);
// page->action and page->walk.
result work_walk_fill(struct request *request, const struct work_opened *opened,
                      struct work_case_page *page) MUST;
