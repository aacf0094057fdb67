#include "app/private.h"

#include "app/fold.h"
#include "app/ledger.h"
#include "app/library.h"
#include "format/csv.h"

#include <sodium.h>

enum { SALT_BYTES = 16, LENGTH_BYTES = 8, NUMBER_BYTES = 24 };

bool private_is_empty(const struct private_part *part)
{
    return !part->words.n && !part->latitude.n && !part->longitude.n && !part->place.n &&
        part->actor == ID_NONE && !part->photograph.n;
}

static void hash_part(crypto_hash_sha256_state *state, str s)
{
    unsigned char length[LENGTH_BYTES];
    for (size_t i = 0; i < LENGTH_BYTES; i++)
        length[i] = (unsigned char)((uint64_t)s.n >> (8 * i));
    crypto_hash_sha256_update(state, length, sizeof length);
    crypto_hash_sha256_update(state, (const unsigned char *)s.at, s.n);
}

str private_hash(struct ctx *ctx, str salt, const struct private_part *part)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[2 * sizeof hash + 1];
    crypto_hash_sha256_state state;
    str actor = part->actor == ID_NONE ? (str){ 0 } : str_format(ctx->arena, "%lld", (long long)part->actor);
    const str parts[] = { part->words, part->latitude, part->longitude, part->place, actor, part->photograph };
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)salt.at, salt.n);
    size_t n = sizeof parts / sizeof *parts - !part->photograph.n; // there were no photographs once
    for (size_t i = 0; i < n; i++)
        hash_part(&state, parts[i]);
    crypto_hash_sha256_final(&state, hash);
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return str_copy(ctx->arena, str_from(text));
}

str private_salt(struct ctx *ctx)
{
    char salt[SALT_BYTES];
    randombytes_buf(salt, sizeof salt);
    return str_copy(ctx->arena, (str){ salt, sizeof salt });
}

static result list_text(struct ctx *ctx, struct db *db, str *text)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(
        ctx, db, &(struct content_of_kind_in){ COMMUNITY_FIRST, CONTENT_CATEGORIES }, &contents);
    if (e || !contents.n)
        return e ? e : library_text(ctx, "categories", "private.csv", text);
    *text = contents.at[contents.n - 1].body;
    return OK;
}

// A list from before there were three columns only counts.
static struct private_service row_read(struct ctx *ctx, const struct csv *csv)
{
    str cells[3] = { { 0 } };
    for (size_t i = 0; i < csv->n && i < 3; i++)
        cells[i] = str_copy(ctx->arena, csv_field_value(ctx->arena, csv->fields[i]));
    return (struct private_service){ service_from(cells[0]), !str_same_name(cells[1], STR("not taken here")),
                                     cells[2] };
}

result private_services_read(struct ctx *ctx, struct db *db, struct private_services *services)
{
    struct csv csv;
    str text;
    *services = (struct private_services){ 0 };
    result e = list_text(ctx, db, &text);
    if (!e)
        e = csv_open(ctx, text, ',', &csv);
    for (bool is_header = true; !e && csv_next(&csv); is_header = false) {
        struct private_service *slot = is_header || !csv.n ? NULL : LIST_PUSH(ctx->arena, &services->never);
        if (slot)
            *slot = row_read(ctx, &csv);
    }
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

const struct private_service *private_services_find(const struct private_services *services,
                                                    const struct service *service)
{
    for (size_t i = 0; i < services->never.n; i++) {
        const struct service *never = &services->never.at[i].service;
        if (str_same_name(never->name, service->name) &&
            (!never->sub.n || str_same_name(never->sub, service->sub)))
            return &services->never.at[i];
    }
    return NULL;
}

bool private_services_have(const struct private_services *services, const struct service *service)
{
    return private_services_find(services, service) != NULL;
}
