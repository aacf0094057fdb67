// The nearest valid word to one that is not: what "did you mean" offers.
#pragma once

#include "document/value.h"

// The name that `word` was most likely meant for: few letters differ, or it is the beginning of one. Case does
// not count. The first of those equally near; empty if none is near.
str suggest(str word, const struct str_list *names);
// How many letters must be put in, left out, changed or swapped; at most `most` + 1 is returned.
size_t edit_distance(str a, str b, size_t most);
