// Opening hours as intervals of instants with prefix sums: what deadline.c counts working hours with.
#pragma once

#include "rules/deadline.h"

int64_t worktime_between(const struct worktime *worktime, instant from, instant until); // open seconds
instant worktime_add(const struct worktime *worktime, instant from, int64_t seconds);   // when they have run out
