// Civil dates and instants, in the proleptic Gregorian calendar, with no notion of "now".
//
// A `date` is a day of the calendar and has no zone; an `instant` is a second of UTC. What joins the two
// is a zone (base/zone.h). Only base/clock.h reads the wall clock.
#pragma once

#include "base/buffer.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int32_t day; // days since 1 January 1970
} date;

typedef struct {
    int64_t second; // seconds since 1 January 1970 00:00 UTC, leap seconds not counted
} instant;

struct civil {
    int year, month, day; // month 1-12, day 1-31
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY, WEEKDAY_COUNT };

enum { DAY_SECONDS = 86400, DATE_YEAR_MIN = 1, DATE_YEAR_MAX = 9999 };

// The most a date can be; used as "no end" for what is in force until further notice.
#define DATE_NONE ((date){ INT32_MAX })
#define INSTANT_NONE ((instant){ INT64_MIN }) // has not happened, or is not known
#define INSTANT_FAR ((instant){ INT64_MAX })  // never

bool civil_is_valid(struct civil civil); // a day that exists, in years 1 to 9999
date date_from_civil(struct civil civil);
struct civil date_civil(date d);
enum weekday date_weekday(date d);
date date_add_days(date d, int64_t days); // clipped to years 1 to 9999
int month_days(int year, int month);      // 28 to 31

// The corresponding date n months later (n may be negative): the same day of the month or, where that
// month has none, its last day and *is_clipped is set (Dodds v Walker [1981] 1 WLR 1027).
date date_add_months(date d, int64_t months, bool *is_clipped);

bool date_is_none(date d);
bool instant_is_none(instant t);

bool date_parse(str s, date *d); // YYYY-MM-DD, nothing else
const char *weekday_name(enum weekday day); // "Monday"
const char *month_name(int month);          // 1 is "January"
bool weekday_parse(str s, enum weekday *day); // English name or its first three letters, any case
bool month_parse(str s, int *month);          // likewise

void date_write(struct buffer *out, date d);         // 2026-12-29; nothing for DATE_NONE
void date_write_words(struct buffer *out, date d);   // 29 December 2026
str date_words(struct ctx *ctx, date d); // the same, in the arena
