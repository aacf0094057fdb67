// Times as most rows of a file have them, sixteen bytes at a time: the first Time format of a mapping where it has
// one width, else YYYY-MM-DD hh:mm:ss with what may follow it. What it does not take goes to time_parse (format/
// time_format.h), and what it takes is what time_parse would say.
#pragma once

#include "base/zone_days.h"
#include "document/value.h"

enum { QUICK_TIME_MIN = 16, QUICK_TIME_MAX = 32, QUICK_DIGITS = 14 };

struct quick_time {
    bool is_usable;
    bool is_iso;
    size_t n;            // bytes of a value
    uint8_t from[16];    // where each digit of YYYYMMDDhhmmss stands; QUICK_NONE if it does not, then it is 0
    uint8_t pick[2][16]; // the same for a shuffle of the first and of the last 16 bytes
    uint8_t care[2][16]; // 0xFF where a byte of those must be as in `want`
    uint8_t want[2][16];
    int half_at, month_at; // of AM or PM, of the first of three letters; -1 if there is none
};

#define QUICK_NONE 0x80

// formats: the mapping's, checked.
void quick_time_open(const struct str_list *formats, struct quick_time *quick);
// False if time_parse must say. value: trimmed. way: SCAN_BEST or SCAN_PORTABLE of format/scan.h.
bool quick_time_read(const struct quick_time *quick, const struct zone_days *days, str value,
                     bool is_portable, int64_t *second);
