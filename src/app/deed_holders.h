// Whom to tell of something to be done: all who hold a role that gives the deed, in some body or area.
#pragma once

#include "app/permission.h"

struct deed_holders {
    struct visitor *at;
    size_t n, room;
};

// Those of one role, without their others.
result role_holders_find(struct ctx *ctx, struct db *db, enum role role, struct deed_holders *holders) MUST;
// Each active account once, in the order of the roles. They owe no second step here: to be told takes none, so no more
// may be told than everybody may read.
result deed_holders_find(struct ctx *ctx, struct db *db, enum deed deed, struct deed_holders *holders) MUST;
