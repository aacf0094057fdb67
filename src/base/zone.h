// Time zones: the system's tzdata, read once for each name, then only looked at.
//
// A local time that does not exist takes the offset before the gap, so that 01:30 on the night the clocks
// go forward from 01:00 to 02:00 is 02:30; one that comes twice is the first.
#pragma once

#include "base/date.h"
#include "base/result.h"

struct zone;

enum local_kind { LOCAL_ONCE, LOCAL_SKIPPED, LOCAL_TWICE };

// name: as in tzdata ("Europe/London"); "UTC" needs no file. ERR_INPUT with the cure if there is none.
// The zone lives in ctx's arena.
result zone_load(struct ctx *ctx, str name, const struct zone **zone) MUST;
// Parses the bytes of a TZif file (RFC 8536, version 2 or later); what zone_load and the fuzzer call.
result zone_parse(struct ctx *ctx, str name, str bytes, const struct zone **zone) MUST;

str zone_name(const struct zone *zone);
int32_t zone_offset(const struct zone *zone, instant t); // seconds east of UTC

// second_of_day: 0 to 86400 (24:00 is the next day's 00:00). kind may be NULL.
instant zone_instant(const struct zone *zone, date d, int32_t second_of_day, enum local_kind *kind);
date zone_date(const struct zone *zone, instant t, int32_t *second_of_day); // second_of_day may be NULL
instant zone_midnight(const struct zone *zone, date d); // the first instant of that local day

// Whether all of that local day, and the days about it, have one offset: then the local time s of it is the instant
// d * 86400 + s - *offset, and these instants have that day.
bool zone_is_steady(const struct zone *zone, date d, int32_t *offset);

// "2026-12-30T00:00:00+00:00" (RFC 3339, always with the offset in figures); nothing for no instant.
void instant_write(struct buffer *out, const struct zone *zone, instant t);
// "Wednesday 30 December 2026 at 16:40", with seconds unless they are 0.
void instant_write_words(struct buffer *out, const struct zone *zone, instant t);

// A time as people and data write it.
struct stamp {
    date day;
    int32_t second;     // of the day; 0 if it has no time
    bool has_time;      // false for a date alone
    bool has_offset;    // it says its own offset from UTC
    int32_t offset;     // seconds east, if has_offset
};

// RFC 3339 and ISO 8601 (YYYY-MM-DD, then T or space, hh:mm, :ss, a fraction that is dropped, Z or +hh:mm).
bool stamp_parse(str s, struct stamp *stamp);
instant stamp_instant(const struct zone *zone, struct stamp stamp, enum local_kind *kind);
