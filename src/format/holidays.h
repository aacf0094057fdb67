// Other people's holidays: GOV.UK's bank holidays as JSON, and iCalendar.
#pragma once

#include "base/arena.h"
#include "rules/calendar.h"

enum { HOLIDAYS_MAX = 20000 };

// Both forms: the published feed (a list of events under each division) and the one its repository keeps
// (divisions by nation and year, dates as DD/MM/YYYY, titles as keys).
// division: "england-and-wales", "scotland", "northern-ireland"; ERR_INPUT naming them if it is empty and there
// are several.
result holidays_json(struct ctx *ctx, str path, str bytes, str division, struct calendar_source *source) MUST;

// Whole-day events, those of several days and those that come again among them. The years are those of the events
// that come once, where there are any: what comes again for ever does not make the others known. A file of nothing
// but yearly events is known for as long as they come, a hundred years at most. The calendar has the
// file's name, and UTC for its zone.
result holidays_ical(struct ctx *ctx, str path, str bytes, struct calendar_source *source) MUST;

// Adds one day. ERR_INPUT if there are HOLIDAYS_MAX already, or its year is none a calendar can have.
result holiday_add(struct ctx *ctx, struct calendar_source *source, struct holiday holiday) MUST;

// Years from the first holiday to the last; Saturday and Sunday are the weekend. ERR_INPUT if there is none.
result holidays_finish(struct ctx *ctx, str path, struct calendar_source *source) MUST;
