// What a message says, made when it is sent. The subject is neutral: whoever looks over a shoulder learns that there is
// a report, not of what. Of a case that is not public the words say no more than that either.
#pragma once

#include "app/outbox.h"

// is_there: false if the person, the fact or its case is gone by now: there is nobody to tell, or nothing.
// One that signs somebody in is made anew each time, inside store_write (app/sign_link.h).
result message_make(struct ctx *ctx, struct db *db, const struct outbox_row *row, struct message *message,
                    bool *is_there) MUST;
