#include "app/log.h"

#include "app/ledger.h"

#include <string.h>

str log_key_statement(struct ctx *ctx, const struct note_key *key, int64_t nth, instant since)
{
    str words = note_key_words(ctx, key);
    return str_format(ctx->arena, "%.*s\nkey %lld since %lld\n%.*s\n", STR_ARGS(key->name), (long long)nth,
                      (long long)since.second, STR_ARGS(words));
}

static bool is_vouched_for(struct ctx *ctx, const struct log_keys *keys, size_t i)
{
    str text;
    if (i == 0)
        return true;
    str wanted = log_key_statement(ctx, &keys->at[i].key, (int64_t)i + 1, keys->at[i].since);
    return note_verify(keys->at[i].statement, &keys->at[i - 1].key, &text) && str_equal(text, wanted);
}

result log_keys_take(struct ctx *ctx, const struct log_key_all_out_list *rows, struct log *log)
{
    for (size_t i = 0; i < rows->n; i++) {
        __typeof__(log->keys.at) k = LIST_PUSH(ctx->arena, &log->keys);
        if (!k)
            return arena_fail(ctx);
        k->key.name = log->origin;
        if (rows->at[i].key.n == NOTE_KEY)
            memcpy(k->key.public, rows->at[i].key.at, NOTE_KEY);
        k->since = rows->at[i].since;
        k->until = i + 1 < rows->n ? rows->at[i + 1].since : INSTANT_FAR;
        k->statement = rows->at[i].statement;
        k->is_vouched_for = is_vouched_for(ctx, &log->keys, i);
    }
    return OK;
}

result log_read(struct ctx *ctx, struct db *db, struct log *log)
{
    struct log_find_out row;
    struct log_key_all_out_list keys;
    *log = (struct log){ .is_there = false };
    result e = query_log_find(ctx, db, &(struct log_find_in){ COMMUNITY_FIRST }, &row, &log->is_there);
    if (e || !log->is_there)
        return e;
    log->origin = row.origin;
    log->secret = row.secret;
    if (row.secret.n != LOG_SECRET)
        return fail(ctx, ERR_STORE,
                    "the log's secret is not as it was made: bring the store back from a backup");
    e = query_log_key_all(ctx, db, &(struct log_key_all_in){ COMMUNITY_FIRST }, &keys);
    return e ? e : log_keys_take(ctx, &keys, log);
}

bool log_checkpoint(const struct log_keys *keys, str note, struct checkpoint *checkpoint)
{
    str text;
    for (size_t i = 0; i < keys->n; i++)
        if (note_verify(note, &keys->at[i].key, &text) && checkpoint_read(text, checkpoint) &&
            str_equal(checkpoint->origin, keys->at[i].key.name) &&
            keys->at[i].since.second <= checkpoint->sealed.second &&
            checkpoint->sealed.second <= keys->at[i].until.second)
            return true;
    return false;
}

result log_last(struct ctx *ctx, struct db *db, struct checkpoint_last_out *last, bool *is_found)
{
    return query_checkpoint_last(ctx, db, &(struct checkpoint_last_in){ COMMUNITY_FIRST }, last, is_found);
}

static result hash_take(struct ctx *ctx, str bytes, struct merkle_hash *hash)
{
    if (bytes.n != MERKLE_HASH)
        return fail(ctx, ERR_STORE, "a hash of the log is no hash: `wardmote verify` says which");
    memcpy(hash->at, bytes.at, MERKLE_HASH);
    return OK;
}

static result node_read(struct ctx *ctx, struct db *db, int level, uint64_t nth, struct merkle_hash *hash)
{
    struct node_find_out row;
    bool is_found;
    result e = query_node_find(ctx, db, &(struct node_find_in){ COMMUNITY_FIRST, level, (int64_t)nth }, &row,
                               &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_STORE, "a hash of the log is missing: `wardmote verify` says which");
    return e ? e : hash_take(ctx, row.hash, hash);
}

// The last fact under the blocks before that one.
static result block_before(struct ctx *ctx, struct db *db, uint64_t block, int64_t *last_fact)
{
    struct node_find_out row;
    bool is_found;
    *last_fact = 0;
    if (!block)
        return OK;
    result e = query_node_find(ctx, db,
                               &(struct node_find_in){ COMMUNITY_FIRST, LOG_BLOCK_LEVEL, (int64_t)block - 1 },
                               &row, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "the log is not as long as that");
    *last_fact = row.last_fact;
    return e;
}

