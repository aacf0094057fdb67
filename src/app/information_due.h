// Reminders of what is to be published (an Information clause that is counted): INFORM_SOON_DAYS before its period
// ends, or as it begins if it is shorter, whoever may say for its provider that it is published hears of it, once for
// each period. Once it is there, nobody is told.
#pragma once

#include "app/board.h"

enum { INFORM_SOON_DAYS = 14, INFORM_TOLD_AT = 8 * 3600 };

// Inside store_write. Once a day, after that hour.
result information_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;
