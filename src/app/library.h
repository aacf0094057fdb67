// Things of the library by name, or a file of one's own by path: calendars, mappings, sets of indicators.
//
// The library is the folder `library` beside the program, then that of the installed program, then the one that
// WARDMOTE_LIBRARY names. A name never leaves the folder it is looked up in.
#pragma once

#include "format/indicators.h"
#include "format/mapping.h"
#include "rules/calendar.h"

// A name of the library ("england-and-wales"), or the path of a calendar of ours, of GOV.UK's JSON or of an
// iCalendar file; PATH#NATION chooses one of a GOV.UK file. ERR_INPUT names the nearest and all there are.
result library_calendar(struct ctx *ctx, str name_or_file, const struct calendar **calendar) MUST;
result library_mapping(struct ctx *ctx, str name_or_file, struct mapping **mapping) MUST;
// "national-2008", or the path of a CSV file (format/indicators.h).
result library_indicators(struct ctx *ctx, str name_or_file, struct indicator_set *set) MUST;
// "ni-195", or the path of a CSV file.
result library_benchmarks(struct ctx *ctx, str name_or_file, struct benchmark_list *list) MUST;
// A document of library/standards by name, or a file of one's own; and the path to speak of it by.
result library_standards(struct ctx *ctx, str name_or_file, str *path, str *bytes) MUST;
// Those that come with the program, by name, sorted.
result library_standards_list(struct ctx *ctx, struct str_list *names) MUST;
// The calendars there are, sorted.
result library_calendars(struct ctx *ctx, struct str_list *names) MUST;

// Where all of it is looked for, whether something is there or not.
result library_folders(struct ctx *ctx, struct str_list *folders) MUST;

// What a calendar file of any form says, before it is built.
result library_calendar_source(struct ctx *ctx, str name_or_file, struct calendar_source *source) MUST;

// A file of a folder of the library, whole: "demo", "figures.csv". ERR_INPUT if no place of the library has it.
result library_text(struct ctx *ctx, const char *folder, const char *name, str *bytes) MUST;
