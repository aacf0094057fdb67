// Sessions: browsers that are signed in. A browser holds 256 random bits in a cookie, the store their SHA-256. One
// ends when it is not used for a while, and at a time that was fixed when it began; signing in, and a change of rights
// or of what one signs in with, begin a new one.
#pragma once

#include "app/account.h"

#define STAGE_SECOND STR("second") // owes the code of the second step
#define STAGE_FULL STR("full")

enum {
    SESSION_STAFF_IDLE = 12 * 3600,
    SESSION_STAFF_LONGEST = 7 * DAY_SECONDS,
    SESSION_IDLE = 30 * DAY_SECONDS,
    SESSION_LONGEST = 90 * DAY_SECONDS,
    SESSION_SECOND_SECONDS = 600,
    SESSION_SEEN_EVERY = 300, // how exactly it is known when one was used
    SESSION_FRESH_SECONDS = 900,
    KNOWN_SECONDS = 180 * DAY_SECONDS,
    SECOND_TRIES = 5
};

struct session_opening {
    int64_t account;
    str stage, browser; // browser: in words, "Firefox on Android"
    bool is_by_link;
    instant now;
};

// token: for the cookie; it is nowhere else.
result session_open(struct ctx *ctx, struct db *db, const struct session_opening *opening, str *token) MUST;
// Who holds it. visitor->id is 0 if there is no such session, or it is over, or it owes a code.
// visitor->is_use_due: it was not noted for a while that it is used (session_use).
result session_visitor(struct ctx *ctx, struct db *db, str token, instant now, struct visitor *visitor) MUST;
// All of the account's end, and this one begins: what it signs in with, or may do, has changed.
result session_renew(struct ctx *ctx, struct db *db, const struct session_opening *opening, str *token) MUST;
result session_use(struct ctx *ctx, struct db *db, str hash, instant now) MUST;
// One of a stage, not over; row->hash is empty if there is none.
result session_find(struct ctx *ctx, struct db *db, str token, instant now, struct session_row *row) MUST;
// hash: of one of the account's; others are left alone.
result session_close(struct ctx *ctx, struct db *db, int64_t account, str hash) MUST;
result sessions_close(struct ctx *ctx, struct db *db, int64_t account) MUST;
result sessions_list(struct ctx *ctx, struct db *db, int64_t account, instant now,
                     struct session_row_list *rows) MUST;

// 256 random bits, in letters, digits, - and _; and what is kept of them.
str token_make(struct arena *arena);
str token_hash(struct ctx *ctx, str token);

// Browsers somebody has signed in from. token: of their cookie, made if it is empty.
result browser_know(struct ctx *ctx, struct db *db, int64_t account, instant now, str *token) MUST;
struct browser_held {
    int64_t account;
    str token;
    instant now;
};
result browser_is_known(struct ctx *ctx, struct db *db, const struct browser_held *held, bool *is_known) MUST;

// What is over goes: sessions, browsers, links, tries. By the clock.
result sessions_tidy(struct ctx *ctx, struct db *db, instant now) MUST;
// After a restore: what was ended since the backup is not open again.
result sessions_end_all(struct ctx *ctx, struct db *db) MUST;
