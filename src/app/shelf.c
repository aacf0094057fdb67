#include "app/shelf.h"

#include "base/arena.h"
#include "store/sqlite_file.h"

#include <sodium.h>

static const str BESIDE = STR_INIT(".photographs");

result shelf_of_store(struct ctx *ctx, str url, str folder, struct shelf *shelf)
{
    str path = sqlite_path(url);
    *shelf = (struct shelf){ NULL, "", NULL };
    if (!folder.n && !path.n)
        return OK;
    char *where = str_c(
        ctx->arena, folder.n ? folder : str_format(ctx->arena, "%.*s%.*s", STR_ARGS(path), STR_ARGS(BESIDE)));
    if (!where)
        return arena_fail(ctx);
    *shelf = shelf_folder(where);
    return OK;
}

str shelf_name(struct ctx *ctx, str bytes)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[2 * sizeof hash + 1];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.at, bytes.n);
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return str_copy(ctx->arena, str_from(text));
}

bool is_shelf_name(str name)
{
    bool is_good = name.n == SHELF_NAME;
    for (size_t i = 0; i < name.n && is_good; i++)
        is_good = char_is_digit(name.at[i]) || (name.at[i] >= 'a' && name.at[i] <= 'f');
    return is_good;
}

static result check(struct ctx *ctx, const struct shelf *shelf, str name)
{
    if (!shelf->kind)
        return fail(ctx, ERR_STORE,
                    "there is no place for photographs: name a folder or a bucket for them with --photographs");
    return is_shelf_name(name) ? OK : fail(ctx, ERR_MISSING, "there is no such photograph");
}

result shelf_put(struct ctx *ctx, const struct shelf *shelf, str bytes, str *name)
{
    *name = shelf_name(ctx, bytes);
    if (!name->at)
        return arena_fail(ctx);
    result e = check(ctx, shelf, *name);
    return e ? e : shelf->kind->put(ctx, shelf, *name, bytes);
}

result shelf_get(struct ctx *ctx, const struct shelf *shelf, str name, str *bytes)
{
    result e = check(ctx, shelf, name);
    if (!e)
        e = shelf->kind->get(ctx, shelf, name, bytes);
    str found = e ? name : shelf_name(ctx, *bytes);
    if (!e && !found.at)
        return arena_fail(ctx);
    if (!e && !str_equal(found, name))
        e = fail(ctx, ERR_STORE, "the file of photograph %.*s was changed", STR_ARGS(name));
    return e;
}

bool shelf_has(struct ctx *ctx, const struct shelf *shelf, str name)
{
    return shelf->kind && is_shelf_name(name) && shelf->kind->has(ctx, shelf, name);
}

result shelf_remove(struct ctx *ctx, const struct shelf *shelf, str name)
{
    result e = check(ctx, shelf, name);
    return e ? e : shelf->kind->remove(ctx, shelf, name);
}
