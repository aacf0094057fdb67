// What the pages of a report share: the report as far as it was typed, kept from page to page, and its categories.
#pragma once

#define COOKIE_REPORT "report"             // which report is being written here
#define COOKIE_OWN_CODE "own-code"         // the code of the one that was sent just now
#define REPORT_AREA_UNKNOWN STR("unknown") // for the area: they said that they don't know

#include "app/reporting.h"
#include "app/unsent.h"
#include "web/pages.h"

struct report_form {
    struct request *request;
    struct unsent unsent;
    struct reporting reporting;
    const struct category *category; // chosen; NULL while none is
    const struct category *asked; // whose questions were answered, where an answer led from it to `category`
    bool is_area_missing;         // the place was given, and nobody can tell in which area it is
};

// What stands around one of its questions, and where its link back leads; NULL for nowhere.
void report_step(const struct report_form *form, const char *title, const char *back,
                 struct report_page *page);
// By the browser's cookie; an empty one for a browser without.
result report_open(struct request *request, struct report_form *form) MUST;
// Finds its category and its area anew, once what is kept of either has changed.
result report_look(struct report_form *form) MUST;
// page->covered: empty if nothing is covered, or nobody outside reads any of it.
result report_covered_fill(struct report_form *form, struct report_page *page) MUST;
// Whether nothing says where in a postcode it is: no word beside it, and no mark.
bool report_is_postcode_alone(const struct report_form *form);
// Whether anything is asked, of the category, the area or the place: else /report/more has nothing on it and is passed
// over.
bool report_asks(const struct report_form *form);
const char *report_after_place(const struct report_form *form); // the page that comes then
void report_photo_fill(const struct report_form *form, struct report_page *page);
// One that was sent with the page is made clean and kept at once: what is wrong with it is said beside its field, and
// nothing else that was typed is lost. Not yet in the store: report_keep or report_go does that.
result report_photo_take(struct report_form *form, struct report_page *page) MUST;
str report_typed(const struct report_form *form, const char *name);
// Where it is, by what is kept: looked up afresh.
result report_located(const struct report_form *form, struct report_place *place) MUST;
// An answer said that it is something not taken here: nothing more is asked, and nothing sent.
bool report_is_refused(const struct report_form *form);
// What an answer led to: a danger, or what is not taken here.
result report_answers_forget(struct report_form *form) MUST;
// What was sent for a field goes in, whatever it is.
result report_take(struct report_form *form, const char *name) MUST;
// Nothing is kept of what came before this page: too long ago, sent already, or the browser forgot its cookie. What was
// sent with this one is kept, and they begin again.
result report_begin_again(struct report_form *form, struct response *response) MUST;
// The code of a report that was sent, to the one page that shows it, once: the browser alone holds it till then. Read,
// it is forgotten; empty if there is none, or it is another report's.
void report_code_hand_over(struct request *request, struct response *response, str reference, str code);
str report_code_take(struct request *request, struct response *response, str reference);
result report_keep(struct report_form *form) MUST;
// Keeps it, and sends the browser on to that page.
result report_go(struct report_form *form, struct response *response, const char *path) MUST;
// A field with what was sent, else with what was typed before.
struct form_field report_field(const struct report_form *form, const char *name, str label);
// The questions that are answered: of both categories, each name once.
const struct question *report_question(const struct report_form *form, size_t i); // NULL past the last
// The name of a question's field: the letters of the fact, with hyphens for spaces.
const char *report_question_name(struct ctx *ctx, const struct question *q);

// A report that somebody of a service takes in (page_report_intake.c), or that is for somebody else
// (page_report_for.c).
bool report_is_taken_in(const struct report_form *form);
bool report_is_foreign(const struct report_form *form); // it was said in another language than English
// "by letter on 20 November 2026"; empty if it is not.
str report_intake_words(const struct report_form *form);
// Whether the contact of whoever it is taken in from is limited: page->limit, for whoever works here.
result report_limit_fill(const struct report_form *form, struct report_page *page) MUST;
// When it reached us: the same second, or the whole of a day; both INSTANT_NONE for now.
void report_received(const struct report_form *form, instant *first, instant *last);

// What was given of whose it is, for the last page and for the report.
struct report_voices {
    struct person reporter, spoken;
    bool has_reporter, has_spoken, is_spoken_for;
    str leave;   // in words, without names
    str summary; // of both people, for the page
};
result report_voices_read(const struct report_form *form, struct report_voices *voices) MUST;
