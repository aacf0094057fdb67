#include "app/backup.h"

#include "app/move.h"
#include "app/setting.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "store/sqlite_file.h"

#include <unistd.h>

// Opens both, each in its mode, and copies.
static result copied(struct ctx *ctx, str from, str to, enum store_mode from_mode, instant now)
{
    struct store_moving moving = { .now = now };
    struct store *source, *target;
    result e = store_open(ctx, from, from_mode, &source);
    if (e)
        return e;
    e = store_open(ctx, to, STORE_CREATE, &target);
    if (!e) {
        e = store_copy(ctx, source, target, &moving);
        store_close(target);
    }
    store_close(source);
    return e;
}

result store_into_file(struct ctx *ctx, str store, const char *file, instant now)
{
    char *path = str_c(ctx->arena, sqlite_path(store));
    if (!path)
        return arena_fail(ctx);
    if (!path[0])
        return copied(ctx, store, str_format(ctx->arena, "sqlite:%s", file), STORE_READ, now);
    if (!file_exists(path))
        return fail(ctx, ERR_MISSING, "there is no store '%s'", path);
    return sqlite_copy(ctx, path, file);
}

result store_from_file(struct ctx *ctx, const char *file, str store, instant now)
{
    return copied(ctx, str_format(ctx->arena, "sqlite:%s", file), store, STORE_READ, now);
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

// After the copy of the store, so that every photograph it has is there already; a photograph never changes. What is in
// a bucket stays there.
static result photographs_copy(struct ctx *ctx, struct backup *b)
{
    struct shelf to;
    if (b->photographs.kind && b->photographs.kind->is_far)
        return OK;
    result e = shelf_of_store(ctx, b->file, (str){ 0 }, &to);
    return e ? e : shelf_copy(ctx, &b->photographs, &to, &b->files);
}

static result backup_make(struct ctx *ctx, struct backup *b, const char *path, const char *beside)
{
    struct sqlite_file made;
    result e = store_into_file(ctx, b->store, beside, b->now);
    if (!e)
        e = sqlite_check(ctx, beside);
    if (!e)
        e = sqlite_seal(ctx, beside);
    if (!e)
        e = sqlite_describe(ctx, beside, &made);
    if (!e)
        e = sqlite_facts(ctx, beside, &b->facts);
    if (!e)
        e = photographs_copy(ctx, b);
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
