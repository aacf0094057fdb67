// Mail that came back: the address is failing from then on, and nothing more is sent there (app/unreachable.h).
#pragma once

#include "format/bounce.h"
#include "store/store.h"

enum bounced {
    BOUNCED_MARKED,  // the address is failing now
    BOUNCED_DELAYED, // it is a notice, but not a final one
    BOUNCED_OTHER,   // no notice: an answer of a person, or of a program
    BOUNCED_UNKNOWN  // of no message that was sent from here
};

// Inside store_write. It says nothing of the address itself.
result bounce_take(struct ctx *ctx, struct db *db, const struct bounce *bounce, instant now,
                   enum bounced *what) MUST;
