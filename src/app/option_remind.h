// Reminders of options: where the answer to whoever took one up is late, those who may give it for that body are told,
// each once for each answer. Once a day, of what became late since the last look.
#pragma once

#include "store/store.h"

#include "base/zone.h"

enum { OPTION_TOLD_AT = 8 * 3600 };

// Inside store_write. Does nothing before that hour, or when it has looked on that day.
result options_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;
