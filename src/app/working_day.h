// Working days of a body: by the calendar of what it has promised. Where a law or a rule of the house says "within ten
// working days", and no clause does, this is the day.
#pragma once

#include "app/ledger.h"

enum { APPEAL_WORKING_DAYS = 10 }; // in which whoever appeals is answered

// The n-th working day after a day, which is day 0 itself: by the calendar of the last document, by Id and version, in
// which the body provides something, else of the last of all; with no document Monday to Friday. body: empty for none
// known.
date working_day_of(const struct ledger *ledger, str body, date from, int n);
