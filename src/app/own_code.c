#include "app/own_code.h"

#include "app/attempt.h"
#include "app/ledger.h"
#include "app/outbox.h"
#include "app/record.h"
#include "app/report.h"
#include "app/sign_link.h"

#include <sodium.h>

enum { CODE_CHARS = 12 }; // of 28 each: 57 bits

static str hash_of(struct ctx *ctx, int64_t case_id, str code)
{
    str plain = code_plain(ctx->arena, code);
    return content_hash(ctx,
                        str_format(ctx->arena, "own code %lld %.*s", (long long)case_id, STR_ARGS(plain)));
}

result own_code_give(struct ctx *ctx, struct db *db, const struct own_code_for *whose, str *code)
{
    *code = code_letters(ctx->arena, CODE_CHARS);
    struct own_code_insert_in row = { COMMUNITY_FIRST, whose->case_id, whose->person_id,
                                      hash_of(ctx, whose->case_id, *code), whose->at };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : query_own_code_insert(ctx, db, &row);
}

result own_token_ensure(struct ctx *ctx, struct db *db, const struct own_code_for *whose, str *token)
{
    struct case_person_of_case_out_list bound;
    result e = query_case_person_of_case(
        ctx, db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, whose->case_id }, &bound);
    *token = (str){ 0 };
    for (size_t i = 0; !e && i < bound.n; i++)
        if (bound.at[i].person_id == whose->person_id)
            *token = bound.at[i].token;
    if (e || token->n)
        return e;
    *token = outbox_token(ctx);
    return query_case_person_token_set(
        ctx, db,
        &(struct case_person_token_set_in){ COMMUNITY_FIRST, whose->case_id, whose->person_id, *token });
}

// Each is held against what was typed, to the end, so that the time it takes tells nothing.
static result person_of(struct ctx *ctx, struct db *db, int64_t case_id, str code, int64_t *person)
{
    struct own_code_of_case_out_list codes;
    str hash = hash_of(ctx, case_id, code);
    result e = query_own_code_of_case(ctx, db, &(struct own_code_of_case_in){ COMMUNITY_FIRST, case_id },
                                      &codes);
    *person = ID_NONE;
    for (size_t i = 0; !e && i < codes.n; i++)
        if (codes.at[i].hash.n == hash.n && sodium_memcmp(codes.at[i].hash.at, hash.at, hash.n) == 0)
            *person = codes.at[i].person_id;
    return e;
}

static result code_take(struct ctx *ctx, struct db *db, struct own_code_try *t)
{
    struct case_row row = { .id = ID_NONE };
    struct own_code_for whose = { .at = t->now };
    bool is_found;
    result e = query_case_by_reference(
        ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, t->reference }, &row, &is_found);
    whose.case_id = !e && is_found ? row.id : ID_NONE;
    if (!e)
        e = person_of(ctx, db, whose.case_id, t->code, &whose.person_id);
    return e || whose.person_id == ID_NONE ? e : own_token_ensure(ctx, db, &whose, &t->token);
}

result own_code_try(struct ctx *ctx, struct db *db, void *with)
{
    struct own_code_try *t = with;
    struct attempts attempts = { .n = 0 };
    t->token = (str){ 0 };
    t->reference = reference_settle(ctx->arena, t->reference);
    attempt_add(&attempts, ATTEMPT_PAIR, t->reference, t->network);
    attempt_add(&attempts, ATTEMPT_NETWORK, (str){ 0 }, t->network);
    result e = attempts_wait(ctx, db, &attempts, t->now, &t->wait);
    if (e || t->wait)
        return e;
    e = code_take(ctx, db, t);
    if (e || !t->token.n)
        return e ? e : attempts_count(ctx, db, &attempts, t->now);
    attempts.n = 1; // what is right takes nothing off what was tried on other reports
    return attempts_forget(ctx, db, &attempts);
}
