// What a promise offers only to whoever asks for it ("on request within 28 days"): whoever reported asks by an event
// `request` on their report, and from then on it is owed, on the list of whoever owes it.
#pragma once

#include "app/desk.h"

// For the case at the desk, whose caller settles it. ERR_RULE if nothing is offered now, or it was asked for.
result owed_ask(struct desk *desk) MUST;
