// Files that come packed by gzip (.gz, RFC 1952) or zstd (.zst, RFC 8878): told by how they begin, never by their name,
// and handed on piece by piece, so that memory does not grow with them.
#pragma once

#include "base/result.h"

#include <stdbool.h>

enum {
    UNPACK_PIECE = 1 << 17,   // bytes handed on at once
    UNPACK_WINDOW_BITS = 27,  // 128 MB: the most that zstd may look back, and so keep
    UNPACK_TIMES_MAX = 1000,  // larger than packed: a table shrinks to a tenth, at most to a hundredth;
    UNPACK_UNASKED = 64 << 20 // and up to here nobody asks
};

// Takes the next bytes; what it returns other than OK ends the unpacking. They are gone when it returns.
typedef result unpack_sink(struct ctx *ctx, void *with, str bytes);

struct unpacking {
    str source; // its name, for messages
    str packed;
    uint64_t max; // bytes that it may be unpacked
    unpack_sink *sink;
    void *with;
};

bool unpack_is(str bytes); // packed by one of the two
// One or several members or frames, one behind the other. ERR_INPUT, naming the source: it is damaged, cut short, or
// followed by something else. ERR_LIMIT: larger than max, or so much larger than packed that it is no table but a trap.
result unpack(struct ctx *ctx, const struct unpacking *unpacking) MUST;
