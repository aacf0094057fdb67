// A report for a body that does not answer here is sent to it, in the transaction that says so: what "sent, not
// tracked" means. Of a kind that is never public nothing is said by e-mail but that there is a report: they ask for it.
#pragma once

#include "app/desk.h"

// For each fact past a number by which a case goes to a body: posted to its own system where it has one
// (app/onward.h), else written to. A dispute of what such a system says goes there, too. One without an e-mail address
// is not written to: whoever works on the case sees whom to ring.
result case_send_on(const struct desk *desk, int64_t after) MUST;
