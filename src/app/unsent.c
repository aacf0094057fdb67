#include "app/unsent.h"

#include "app/ledger.h"
#include "app/record.h"

#include <sodium.h>
#include <string.h>

static bool is_token(str token)
{
    for (size_t i = 0; i < token.n; i++)
        if (!char_is_digit(token.at[i]) && !(token.at[i] >= 'a' && token.at[i] <= 'f'))
            return false;
    return token.n == UNSENT_TOKEN_CHARS;
}

static str token_make(struct arena *arena)
{
    unsigned char bytes[UNSENT_TOKEN_CHARS / 2];
    char text[UNSENT_TOKEN_CHARS + 1];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
    return str_copy(arena, str_from(text));
}

// A line end stands as a backslash and an n, a backslash as two, so that a field is a line.
static void value_write(struct buffer *out, str value)
{
    for (size_t i = 0; i < value.n; i++) {
        char c = value.at[i];
        if (c == '\n' || c == '\\') {
            buffer_byte(out, '\\');
            c = c == '\n' ? 'n' : c;
        }
        buffer_byte(out, c);
    }
}

static str value_read(struct arena *arena, str written)
{
    char *at = ARENA_ARRAY(arena, char, written.n + 1);
    size_t n = 0;
    for (size_t i = 0; at && i < written.n; i++) {
        bool is_code = written.at[i] == '\\' && i + 1 < written.n;
        i += is_code;
        at[n++] = is_code && written.at[i] == 'n' ? '\n' : written.at[i];
    }
    return (str){ at, at ? n : 0 };
}

result unsent_read(struct ctx *ctx, struct db *db, str token, instant now, struct unsent *unsent)
{
    struct unsent_by_token_out kept;
    bool is_found = false;
    *unsent = (struct unsent){ .token = token };
    result e = OK;
    if (is_token(token))
        e = query_unsent_by_token(ctx, db,
                                  &(struct unsent_by_token_in){ COMMUNITY_FIRST, content_hash(ctx, token) },
                                  &kept, &is_found);
    if (e || !is_found || kept.changed.second < now.second - UNSENT_DAYS * DAY_SECONDS) {
        unsent->token = token_make(ctx->arena);
        return e;
    }
    for (str rest = kept.body; rest.at && rest.n && unsent->n < UNSENT_FIELDS_MAX;) {
        str value = str_cut(&rest, '\n'), name = str_cut(&value, '=');
        if (value.at)
            unsent->fields[unsent->n++] = (struct unsent_field){ name, value_read(ctx->arena, value) };
    }
    return OK;
}

str unsent_value(const struct unsent *unsent, const char *name)
{
    for (size_t i = 0; i < unsent->n; i++)
        if (str_equal(unsent->fields[i].name, str_from(name)))
            return unsent->fields[i].value;
    return (str){ 0 };
}

result unsent_set(struct ctx *ctx, struct unsent *unsent, const char *name, str value)
{
    size_t i = 0;
    while (i < unsent->n && !str_equal(unsent->fields[i].name, str_from(name)))
        i++;
    if (i == UNSENT_FIELDS_MAX)
        return fail(ctx, ERR_LIMIT, "more was typed than can be kept");
    if (value.n) {
        unsent->n += i == unsent->n;
        unsent->fields[i] = (struct unsent_field){ str_copy(ctx->arena, str_from(name)), value };
    } else if (i < unsent->n) {
        unsent->fields[i] = unsent->fields[--unsent->n];
    }
    return OK;
}

result unsent_keep(struct ctx *ctx, struct db *db, const struct unsent *unsent, instant now)
{
    struct buffer body = buffer_open(UNSENT_BYTES_MAX);
    for (size_t i = 0; i < unsent->n; i++) {
        buffer_print(&body, "%.*s=", STR_ARGS(unsent->fields[i].name));
        value_write(&body, unsent->fields[i].value);
        buffer_byte(&body, '\n');
    }
    result e = buffer_check(ctx, &body);
    if (!e)
        e = query_unsent_put(ctx, db,
                             &(struct unsent_put_in){ COMMUNITY_FIRST, content_hash(ctx, unsent->token),
                                                      str_copy(ctx->arena, buffer_str(&body)), now });
    buffer_close(&body);
    instant old = { now.second - UNSENT_DAYS * DAY_SECONDS };
    return e ? e : query_unsent_expire(ctx, db, &(struct unsent_expire_in){ COMMUNITY_FIRST, old });
}

result unsent_sent(struct ctx *ctx, struct db *db, str token, const struct unsent_end *end, instant now)
{
    const struct unsent sent = { .token = token,
                                 .fields = { { STR("sent"), end->reference }, { STR("told"), end->told } },
                                 .n = 2 };
    return unsent_keep(ctx, db, &sent, now);
}

result unsent_forget(struct ctx *ctx, struct db *db, str token)
{
    if (!is_token(token))
        return OK;
    return query_unsent_delete(ctx, db,
                               &(struct unsent_delete_in){ COMMUNITY_FIRST, content_hash(ctx, token) });
}
