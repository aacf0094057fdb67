// The list of work that somebody may see, and what a case is about as far as permissions ask.
#pragma once

#include "app/board.h"
#include "app/desk.h"
#include "app/permission.h"
#include "app/work.h"

enum work_show {
    SHOW_ALL,
    SHOW_TODAY,
    SHOW_RISK, // due within WORK_RISK_DAYS working days, today too, and not late
    SHOW_LATE,
    SHOW_DISPUTED,
    SHOW_PAUSED,
    SHOW_MINE,
    SHOW_ROUND, // of a crew (app/round.h)
    SHOW_COUNT
};

enum { WORK_RISK_DAYS = 2, WORK_PAGE_ROWS = 50 };

// Where a case stands in the order of the list, even when it has left it.
struct work_place {
    instant due; // WORK_DUE_NONE for none
    int64_t case_id;
};
// Below 0 if a stands before b.
int work_place_order(struct work_place a, struct work_place b);

struct work_question {
    const struct visitor *visitor;
    const struct zone *zone;
    instant now; // the community's time
    enum work_show show;
    str service, area, assigned;   // empty: any
    const struct work_place *from; // where the page begins; NULL for the first
    size_t most;                   // rows of it, 1 or more
    date risk;                     // the last day of SHOW_RISK (work_risk_day)
    const struct work_place *at;   // NULL, or: what stands beside it is asked for as well
    bool has_posts;                // list->posts are asked for
};

struct work_list {
    struct work_row *at; // of one page, the first due first
    size_t n;
    int64_t counts[SHOW_COUNT]; // of each, with the same service, area and post
    // Where this page begins, and those after and before it; case_id 0 of previous for the first page, of next for
    // none.
    // A page of which nothing is left gives way to the one before.
    struct work_place from, next, previous;
    bool has_previous;
    struct work_place before, after; // beside question->at; case_id 0 for none
    bool has_at;                     // it is still in the list, and there
    struct str_list posts;           // to whom any of their work is given, each once
};

const char *work_show_name(enum work_show show); // "today", as in an address
enum work_show work_show_from(str name);         // SHOW_ALL for any other
// The second working day from today, by the calendar of the store that has it last.
date work_risk_day(const struct board *board, instant now);
result work_list(struct ctx *ctx, struct db *db, const struct work_question *question,
                 struct work_list *list) MUST;

// What permissions ask of a case.
struct case_asked {
    const struct board *board;
    const struct visitor *visitor; // NULL for nobody
    const struct case_row *row;
    const struct fact_row_list *facts; // all of it
};
result case_about(struct ctx *ctx, struct db *db, const struct case_asked *asked, struct about *about) MUST;

// Whoever is signed in, as the record names them: the role they hold, and for whom; who it was stays private.
struct doer visitor_doer(struct ctx *ctx, const struct visitor *visitor);
// The same of whoever disputes how a case ended: a champion or councillor of its area speaks as a champion, who found
// something out; whoever reported it as the reporter.
struct doer visitor_finder(const struct visitor *visitor, const struct about *about);