result log_tree(struct ctx *ctx, struct db *db, struct merkle_tree *tree, int64_t *last_fact)
{
    struct node_last_out last = { .nth = -1 };
    struct leaf_after_out row;
    struct merkle_hash hash;
    struct cursor cursor;
    bool is_found;
    *tree = (struct merkle_tree){ .n = 0 };
    result e = query_node_last(ctx, db, &(struct node_last_in){ COMMUNITY_FIRST, LOG_BLOCK_LEVEL }, &last,
                               &is_found);
    uint64_t blocks = !e && is_found ? (uint64_t)last.nth + 1 : 0;
    *last_fact = blocks ? last.last_fact : 0;
    for (int level = MERKLE_LEVELS - LOG_BLOCK_LEVEL - 1; level >= 0 && !e; level--)
        if (blocks & ((uint64_t)1 << level)) {
            e = node_read(ctx, db, LOG_BLOCK_LEVEL + level, (blocks >> level) - 1, &hash);
            if (!e)
                merkle_add_subtree(tree, LOG_BLOCK_LEVEL + level, &hash);
        }
    if (!e)
        e = query_leaf_after(ctx, db, &(struct leaf_after_in){ COMMUNITY_FIRST, *last_fact, LOG_BLOCK },
                             &cursor);
    while (!e && query_leaf_after_next(ctx, &cursor, &row)) {
        e = hash_take(ctx, row.hash, &hash);
        merkle_add(tree, &hash);
        *last_fact = row.fact_id;
    }
    return e ? e : cursor.failed;
}

static result block_read(struct log_source *s, uint64_t block)
{
    struct leaf_after_out row;
    struct cursor cursor;
    int64_t before;
    result e = block_before(s->ctx, s->db, block, &before);
    s->n_block = 0;
    if (!e)
        e = query_leaf_after(s->ctx, s->db, &(struct leaf_after_in){ COMMUNITY_FIRST, before, LOG_BLOCK },
                             &cursor);
    while (!e && query_leaf_after_next(s->ctx, &cursor, &row))
        e = hash_take(s->ctx, row.hash, &s->block[s->n_block++]);
    s->has_block = !e;
    s->block_nth = block;
    return e ? e : cursor.failed;
}

static bool subtree(const struct merkle_source *source, int level, uint64_t position,
                    struct merkle_hash *root)
{
    struct log_source *s = source->of;
    struct merkle_tree tree = { .n = 0 };
    if (level >= LOG_BLOCK_LEVEL) {
        s->e = node_read(s->ctx, s->db, level, position, root);
        return !s->e;
    }
    uint64_t first = position << level, block = first >> LOG_BLOCK_LEVEL;
    if (!s->has_block || s->block_nth != block)
        s->e = block_read(s, block);
    size_t from = (size_t)(first - (block << LOG_BLOCK_LEVEL)), n = (size_t)1 << level;
    if (!s->e && from + n > s->n_block)
        s->e = fail(s->ctx, ERR_MISSING, "the log is not as long as that");
    for (size_t i = 0; i < n && !s->e; i++)
        merkle_add(&tree, &s->block[from + i]);
    *root = merkle_root(&tree);
    return !s->e;
}

void log_source_open(struct ctx *ctx, struct db *db, struct log_source *source)
{
    *source = (struct log_source){ .source = { subtree, source }, .ctx = ctx, .db = db };
}

result log_index(struct ctx *ctx, struct db *db, int64_t fact_id, uint64_t *index)
{
    struct node_of_fact_out node;
    struct leaf_after_out row = { .fact_id = 0 };
    struct cursor cursor;
    bool is_found;
    result e = query_node_of_fact(
        ctx, db, &(struct node_of_fact_in){ COMMUNITY_FIRST, LOG_BLOCK_LEVEL, fact_id }, &node, &is_found);
    uint64_t n = !e && is_found ? ((uint64_t)node.nth + 1) << LOG_BLOCK_LEVEL : 0;
    struct leaf_after_in after = { COMMUNITY_FIRST, !e && is_found ? node.last_fact : 0, LOG_BLOCK };
    if (!e)
        e = query_leaf_after(ctx, db, &after, &cursor);
    *index = UINT64_MAX;
    for (; !e && query_leaf_after_next(ctx, &cursor, &row); n++)
        if (row.fact_id == fact_id)
            *index = n;
    if (!e)
        e = cursor.failed;
    return !e && *index == UINT64_MAX ? fail(ctx, ERR_MISSING, "that fact is not sealed yet") : e;
}

result log_before(struct ctx *ctx, struct db *db, uint64_t index, int64_t *fact_id)
{
    uint64_t n = index >> LOG_BLOCK_LEVEL << LOG_BLOCK_LEVEL;
    struct leaf_after_out row;
    struct cursor cursor;
    result e = block_before(ctx, db, index >> LOG_BLOCK_LEVEL, fact_id);
    struct leaf_after_in after = { COMMUNITY_FIRST, *fact_id, (int64_t)(index - n) };
    if (e || index == n)
        return e;
    e = query_leaf_after(ctx, db, &after, &cursor);
    for (; !e && query_leaf_after_next(ctx, &cursor, &row); n++)
        *fact_id = row.fact_id;
    return e ? e : cursor.failed;
}
