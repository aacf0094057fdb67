// A deed that may be sent twice is done once: whoever sends it makes a key for it first, and sends that along.
#pragma once

#include "app/desk.h"

enum { ACT_KEY_MIN = 16, ACT_KEY_MAX = 64, ACT_DAYS = 28 }; // letters, digits, - and _; kept so long

// Inside store_write, at the desk of its case: notes the key. *is_again: it was taken before, nothing is to be done.
// ERR_INPUT for what is no key, and for one that came with another case.
result act_take(struct desk *desk, str key, bool *is_again) MUST;
