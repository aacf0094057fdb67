#include "app/calendars.h"

#include "app/ledger.h"
#include "app/library.h"
#include "store/fact.h"

result calendars_known(struct ctx *ctx, struct db *db, struct str_list *names)
{
    struct content_heads_out_list own = { .n = 0 };
    result e = library_calendars(ctx, names);
    if (!e && db)
        e = query_content_heads(ctx, db, &(struct content_heads_in){ COMMUNITY_FIRST, CONTENT_CALENDAR },
                                &own);
    for (size_t i = 0; !e && i < own.n; i++) {
        str *slot = str_list_has(names, own.at[i].name) ? NULL : LIST_PUSH(ctx->arena, names);
        if (slot)
            *slot = own.at[i].name;
    }
    return e || !arena_is_full(ctx->arena) ? e : arena_fail(ctx);
}

result calendars_load(struct ctx *ctx, struct db *db, void *names)
{
    return calendars_known(ctx, db, names);
}
