// Messages to another program over HTTP: POST of a JSON object, with the header Idempotency-Key.
//
//     {"key", "way", "reference", "to": {"name", "email", "telephone", "address", "language"}, "subject", "body"}
//
// Any 2xx means that it was taken; 4xx but 408, 425 and 429 that trying again is no use. Redirects are not followed.
#pragma once

#include "app/outbox.h"

// with: the URL, which ends with NUL. ERR_BUSY to be tried again, ERR_RULE if it was refused.
result webhook_send(struct ctx *ctx, const struct message *message, void *with) MUST;
// ERR_INPUT unless it is an http or https URL.
result webhook_check(struct ctx *ctx, const char *url) MUST;
void webhook_begin(void); // once, before any thread
