#include "app/session.h"

#include "app/attempt.h"
#include "app/ledger.h"
#include "app/record.h"
#include "app/setting.h"

#include <sodium.h>

enum { TOKEN_BYTES = 32, TOKEN_CHARS = 43, BROWSER_BYTES = 100 };

str token_make(struct arena *arena)
{
    unsigned char bytes[TOKEN_BYTES];
    char text[sodium_base64_ENCODED_LEN(TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
    return str_copy(arena, str_from(text));
}

str token_hash(struct ctx *ctx, str token)
{
    return content_hash(ctx, token);
}

static result is_staff_read(struct ctx *ctx, struct db *db, int64_t account, bool *is_staff)
{
    struct visitor visitor = { .is_staff = false };
    result e = visitor_read(ctx, db, account, &visitor);
    *is_staff = visitor.is_staff;
    return e;
}

result session_open(struct ctx *ctx, struct db *db, const struct session_opening *o, str *token)
{
    bool is_staff = false;
    *token = token_make(ctx->arena);
    result e = token->n ? is_staff_read(ctx, db, o->account, &is_staff) : arena_fail(ctx);
    if (e)
        return e;
    int64_t length = str_equal(o->stage, STAGE_SECOND) ? SESSION_SECOND_SECONDS
        : is_staff                                     ? SESSION_STAFF_LONGEST
                                                       : SESSION_LONGEST;
    e = query_session_insert(ctx, db,
                             &(struct session_insert_in){ COMMUNITY_FIRST,
                                                          token_hash(ctx, *token),
                                                          o->account,
                                                          o->stage,
                                                          o->is_by_link,
                                                          str_slice(o->browser, 0, BROWSER_BYTES),
                                                          o->now,
                                                          { o->now.second + length } });
    if (!e && str_equal(o->stage, STAGE_FULL))
        e = query_account_signed_in(ctx, db,
                                    &(struct account_signed_in_in){ COMMUNITY_FIRST, o->account, o->now });
    return e;
}

result session_find(struct ctx *ctx, struct db *db, str token, instant now, struct session_row *row)
{
    bool is_found = false;
    result e = OK;
    if (token.n == TOKEN_CHARS)
        e = query_session_by_hash(
            ctx, db, &(struct session_by_hash_in){ COMMUNITY_FIRST, token_hash(ctx, token) }, row, &is_found);
    if (e || !is_found || row->until.second <= now.second)
        *row = (struct session_row){ .account = ID_NONE };
    return e;
}

static result holder_fill(struct ctx *ctx, const struct session_holder_out_list *rows,
                          struct visitor *visitor)
{
    const struct session_holder_out *first = &rows->at[0];
    result e = OK;
    *visitor = (struct visitor){ .id = first->account,
                                 .person = first->person,
                                 .name = first->name,
                                 .email = first->email,
                                 .language = first->language,
                                 .state = store_state_from(first->last_fact, first->derived_at) };
    for (size_t i = 0; i < rows->n && !e; i++) {
        const struct session_holder_out *row = &rows->at[i];
        struct role_held held = {
            .id = row->role_id, .body = row->body, .area = row->area, .service = row->service
        };
        e = roles_add(ctx, &visitor->roles, held, row->role);
    }
    visitor_roles_end(visitor, first->has_totp, second_step_by(first->setting));
    return e;
}

static bool is_open(const struct session_holder_out *held, instant now)
{
    return held->until.second > now.second && str_equal(held->stage, STAGE_FULL) &&
        str_equal(held->state, ACCOUNT_ACTIVE);
}

result session_visitor(struct ctx *ctx, struct db *db, str token, instant now, struct visitor *visitor)
{
    struct session_holder_out_list rows = { 0 };
    str hash = token.n == TOKEN_CHARS ? token_hash(ctx, token) : (str){ 0 };
    *visitor = (struct visitor){ .id = 0 };
    result e = OK;
    if (hash.n)
        e = query_session_holder(
            ctx, db,
            &(struct session_holder_in){ COMMUNITY_FIRST, hash, SETTING_DEMONSTRATION, SETTING_DERIVED_AT },
            &rows);
    if (!e && rows.n && is_open(&rows.at[0], now))
        e = holder_fill(ctx, &rows, visitor);
    if (e || !visitor->id)
        return e;
    instant seen = rows.at[0].seen;
    if (seen.second + (visitor->is_staff ? SESSION_STAFF_IDLE : SESSION_IDLE) <= now.second) {
        *visitor = (struct visitor){ .id = 0 };
        return OK;
    }
    visitor->session = hash;
    visitor->is_use_due = seen.second + SESSION_SEEN_EVERY <= now.second;
    return OK;
}

result session_renew(struct ctx *ctx, struct db *db, const struct session_opening *opening, str *token)
{
    result e = sessions_close(ctx, db, opening->account);
    return e ? e : session_open(ctx, db, opening, token);
}

result session_use(struct ctx *ctx, struct db *db, str hash, instant now)
{
    return query_session_seen(ctx, db, &(struct session_seen_in){ COMMUNITY_FIRST, hash, now });
}

result session_close(struct ctx *ctx, struct db *db, int64_t account, str hash)
{
    struct session_row row;
    bool is_found;
    result e = query_session_by_hash(ctx, db, &(struct session_by_hash_in){ COMMUNITY_FIRST, hash }, &row,
                                     &is_found);
    if (e || !is_found || row.account != account)
        return e;
    return query_session_delete(ctx, db, &(struct session_delete_in){ COMMUNITY_FIRST, hash });
}

result sessions_close(struct ctx *ctx, struct db *db, int64_t account)
{
    return query_session_delete_of_account(
        ctx, db, &(struct session_delete_of_account_in){ COMMUNITY_FIRST, account });
}

result sessions_list(struct ctx *ctx, struct db *db, int64_t account, instant now,
                     struct session_row_list *rows)
{
    size_t kept = 0;
    *rows = (struct session_row_list){ 0 };
    result e = query_session_of_account(ctx, db, &(struct session_of_account_in){ COMMUNITY_FIRST, account },
                                        rows);
    for (size_t i = 0; !e && i < rows->n; i++)
        if (str_equal(rows->at[i].stage, STAGE_FULL) && rows->at[i].until.second > now.second)
            rows->at[kept++] = rows->at[i];
    rows->n = kept;
    return e;
}

result browser_know(struct ctx *ctx, struct db *db, int64_t account, instant now, str *token)
{
    if (token->n != TOKEN_CHARS)
        *token = token_make(ctx->arena);
    return query_known_browser_set(
        ctx, db,
        &(struct known_browser_set_in){
            COMMUNITY_FIRST, account, token_hash(ctx, *token), { now.second + KNOWN_SECONDS } });
}

result browser_is_known(struct ctx *ctx, struct db *db, const struct browser_held *held, bool *is_known)
{
    struct known_browser_one_out row;
    bool is_found = false;
    result e = OK;
    if (held->token.n == TOKEN_CHARS)
        e = query_known_browser_one(
            ctx, db,
            &(struct known_browser_one_in){ COMMUNITY_FIRST, held->account, token_hash(ctx, held->token) },
            &row, &is_found);
    *is_known = !e && is_found && row.until.second > held->now.second;
    return e;
}

result sessions_tidy(struct ctx *ctx, struct db *db, instant now)
{
    result e = query_session_delete_ended(ctx, db, &(struct session_delete_ended_in){ COMMUNITY_FIRST, now });
    if (!e)
        e = query_known_browser_delete_ended(ctx, db,
                                             &(struct known_browser_delete_ended_in){ COMMUNITY_FIRST, now });
    if (!e)
        e = query_sign_link_delete_ended(ctx, db,
                                         &(struct sign_link_delete_ended_in){ COMMUNITY_FIRST, now });
    return e ? e
             : query_attempt_delete_before(ctx, db,
                                           &(struct attempt_delete_before_in){
                                               COMMUNITY_FIRST, { now.second - ATTEMPT_KEPT_SECONDS } });
}

result sessions_end_all(struct ctx *ctx, struct db *db)
{
    result e = query_session_delete_all(ctx, db, &(struct session_delete_all_in){ COMMUNITY_FIRST });
    return e ? e : query_sign_link_delete_all(ctx, db, &(struct sign_link_delete_all_in){ COMMUNITY_FIRST });
}
