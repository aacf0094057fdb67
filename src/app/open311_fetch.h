// What a server of Open311 GeoReport v2 has of requests, as one file of JSON for `import requests --mapping open311`. A
// server gives at most a thousand at once, some far fewer, and only some know pages: so it is asked a month after the
// other, page after page where there are pages, and in ever shorter times where there are none and more may be there.
#pragma once

#include "app/open311_check.h"
#include "base/buffer.h"
#include "base/date.h"

struct open311_fetching {
    const struct open311_server *server;
    instant from, until; // when they were requested; until is not included
    struct buffer *out;  // a list of the objects, as the server wrote them
    void (*progress)(instant at, int64_t n); // asked up to there, so many in all; NULL for none
    // What came of it.
    int64_t n;
    int64_t n_cut; // times of an hour of which the server may have more than it gave
    instant first_cut;
};

// ERR_BUSY if it does not answer, ERR_INPUT if what it answers is no list of requests, ERR_LIMIT if it is too much.
result open311_fetch(struct ctx *ctx, struct open311_fetching *fetching) MUST;
