#include "app/outbox.h"

#include "app/ledger.h"
#include "app/record.h"

#include <sodium.h>

enum {
    DETAIL_MAX = 64 << 10,
    WAIT_FIRST = 60,
    WAIT_MOST = 6 * 3600,
    JITTER = 4,
    KEY_SHOWN = 32,
    REASON_MAX = 200,
    TOKEN_BYTES = 16
};

bool way_is_known(str way)
{
    return str_equal(way, STR("email")) || str_equal(way, STR("text")) || str_equal(way, STR("letter")) ||
        str_equal(way, STR("webhook"));
}

int64_t outbox_wait(int64_t attempts, uint32_t random)
{
    int64_t wait = WAIT_FIRST;
    for (int64_t i = 1; i < attempts && wait < WAIT_MOST; i++)
        wait *= 2;
    wait = wait > WAIT_MOST ? WAIT_MOST : wait;
    int64_t span = wait / JITTER;
    return wait - span + (int64_t)(random % (uint32_t)(2 * span + 1));
}

str outbox_token(struct ctx *ctx)
{
    unsigned char bytes[TOKEN_BYTES];
    char text[2 * sizeof bytes + 1];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
    return str_copy(ctx->arena, str_from(text));
}

static str message_key(struct ctx *ctx, int64_t fact_id, str message, str once)
{
    str whole = str_format(ctx->arena, "%d %lld %.*s %.*s", COMMUNITY_FIRST, (long long)fact_id,
                           STR_ARGS(message), STR_ARGS(once));
    return str_slice(content_hash(ctx, whole), 0, KEY_SHOWN);
}

str detail_lines(struct ctx *ctx, str value)
{
    struct buffer out = buffer_open(DETAIL_MAX);
    for (size_t i = 0; i < value.n; i++) {
        buffer_byte(&out, value.at[i]);
        if (value.at[i] == '\n')
            buffer_byte(&out, '\t');
    }
    str copy = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return copy;
}

str detail_until(struct ctx *ctx, date day)
{
    struct civil c = date_civil(day);
    return date_is_none(day) ? (str){ 0 }
                             : str_format(ctx->arena, "\nuntil: %.*s\nuntil_figures: %02d/%02d/%d",
                                          STR_ARGS(date_words(ctx, day)), c.day, c.month, c.year);
}

result outbox_tell_one(struct ctx *ctx, struct db *db, const struct telling_one *t)
{
    struct outbox_row held;
    str key = message_key(ctx, t->fact_id, t->message, t->once);
    bool is_found;
    result e = query_outbox_by_key(ctx, db, &(struct outbox_by_key_in){ COMMUNITY_FIRST, key }, &held,
                                   &is_found);
    if (e || is_found)
        return e;
    return query_outbox_insert(ctx, db,
                               &(struct outbox_insert_in){ COMMUNITY_FIRST, t->way, t->person_id, t->message,
                                                           t->fact_id, key, STATE_WAITING, t->at,
                                                           t->detail });
}

static result row_find(struct ctx *ctx, struct db *db, int64_t id, struct outbox_row *row)
{
    bool is_found;
    result e = query_outbox_by_id(ctx, db, &(struct outbox_by_id_in){ COMMUNITY_FIRST, id }, row, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "there is no message %lld in the outbox", (long long)id);
    if (!e && str_equal(row->state, STATE_SENT))
        return fail(ctx, ERR_RULE, "message %lld has been sent", (long long)id);
    return e;
}

result outbox_retry(struct ctx *ctx, struct db *db, int64_t id, instant now)
{
    struct outbox_row row;
    result e = row_find(ctx, db, id, &row);
    if (e)
        return e;
    return query_outbox_set(
        ctx, db,
        &(struct outbox_set_in){ COMMUNITY_FIRST, id, STATE_WAITING, 0, now, row.last_error, INSTANT_NONE });
}

// It stays, dead, with the reason: what was not sent can be told apart from what never was to be.
result outbox_drop(struct ctx *ctx, struct db *db, int64_t id, str reason)
{
    struct outbox_row row;
    result e = row_find(ctx, db, id, &row);
    if (e)
        return e;
    if (reason.n > REASON_MAX)
        return fail(ctx, ERR_LIMIT, "the reason is longer than %d bytes", REASON_MAX);
    return query_outbox_set(
        ctx, db,
        &(struct outbox_set_in){ COMMUNITY_FIRST, id, STATE_DEAD, row.attempts, row.next_attempt,
                                 str_format(ctx->arena, "dropped: %.*s", STR_ARGS(reason)), INSTANT_NONE });
}
