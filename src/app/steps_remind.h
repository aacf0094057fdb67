// Reminders of what is owed: whoever may answer a step of redress for the body that owes it hears of it when it is due
// within STEP_SOON_DAYS working days, and again when it is late.
// One that is late and of which the charter says what follows then ("If not done: call-for-action G1") is offered to
// the councillors of its area besides, once: of a missed target in the charter's areas, of late reports in the area
// where they lie. They read what was promised, how many reports, and what follows; nothing of any person.
//
// In proportion: once a day, on working days, one message for each account, with a line for each step of a promise
// however many reports it is owed for. Which were told is a time, not a list: what fell due or became late since the
// last look, and what began since then with less time than that. So a step that is put on record long after its time
// is told to nobody.
#pragma once

#include "store/store.h"

#include "base/zone.h"

enum { STEP_SOON_DAYS = 2, STEP_TOLD_AT = 8 * 3600 }; // an hour after reasons are given (app/explain.h)

// Inside store_write, after derived_advance. Does nothing before that hour, or when it has looked on that day.
result steps_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;
