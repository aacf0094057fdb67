// The worker of the outbox while the site is served: a thread of its own, so that a slow receiver holds up nobody.
#pragma once

#include "app/outbox.h"

struct sending;

// list: "letter=spool:FOLDER,email=https://...". ERR_INPUT, wrong use, for a way or a sender there is none of, or a way
// that is given twice. Without any, messages wait. The thread takes no signals.
result sending_start(struct ctx *ctx, struct store *store, str list, struct sending **sending) MUST;
void sending_stop(struct sending *sending); // after the message that is being sent; NULL is fine
