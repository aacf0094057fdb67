#include "app/record.h"

#include "app/ledger.h"

#include <sodium.h>

struct fact_insert_in fact_new(enum fact_kind kind, instant happened, instant recorded)
{
    return (struct fact_insert_in){ .community = COMMUNITY_FIRST,
                                    .kind = kind,
                                    .case_id = ID_NONE,
                                    .happened = happened,
                                    .happened_last = happened,
                                    .until = INSTANT_NONE,
                                    .period_from = DATE_NONE,
                                    .period_to = DATE_NONE,
                                    .recorded = recorded,
                                    .voice = VOICE_SERVICE,
                                    .corrects = ID_NONE };
}

bool fact_is_corrected(const struct fact_row *facts, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (facts[i].corrects == id)
            return true;
    return false;
}

result record_time(struct ctx *ctx, struct db *db, instant now, instant *at)
{
    struct fact_last_recorded_out last;
    bool is_found;
    result e = query_fact_last_recorded(ctx, db, &(struct fact_last_recorded_in){ COMMUNITY_FIRST }, &last,
                                        &is_found);
    *at = !e && is_found && last.recorded.second > now.second ? last.recorded : now;
    return e;
}

result fact_keep(struct ctx *ctx, struct db *db, struct fact_insert_in fact, struct private_part more,
                 int64_t *id)
{
    bool is_of_case = fact.case_id != ID_NONE || fact.kind == FACT_OPENED || fact.kind == FACT_BOUND;
    str salt = { 0 };
    int64_t own;
    if (is_of_case) {
        more.words = fact.words;
        fact.words = (str){ 0 };
    }
    if (!private_is_empty(&more)) {
        salt = private_salt(ctx);
        fact.bound = private_hash(ctx, salt, &more);
        id = id ? id : &own;
    }
    result e = arena_is_full(ctx->arena) ? arena_fail(ctx) : query_fact_insert(ctx, db, &fact, id);
    if (e || !salt.n)
        return e;
    return query_private_insert(ctx, db,
                                &(struct private_insert_in){ fact.community, *id, salt, more.words,
                                                             more.latitude, more.longitude, more.place,
                                                             more.actor, more.photograph });
}

result fact_add(struct ctx *ctx, struct db *db, const struct fact_insert_in *fact)
{
    return fact_keep(ctx, db, *fact, PRIVATE_NOTHING, NULL);
}

result fact_open(struct ctx *ctx, struct db *db, struct fact_insert_in fact, int64_t *case_id)
{
    return fact_open_at(ctx, db, fact, PRIVATE_NOTHING, case_id);
}

result fact_open_at(struct ctx *ctx, struct db *db, struct fact_insert_in fact, struct private_part place,
                    int64_t *case_id)
{
    str reference = fact.kind == FACT_BOUND ? fact.name : fact.value;
    if (!reference.n)
        return fail(ctx, ERR_INPUT, "a case needs a reference");
    result e = fact_keep(ctx, db, fact, place, case_id);
    return e ? e : query_fact_case_set(ctx, db, &(struct fact_case_set_in){ *case_id, *case_id });
}

result fact_of(struct ctx *ctx, struct db *db, struct fact_insert_in fact, int64_t case_id)
{
    fact.case_id = case_id;
    return fact_add(ctx, db, &fact);
}

str content_hash(struct ctx *ctx, str body)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[2 * sizeof hash + 1];
    crypto_hash_sha256(hash, (const unsigned char *)body.at, body.n);
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return str_copy(ctx->arena, str_from(text));
}

result content_last(struct ctx *ctx, struct db *db, enum content_kind kind, str name, int64_t *id)
{
    struct content_last_out last = { ID_NONE };
    bool is_found,
        is_by_name = kind == CONTENT_CALENDAR || kind == CONTENT_DOCUMENT || kind == CONTENT_MESSAGE;
    result e = query_content_last(
        ctx, db, &(struct content_last_in){ COMMUNITY_FIRST, kind, is_by_name ? name : (str){ 0 } }, &last,
        &is_found);
    *id = !e && is_found ? last.id : ID_NONE;
    return e;
}

// Whether it counts already.
static result is_adopted(struct ctx *ctx, struct db *db, const struct adoption *a, str hash, bool *is_so)
{
    struct content_by_hash_out found;
    int64_t last = ID_NONE;
    result e = query_content_by_hash(
        ctx, db, &(struct content_by_hash_in){ COMMUNITY_FIRST, a->kind, a->name, hash }, &found, is_so);
    if (e || !*is_so || a->kind == CONTENT_DOCUMENT || a->kind == CONTENT_PROCEDURE)
        return e;
    e = content_last(ctx, db, a->kind, a->name, &last);
    *is_so = !e && last == found.id;
    return e;
}

result content_adopt_by(struct ctx *ctx, struct db *db, const struct adoption *a, int64_t *fact_id)
{
    str hash = content_hash(ctx, a->body);
    struct fact_insert_in fact = fact_new(FACT_ADOPTED, a->happened, a->recorded);
    bool is_so;
    int64_t id;
    *fact_id = ID_NONE;
    result e = is_adopted(ctx, db, a, hash, &is_so);
    if (e || is_so)
        return e;
    e = query_content_insert(
        ctx, db, &(struct content_insert_in){ COMMUNITY_FIRST, a->kind, a->name, hash, a->body }, &id);
    if (e)
        return e;
    fact.name = a->name;
    fact.value = str_format(ctx->arena, "%lld", (long long)id);
    fact.words = hash;
    fact.said_by = a->said_by;
    return fact_keep(ctx, db, fact, PRIVATE_NOTHING, fact_id);
}

result content_adopt(struct ctx *ctx, struct db *db, const struct adoption *adoption)
{
    int64_t fact;
    return content_adopt_by(ctx, db, adoption, &fact);
}
