// Addresses from which messages come back: nothing more is sent there until somebody gives another, or says that it
// works again.
#pragma once

#include "store/store.h"

// The address of a message by its way; empty where nothing comes back by it.
str way_address(str way, const struct person_row *person);

// reason: the status that came back, "5.1.1"; it is shown, and must not hold the address.
struct unreachable {
    str way, address, reason;
    instant since;
};
result unreachable_put(struct ctx *ctx, struct db *db, const struct unreachable *unreachable) MUST;
// is_failing: false if messages arrive as far as anybody knows.
result unreachable_find(struct ctx *ctx, struct db *db, struct unreachable *asked, bool *is_failing) MUST;
// All addresses of a person are taken to work again; also what erasing does.
result unreachable_forget(struct ctx *ctx, struct db *db, const struct person_row *person) MUST;
