// Another server asked over HTTP, within bounds: its size, its time, http and https alone, at most three redirects.
#pragma once

#include "app/open311_check.h"

enum { FETCH_BYTES_MAX = 16 << 20, FETCH_SECONDS = 30 };

struct fetch {
    int tries; // of what only asks, where the server does not answer or is busy (5xx, 408, 429); 1 for once
    int pause_most; // seconds between two of them; 1, 2, 4 and so on up to it, or what the server asks for
    // Somebody named the server on a page: no redirect is followed, it is asked at no address but one of the internet
    // unless may_be_private says so, and what is said of a fault has nothing of the address, in which a key may stand.
    bool is_guarded, may_be_private;
};

// with: struct fetch; form: POST, which is never tried twice. ERR_INPUT: no http or https address; ERR_LIMIT: it
// sends more than FETCH_BYTES_MAX; ERR_BUSY: it could not be reached, with what curl says of it.
result fetch_ask(struct ctx *ctx, void *with, str url, str form, struct open311_answer *answer) MUST;
