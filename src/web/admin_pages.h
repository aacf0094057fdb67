// What the pages of administration show, and what they share: lists of rows, forms of fields, changes that wait.
#pragma once

#include "app/change.h"
#include "app/preview.h"
#include "web/account_pages.h"

enum { ADMIN_FIELDS_MAX = 12, ADMIN_BUTTONS_MAX = 3, ADMIN_WAITING_SHOWN = 20 };

struct admin_row {
    str title, sub;   // sub: below it, smaller
    str words, more;  // beside it
    struct url url;   // of the title; empty for none
    struct mark mark; // no words for none
    str deed, value;  // a button with its words and what it sends; empty for none
};

struct admin_group {
    str title, none; // none: what stands there if it has no rows
    struct {
        struct admin_row *at;
        size_t n, room;
    } rows;
    bool is_counted; // how many there are stands behind the title
};

// A page of lists (views/admin.html: admin_list).
struct admin_list_page {
    struct layout layout;
    str done, lead, warning;
    struct link main;    // the one thing to do; no text for none
    struct links others; // what else can be done here
    str filter, asked;   // the question of the filter; empty for none
    struct {
        struct admin_group *at;
        size_t n, room;
    } groups;
    struct str_list notes;
    struct url next;
};

enum admin_how { ADMIN_LINE, ADMIN_AREA, ADMIN_CHOICE, ADMIN_LIST, ADMIN_FILE };

struct admin_field {
    struct form_field field;
    enum admin_how how;
};

struct admin_button {
    const char *words, *deed;
};

// A page with one form (admin_form).
struct admin_form_page {
    struct layout layout;
    struct form_faults faults;
    str done, lead;
    struct admin_group facts; // above the form; no title for none
    str asks;                 // above the fields, where something else stands before them
    struct {
        struct admin_field at[ADMIN_FIELDS_MAX];
        size_t n;
    } fields;
    struct {
        struct admin_button at[ADMIN_BUTTONS_MAX];
        size_t n;
    } buttons;
    struct links others;
    struct str_list notes; // what follows from it, above the button
    str hidden, hidden_value;
    bool has_file;
};

struct preview_row {
    const char *how;
    str subject, words;
};

// A change that waits (admin_change).
struct change_page {
    struct layout layout;
    struct form_faults faults;
    const struct preview *preview;
    str title, source, by, seen, made;
    struct {
        struct preview_row *at;
        size_t n, room;
    } rows;
    int64_t n_more; // not shown
    struct {
        struct moved_row {
            str report, charter, clause;
            date from, to;
            struct url url;
        } * at;
        size_t n, room;
    } moved;
    int64_t n_moved_more;
    struct form_field day, text;
    str text_shown; // what is wrong stands beside it
    bool may_adopt, may_wait, may_correct, waits;
    date waits_for;
    str fault;
    struct url back;
};

// One letter to print, and what was sent.
struct sent_row {
    str id, message, way, state, when, error, reference;
    struct url url, letter;
    bool may_retry, is_letter;
};

struct sent_page {
    struct layout layout;
    struct form_faults faults;
    str done;
    struct {
        struct work_tab *at;
        size_t n, room;
    } tabs;
    struct {
        struct sent_row *at;
        size_t n, room;
    } rows;
    struct url next;
    bool is_letters;
};

// ERR_LOGIN, ERR_DENIED, or a page with its way back to /admin.
result admin_open(struct request *request, enum deed deed, str title, struct layout *layout) MUST;
struct admin_group *admin_group_add(struct ctx *ctx, struct admin_list_page *page, str title, str none);
struct admin_row *admin_row_add(struct ctx *ctx, struct admin_group *group, str title, str words);
result admin_note(struct ctx *ctx, struct str_list *notes, str words) MUST;
struct form_field *admin_field_add(struct admin_form_page *page, enum admin_how how, struct form_field field);
void admin_button_add(struct admin_form_page *page, const char *words, const char *deed);
result admin_list_answer(struct response *response, const struct admin_list_page *page) MUST;
result admin_form_answer(struct response *response, const struct admin_form_page *page) MUST;
// The field `name` of the form, or the text; for pages whose fields stand filled in.
str admin_typed(const struct request *request, const char *name, str otherwise);
// The days of bodies, routes and elections as the forms show them, and as their lists hold them; empty for BODY_ALWAYS
// and DATE_NONE.
str admin_day_typed(struct ctx *ctx, date day);
str admin_day_iso(struct ctx *ctx, date day);
// Of a line that may stay empty: a fault of it, if what was typed is no day.
result admin_day_check(struct ctx *ctx, struct admin_form_page *page, struct form_field *field) MUST;
bool admin_is_sent(const struct request *request); // a POST, or what was typed before a session ended
// Of a form that sets something at once: what is kept, as the form has seen it, goes with it (hidden "seen"), so that
// nobody writes over what somebody else has set since. now: all of what is kept, as one text.
str admin_seen(const struct request *request, str now);
// Inside site_write. ERR_CONFLICT, with what to do, if it is not what the form has seen.
result admin_same(const struct request *request, struct ctx *ctx, str now) MUST;
// A line of what is kept now, above the form.
result admin_now_add(struct ctx *ctx, struct admin_form_page *page, str label, str value) MUST;
// Puts a text by, and leads to where it is looked at. base: the hash of what it was made from.
result admin_change_begin(struct request *request, struct response *response,
                          const struct change_new *change) MUST;
// Changes of that kind (0: of any that the visitor may see) that wait, as a group.
result admin_waiting(struct request *request, int64_t kind, struct admin_list_page *page) MUST;
// What somebody did that is no change of a text; for the trace.
result admin_noted(struct request *request, struct ctx *ctx, struct db *db, const char *deed,
                   str subject) MUST;
// The person behind an id, for administrators; "somebody who was erased" if there is none.
str admin_person_name(struct request *request, int64_t person);
// When the text that counts was adopted and by which post, in words; empty for the library's.
result admin_adopted_words(struct request *request, const struct text_now *now, str *words) MUST;

// What ?done= says in a banner; empty without.
str admin_done_words(struct request *request);
// Behind a list that a text makes: what was done, when it was adopted, how to bring and fetch it.
result admin_texts_end(struct request *request, enum content_kind kind, struct admin_list_page *page) MUST;

// What is still to be done here, each answered from the facts.
struct admin_step {
    const char *title, *about, *path;
    bool is_done;
    str words;
};

enum { ADMIN_STEPS = 9 };
result admin_steps(struct request *request, struct admin_step steps[ADMIN_STEPS], int64_t *left) MUST;
