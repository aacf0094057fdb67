// Reminders that a document is to be looked at again: the parties hear of it REVIEW_SOON_DAYS before the day that its
// Review line comes to, and REVIEW_END_DAYS before its last day, so that there is time for the next version.
//
// Told once for each such day: to whoever spoke for a party in the draft that was signed, and for a body that works
// here to whoever may sign for it. One that ended, or that a later version follows, needs no reminder.
#pragma once

#include "app/board.h"

enum { REVIEW_SOON_DAYS = 28, REVIEW_END_DAYS = 91, REVIEW_TOLD_AT = 8 * 3600 };

// The next day on which it is to be looked at again; DATE_NONE if none is known. By its Review line; its last day, if
// that comes first. is_end: it is its last day.
date review_due(const struct document *document, date today, bool *is_end);
// Whether a later version of it is there.
bool review_is_followed(const struct ledger *ledger, const struct document *document);

// Inside store_write. Once a day, after that hour.
result reviews_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;
