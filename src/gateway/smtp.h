// Mail, handed to a mail server by SMTP: with STARTTLS (smtp://) or TLS from the first byte (smtps://).
//
// The envelope's sender has the message's key in it (bounces+KEY@...), so that of what comes back it is known whose it
// was. What the server says to the recipient or to the message for good is final; that it does not know us, is busy,
// silent or gone is tried again. No error holds what the server wrote: it may name the recipient.
#pragma once

#include "app/outbox.h"
#include "gateway/sender_file.h"

struct smtp {
    const char *url;
    const struct sender_file *file;
};

// with: struct smtp. ERR_BUSY to be tried again, ERR_RULE if it was refused, ERR_MISSING if there is no such address.
result smtp_send(struct ctx *ctx, const struct message *message, void *with) MUST;
bool smtp_is_url(const char *url);
// ERR_INPUT unless it is an smtp or smtps URL and the file says whom mail is from.
result smtp_check(struct ctx *ctx, const struct smtp *smtp) MUST;
