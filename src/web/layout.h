// What every page has around it, and the words and marks that pages share.
#pragma once

#include "app/board.h"
#include "web/html.h"
#include "web/marks.h"
#include "web/request.h"

struct crumb {
    str text;
    struct url url;
};

struct layout {
    str title, section; // of the page; of the navigation: "areas"
    str community;
    bool is_demonstration;
    str as_of; // "22 November 2026"
    bool is_signed_in, has_work;
    bool is_restored; // its form holds what was typed before a session ended
    str who;          // their name
    struct url style, icon;
    struct url back;         // the question before; empty without
    struct url feed, alerts; // how to follow this page; empty without
    struct {
        struct crumb *at;
        size_t n, room;
    } crumbs;
};

struct mark state_mark(enum case_state state);

// Of whoever asks; without the community's name where the store could not be read.
void layout_fill(const struct request *request, str title, const char *section, struct layout *layout);
void crumb_add(struct ctx *ctx, struct layout *layout, str text, struct url url);

struct url script_url(const char *name); // of a file of assets/: a script, a typeface
struct url charter_url(struct ctx *ctx, str id);
struct url promise_url(struct ctx *ctx, str id, str label);
// The same with a query behind it: language_suffix.
struct url promise_url_in(struct ctx *ctx, str id, str label, str suffix);
struct url area_url(struct ctx *ctx, str name);
struct url case_url(struct ctx *ctx, str reference);

str instant_words(struct ctx *ctx, const struct zone *zone,
                  instant t); // "Monday 19 May 2026 at 12:00"; of a day's last second the day
// Of what happened in the whole of a day, the day alone: "Monday 19 May 2026".
str span_words(struct ctx *ctx, const struct zone *zone, instant first, instant last);
date instant_date(const struct zone *zone, instant t); // DATE_NONE if it is none
// What is held before an election, in a sentence; empty where today lies in no such time.
str held_words(struct ctx *ctx, const struct board *board);
str sentence(struct ctx *ctx, str words);           // with a capital letter and a full stop
struct html prose_html(struct ctx *ctx, str prose); // Markdown, without raw HTML or images
