// A code by which whoever has no e-mail comes to their own report: on each letter about it, or shown once after it was
// sent, where no address was given. It opens what the link of a message opens. A reference is public; a code is not,
// and is never kept: only its hash with the report it is for, so that it opens no other.
#pragma once

#include "store/store.h"

// Inside store_write, of somebody who reported that case. A code given before stays good: an older letter may be the
// one at hand.
struct own_code_for {
    int64_t case_id, person_id;
    instant at;
};
result own_code_give(struct ctx *ctx, struct db *db, const struct own_code_for *whose, str *code) MUST;

// What the links of their messages hold: made if there is none yet. Inside store_write.
result own_token_ensure(struct ctx *ctx, struct db *db, const struct own_code_for *whose, str *token) MUST;

// What somebody typed. Inside store_write: a wrong one makes the next wait, as a wrong password does.
struct own_code_try {
    str reference, code; // in any letters, with or without spaces and hyphens
    str network;         // network_of
    instant now;
    // How it ended: both empty and 0 if they don't go together, or there is no such report.
    str token;    // of their link
    int64_t wait; // seconds
};
result own_code_try(struct ctx *ctx, struct db *db, void *try) MUST;
