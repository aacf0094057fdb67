#include "app/seal_key.h"

#include "base/arena.h"
#include "base/secret.h"

#include <sodium.h>
#include <string.h>

enum { KEY_FILE_MAX = 4096 };

#define FIRST_LINE                                                                                           \
    STR("The secret key of a Wardmote record: whoever has it can sign in its name. Keep it apart.\n")

str seal_key_path(struct ctx *ctx, str given, str store)
{
    if (given.n)
        return given;
    if (str_starts(store, STR("postgres")))
        return STR("wardmote.key");
    str path = str_starts(store, STR("sqlite:")) ? str_from_byte(store, strlen("sqlite:")) : store;
    return str_format(ctx->arena, "%.*s.key", STR_ARGS(path));
}

static void key_from_seed(const unsigned char *seed, struct seal_key *key)
{
    crypto_sign_seed_keypair(key->public, key->secret, seed);
}

static result file_take(struct ctx *ctx, str path, struct seal_key *key)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    char *name = str_c(ctx->arena, path);
    str text;
    result e = name ? secret_read(ctx, name, KEY_FILE_MAX, &text) : arena_fail(ctx);
    if (e)
        return e;
    bool is_key = str_starts(text, FIRST_LINE) &&
        base64_read(str_trim(str_slice(text, FIRST_LINE.n, text.n - 1)), seed, sizeof seed);
    if (is_key)
        key_from_seed(seed, key);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero((void *)(uintptr_t)text.at, text.n);
    return is_key ? OK : fail(ctx, ERR_STORE, "'%s' is no key of a Wardmote record", name);
}

static str next_path(struct ctx *ctx, str path)
{
    return str_format(ctx->arena, "%.*s.next", STR_ARGS(path));
}

static bool is_key(const struct seal_key *key, const unsigned char *public)
{
    return memcmp(key->public, public, NOTE_KEY) == 0;
}

// A change of keys that was cut short before the new one came into its place.
static result next_take(struct ctx *ctx, str path, const unsigned char *public, struct seal_key *key)
{
    struct ctx looking = { .arena = ctx->arena };
    str next = next_path(ctx, path);
    if (file_take(&looking, next, key) || !is_key(key, public))
        return ERR_MISSING;
    char *from = str_c(ctx->arena, next), *to = str_c(ctx->arena, path);
    return from && to ? secret_move(ctx, from, to) : arena_fail(ctx);
}

result seal_key_read(struct ctx *ctx, str path, const unsigned char *public, struct seal_key *key)
{
    struct ctx first = { .arena = ctx->arena };
    result e = file_take(&first, path, key);
    if (!e && is_key(key, public))
        return OK;
    if (e && e != ERR_MISSING)
        return fail(ctx, e, "%s", first.error.text);
    e = next_take(ctx, path, public, key);
    if (e == ERR_MISSING)
        return fail(ctx, e,
                    "'%.*s' does not hold the key that the record was signed with last: bring it back from "
                    "where it is kept, or name it with --key",
                    STR_ARGS(path));
    return e;
}

static result key_write(struct ctx *ctx, str path, struct seal_key *key)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    char *name = str_c(ctx->arena, path);
    randombytes_buf(seed, sizeof seed);
    str words = base64_words(ctx, seed, sizeof seed);
    str text = str_format(ctx->arena, "%.*s%.*s\n", STR_ARGS(FIRST_LINE), STR_ARGS(words));
    result e = name && text.n ? secret_write(ctx, name, text) : arena_fail(ctx);
    key_from_seed(seed, key);
    sodium_memzero(seed, sizeof seed);
    sodium_memzero((void *)(uintptr_t)words.at, words.n);
    sodium_memzero((void *)(uintptr_t)text.at, text.n);
    return e;
}

result seal_key_begin(struct ctx *ctx, str path, struct seal_key *key, bool *is_made)
{
    struct ctx looking = { .arena = ctx->arena };
    result e = file_take(&looking, path, key);
    *is_made = e == ERR_MISSING;
    return e == ERR_MISSING ? key_write(ctx, path, key) : e ? fail(ctx, e, "%s", looking.error.text) : OK;
}

result seal_key_make_next(struct ctx *ctx, str path, struct seal_key *key)
{
    str next = next_path(ctx, path);
    char *name = str_c(ctx->arena, next);
    if (!name)
        return arena_fail(ctx);
    secret_remove(name); // what is there was never taken on
    return key_write(ctx, next, key);
}

void seal_key_forget(struct seal_key *key)
{
    sodium_memzero(key, sizeof *key);
}
