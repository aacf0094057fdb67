// A message that came back: a delivery status notification (RFC 3464) as a mail server sends it.
#pragma once

#include "base/arena.h"

enum { BOUNCE_KEY = 32, BOUNCE_KEYS_MAX = 8 };

struct bounce {
    bool is_notice; // it is one; else it is something else that came to that address
    bool is_final;  // Action: failed, and a status that begins with 5
    str status;     // "5.1.1"
    struct {
        str at[BOUNCE_KEYS_MAX];
        size_t n;
    } keys; // what may be the key of the message that came back: from whom it came back to, and its id
};

// Never fails: what is no notice is none.
void bounce_read(str mail, struct bounce *bounce);
