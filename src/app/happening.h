// What happens to a report besides its end: an event that a clock of its promises runs from or to, such as the first
// visit or a written reply. It happens when it is said or, on the officer's word, up to three days before (claim.h).
// Closing says that it is completed, and is an answer in writing to whoever reported (closing.h).
#pragma once

#include "app/desk.h"

// Those that the clocks of its promises name and that are not on record; without those that come by other ways: the
// report itself, its receipt, its completion. Of the case that the desk holds, with its facts.
result events_awaited(struct desk *desk, struct str_list *events) MUST;
// ERR_RULE if no clock waits for it; ERR_INPUT without words, which whoever reported reads.
result case_event(struct desk *desk, str event, str words) MUST;
// Whether one of its clocks runs to a written reply, which may be on record: it is answered rather than mended.
result reply_promised(struct desk *desk, bool *is_promised) MUST;
// With a closing: what was written to whoever reported acknowledges the report, and replies to it.
result closing_replies(struct desk *desk) MUST;
