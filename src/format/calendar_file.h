// Calendars as files: our own form, which people can read and compare line by line, and back.
//
//     # Calendar: England and Wales
//
//     - Id: england-and-wales
//     - Zone: Europe/London
//     - Weekend: Saturday; Sunday
//     - Years: 2000 to 2030
//
//     ## 2026
//     - 1 January: New Year's Day
//
// Everything else is prose. Errors have file, line and column.
#pragma once

#include "base/buffer.h"
#include "rules/calendar.h"

result calendar_parse(struct ctx *ctx, str path, str bytes, struct calendar_source *source) MUST;
void calendar_write(struct buffer *out, const struct calendar_source *source);

// Any form, told apart by its content: ours, GOV.UK's JSON, iCalendar. division: which nation of a GOV.UK file,
// empty if there is only one.
result calendar_any_parse(struct ctx *ctx, str path, str bytes, str division, struct calendar_source *source) MUST;
