// What a message says, made when it is sent from the texts of library/messages (format/writing.h, docs/mail.md). The
// subject is neutral: whoever looks over a shoulder learns that there is a report, not of what. Of a case whose words
// are not public a message says no more than that there is news.
//
// A person who asked for another language that we speak gets it first and English below.
#pragma once

#include "app/outbox.h"

struct message_asked {
    const struct outbox_row *row;
    str address; // of the site, for links; empty: the one it was told (SETTING_ADDRESS)
    instant at;  // when it is sent
    // It is about to go, inside store_write: what only its receiver is to have, the code of a letter about their
    // report, is made now and kept as a hash. Of one that is only looked at there is none.
    bool is_sent;
};

// is_there: false if the person, the fact or its case is gone by now: there is nobody to tell, or nothing.
// One that signs somebody in is made anew each time, inside store_write (app/sign_link.h).
result message_make(struct ctx *ctx, struct db *db, const struct message_asked *asked,
                    struct message *message, bool *is_there) MUST;

// The message about a case that was closed, by how it ended ("no fix planned", "not ours"...); empty where there is
// none.
str message_of_status(str status);
