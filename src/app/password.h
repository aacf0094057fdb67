// Passwords, hashed with Argon2id (libsodium's interactive costs: 64 MiB, a tenth of a second). At most HASHES_AT_ONCE
// are worked on in the process; others wait a little and are then told to come again. Never inside a transaction.
#pragma once

#include "base/arena.h"

enum {
    HASHES_AT_ONCE = 2,
    HASHES_WAITING = 1,
    HASH_WAIT_SECONDS = 5,
    PASSWORD_LEAST = 12,
    PASSWORD_BYTES = 256
};

// What whoever guesses tries first: whose it is, and the name of the place.
struct password_about {
    str name, email, place;
};

// ERR_INPUT, with what to do, if it is too short, too long, too plain or holds any of that. Characters are counted, not
// bytes; nothing is asked about which.
result password_check(struct ctx *ctx, str password, const struct password_about *about) MUST;

// How many may wait for a place, HASHES_WAITING if nobody says: of those who make pages some must be left for others.
void passwords_may_wait(int n);

// ERR_BUSY if too many are waiting.
result password_hash(struct ctx *ctx, str password, str *hash) MUST;
// hash: empty takes the same time and is never right.
result password_verify(struct ctx *ctx, str hash, str password, bool *is_right) MUST;
