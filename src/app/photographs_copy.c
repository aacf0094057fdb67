#include "app/photographs_copy.h"

#include "app/ledger.h"
#include "base/arena.h"

// Each with memory of its own: there may be many.
static result file_copy(struct ctx *ctx, struct photographs_copying *c, str name)
{
    struct ctx own = { .arena = arena_open(3 * SHELF_BYTES_MAX) };
    str bytes, same;
    if (!own.arena)
        return arena_fail(ctx);
    result e = shelf_get(&own, c->to, name, &bytes), found = OK;
    if (e && e != ERR_BUSY) {
        own.error = (struct error){ .code = OK };
        found = shelf_get(&own, c->from, name, &bytes);
        e = found ? OK : shelf_put(&own, c->to, bytes, &same);
    }
    if (found == ERR_BUSY) // it may be there
        e = found;
    c->files += !e && !found;
    c->missing += !e && found;
    if (e)
        e = fail(ctx, e, "%s", own.error.text);
    arena_close(own.arena);
    return e;
}

result photographs_copy(struct ctx *ctx, struct db *db, struct photographs_copying *copying)
{
    struct photograph_row row;
    struct cursor cursor;
    result e = query_photograph_each(ctx, db, &(struct photograph_each_in){ COMMUNITY_FIRST }, &cursor),
           x = OK;
    while (!e && !x && query_photograph_each_next(ctx, &cursor, &row)) {
        x = file_copy(ctx, copying, row.hash);
        if (!x)
            x = file_copy(ctx, copying, row.small);
    }
    return e ? e : x ? x : cursor.failed;
}
