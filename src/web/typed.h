// What people type into a line of a form, read as they mean it.
#pragma once

#include "base/date.h"

// A day: "20 11 2026", "20/11/2026", "20.11.2026", "20 November 2026", "20 nov 2026" or "2026-11-20". Day before month,
// as here. False for anything else, and for a day that there is not.
bool typed_day(str typed, date *day);
// And how it is put into such a line: "20 11 2026"; empty for DATE_NONE.
str day_typed(struct arena *arena, date day);
// The same as lists of days hold it: "2026-11-20". What is no day comes back as it was typed.
str typed_day_iso(struct arena *arena, str typed);
// A sum in pounds: "12.50", "£1,200". Pence; false for anything else, and for a part of a penny.
bool typed_pence(str typed, int64_t *pence);
// A time of day: "14:30", "14.30", "9:05" or "9". Seconds of the day.
bool typed_time(str typed, int32_t *second);
