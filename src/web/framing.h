// Whether the headers of a request leave no doubt where it ends and whom it is for. What two programs on the way read
// differently lets one visitor's request become part of another's: it is refused, and the connection closed
// (RFC 9112, 3.2, 5.1, 6.1 and 6.3).
#pragma once

#include "base/str.h"

struct framing {
    int n_host, n_length, n_transfer;
    bool is_bad;
};

void framing_add(struct framing *framing, str name, str value); // one header
bool framing_is_sound(const struct framing *framing, bool is_http_1_1);
