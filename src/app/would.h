// What a standard that is being written would have scored: the last whole periods over what is on record, as if its
// text had been in force. Where a charter of its Id is in force, both stand side by side, over the days of that one, as
// `wardmote judge --instead` has them; else the text is held against the years before today. Nothing is written.
#pragma once

#include "app/board.h"

// Of a service on a large record only so many cases are read, the newest; periods that they do not cover are not said.
enum { WOULD_PERIODS = 4, WOULD_NEWEST = 10000 };

enum would_why {
    WOULD_SAID,
    WOULD_NOT_COUNTED,     // the clause asks for nothing that reports could answer
    WOULD_AREA_UNKNOWN,    // nothing on record is from an area of that name
    WOULD_NO_REPORTS,      // none of its services is on record
    WOULD_NO_REPORTS_HERE, // none that it counts
    WOULD_NO_PERIOD,       // none in a period that is over
    WOULD_NOT_KNOWN,       // of no case a fact that decides is on record; `about` says which
    WOULD_UNREADABLE       // the text can't be judged; `about` says why
};

struct would_figure {
    bool is_there;
    str counts, target; // "88 of 100 on time", "at least 90%"
    enum verdict verdict;
    struct counts parts; // none where they are so few that they are not said
    struct ask ask;      // of a share of cases; has_ask false where none is asked for
    bool has_ask, is_few;
};

struct would_line {
    struct span period;
    struct would_figure was, now;
};

struct would {
    enum would_why why;
    str about;
    LIST(struct would_line) lines;   // the oldest first
    bool is_compared, is_of_charter; // there is something beside it, and that is in force
    bool is_few;                     // what changes is so few, of what is only counted, that it is not said
    bool is_split;                   // better and worse may be said
    int64_t n_changed;               // in these periods
    int64_t n_better, n_worse;       // late that would be on time; on time that would be late
    int64_t n_in, n_out;             // not counted, that would be; counted, that would not be any more
    int64_t n_newest;                // only so many of a service were read; 0 if all were
    date begins; // day of the first case, where it lies in the first period that is said; else DATE_NONE
};

struct would_asked {
    struct db *db;
    const struct board *board;
    instant now;
    struct document *document;     // the text with the clause as it is to be
    const struct document *before; // as it stands, where that is another text; NULL
    str label;
};

// In ctx's arena. An error only where the store can't be read or memory is short.
result would_score(struct ctx *ctx, const struct would_asked *asked, struct would *would) MUST;
