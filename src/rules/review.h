// When a document is looked at again: what its Review line says, and its last day.
#pragma once

#include "base/date.h"

enum { REVIEW_MONTHS_MAX = 1200 };

// "every 12 months", "each year", "every 2 years", "every quarter": how many months lie between two reviews. False for
// words of another kind ("after the elections"), which only people can keep.
bool review_months(str words, int *months);

// The first review on or after a day, counted from the first day in force, which is none itself.
date review_next(date in_force, int months, date day);
