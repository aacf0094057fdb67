// Times as a city writes them: a small, strict strptime that knows no locale and no zone.
//
// A format is plain text with the letters %Y %y %m %d %e %H %I %M %S %p %b %B %f %z %%. The whole value must
// match. Months are English names or their first three letters; %y is 1969 to 2068; a fraction of a second is
// dropped; a space in the format stands for any white space. A format without %H or %I gives a date alone.
#pragma once

#include "base/zone.h"
#include "rules/case.h"

// NULL if the format can be used, else what is wrong with it and how to mend it; *at is the byte it is at.
const char *time_format_fault(str format, size_t *at);

// False unless all of `value` is what the format, which has no fault, says and is a day that exists.
bool time_format_parse(str format, str value, struct stamp *stamp);

// The formats in their order; then what is always understood: RFC 3339 and YYYY-MM-DD, with hh:mm:ss or without.
bool time_parse(const struct str_list *formats, str value, struct stamp *stamp);

// An instant; or, of a date alone, the whole of that local day.
struct moment time_moment(const struct zone *zone, struct stamp stamp);
