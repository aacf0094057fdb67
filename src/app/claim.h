// When something happened, on the word of whoever says so later: a crew whose phone had no signal, an officer with a
// table. It may not reach back far, nor behind what it can't have come before; and the record says whose word it is.
#pragma once

#include "app/desk.h"

enum { CLAIM_SECONDS = 3 * DAY_SECONDS }; // older than that, a time is not taken on anybody's word

// Why the time can't be taken on the case at the desk, in words; empty if it can.
str claim_refusal(const struct desk *desk, instant claimed);
// What is said at the desk from now on happened then, if that can be taken, else now; either way it is said whose word
// that is, and how much later it was sent. whose: "the crew's word".
void claim_take(struct desk *desk, instant claimed, const char *whose);
// The same of somebody who is there to be asked: what can't be taken is refused, with ERR_RULE and why. INSTANT_NONE:
// it is said of now.
result claim_make(struct desk *desk, instant claimed) MUST;
