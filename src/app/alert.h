// Alerts on their way: new facts are held against the subscriptions, in the clock's beat. Whoever wants to know at once
// gets a message for each, whoever wants it weekly one on Monday morning of all that waited.
//
// Only what everybody may see is told: nothing of a case that is withheld or only counted. Where a case lies is taken
// to a thousandth of a degree, some 100 metres: several circles must not find a house.
#pragma once

#include "base/zone.h"
#include "store/store.h"

enum { ALERT_HOUR = 8 }; // of Monday, local time

// Some facts further, and the weekly messages if they are due. Facts that were there before the first look are no news.
result alerts_look(struct ctx *ctx, struct db *db, const struct zone *zone, instant now) MUST;

// What happened, in a few words: "reported", "closed: no fix"; empty for what is no news.
str alert_words(struct ctx *ctx, const struct fact_row *fact);
