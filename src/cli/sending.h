// The worker of the outbox while the site is served: a thread of its own, so that a slow receiver holds up nobody.
#pragma once

#include "app/outbox.h"

struct sending;

struct sending_how {
    str senders;         // "letter=print:FOLDER,email=smtp://..."; without any, messages wait
    bool may_be_private; // bodies' servers of Open311 may be at private addresses
    str file;            // gateway/sender_file.h; empty for none
};

// ERR_INPUT, wrong use, for a way or a sender there is none of, or a way that is given twice.
result sending_open(struct ctx *ctx, struct store *store, const struct sending_how *how,
                    struct sending **sending) MUST;
// Once the site's address is known, which messages name. The thread takes no signals.
result sending_begin(struct ctx *ctx, struct sending *sending) MUST;
void sending_stop(struct sending *sending); // after the message that is being sent; NULL is fine
