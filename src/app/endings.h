// How the reports ended that somebody's bodies closed of late.
#pragma once

#include "app/closing.h"
#include "app/permission.h"

enum { ENDINGS_DAYS = 28 };

struct endings {
    int64_t n[ENDING_COUNT];
};

// So many ended like this, who said so ("service officer, Harcaster Borough Council"), of this service and these areas.
struct ended {
    str ending, said_by, service, area;
    int64_t n;
};

struct ended_list {
    struct ended *at;
    size_t n, room;
};

// Of the ENDINGS_DAYS before now that are closed still, whoever closed them; what came with a file of requests does not
// count. Its time grows with their number. The rows live in that arena.
result ended_read(struct ctx *ctx, struct db *db, instant now, struct arena *arena,
                  struct ended_list *list) MUST;

// Those of them that this visitor's bodies closed, as far as they may work on them.
struct endings endings_of(const struct ended_list *list, const struct visitor *visitor);
