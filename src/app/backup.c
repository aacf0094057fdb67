#include "app/backup.h"

#include "app/derived.h"
#include "app/setting.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "store/sqlite_file.h"

#include <unistd.h>

result store_into_file(struct ctx *ctx, str store, const char *file)
{
    char *path = str_c(ctx->arena, sqlite_path(store));
    if (!path)
        return arena_fail(ctx);
    if (!path[0])
        return fail(ctx, ERR_STORE, "this Wardmote keeps its store in SQLite: write sqlite:PATH");
    if (!file_exists(path))
        return fail(ctx, ERR_MISSING, "there is no store '%s'", path);
    return sqlite_copy(ctx, path, file);
}

static result note(struct ctx *ctx, struct db *db, void *with)
{
    const struct backup *b = with;
    return setting_write(ctx, db, SETTING_BACKED_UP_AT,
                         str_format(ctx->arena, "%lld", (long long)b->now.second));
}

// Not into a store of an older schema: a backup is what one makes before it is brought up to date.
static result noted(struct ctx *ctx, struct backup *b, int64_t schema)
{
    struct store *store;
    if (schema != MIGRATIONS_COUNT)
        return ERR_CONFLICT;
    result e = store_open(ctx, b->store, STORE_WRITE, &store);
    if (e)
        return e;
    e = store_write(ctx, store, note, b);
    store_close(store);
    return e;
}

static result backup_make(struct ctx *ctx, struct backup *b, const char *path, const char *beside)
{
    struct sqlite_file made;
    result e = store_into_file(ctx, b->store, beside);
    if (!e)
        e = sqlite_check(ctx, beside);
    if (!e)
        e = sqlite_seal(ctx, beside, DERIVED_TABLES);
    if (!e)
        e = sqlite_describe(ctx, beside, &made);
    if (!e)
        e = sqlite_facts(ctx, beside, &b->facts);
    if (!e)
        e = file_place(ctx, beside, path);
    if (e)
        return e;
    b->bytes = made.bytes;
    struct ctx noting = { .arena = ctx->arena };
    b->is_noted = noted(&noting, b, made.schema) == OK;
    return OK;
}

result store_backup(struct ctx *ctx, struct backup *b)
{
    char *path = str_c(ctx->arena, b->file), *beside;
    if (!path)
        return arena_fail(ctx);
    result e = file_beside(ctx, path, true, &beside);
    if (e)
        return e;
    e = backup_make(ctx, b, path, beside);
    if (e)
        unlink(beside);
    return e;
}
