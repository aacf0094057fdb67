// A report that somebody is writing, page by page: what was typed so far, kept for a few days under what only their
// browser knows, so that a closed window, a dead line or the back button lose nothing. Private; gone when it is sent,
// but for its reference.
#pragma once

#include "store/store.h"

enum { UNSENT_DAYS = 3, UNSENT_TOKEN_CHARS = 32, UNSENT_FIELDS_MAX = 64, UNSENT_BYTES_MAX = 64 << 10 };

struct unsent_field {
    str name, value;
};

struct unsent {
    str token; // what the browser's cookie holds: UNSENT_TOKEN_CHARS of hexadecimal
    struct unsent_field fields[UNSENT_FIELDS_MAX];
    size_t n;
};

// The one of that token as it was kept; an empty one, with a new token, if there is none or it is too old.
result unsent_read(struct ctx *ctx, struct db *db, str token, instant now, struct unsent *unsent) MUST;
str unsent_value(const struct unsent *unsent, const char *name); // empty if there is none
// Empty values are dropped. ERR_LIMIT if there are too many.
result unsent_set(struct ctx *ctx, struct unsent *unsent, const char *name, str value) MUST;
// Inside store_write; drops those that are too old as well.
result unsent_keep(struct ctx *ctx, struct db *db, const struct unsent *unsent, instant now) MUST;
// All of it goes, the reference too.
result unsent_forget(struct ctx *ctx, struct db *db, str token) MUST;
// It was sent: nothing is left of it but the reference that it got, so that whoever sends it again, over a line that
// died, comes to the same report (unsent_value "sent"), and by which way a message goes to them ("told").
struct unsent_end {
    str reference, told;
};
result unsent_sent(struct ctx *ctx, struct db *db, str token, const struct unsent_end *end, instant now) MUST;
