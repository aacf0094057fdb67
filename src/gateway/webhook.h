// Messages to another program over HTTP: POST of a JSON object, with the header Idempotency-Key.
//
//     {"key", "way", "reference", "to": {"name", "email", "telephone", "address", "language"}, "subject", "body"}
//
// Of a text message `body` is the few words to send, and "alphabet" ("GSM-7" or "UCS-2") and "parts" say what they
// take. Where the sender's file has a secret, the header Wardmote-Signature has the time of sending and the HMAC of
// SHA-256 over that time, a full stop and the body: "t=1790000000,v1=0123...".
//
// Any 2xx means that it was taken; 4xx but 408, 425 and 429 that trying again is no use. Redirects are not followed.
#pragma once

#include "app/outbox.h"
#include "gateway/sender_file.h"

struct webhook {
    const char *url;
    const struct sender_file *file;
};

// with: struct webhook. ERR_BUSY to be tried again, ERR_RULE if it was refused.
result webhook_send(struct ctx *ctx, const struct message *message, void *with) MUST;
// ERR_INPUT unless it is an http or https URL.
result webhook_check(struct ctx *ctx, const char *url) MUST;
void webhook_begin(void); // once, before any thread
