#include "app/erasures.h"

#include "app/ledger.h"
#include "base/file.h"
#include "base/zone.h"

#include <string.h>

result erasures_list(struct ctx *ctx, struct db *db, struct erasure_row_list *list)
{
    return query_erasure_list(ctx, db, &(struct erasure_list_in){ COMMUNITY_FIRST }, list);
}

str erasures_path(struct ctx *ctx, str url)
{
    if (str_starts(url, STR("postgres")))
        return (str){ 0 };
    str path = str_starts(url, STR("sqlite:")) ? str_from_byte(url, strlen("sqlite:")) : url;
    return str_format(ctx->arena, "%.*s.erasures", STR_ARGS(path));
}

struct settling {
    struct erasure_row_list beside, inside;
    instant at;
    struct replayed *replayed;
};

static result settle_work(struct ctx *ctx, struct db *db, void *with)
{
    struct settling *s = with;
    result e = s->beside.n ? erasures_replay(ctx, db, &s->beside, s->at, s->replayed) : OK;
    return e ? e : erasures_list(ctx, db, &s->inside);
}

// After a replay the store's own list holds all of the text beside it.
result erasures_settle(struct ctx *ctx, struct store *store, str path, instant at, struct replayed *replayed)
{
    struct settling s = { .at = at, .replayed = replayed };
    char *name = str_c(ctx->arena, path);
    str text;
    *replayed = (struct replayed){ 0 };
    if (!name)
        return arena_fail(ctx);
    result e = OK;
    if (file_exists(name)) {
        e = file_read(ctx, name, ERASURES_BYTES_MAX, &text);
        if (!e)
            e = erasures_read(ctx, path, text, &s.beside);
    }
    if (!e)
        e = store_write(ctx, store, settle_work, &s);
    if (e || s.inside.n == s.beside.n)
        return e;
    struct buffer out = buffer_open(ERASURES_BYTES_MAX);
    erasures_write(&out, &s.inside);
    e = buffer_check(ctx, &out);
    if (!e)
        e = file_replace(ctx, name, buffer_str(&out));
    buffer_close(&out);
    return e;
}
