// Whether a case has nothing odd about it, so that a row of the packed form says all of it that the judge sees, as of
// whatever time.
#pragma once

#include "format/piece.h"
#include "store/queries.h"

// facts: all of one case, in the order of recording. zone: of the community. The names point into the facts.
bool case_is_plain(const struct zone *zone, const struct fact_brief *facts, size_t n,
                   struct plain_case *plain);
