// Which days count. A calendar is its weekend, its holidays and the years they are known for; it is pure
// data once built, and a working-day deadline is one addition and one look-up in it (prefix sums).
#pragma once

#include "base/date.h"
#include "base/result.h"
#include "document/value.h"

struct holiday {
    date day;
    str title; // "Boxing Day (substitute day)"
};

struct holiday_list {
    struct holiday *at;
    size_t n, room;
};

// What a calendar file says (format/calendar_file.h), before it is built.
struct calendar_source {
    str id, title;
    str zone;              // "Europe/London"
    unsigned weekend;      // bits 1 << weekday
    struct hours hours;    // opening hours; none if n is 0
    int first_year, last_year; // years its holidays are known for; outside them only weekends are left out
    struct holiday_list holidays; // any order; the same day twice keeps the first title
};

enum { CALENDAR_YEAR_MIN = 1600, CALENDAR_YEAR_MAX = 2400 };

struct calendar;

// ERR_RULE if no day of the week is left to work on, or the years are not in order within CALENDAR_YEAR_MIN and _MAX.
result calendar_build(struct ctx *ctx, const struct calendar_source *source,
                      const struct calendar **calendar) MUST;
const struct calendar_source *calendar_source(const struct calendar *calendar); // holidays sorted by day

bool calendar_is_working(const struct calendar *calendar, date d);
bool calendar_is_holiday(const struct calendar *calendar, date d); // on a weekend too
str calendar_why_not(const struct calendar *calendar, date d); // "Saturday", "Christmas Day"; empty on a working day
bool calendar_covers(const struct calendar *calendar, date d); // are d's holidays known

// The number of working days up to and including d, counted from an arbitrary day; and its inverse: the day
// on which that count is first reached, which is a working day. Both O(1) within the years covered and O(1)
// beyond, by weeks. A day after the year 9999 becomes its last.
int64_t calendar_ordinal(const struct calendar *calendar, date d);
date calendar_date_at(const struct calendar *calendar, int64_t ordinal);
date calendar_next_working(const struct calendar *calendar, date d); // d itself if it is one
