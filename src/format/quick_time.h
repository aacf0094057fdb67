// Times as most rows of a file have them, sixteen bytes at a time: the first Time format of a mapping where it has
// one width, else YYYY-MM-DD hh:mm:ss with what may follow it. What it does not take goes to time_parse (format/
// time_format.h), and what it takes is what time_parse would say.
#pragma once

#include "base/zone_days.h"
#include "document/value.h"

enum { QUICK_TIME_MIN = 16, QUICK_TIME_MAX = 32, QUICK_DIGITS = 14 };
enum {
    QUICK_YEAR_FIRST = 1900,
    QUICK_YEAR_LAST = 2099,
    QUICK_YEARS = QUICK_YEAR_LAST - QUICK_YEAR_FIRST + 1
};

struct quick_month {
    int32_t before; // the day before its first
    uint32_t n;     // days; 0: there is no such month
};

struct quick_time {
    bool is_usable;
    bool is_iso;
    bool is_plain;       // digits and separators alone: for format/quick_time_wide.h
    size_t n;            // bytes of a value
    uint8_t from[16];    // where each digit of YYYYMMDDhhmmss stands; QUICK_NONE if it does not, then it is 0
    uint8_t pick[2][16]; // the same for a shuffle of the first and of the last 16 bytes
    uint8_t care[2][16]; // 0xFF where a byte of those must be as in `want`
    uint8_t want[2][16];
    uint8_t zero[16];      // '0' where a digit stands, else 0
    int half_at, month_at; // of AM or PM, of the first of three letters; -1 if there is none
    struct quick_month months[QUICK_YEARS * 16]; // of each year, by their numbers
};

#define QUICK_NONE 0x80

// formats: the mapping's, checked.
void quick_time_open(const struct str_list *formats, struct quick_time *quick);
// False if time_parse must say. value: trimmed.
bool quick_time_read(const struct quick_time *quick, const struct zone_days *days, str value,
                     bool is_portable, int64_t *second);
