// What the words of a report name plainly is not asked for once more: which kind it is, and where.
#pragma once

#include "web/report_form.h"

// Of this kind nobody else reads a report.
bool report_kind_is_counted(const struct report_form *form, const struct category *category);
// The kind that the words speak of surely, where none is chosen; or the one that was chosen, where they say nothing
// else. Never one that others are not shown or that somebody is to be rung about. Else *is_known is false, and it is
// asked for.
result report_kind_take(struct report_form *form, const struct words_found *found, bool *is_known) MUST;
// The place that the words name, where none was given.
result report_place_take(struct report_form *form) MUST;
// The page that comes once the kind is known: the place, unless that is given. It has the numbers of a kind from the
// list.
result report_after_kind(struct report_form *form, const char **path) MUST;
