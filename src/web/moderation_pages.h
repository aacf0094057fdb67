// What the pages of moderation show: the list of what is held back, one report, one photograph; and what whoever
// wrote it sees of that.
#pragma once

#include "web/pages.h"

#include "app/cover_places.h"
#include "app/hiding.h"

struct held_line {
    str reference, service, area, what, day;
    struct mark mark; // no words for none
    struct url url;
    bool is_apart; // the day says something of its own, on a line of its own
};

struct held_lines {
    struct held_line *at;
    size_t n, room;
};

// views/moderation.html: moderation
struct moderation_page {
    struct layout layout;
    struct held_lines appeals, photographs, withheld, hidden;
    bool is_cut; // more photographs wait
};

// What was done about what others see of a report (hiding_trace.c).
struct trace_line {
    str day, voice, said_by, who, words; // who: the name of whoever did it, for those who may see it
    bool is_corrected;
};
struct trace_lines {
    struct trace_line *at;
    size_t n, room;
};
result hiding_trace_fill(struct request *request, const struct about *about,
                         const struct fact_row_list *facts, struct trace_lines *lines) MUST;

// What was said on a report, and what others read of it.
struct entry_line {
    str what, voice, day, words, covered, hidden_why; // covered: empty if it is all shown
};

struct appeal_line {
    str what, about, words, due;
    bool is_late;
};

// moderate
struct moderate_page {
    struct layout layout;
    struct form_faults faults;
    str reference, service, hidden_why, withheld_why, withheld_until;
    bool is_counted, is_withheld, withheld_ends, is_whole, is_done, may_work;
    struct url action, case_url, work_url;
    struct {
        struct entry_line *at;
        size_t n, room;
    } entries;
    struct {
        struct appeal_line *at;
        size_t n, room;
    } appeals;
    struct photograph_lines photographs;
    struct trace_lines trace;
    struct form_field what, reason, note, withhold_reason, until, ending, appeal, answer;
    struct form_field given, given_to, given_why, given_told;
    struct form_field back, back_why; // no options where nothing was given
};

// photograph, photograph_cover
struct photograph_page {
    struct layout layout;
    struct form_faults faults;
    str reference, state, kind;
    bool is_shown, is_hidden, is_covered; // is_covered: places in it are
    int64_t width, height;
    struct url url, action, cover_url, case_url, script;
    struct form_field reason, note, uncover_why, cells, rectangles;
    struct {
        struct grid_line {
            int64_t at, label_at, label_x, label_y;
            str label;
            bool is_row;
        } * at;
        size_t n, room;
    } grid;
    str last_column;
    int rows;
};

// A report that whoever asks may look through.
struct moderated {
    struct request *request;
    struct case_row row;
    struct fact_row_list facts;
    struct about about;
    struct doer by;
    const struct fact_row *place; // of a photograph of a graded place: its fact; NULL of a report's
};
// The one of {reference}. ERR_LOGIN, ERR_DENIED, ERR_MISSING.
result moderated_open(struct request *request, struct moderated *m) MUST;
// Inside a write: the same as it is now, at a desk, for a deed.
result moderated_desk(struct ctx *ctx, struct db *db, const struct moderated *m, enum deed deed,
                      struct desk *desk) MUST;
// The photograph {photograph} of {reference}: of a report, or under MODERATED_ON_FOOT of a place that was graded.
#define MODERATED_ON_FOOT STR("on foot")
result moderated_photograph(struct request *request, struct moderated *m, struct photograph_row *row) MUST;
// At the end of the write.
result moderated_settle(const struct moderated *m, struct desk *desk) MUST;
// The page it is about: of a report its own, else the list.
struct url moderated_back(struct ctx *ctx, const struct moderated *m);
struct url moderation_url(struct ctx *ctx, str reference);
struct url moderated_photograph_url(struct ctx *ctx, str reference, int64_t id);
result reasons_fill(struct ctx *ctx, struct form_field *field, bool is_photograph) MUST;
