// Of several servers on one store one does a thing: whoever holds its lease. Taken and renewed in a write transaction,
// of which there is one at a time on either engine. A holder that is killed loses it when it ends.
#pragma once

#include "store/store.h"

enum { HOLDER_CHARS = 33 }; // 16 random bytes in hexadecimal, and the end

void lease_holder(char holder[HOLDER_CHARS]);

struct lease {
    str name, holder;
    int64_t seconds; // how long it lasts without being renewed
};

// Inside store_write. is_held: by this holder, from now on. A lease that would last longer than twice its time from now
// was taken by a clock that went wrong, and is nobody's.
result lease_take(struct ctx *ctx, struct db *db, const struct lease *lease, instant now, bool *is_held) MUST;
// Gives it up, if it is this holder's, so that the next need not wait.
result lease_give(struct ctx *ctx, struct db *db, const struct lease *lease, instant now) MUST;
