// Deadlines: from a start, a limit and a calendar to the instant by which it must be done, and why.
//
// Pure. Days, weeks and working days end at local midnight at the close of the last day counted, and the day
// of the start is day 0 (FOIA 2000 s.10(1)); `by the clock` ends them at the same clock time. Months follow
// the corresponding date rule (Dodds v Walker [1981] 1 WLR 1027); "beginning with" ends the day before.
// Every due instant is inclusive: done at that second is in time.
#pragma once

#include "base/zone.h"
#include "rules/calendar.h"

struct worktime; // opening hours laid over a calendar and a zone

// ERR_RULE if `hours` never opens.
result worktime_build(struct ctx *ctx, const struct calendar *calendar, const struct zone *zone,
                      const struct hours *hours, const struct worktime **worktime) MUST;

// What a deadline is counted with.
struct timing {
    const struct calendar *calendar;
    const struct zone *zone;
    const struct worktime *worktime;  // NULL if neither clause nor calendar has opening hours
    bool starts_next_working_day;     // "Start: next working day": a start on a day off moves to 00:00 of the next
};

// The clock stands still from `from` until (not including) `until`, INSTANT_FAR if it still does.
struct pause {
    instant from, until;
};

enum deadline_rule {
    RULE_IMMEDIATELY, RULE_HOURS, RULE_WORKING_HOURS, RULE_DAYS, RULE_WORKING_DAYS, RULE_CLEAR_DAYS,
    RULE_MONTHS, RULE_MONTHS_BEGINNING_WITH, RULE_BY_DATE, RULE_BY_TIME, RULE_NONE, RULE_COUNT
};

enum deadline_fault {
    DEADLINE_OK,
    DEADLINE_NO_HOURS,  // working hours, but no opening hours anywhere
    DEADLINE_NO_LIMIT,  // nothing to count: "the time set by G5", or a clock that is only measured
    DEADLINE_NEVER,     // a pause that still runs
    DEADLINE_BEYOND     // working hours that leave the years the opening hours are laid out for (rules/worktime.h)
};

struct deadline {
    enum deadline_fault fault;
    enum deadline_rule rule;
    bool is_day;      // a day unit: `last` is the last day; else `due` is the instant
    bool is_by_the_clock;
    bool is_beginning_with; // the day of the start is day 1
    bool is_notice;   // "at least": what was announced may come at `until`, of clock units at `due`
    bool is_moved;    // the start was moved to the next working day
    bool is_clipped;  // the month had no corresponding date
    bool is_uncovered; // ran past the years the calendar's holidays are known for
    enum local_kind local; // of a due instant given by the clock: in an hour that was skipped, or came twice
    instant start;    // as counted, after `Start`
    date first, last; // local days of start and due
    instant due;      // inclusive
    instant until;    // exclusive: due + 1 second; the local midnight that ends `last` for day units
};

// pauses: sorted, not overlapping. What would end after the year 9999 ends with it.
struct deadline deadline_find(const struct timing *timing, const struct limit *limit, instant start,
                              const struct pause *pauses, size_t n_pauses);

// The time from start to stop in that unit, as `average of at most 5 working days` measures it: whole days for
// day units (the day of the start is day 0; clear days are those between), sevenths for weeks, months with the
// part of the last one that has passed, and seconds as a fraction of clock units.
double time_taken(const struct timing *timing, enum unit unit, instant start, instant stop);

struct skipped_day {
    date day;
    str why;
};

// The days between start and due, one by one, in ctx's arena; bounded by WORKING_DAYS_MAX.
struct working {
    struct { date *at; size_t n, room; } counted;
    struct { struct skipped_day *at; size_t n, room; } skipped;
    bool is_cut;      // the list stops at WORKING_DAYS_MAX days
    str rule;         // one sentence: what was counted, from when, and which law or clause it follows
};

enum { WORKING_DAYS_MAX = 4000 };

// pauses: those the deadline was found with.
struct pause_list {
    const struct pause *at;
    size_t n;
};

result deadline_working(struct ctx *ctx, const struct timing *timing, const struct deadline *deadline,
                        struct pause_list pauses, struct working *working) MUST;
