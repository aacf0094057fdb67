// What a promise leads to in another document ("If not done: call-for-action G1") is offered to the councillors of its
// area, once: a deed or a report that is late and not done, a count that a period ended without, and of "If target
// missed" a figure that was confirmed as missed. Of reports those of the area where they lie, by their number; nothing
// of anybody. What follows from a late step of redress is offered likewise (app/steps_remind.h).
//
// In proportion: one message a day for each councillor, with a line for each promise and area. What is told is what
// became late since the day of the last look, up to the midnight before this one.
#pragma once

#include "store/store.h"

#include "base/buffer.h"
#include "base/zone.h"
#include "document/document.h"

enum { UNDONE_TOLD_AT = 8 * 3600 };

// Inside store_write, after derived_advance. Once a day, after that hour.
result undone_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;

// " (call-for-action G1)": the clauses to which that outcome leads.
void offer_write(struct buffer *out, const struct field *outcome);
