// Opening hours as intervals of instants with prefix sums: what deadline.c counts working hours with.
//
// They are laid out from WORKTIME_YEARS_BEFORE years before those of the calendar to WORKTIME_YEARS_AFTER years after
// them; where holidays are not known only the hours' own days decide. A holiday is closed whatever the hours say, a
// weekend day that they name is open. "closed" wins over other hours of the same day. A span that ends at or before
// its start runs past midnight and belongs to the day it starts.
#pragma once

#include "rules/deadline.h"

enum { WORKTIME_YEARS_BEFORE = 10, WORKTIME_YEARS_AFTER = 50 };

int64_t worktime_between(const struct worktime *worktime, instant from, instant until); // open seconds
// When that many open seconds have run out; INSTANT_FAR if `from` or the answer lies outside the years laid out.
instant worktime_add(const struct worktime *worktime, instant from, int64_t seconds);
