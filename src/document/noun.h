// The noun of a count, as a document has it ("at least 6 walkabouts each month", "at least 1 account each quarter"),
// beside another number: "1 walkabout", "0 accounts". English; what it does not know it leaves as it is.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// "reports with a photograph" of 1 is "report with a photograph". In the arena, or the noun itself.
str noun_counted(struct arena *arena, int64_t n, str noun);
